"""Builds the name lists: given names, surnames, and the ordinary words that are no names.

Reads ``$SAKSDOC_DATA`` (lists/ and corpora/), writes next to this file: ``given.txt``,
``surnames.txt`` (one lower-case name a line, sorted) and ``words.marisa``. Sources and licences
are in README.md. Only counts leave the corpora, never text.

    python models/names/recipe.py
"""

from __future__ import annotations

import lzma
import os
import re
import sys
from collections import Counter
from pathlib import Path

import marisa_trie

HERE = Path(__file__).resolve().parent
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[^\s\w]|\d+")
LOST = "ï¿½"  # U+FFFD read as Latin-1: a letter the SSB export lost


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Given names that SSB's lists (names of at least 200 bearers) leave out or carry damaged, and that
# case papers of the north and the last century are full of. Compiled by hand.
MORE_GIVEN = words(
    "ailo aili áile aina aino aksel alette amandus ánde ande ándaras ándde anders-isak ánne "
    "ante ántte antaris áslat aslak aslaug ásllat asbjørg berit biera biret birgitta "
    "biret-marit borghild bæret dagfinn dagny ánot egil ejnar elen ella-marie ellinor elle "
    "ellen-anne elna ellefine emanuel ester esther evert filip gáren gudmund gunhild gunvald "
    "gunvor guttorm haldis halvdan hánsa heaika heika helga henrik herborg hjalmar hogne iber "
    "idar inga inge ingebjørg ingolf inggá-máret ing-lill inger-ann inger-anne inger-marie isak "
    "issát iŋgá jalvvi jarle jens-ivar jon josef jovna jovnna joavnna juhán juhán-ánte julianne "
    "jåvva kaisa kajsa káre káren karen-marie kirste klemet klemmet kristine laila lars-anders "
    "láilá lásse leif-isak lemet leammet lávra májjá magnhild magnar maret máret marit mathis "
    "máhtte mattis mattias maaren mihkkal mikkel mikkal mimmi modulf máddji máijá nikolaus "
    "nilas nils-aslak nilla niillas niklas odin oddny oddvar olaf ole-mathis olga-marie ovllá "
    "ovla paulus peder per-anders per-john piera pirita petter pål ragnhild rávdná ravdna "
    "reidun regnor risten rist-ánne roald roger runar rune-sverre ruth sámmol sámuel sanna sárá "
    "sigfrid silje-marie sire simon siv sofie stina svein svein-ole sverre synnøve terje-andré "
    "tor-arne torhild tormod torkel trygve turi uno ville-andré vidar åge aage åse aase asta "
    "øistein øyvind ørjan ådne jørgen bjørg bjørn børge bård håkon håvard jørn kåre njål "
    "odd-jørgen ole-jørgen oddbjørn pål-andré ståle søren sølvi sølve tørres torbjørn vebjørn "
    "ánná ánte-niillas jan-ole kai-roger kjell-arne odd-arne svein-erik jan-erik per-arne "
    "britt-inger gro-anita liv-inger ann-karin anne-grethe anne-lise anne-mette mette-marit "
    "else-marie nils-johan karl-johan lars-erik randi-luise reinert tharald torfinn halvard "
    "ingvald ingvar gudrun gudny signe margit margreta hjørdis aslaug magnhild astri lovise "
    "petra konstanse alvilde thora tora olaug sigbjørn kolbjørn ragnvald sjur eivind brynjulf "
)
# Listed as names, but in case papers nearly always words: never evidence on their own.
# Met three times after a given name in the corpora, and no surnames.
NOT_SURNAMES = words(
    "bakkenfremmer møteboken diplomasi charta steinerskole laula mayen i's chr partapuoli bengal "
    "árvu jong-un lykka floor forsøget deer grenland bærum porsanger måsø meløy hårfagre hetle"
)
NOT_GIVEN = {"sol", "da", "bo", "may", "so", "le", "an", "van", "de", "du", "sky", "ask", "frøy"}


