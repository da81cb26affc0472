"""How Norwegian case papers word their headings, in bokmål and nynorsk, over seventy years.

A heading of a case paper is built from few parts: a number, whose it is (``Rådmannens``), a core
(``forslag til vedtak``), a qualifier (``, enstemmig``, ``i formannskapet 3. mai``) and a colon,
after which the text may go on (``Vedtak: Saken utsettes.``). The cores are the table below; the
rest is grammar. Cores are compared folded (``å`` as ``a``, ``ø`` as ``o``) and then with rapidfuzz,
so that ``Vurdermng`` and ``Okonomiske konsekvensar`` are still understood.

The phrases were collected from case papers of Norwegian municipalities and of Sametinget
(1989–2024) and from the templates of the usual case systems.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from saksdoc.model import SectionKind

K = SectionKind

PHRASES: tuple[tuple[SectionKind, str], ...] = (
    (
        K.BACKGROUND,
        "bakgrunn|bakgrunnen|bakgrunn for saken|bakgrunn for saka|bakgrunnen for saken|"
        "bakgrunnen for saka|sakens bakgrunn|saksbakgrunn|bakgrunn og innledning|innledning|"
        "innleiing|historikk|forhistorie|sakens forhistorie|saken gjelder|saka gjeld|"
        "hva saken gjelder|kva saka gjeld|hva saken dreier seg om|bakgrunn og historikk|"
        "bakgrunn og status|innledning og bakgrunn",
    ),
    (
        K.STATUS,
        "status|dagens situasjon|situasjonen i dag|nåværende situasjon|noverande situasjon|"
        "status i dag|dagens status|status for arbeidet|status og framdrift|situasjonsbeskrivelse|"
        "stoda i dag|stoda no|statusrapport|nåsituasjon|nosituasjon|dagens ordning",
    ),
    (
        K.PROPOSAL,
        "forslag til vedtak|framlegg til vedtak|fremlegg til vedtak|vedtaksforslag|forslag|"
        "forslag til uttalelse|forslag til uttale|framsatte forslag|fremsatte forslag|"
        "framsette forslag|tilleggsforslag|endringsforslag|fellesforslag|benkeforslag|"
        "utsettelsesforslag|utsetjingsforslag|innleverte forslag|innleverte forslag og merknader|"
        "innleverte forslag og eventuelle merknader|forslag til kommunestyrevedtak|"
        "forslag til høringsuttalelse|"
        "forslag til høyringsuttale|vedtaksframlegg|forslag til beslutning|alternativt forslag",
    ),
    (
        K.RECOMMENDATION,
        "innstilling|tilråding|tilrådning|innstilling til vedtak|forslag til innstilling|"
        "anbefaling|tilråing|innstillinger|innstilling til kommunestyret|framlegg til innstilling|"
        "forslag til tilråding|innstillingen|tilrådingar|innstillingsvedtak|endelig innstilling",
    ),
    (
        K.DECISION,
        "vedtak|enstemmig vedtak|samrøystes vedtak|endelig vedtak|endeleg vedtak|vedtaket|"
        "vedtak enst|vedtatt|uttalelse|uttale|avgjørelse|avgjerd|beslutning|vedtak i saken|"
        "fattet vedtak|enstemmig uttalelse|delegert vedtak|delegasjonsvedtak|avgjerdsle",
    ),
    (
        K.CASE_PRESENTATION,
        "saksframlegg|saksfremlegg|sakframlegg|sakfremlegg|saksutgreiing|saksutredning|"
        "saksutgreiinga|saksframstilling|saksfremstilling|saksframføring|saksorientering|"
        "saksutgreiing og vurdering|sakspresentasjon|saksutredningen|utredning|utgreiing|"
        "saksfremstillingen|nærmere om saken|nærare om saka",
    ),
    (
        K.FACTS,
        "saksopplysninger|saksopplysningar|fakta|faktiske opplysninger|faktiske opplysningar|"
        "faktagrunnlag|fakta i saken|fakta i saka|faktadel|faktaopplysninger|faktaopplysningar|"
        "opplysninger|opplysninger om saken|sakens fakta|sakens opplysninger|faktum",
    ),
    (
        K.ASSESSMENT,
        "vurdering|vurderinger|vurderingar|vurdering av saken|vurdering av saka|drøfting|"
        "drøftinger|drøftingar|samlet vurdering|samla vurdering|administrasjonens vurdering|"
        "vurdering og konklusjon|nærmere vurdering|faglig vurdering|fagleg vurdering|"
        "alternative vurderinger|"
        "drøfting og vurdering|vurdering og drøfting|rådmannens merknader|rådmannens kommentarer|"
        "administrasjonens merknader|administrasjonens kommentarer|administrasjonens merknad|"
        "rådmannens kommentar|saksvurdering|juridisk vurdering|helhetsvurdering|heilskapsvurdering|"
        "etterlatte vurderinger|risikovurdering|rådmannen bemerker|kommunedirektørens kommentarer",
    ),
    (
        K.CONCLUSION,
        "konklusjon|konklusjoner|konklusjonar|konklusjon og anbefaling|samlet konklusjon|"
        "samla konklusjon|avslutning|avslutting|konklusjon og tilråding|avsluttende merknader",
    ),
    (
        K.ECONOMY,
        "økonomi|økonomiske konsekvenser|økonomiske konsekvensar|økonomisk konsekvens|"
        "økonomiske forhold|økonomiske tilhøve|kostnader|kostnadar|finansiering|"
        "økonomiske og administrative konsekvenser|økonomiske og administrative konsekvensar|"
        "administrative og økonomiske konsekvenser|administrative og økonomiske konsekvensar|"
        "budsjettmessige konsekvenser|økonomiske rammer|økonomiske vurderinger|økonomisk vurdering|"
        "kostnader og finansiering|budsjettkonsekvenser|økonomi og finansiering|økonomiske følger|"
        "økonomiske følgjer|forhold til økonomi|økonomiske verknader|økonomiske virkninger|"
        "økonomi og budsjett|budsjett og økonomi|budsjett|kostnadsoverslag|finansieringsplan|"
        "økonomiske og personalmessige konsekvenser",
    ),
    (
        K.PROCESS,
        "videre prosess|vidare prosess|prosess|prosessen|prosessen videre|prosessen vidare|"
        "veien videre|vegen vidare|veien vidare|videre arbeid|vidare arbeid|videre saksgang|"
        "vidare saksgang|videre fremdrift|videre framdrift|vidare framdrift|framdrift|fremdrift|"
        "framdriftsplan|fremdriftsplan|saksgang|videre behandling|vidare handsaming|"
        "prosess og medvirkning|medvirkning|medverknad|oppfølging|"
        "oppfølging av saken|tidsplan|videre oppfølging|vidare oppfølging|arbeidet videre|"
        "høringsprosess|prosess så langt|neste steg",
    ),
    (
        K.TREATMENT,
        "behandling|handsaming|votering|voteringer|røysting|avstemning|avstemming|avrøysting|"
        "behandling i møtet|handsaming i møtet|behandling og vedtak|behandling vedtak|"
        "behandling og votering|politisk behandling|politisk handsaming|saksbehandling i møtet|"
        "møtebehandling|saksprotokoll|debatt|ordskifte|protokolltilførsel|protokolltilførsler|"
        "voteringsresultat|stemmegivning|røystegjeving|drøfting i møtet|voteringstema|"
        "votering og vedtak|behandlinger|talerliste|talerliste og replikkordskifte|talarliste|"
        "talerliste og replikker|tidligere behandling|tidlegare handsaming|"
        "tidligere behandlinger",
    ),
    (
        K.ATTACHMENTS,
        "vedlegg|vedlagt|vedlagte dokumenter|vedlagte dokument|trykte vedlegg|utrykte vedlegg|"
        "trykt vedlegg|utrykt vedlegg|prenta vedlegg|uprenta vedlegg|bilag|vedlegg i saken|"
        "vedlegg til saken|vedlegg til saka|saksvedlegg|vedleggene|vedlegga|ikke vedlagt|"
        "vedlagte saksdokumenter|vedlagt i saken|vedlegg som følger saken|dokumenter vedlagt|"
        "vedlegg følger|følgende vedlegg|liste over vedlegg",
    ),
    (
        K.REFERENCES,
        "det vises til|det visast til|det blir vist til|det vert vist til|det er vist til|"
        "vises til|viser til|vi viser til|dokumenter|dokument|saksdokumenter|saksdokument|"
        "andre dokumenter i saken|andre dokument i saka|dokumenter i saken|dokument i saka|"
        "bakgrunnsdokumenter|bakgrunnsdokument|referanser|referansar|kilder|kjelder|litteratur|"
        "lovgrunnlag|lovheimel|lovhjemmel|hjemmel|heimel|hjemmelsgrunnlag|heimelsgrunnlag|"
        "henvisninger|tilvisingar|relevante dokumenter|saksdokumenter ikke vedlagt|"
        "grunnlagsdokumenter|"
        "lov- og avtaleverk|lovverk|rettslig grunnlag|rettsleg grunnlag|tidligere vedtak|"
        "aktuelle dokumenter|litteraturliste|kildeliste|øvrige dokumenter i saken|aktuelle lover",
    ),
    (
        K.DISTRIBUTION,
        "utskrift sendes|utskrift sendes til|utskrift sendast|utskrift sendast til|utskrift til|"
        "utskrift|særutskrift|særutskrift sendes|særutskrift sendes til|særutskrift til|"
        "særutskrift sendast til|saksutskrift|saksutskrift sendes|saksutskrift til|"
        "melding om vedtak|melding om vedtak sendes|melding om vedtak til|"
        "melding om vedtak blir sendt til|melding om vedtak sendes til|kopi til|kopi sendes|"
        "kopi sendes til|kopi|kopi av innkallingen sendes|kopi går til|kopi sendt|sendes til|"
        "gjenpart|gjenpart til|adresseliste|mottakere|mottakarar|mottakarliste|mottakerliste|"
        "vedtaket sendes|vedtaket sendes til|orientering sendes|underretning|underretning sendes|"
        "likelydende brev sendt til|likelydande brev sendt til|melding sendes|melding til|"
        "fordeling|fordelingsliste|ekspederes til|ekspedert til|kopimottakere|kopi av brev til",
    ),
    (
        K.SUMMARY,
        "sammendrag|samandrag|oppsummering|kort oppsummert|kort sammendrag|kort samandrag|"
        "oppsummert|sammenfatning|ingress|kort om saken|kort om saka|sammendrag av saken",
    ),
    (
        K.OTHER,
        "saksliste|sakliste|sakskart|dagsorden|dagsorden for møtet|saker til behandling|"
        "innhold|innhald|innholdsfortegnelse|innhaldsliste|innhaldsoversyn|konsekvenser|konsekvensar|"
        "alternative løsninger|alternative løysingar|alternativer|alternativ|"
        "miljømessige konsekvenser|miljøkonsekvenser|organisatoriske konsekvenser|"
        "personalmessige konsekvenser|administrative konsekvenser|administrative konsekvensar|"
        "problemstilling|problemstillinger|problemstillingar|formål|føremål|mandat|"
        "klageadgang|klagerett|klage|universell utforming|folkehelse|klima og miljø|"
        "helse, miljø og sikkerhet|konsekvenser for barn og unge|merknader|merknad|merknadar|"
        "høringsuttalelser|høyringsuttalar|innkomne merknader|høring|høyring|definisjoner|"
        "definisjonar|referater|referatsaker|referatsakar|referat|orienteringer|orienteringar|"
        "orienteringssaker|orienteringssakar|eventuelt|ymse|forord|føreord|spørsmål|interpellasjon|interpellasjoner|interpellasjonar",
    ),
)  # fmt: skip

_AGENDA = frozenset(
    (
        "saksliste",
        "sakliste",
        "sakskart",
        "dagsorden",
        "dagsorden for motet",
        "saker til behandling",
    )
)

_FOLD = str.maketrans(
    {
        "å": "a", "ä": "a", "à": "a", "á": "a", "æ": "a", "ø": "o", "ö": "o", "ó": "o", "@": "o",
        "é": "e", "è": "e", "0": "o", "1": "l", "|": "l", "!": "l", "­": "", "’": "", "'": "",
        "”": " ", '"': " ", "“": " ", "(": " ", ")": " ", ",": " ", ".": " ", "/": " ", ":": " ",
        ";": " ", "*": " ", "–": "-", "—": "-", "_": " ", "«": " ", "»": " ", "•": " ",
    }
)  # fmt: skip

FUZZY = 86.0
"""rapidfuzz ratio (folded) from which a phrase is taken for a misread core: one letter in seven.

