"""Which page needs OCR and why; Tesseract; joining two readings of one page.

One front door: :class:`Recogniser`.
"""

from saksdoc.recognise.options import OcrMode, RecogniseOptions
from saksdoc.recognise.recogniser import Recogniser
from saksdoc.recognise.requirements import Requirement, requirements
from saksdoc.recognise.tesseract import Tesseract

__all__ = ["OcrMode", "RecogniseOptions", "Recogniser", "Requirement", "Tesseract", "requirements"]
