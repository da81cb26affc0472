"""What counts as the same word when one searches: tokens, folds and stems.

The archive must find `Partnerskapsmøtet` for `partnerskapsmøte` and `utvalet` for `utvalg`, and
must never take `møte` for `mote`.  SQLite's own tokenisers either fold æøå or know no Norwegian,
so text is cut, folded and stemmed here, and the index holds the outcome.

The stemmer takes off inflections of both written norms and leaves derivations (-ing, -het, -else)
alone: they make other words.  `tests/archive/test_archive_words.py` lists what it must bring
together and what it must keep apart.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

_TOKEN = re.compile(r"§+\s*\d+(?:[.-]\d+)*|\d+(?:[./:-]\d+)+|[^\W_]+")
"""A section of a law with its sign (`§ 13-2`), a number with its separators (`03/01504`,
`12.05.2004`), or a run of letters and digits."""

_SIGN = re.compile(r"§+\s*")

_ENDINGS = ("ande", "ende", "ede", "ene", "ane", "ar", "er", "en", "et", "a", "e")
"""Inflections of nouns, verbs and adjectives in bokmål and nynorsk, longest first."""

_GENITIVE = re.compile(r"(?<=[^aeiouyæøå](?:en|et|er|ar))s$|(?<=[ntr][ae])s$")
_NEUTER = re.compile(r"(?<=[^\W\d_]{2}(?:al|el|iv|er))t$")
_PLURAL_AGENTS = re.compile(r"(?<=[^\W\d_]{3}er)ne$")
_SYNCOPE = re.compile(r"(?<=[stndk][td])r$")
_VOWEL = re.compile(r"[aeiouyæøå]")

_SAME: tuple[tuple[str, str], ...] = (
    ("handsam", "behandl"), ("rettleiing", "veiledning"), ("leiar", "leder"), ("leiing", "ledels"),
    ("partnar", "partner"), ("tilrådning", "tilråding"), ("framlegg", "fremlegg"),
    ("framtid", "fremtid"), ("framdrift", "fremdrift"), ("utgreiing", "utredning"),
    ("høgskule", "høyskole"), ("høgskole", "høyskole"), ("skule", "skole"), ("skular", "skoler"),
    ("kyrkje", "kirke"), ("sjuk", "syk"), ("høyring", "høring"), ("bustad", "bolig"),
    ("eigedom", "eiendom"), ("eigar", "eier"), ("leige", "leie"), ("tenest", "tjenest"),
    ("rekneskap", "regnskap"), ("tilskot", "tilskudd"), ("løyving", "bevilgning"),
    ("innbyggjar", "innbygger"), ("byggj", "bygg"), ("følgj", "følg"), ("verksemd", "virksomhet"),
    ("mogleg", "mulig"), ("tryggleik", "trygghet"), ("heit", "het"), ("fråsegn", "uttalelse"),
    ("fråvær", "fravær"), ("avgjerd", "avgjørelse"), ("oppgåve", "oppgave"),
    ("innspel", "innspill"), ("samansl", "sammensl"), ("samanheng", "sammenheng"),
    ("forvalting", "forvaltning"), ("fleirtal", "flertall"), ("mindretal", "mindretall"),
    ("ikkje", "ikke"), ("einig", "enig"), ("samrøystes", "enstemmig"), ("røyst", "stemm"),
    ("nevnd", "nemnd"), ("ynskj", "ønsk"), ("ynsk", "ønsk"), ("vatn", "vann"), ("veg", "vei"),
    ("ferge", "ferje"), ("heim", "hjem"),
)  # fmt: skip
"""Nynorsk and older spellings of words that case papers are full of, and the form they share."""

_ELECTION = re.compile(r"(?<=ut)val(?!g)|(?<=kommune)val(?!g)|(?<=tings)val(?!g)")

_IRREGULAR: dict[str, str] = {
    "menn": "mann", "mennene": "mann", "bøker": "bok", "bøkene": "bok", "bøkar": "bok",
    "barna": "barn", "hender": "hånd", "hendene": "hånd", "netter": "natt", "fedre": "far",
    "brødre": "bror", "mødre": "mor", "døtre": "datter", "røtter": "rot", "krefter": "kraft",
    "kreftene": "kraft", "stater": "stat", "byer": "by", "byen": "by", "byene": "by",
    "byar": "by", "byane": "by", "nytt": "ny", "nye": "ny", "tid": "tid", "tida": "tid",
}  # fmt: skip
"""Plurals with a changed vowel, and words too short for the rules."""

_KEPT_WHOLE = (
    "bergen halden horten skien drammen askøy grimstad hammerfest porsgrunn røyken bømlo lier "
    "hansen johansen olsen larsen andersen pedersen nilsen kristiansen jensen karlsen johnsen "
    "pettersen eriksen jacobsen jakobsen halvorsen johannessen jørgensen danielsen gundersen "
    "arnesen knutsen svendsen martinsen thomassen paulsen samuelsen isaksen sørensen iversen "
    "mathisen fredriksen rasmussen amundsen henriksen tollefsen antonsen christensen simonsen "
    "gulbrandsen evensen ellingsen nielsen mortensen bakken haugen hagen moen lien karen ellen "
    "helen maren steffen torsten esten espen peder sander alexander oliver roger inger birger "
    "holger asker hamar molde alta vadsø etne sola anne anna arne rune jane inge helge marte "
    "mette grete tone janne elise emma nora"
)
"""Names that end like inflected words (common surnames and given names: SSB; towns): kept whole."""
_NAMES = frozenset(_KEPT_WHOLE.split())

_GRAMMAR = (
    "som av for at den det har hadde var jeg men skal etter over under ut uten inn innen opp ned "
    "der dere deres eller ellers sin sine sitt min mine meg før per bak eg ein vert vart kven mot "
    "med til fra frå ved han hun om så kan vil må ble blir når enn samme sammen alle allerede and "
    "anders andre også bare"
)
"""Words of grammar (and one name). They have no inflections worth finding, and nothing else may
share a stem with them: `sommer` is not `som`, nor `varer` `var`, nor `mote` `mot`. Found by listing
what shared a stem with them in 40,000 lines of public documents."""
_PARTICLES = frozenset(_GRAMMAR.split())


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: where it stands (half-open code points), folded, and its stem."""

    start: int
    end: int
    folded: str
    stem: str

    def as_stem(self, stem: str) -> Token:
        """The same place with another word, given by its stem."""
        return replace(self, folded=stem, stem=stem)


