"""An archive of invented papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.shelves import PACKET, Paper, Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def county(shelf: Shelf) -> Shelf:
    """A packet of two cases, a letter and a nynorsk case."""
    shelf.put(
        "fjellvik/mai.pdf",
        Paper(
            PACKET,
            title="Møteinnkalling",
            meeting="2005-05-12",
            cases=[
                ("12/05", "2005-05-12", "SAK 12/05", "12 millioner kroner."),
                ("13/05", "2005-06-16", "SAK 13/05", "legges ned."),
            ],
            sections=[
                ("background", "Bakgrunn", "ba om en utredning."),
                ("assessment", "Vurdering", "regnet på prisen."),
                ("proposal", "Forslag til vedtak", "12 millioner kroner."),
            ],
            people={
                "Oddrun Tveitane": [],
                "Kåre Ness": [],
                "Randi-Luise Mogård": [],
            },
            bodies={"Fjellvik kommunestyre": [], "Partnerskapsmøtet": []},
        ),
    )
    shelf.put(
        "brev.txt",
        Paper(
            "Brev fra Mogard, Randi-Luise om partnarskapsmøtet.\n\nUtvalet vurderte mote og klær.",
            title="Brev",
            meeting="2010-01-03",
            people={"Mogard, Randi-Luise": []},
            bodies={"partnarskapsmøtet": []},
        ),
    )
    shelf.index()
    return shelf
