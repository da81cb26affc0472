"""Python's search for cycles held back while a text is repaired.

A page makes tens of thousands of small tuples that stay, and no cycles. Each few hundred of them
make Python look for cycles among all that is young, which is a tenth of the time of a repair
(measured with ``gc.callbacks``).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for cycles inside; afterwards as it was, also after an error.

    Of several threads, the first to leave lets the search begin again: the others are slower for
    it, and nothing else.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
