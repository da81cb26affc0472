"""How fast a text is understood: ``segment`` + ``identify``, pages a second of CPU.

Reads the plain texts of a folder (default ``$SAKSDOC_DATA/realcases``) and counts a page as 350
words, as the case papers of the development set have them. Models are loaded before the clock
starts; process time, so that a busy machine disturbs little.

    python bench/understanding.py [--no-ner] [FOLDER]
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from saksdoc.identify import Identifier
from saksdoc.identify.ner import load as load_ner
from saksdoc.model import CleanText, Origin, ReadPage, Verdict
from saksdoc.reading import open_source
from saksdoc.segment import compose, segment

PAGE = 350


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default="")
    parser.add_argument("--no-ner", action="store_true", help="without the spaCy model")
    options = parser.parse_args()
    folder = Path(options.folder or Path(os.environ["SAKSDOC_DATA"]) / "realcases")
    identifier = Identifier.load(ner=None if options.no_ner else load_ner())
    transcripts = []
    for path in sorted(folder.glob("*.txt")):
        with open_source(path) as source:
            pages = [source.page(n) for n in range(1, source.page_count + 1)]
            read = [
                ReadPage(p.number, p.width, p.height, Origin.PLAIN_TEXT, Verdict.USE, lines=p.lines)
                for p in pages
            ]
            transcripts.append(compose(source.info, read))
    words = sum(len(t.raw_text.split()) for t in transcripts)
    segmenting = identifying = 0.0
    for transcript in transcripts:
        clean = CleanText.unchanged(transcript.raw_text)
        began = time.process_time()
        structure = segment(transcript, clean)
        between = time.process_time()
        identifier.identify(transcript, clean, structure)
        segmenting += between - began
        identifying += time.process_time() - between
    pages_read = words / PAGE
    for name, spent in (("segment", segmenting), ("identify", identifying)):
        print(f"{name:9} {pages_read / spent:6.0f} pages/s")
    print(f"{'both':9} {pages_read / (segmenting + identifying):6.0f} pages/s ({words} words)")


if __name__ == "__main__":
    main()
