"""Which letter may truly stand where Tesseract's Norwegian model wrote another.

Two sources: what the model cannot write at all (``§ @ – • ° ©``, ä, Sámi letters; listed by
``combine_tessdata -u nor.traineddata`` as absent from its set), and pairs that rendered pages at
200 and 150 dpi showed to be mixed up (models/glyphs/samples.py counts them).
"""

from __future__ import annotations

UNWRITABLE = frozenset("§@–•·▪©°²³½äÄàÁáčČđĐŋŊšŠŧŦžŽ“”’‘")
"""What Norwegian Tesseract writes seldom or never: that it wrote something else says little."""

LETTERS: dict[str, str] = {
    "a": "áäà", "A": "ÁÄ", "å": "áäà", "Å": "ÁÄ", "á": "å", "æ": "ä", "e": "éèêcč",
    "é": "èč", "c": "čeé", "C": "ČG", "d": "đč", "D": "Đ", "n": "ŋ", "N": "Ŋ",
    "y": "ŋ", "s": "š", "S": "Š", "$": "šŠ", "t": "ŧčflI", "T": "Ŧ", "f": "tl", "z": "ž", "Z": "Ž",
    "2": "žzZ", "o": "öóø", "ö": "øč", "ø": "öo", "O": "ÖØ", "Ø": "ÖO", "u": "ü",
    "i": "lItï1", "l": "iIt1", "I": "il1", "1": "lI", "|": "Il1i", "!": "lIi1", "]": "lI1",
    "&": "čš", "r": "t", "j": "i", "h": "b", "b": "h", "V": "v", "v": "V",
}  # fmt: skip
"""Looked at in words that no lexicon knows, and in single letters."""

MARKS: dict[str, str] = {
    ".": ",", ",": ".", ":": ";.", ";": ":,", "'": "’‘\"", "’": "'\"”“‘", "‘": "’'“", '"': "”“’'",
    "”": "\"“’'", "“": "\"”‘", "*": "’‘”“\"°", "-": "–", "—": "–-", "~": "–-", "«": "", "»": "",
    "<": "«", ">": "»", "°": "",
}  # fmt: skip
"""Looked at wherever they stand."""

SECTION = frozenset("8$5S&B6s3gG9å%")
"""What a § is read as, before a number."""

BULLETS = "•·▪–-o*"
"""What may stand alone at the start of a line."""

COPYRIGHT = frozenset("&OoQGg0€e(®8")
"""What a © is read as, alone before a year."""

DEGREE = frozenset("*\"'’”?o9>")
"""What a ° is read as, after a figure."""

POWERS = "²³"
"""What may be raised behind a measure."""

POWER_ONLY = frozenset("?*°>")
"""What of it is read behind a measure and never stands there itself."""
