"""One input in, pages of words out.

>>> from saksdoc.reading import open_source
>>> with open_source("sak.pdf") as source:  # doctest: +SKIP
...     for number in range(1, source.page_count + 1):
...         page, image = source.page(number), source.image(number)
"""

from saksdoc.reading.opening import open_source
from saksdoc.reading.plain import text_of
from saksdoc.reading.source import Engine, ReadingOptions, Source

__all__ = ["Engine", "ReadingOptions", "Source", "open_source", "text_of"]
