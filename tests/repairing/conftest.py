"""One repairer for all tests of the repair: it is immutable, and loading it takes a while."""

import pytest

from saksdoc.repairing import Repairer


@pytest.fixture(scope="session")
def repairer() -> Repairer:
    return Repairer.load()
