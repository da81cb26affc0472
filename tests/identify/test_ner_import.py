"""spaCy is loaded without its command line, and nobody who wants that misses it."""

from __future__ import annotations

import subprocess
import sys

LOADED = """
import sys
from saksdoc.identify.ner import load
nlp = load()
assert not {"weasel", "spacy.cli", "spacy.cli.info"} & sys.modules.keys(), "its commands are here"
import spacy
assert [e.label_ for e in nlp("Saka blir lagt fram av Kari Nordmann.").ents] == ["PER"]
"""


def ended(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return done.stderr.strip()


def test_the_name_finder_loads_without_the_commands() -> None:
    assert not ended(LOADED)


def test_what_is_asked_of_spacy_later_is_there() -> None:
    assert not ended(
        LOADED
        + "assert 'spacy_version' in spacy.info(silent=True)\n"
        + "import spacy.cli\nassert spacy.cli.download and spacy.cli.app\n"
    )


def test_spacy_that_is_here_already_is_left_as_it_is() -> None:
    assert not ended(
        "import spacy, sys\nwas = spacy.cli\nfrom saksdoc.identify.ner import load\nload()\n"
        "assert sys.modules['spacy.cli'] is was is spacy.cli"
    )
