"""The language model is loaded once for all tests of recognition."""

import pytest

from saksdoc.language import Norwegian


@pytest.fixture(scope="session")
def judge() -> Norwegian:
    return Norwegian.load()
