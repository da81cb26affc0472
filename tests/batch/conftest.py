"""Small inputs that go through the real pipeline quickly: plain text, and a picture of text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

DAMAGED = (
    "Forslag til vedtak\n\nRadet gnsker at mgtet i Fjordvik holdes pa radhuset i ar, og at alle\n"
    "innspill fra bydelene blir lagt fram for saken blir vedtatt.\n"
)


@pytest.fixture
def texts(tmp_path: Path) -> Callable[[int], Path]:
    """Make a folder of n damaged plain-text documents."""

    def make(count: int) -> Path:
        folder = tmp_path / "inn"
        folder.mkdir(exist_ok=True)
        for number in range(count):
            (folder / f"sak-{number:03}.txt").write_text(f"Sak {number}\n\n{DAMAGED}", "utf-8")
        return folder

    return make


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A TIFF of two pages of Norwegian text."""
    path = tmp_path / "bilder" / "brev.tif"
    path.parent.mkdir()
    font = ImageFont.truetype("DejaVuSans.ttf", 46)
    pages = []
    for line in ("Møtet på rådhuset er utsatt", "Vedtaket gjelder fra første juli"):
        page = Image.new("L", (1240, 1754), 255)
        ImageDraw.Draw(page).text((120, 200), line, fill=0, font=font)
        pages.append(page)
    pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(150, 150))
    return path
