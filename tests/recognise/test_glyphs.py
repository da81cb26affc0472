"""The network: what its layers compute, and that the shipped one tells letters."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from saksdoc.errors import MissingRequirement
from saksdoc.recognise.glyphs import GlyphReader, forward, patches
from saksdoc.recognise.windows import HEIGHT, WIDTH, Darkness, Spot


def test_a_convolution_sees_every_second_pixel_with_white_around() -> None:
    image = np.arange(4 * 6, dtype=np.float32).reshape(1, 4, 6, 1)
    seen = patches(image, 3)
    assert seen.shape == (1, 2, 3, 3, 3, 1)
    assert seen[0, 0, 0, :, :, 0].tolist() == [[0, 0, 0], [0, 0, 1], [0, 6, 7]]
    assert seen[0, 1, 2, 1, 1, 0] == image[0, 2, 4, 0]


def test_layers_follow_each_other_rectified_but_the_last() -> None:
    windows = np.zeros((1, 2, 4, 4), dtype=np.float32)
    windows[0, 0, 0, 0], windows[0, 1, 2, 2] = 2.0, 3.0
    kernel = np.zeros((3, 3, 2, 2), dtype=np.float32)
    kernel[1, 1] = [[1.0, -1.0], [0.0, 1.0]]  # out 0: darkness; out 1: mask less darkness
    dense = np.ones((8, 1), dtype=np.float32)
    weights = (kernel, np.zeros(2, np.float32), dense, np.array([-9.0], np.float32))
    first, last = forward(weights, windows)
    assert first[0, 0, 0].tolist() == [2.0, 0.0]
    assert first[0, 1, 1].tolist() == [0.0, 3.0]
    assert last.tolist() == [[-4.0]]


def test_the_shipped_reader_knows_what_tesseract_cannot_write() -> None:
    assert set("§@•·▪–°©²³½áčđŋšŧž’‘“”äö") <= set(GlyphReader.load().letters)


@pytest.mark.parametrize("mark", [",", ".", ":", "-"])
def test_the_shipped_reader_tells_marks_by_where_they_stand(mark: str) -> None:
    font = ImageFont.load_default(40)
    page = Image.new("L", (300, 120), 255)
    draw = ImageDraw.Draw(page)
    draw.text((40, 80), "ordene" + mark, font=font, anchor="ls", fill=0)
    left = 40 + font.getlength("ordene")
    alone = Image.new("L", page.size, 0)
    ImageDraw.Draw(alone).text((left, 80), mark, font=font, anchor="ls", fill=255)
    box = alone.getbbox()
    assert box is not None
    windows = Darkness(page).windows([Spot(box, 80.0, 46.0)])
    assert windows.shape == (1, 2, HEIGHT, WIDTH)
    reader = GlyphReader.load()
    assert reader.letters[int(reader.read(windows)[0].argmax())] == mark


def test_a_file_that_is_no_model_is_named(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "glyphs.npz"
    path.write_bytes(b"none")
    with pytest.raises(MissingRequirement, match="cannot be read"):
        GlyphReader.from_file(path)