``innstilling``/``innstiling`` 95, ``bakgrunn``/``bakgrunm`` 88 and
``saksfremlegg``/``saksfrenlegg`` 92 are one; ``saksbehandling``/``behandling`` 83,
``stilling``/``innstilling`` 84 and ``vedtekt``/``vedtak`` 77 stay apart.
"""
FUZZY_ALONE = 80.0
"""The same for a line that ends in a colon and is as long as the core: ``Vurdenng:`` 82."""
OWNED = 99.0
LINKED = 95.0
"""Scores of a core after its owner and of one that goes on (``Behandling i formannskapet``)."""
SHORTEST_FUZZY = 6
"""Cores shorter than this must be met exactly: ``Status`` is, ``Kopi`` is not near to anything."""
MOST_WORDS = 16
LONGEST = 110
"""A heading is no longer than this many characters."""

_NUMBER = re.compile(
    r"(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[IVX]{1,4}[.)]|[IVXTl1]{1,4}(?=\s+[A-ZÆØÅ]{4})|[A-Ha-h][.)]|pkt\.?\s*\d+[.:]?|"
    r"[-–•*][ ]|§\s*\d+(?:[-–]\d+)?\.?)\s*",
)
_QUALIFIER = re.compile(
    r"(?:[,\s]+(?:\(?(?:enst(?:emmig)?|samrøystes|samrøystest|einstemmig|mot\s+\d+\s+\w+|"
    r"\d+\s+stemmer?\s+mot|\d+\s+mot\s+\d+.*|med\s+\d+\s+mot.*|(?:den\s+)?\d{1,2}\.\s?(?:\d{1,2}\.\s?\d{2,4}|[a-z]+(?:\s+\d{4})?)|"
    r"kl\.?\s*\d.*|sak(?:s?nr)?\.?\s*\d.*|\d+/\d+|nr\.?\s*\d+|pkt\.?.*|\d{1,2}|i møte.*|på norsk|"
    r"forts(?:\.|etter)?|forts\w*)\)?[.:]?))+\s*$",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"^(?P<owner>(?:[A-ZÆØÅÁ][\wÆØÅæøåáčđŋšŧž.\-/]*\s+(?:(?:og|for|i|av|ved|v/)\s+)?"
    r"(?:[\wæøåÆØÅáčđŋšŧž.\-/]+\s+){0,4}?))(?P<core>\S.*)$"
)
_GENITIVE = re.compile(
    r"^(?:si|sin|sitt|sine)$|(?:[a-zæøåáA-ZÆØÅ]{2,}s|[A-ZÆØÅ]{2,}[’']?s?|[’']s?|s)$"
)
_LINKS = {
    K.BACKGROUND: ("for",),
    K.STATUS: ("for", "i", "per", "pr", "på"),
    K.PROPOSAL: ("fra", "frå", "til", "nr", "om", "v", "i", "ved", "for"),
    K.RECOMMENDATION: ("fra", "frå", "til", "i", "om", "ved", "av"),
    K.DECISION: ("i", "om", "av", "nr", "fra", "frå", "den", "etter"),
    K.CASE_PRESENTATION: ("til", "for", "om", "fra", "frå"),
    K.ASSESSMENT: ("av", "fra", "frå", "i"),
    K.ECONOMY: ("for", "ved", "av"),
    K.PROCESS: ("for", "i", "fram", "frem", "med"),
    K.TREATMENT: ("i", "av", "over", "den", "for", "fra", "frå"),
    K.ATTACHMENTS: ("til", "nr", "i"),
    K.DISTRIBUTION: ("til", "sendes", "av"),
    K.SUMMARY: ("av",),
}
VERB = re.compile(
    r"\b(?:er|var|har|hadde|blir|ble|vart|blei|vert|skal|bør|må|kan|vil|sier|seier|skriver|"
    r"foreslår|foreslås|foreslo|vedtar|vedtok|settes|endres|erstatter|lyder|lydde|mener|meiner|"
    r"følger|fylgjer|følgende|følgjande|slik|slikt|gjelder|gjeld|tiltres|ber|viser|fremmet|fremma|"
    r"uttalte|gis|får|fikk|velges|tas|strykes|tilføyes|kommer|kjem|ønsker|ønskjer|støtter|støttar|"
    r"bes|stilte|omfatter|spesifiseres|begrunnes|fremkommer|fordeler|fordeles|falt|tilrår|at|som)\b",
    re.IGNORECASE,
)
"""Finite verbs and the like that make a sentence: a heading has none of them."""
_MOTION = re.compile(r"^(?:Forslag|FORSLAG|Framlegg|Tilleggsforslag)\s+(?:\d{1,3}\b|fra\b|frå\b)")
_RECOMMENDS = re.compile(
    r"\b(?:innstiller|tilrår|rår|råder|foreslår)\b.*\b(?:slikt|følgende|følgjande)\s+"
    r"(?:vedtak|innstilling|tilråding|uttalelse|fråsegn)$",
    re.IGNORECASE,
)
_PASSED = re.compile(r"^(?:enst\w*|samrøystes)\s+(?:vedtatt|vedteke|godkjent)", re.IGNORECASE)
_RUN_IN = frozenset(
    (
        K.PROPOSAL, K.RECOMMENDATION, K.DECISION, K.REFERENCES, K.DISTRIBUTION, K.ATTACHMENTS,
        K.CASE_PRESENTATION, K.ASSESSMENT, K.BACKGROUND, K.CONCLUSION, K.TREATMENT, K.SUMMARY,
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """A line understood as a heading of a known kind.

    ``start``/``end``: the heading within the line, without colon; ``rest``: where the text after
    the colon begins, None where the line is the heading alone. ``colon``: it ends in one.
    ``bare``: nothing but the core stands there. ``score`` 0–100.
    """

    kind: SectionKind
    start: int
    end: int
    rest: int | None
    colon: bool
    bare: bool
    score: float


def fold(text: str) -> str:
    """Lower case, without accents and punctuation, single spaces: for comparing cores."""
    return " ".join(text.casefold().translate(_FOLD).split())


@cache
def _cores() -> dict[str, SectionKind]:
    return {fold(phrase): kind for kind, phrases in PHRASES for phrase in phrases.split("|")}


@cache
def _core_list() -> tuple[str, ...]:
    return tuple(core for core in _cores() if len(core) >= SHORTEST_FUZZY)


def is_agenda(text: str) -> bool:
    """Whether a line heads the list of cases (``SAKSLISTE``)."""
    key = fold(text)
    return key in _AGENDA or (
        5 < len(key) < 14 and max(fuzz.ratio(key, known) for known in _AGENDA) >= FUZZY
    )


def understand(line: str) -> Wording | None:
    """Read a line as a heading of known wording; None where it is none.

    >>> understand("Rådmannens forslag til vedtak:").kind
    <SectionKind.PROPOSAL: 'proposal'>
    >>> understand("Vedtaket i saken ble påklaget av naboen.") is None
    True
    """
    number = _NUMBER.match(line)
    start = number.end() if number else 0
    head, colon, rest = _cut_at_colon(line, start)
    item = number is not None and number.group()[0] in "-–•*" and not colon
    if not head or item or len(head) > LONGEST or _PASSED.match(head):
        return None
    if not _begins(head) and not (colon and rest is None):
        return None
    if colon and rest is None and _RECOMMENDS.search(head):
        return Wording(K.RECOMMENDATION, start, start + len(head), None, True, False, LINKED)
    found = _core_of(head, sentence=not colon and head.endswith("."))
    if found is None and colon and rest is None:
        found = _worn(head)
    if found is None:
        return None
    kind, bare, score = found
    if not bare and VERB.search(head) and not (colon and _MOTION.match(head)):
        return None
    sure = bare or score >= OWNED or kind is K.PROPOSAL
    if rest is not None and (kind not in _RUN_IN or not sure):
        return None
    heading_start = 0 if number and not number.group().startswith(("-", "–", "•", "*")) else start
    end = start + len(head)
    return Wording(kind, heading_start, end, rest, colon, bare, score)


def _begins(head: str) -> bool:
    """Whether a capital stands first, or what capitals are misread as: ``@`` (Ø), ``l`` (I)."""
    if head[0] in "@&$" or head.startswith(("lnn", "|nn", "1nn")):
        return True
    letter = next((c for c in head if c.isalpha()), "")
    return bool(letter) and not letter.islower()


def _cut_at_colon(line: str, start: int) -> tuple[str, bool, int | None]:
    """The heading part, whether a colon ends it, and where text after the colon begins."""
    at = line.find(":", start, start + LONGEST)
    if at < 0 and line.endswith(";"):
        at = len(line) - 1
    if at < 0:
        return line[start:].rstrip(), False, None
    after = len(line) - len(line[at + 1 :].lstrip(" :.-–"))
    head = line[start:at].rstrip()
    return head, True, after if after < len(line) else None


def _core_of(head: str, *, sentence: bool) -> tuple[SectionKind, bool, float] | None:
    """Kind, whether the core stands alone, and how well it fits."""
    words = head.split()
    if len(words) > MOST_WORDS:
        return None
    exact = _lookup(head)
    if exact:
        return exact, True, 100.0
    if sentence:
        return None
    stripped = _QUALIFIER.sub("", head)
    if stripped != head and stripped and (kind := _lookup(stripped)):
        return kind, False, 100.0
    body, dash, core = stripped.partition(" - ")
    if dash and len(body.split()) <= 3 and (kind := _lookup(core)):
        return kind, False, OWNED
    owned = _after_owner(stripped.split())
    if owned:
        return owned, False, OWNED
    near = _fuzzy(fold(stripped))
    if near:
        return near[0], stripped == head, near[1]
    linked = _linked(stripped.split())
    return (linked, False, LINKED) if linked else None


def _lookup(text: str) -> SectionKind | None:
    return _cores().get(fold(text))


def _fuzzy(key: str) -> tuple[SectionKind, float] | None:
    if len(key) < SHORTEST_FUZZY:
        return None
    best = process.extractOne(key, _core_list(), scorer=fuzz.ratio, score_cutoff=FUZZY)
    return (_cores()[best[0]], best[1]) if best else None


def _worn(head: str) -> tuple[SectionKind, bool, float] | None:
    """A core so badly misread that only the colon and its length vouch for it."""
    key = fold(head)
    if len(key) < 8:
        return None
    best = process.extractOne(key, _core_list(), scorer=fuzz.ratio, score_cutoff=FUZZY_ALONE)
    if best is None or abs(len(best[0]) - len(key)) > 2:
        return None
    return _cores()[best[0]], True, best[1]


def _after_owner(words: list[str]) -> SectionKind | None:
    """``Formannskapets behandling``: a core after the genitive of whoever it is from."""
    shouted = all(word.isupper() for word in words)
    for at in range(1, min(len(words), 6)):
        owner = words[at - 1]
        if not words[0][0].isupper() or not _GENITIVE.search(owner):
            continue
        if shouted and not owner.endswith("S"):
            continue
        core = " ".join(words[at:])
        kind = _lookup(core)
        if kind is None and (near := _fuzzy(fold(core))):
            kind = near[0]
        if kind is not None:
            return kind
        linked = _linked(words[at:])
        if linked is not None:
            return linked
    return None


def _linked(words: list[str]) -> SectionKind | None:
    """``Behandling i formannskapet``: a core that goes on with what it is of."""
    for at in range(1, min(len(words) - 1, 4)):
        kind = _lookup(" ".join(words[:at]))
        if kind is not None and words[at].lower().strip(".") in _LINKS.get(kind, ()):
            return kind
        if kind is K.PROPOSAL and re.fullmatch(r"\d{1,3}[.:,]?", words[at]):
            return kind
    return None


def opens_section(text: str) -> bool:
    """Whether a line opens a section or a case, and so belongs to the running text."""
    return _OPENING.match(text) is not None or understand(text) is not None


_OPENING = re.compile(
    r"^\W*(?:saksnr|saknr|saksbehandl\w+|sakshandsam\w+|arkivsaksnr|arkivsak|møtedato|møtedag|"
    r"utval(?:g|ssak)?\s*:|(?:saks?|ps|rs|fsk|kst)\.?\s*(?:nr\.?)?\s*\d+/\d+)\b",
    re.IGNORECASE,
)