def mend(name: str) -> str:
    """Put back the letter that the export lost: the only Norwegian name of that shape."""
    known = {
        "bjXrn": "bjørn", "Xyvind": "øyvind", "hXkon": "håkon", "Xystein": "øystein",
        "jXrgen": "jørgen", "kXre": "kåre", "pXl": "pål", "hXvard": "håvard",
        "torbjXrn": "torbjørn", "asbjXrn": "asbjørn", "jXrn": "jørn", "bjXrnar": "bjørnar",
        "Xge": "åge", "Xivind": "øivind", "bXrd": "bård", "stXle": "ståle", "Xrjan": "ørjan",
        "oddbjXrn": "oddbjørn", "Xsmund": "åsmund", "sigbjXrn": "sigbjørn", "vebjXrn": "vebjørn",
        "bXrge": "børge", "thorbjXrn": "thorbjørn", "gXran": "gøran", "Xdne": "ådne",
        "kolbjXrn": "kolbjørn", "Xistein": "øistein", "bXrre": "børre", "jXran": "jøran",
        "njXl": "njål", "sXlve": "sølve", "jXrund": "jørund", "hXvar": "håvar", "sXren": "søren",
        "Xrnulf": "ørnulf", "bjXrn-erik": "bjørn-erik", "bjXrge": "bjørge", "jXrg": "jørg",
        "ole-jXrgen": "ole-jørgen", "tXnnes": "tønnes",
    }  # fmt: skip
    return known.get(name, name)


def lower(name: str) -> str:
    return name.replace(LOST, "\0").lower().replace("\0", "X")


def given_names(lists: Path) -> set[str]:
    names = set(MORE_GIVEN)
    for path in sorted(lists.glob("givennames_*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            name = lower(line.split("\t")[0].strip())
            names.add(mend(name) if "X" in name else name)
    return {n for n in names if len(n) > 1 and "X" not in n} - NOT_GIVEN


def count(corpora: Path, given: set[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Lower-case uses, upper-case uses within sentences, and last names after a given name."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for path in sorted(corpora.glob("*.txt.xz")):
        if ".mt." in path.name or "libreoffice" in path.name:
            continue
        print(path.name, file=sys.stderr)
        with lzma.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                tokens = TOKEN.findall(line)
                small.update(t for t in tokens if t[0].islower())
                names(tokens, given, large, last)
    return small, large, last


def names(tokens: list[str], given: set[str], large: Counter[str], last: Counter[str]) -> None:
    for i in range(1, len(tokens)):
        token = tokens[i]
        if not (token[0].isupper() and token[1:].islower()):
            continue
        before = tokens[i - 1]
        if before in '.!?:»"–-•':
            continue
        large[token.lower()] += 1
        follows = tokens[i + 1] if i + 1 < len(tokens) else "."
        if before[0].isupper() and before.lower() in given and not follows[0].isupper():
            last[token.lower()] += 1


def main() -> None:
    data = Path(os.environ["SAKSDOC_DATA"])
    given = given_names(data / "lists")
    surnames = {
        line.strip().lower()
        for line in (data / "lists/surnames_rank_order.tsv").read_text("utf-8").splitlines()
    }
    small, large, last = count(data / "corpora", given)
    for name, n in last.items():
        # Three times after a given name, and seldom an ordinary word.
        genitive = name.endswith("s") and name[:-1] in surnames | set(last)
        if (
            n >= 3
            and "-" not in name
            and name not in NOT_SURNAMES
            and small[name] < n
            and name not in given
            and not genitive
            and len(name) > 2
        ):
            surnames.add(name)
    words = {w for w, n in small.items() if n >= 8 and n > 2 * large[w] and len(w) > 1}
    (HERE / "given.txt").write_text("\n".join(sorted(given)) + "\n", "utf-8")
    (HERE / "surnames.txt").write_text("\n".join(sorted(surnames - {""})) + "\n", "utf-8")
    marisa_trie.Trie(sorted(words)).save(str(HERE / "words.marisa"))
    print(len(given), len(surnames), len(words), file=sys.stderr)


if __name__ == "__main__":
    main()
