import pytest

from saksdoc.language import Norwegian, Substitutions


@pytest.fixture(scope="session")
def norwegian():
    return Norwegian.load()


@pytest.fixture(scope="session")
def misreadings():
    """What an English-only reader commonly makes of Norwegian letters; costs are invented."""
    return Substitutions.of(
        [
            ("a", "å", 0.1),
            ("o", "ø", 1.0),
            ("a", "ø", 1.2),
            ("g", "ø", 1.0),
            ("e", "æ", 0.1),
            ("e", "ø", 2.5),
            ("eg", "ø", 3.0),
            ("ae", "æ", 2.0),
            ("@", "ø", 0.2),
            ("1", "l", 0.5),
            ("ii", "li", 1.0),
            ("·", "", 0.3),
        ]
    )