def fold(word: str) -> str:
    """Lower case without accents; æ, ø, å stay, and Swedish ä, ö become the Norwegian letters.

    >>> fold("Komité"), fold("MØTE"), fold("Malmö")
    ('komite', 'møte', 'malmø')
    """
    word = unicodedata.normalize("NFC", word).lower()
    if word.isascii():
        return word
    word = word.replace("ä", "æ").replace("ö", "ø")
    return "".join(sign if sign in "æøå" else _plain(sign) for sign in word)


def _plain(sign: str) -> str:
    """The letter without its accent."""
    return "".join(s for s in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(s))


def _number(token: str) -> str:
    """Numbers without leading zeros, so that `03/01504` is `3/1504`."""
    return re.sub(r"(?<!\d)0+(?=\d)", "", token)


def _strip(word: str) -> str:
    """Take one inflection off, if what is left can be a word."""
    for ending in _ENDINGS:
        if word.endswith(ending):
            left = word[: -len(ending)]
            if ending == "et" and left.endswith("h") and len(left) > 3:
                continue
            enough = 2 if ending in ("en", "et", "ene", "ane") and left[:1] in "aeiouyæøå" else 3
            if len(left) >= enough and _VOWEL.search(left):
                return left
    return word


@lru_cache(maxsize=200_000)
def stem(folded: str) -> str:
    """What all inflections of a word share; `folded` as from :func:`fold`.

    >>> {stem(word) for word in ("møte", "møtet", "møter", "møtene", "møta")}
    {'møt'}
    """
    if folded[0].isdigit() or folded[0] == "§":
        return _number(folded)
    if folded in _NAMES or folded in _PARTICLES or len(folded) < 3:
        return folded
    if folded.endswith("s") and folded[:-1] in _NAMES:
        return folded[:-1]
    word = _IRREGULAR.get(folded, folded)
    for variant, shared in _SAME:
        if variant in word:
            word = word.replace(variant, shared)
    word = _ELECTION.sub("valg", word)
    word = _PLURAL_AGENTS.sub("", _GENITIVE.sub("", word))
    for _ in range(2):
        word = _strip(_NEUTER.sub("", word))
    word = _SYNCOPE.sub("", word)
    word = word[:-1] if word.endswith("mm") else word
    return f"{word}e" if word in _PARTICLES else word


def tokens(text: str) -> list[Token]:
    """The words of a text in order."""
    found = []
    for match in _TOKEN.finditer(text):
        folded = fold(_SIGN.sub("§", match.group()))
        found.append(Token(match.start(), match.end(), folded, stem(folded)))
    return found
