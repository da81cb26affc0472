"""What Norwegian bodies are called: the last part of the word, its inflections, its twins.

Compiled from the municipal act (kommuneloven), the register of public bodies and case papers read
by hand. Everything is matched on folded text (see :func:`fold`), so that ``område``, ``omrade``
and ``omraade`` are one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FOLD = str.maketrans("åøæéèêöäáàčđŋšŧž", "aoeeeeoaaacdnstz")


def words(text: str) -> frozenset[str]:
    """A set of words from running text."""
    return frozenset(text.split())


def fold(text: str) -> str:
    """Lower-case, letter for letter, so that offsets stay true."""
    low = text.lower()
    return (low if len(low) == len(text) else text).translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Head:
    """The last part of a body's name. ``pattern`` is on folded text.

    ``small``: written small and definite it is still a name (``kontrollutvalget``); ``bare``: it
    needs no first part (``formannskapet``); ``place``: ``i`` and a place after it belong to it.
    """

    name: str
    pattern: str
    small: bool = True
    bare: bool = False
    place: bool = True


_HE = "(?:et|en|a|t|n|i|ene|ane|ne|er|ar)?"
HEADS = (
    Head("fylkeskommune", "fylkesk[ao]mm?une(?:n|r|ne|ar|ane)?", small=False, bare=True),
    Head("kommunestyre", "kommunest[yv]re?(?:t|ne|r)?", bare=True),
    Head("formannskap", "forman+s?skap(?:et|a|ene)?", bare=True),
    Head("statsforvalter", "(?:statsforvalt[ae]r|fylkesman+)(?:en)?", bare=True),
    Head("utvalg", f"utvalg?{_HE}"),
    Head("råd", "r[a]d(?:et|a|ene|ane|i)?"),
    Head("styre", "styr(?:e|et|a|ene|ane|i)"),
    Head("nemnd", "ne[mv]n?d(?:a|en|er|ene|ane|i)?"),
    Head("komité", "komit[e](?:en|er|ene|ane|ar)?"),
    Head("sekretariat", f"sekretariat{_HE}"),
    Head("ting", "(?:stor|fylkes|same|lands|lag|odels)ting(?:et|a|ene)?", bare=True),
    Head("direktorat", f"direktorat{_HE}"),
    Head("departement", f"departement{_HE}"),
    Head("kommisjon", "kommi[s]?sjon(?:en|a|er|ene)?"),
    Head("presidium", "presidi(?:um|et)", bare=True),
    Head("bystyre", "(?:by|herreds|heradss)tyre(?:t)?", bare=True),
    Head("revisjon", "(?:kommune|fylkes|riks)revisjon(?:en)?", bare=True),
    Head("fylkesråd", "fylkesr[a]d(?:et)?", bare=True),
    Head("møte", "m(?:[og0@]|e?g|oe|og|ge)te(?:t|ne|r)?", place=False),
    Head("fellesskap", "fellesskap(?:et|a|ene)?", small=False),
    Head("møteleiarskap", "motel(?:eder|eiar)skap(?:et)?", bare=True),
    Head("institutt", "institut+(?:et|ta|tet|ter|tene)?", small=False),
    Head("etat", "etat(?:en|ar|er|ene)?", small=False),
    Head("avdeling", "avdeling(?:en|a|er|ar|ene)?", small=False),
    Head("forbund", "forbund(?:et)?", small=False),
    Head("forening", "fore(?:ni|ini)ng(?:en|a)?", small=False),
    Head("universitet", "universitet(?:et)?", small=False),
    Head("høgskole", "ho[gy]sk[ou]le(?:n)?", small=False, place=True),
    Head("skole", "(?:sk[ou]le(?:n|r)?|skuvla)", small=False),
    Head("barnehage", "barneha[gv]e(?:n|r)?", small=False),
    Head("sykehus", "s(?:y|ju)kehus(?:et)?", small=False),
    Head("sykehjem", "s(?:y|ju)k?e?(?:hjem|heim)(?:met|en)?", small=False),
    Head("museum", "muse(?:um|et)", small=False),
    Head("senter", "(?:senter|senteret|sentret)", small=False),
    Head("rett", "(?:ting|lagmanns|herreds|jordskifte|by|jordskifteover)rett(?:en)?", small=False),
    Head("politidistrikt", "politi(?:distrikt|kammer)(?:et)?", small=False),
    Head("kontor", "kontor(?:et)?", small=False),
    Head("verk",
         "(?:veg|kyst|kart|energi|trygde|jernbane|luftfarts|van+|vass|kraft|e-?)verk(?:et)?",
         small=False),
    Head("vesen", "(?:veg|toll|justis|rett|brann?|ha[mv]ne)vesen(?:et)?", small=False),
    Head("tilsyn", "tilsyn(?:et)?", small=False),
    Head("ombud", "omb[uo]d(?:et)?", small=False),
    Head("organisasjon", "organisasjon(?:en)?", small=False),
    Head("bispedømme", "bisped[o]mme(?:t|r[a]d|r[a]det)?", small=False),
    Head("stiftelse", "stift(?:else|ing)(?:n|a|en)?", small=False),
    Head("selskap", "selskap(?:et)?", small=False),
    Head("regjering", "regjering(?:a|en)?", small=False, bare=False),
    Head("domstol", "domstol(?:en)?", small=False),
    Head("sorenskriver", "sorenskriv[ae]r(?:en)?", small=False),
    Head("lensmann", "lensman+(?:en)?", small=False),
    Head("biskop", "biskop(?:en)?", small=False),
    Head("forvaltning", "(?:reindrifts|naturressurs|verneplikts?)forvaltning(?:en|a)?",
         small=False),
    Head("bibliotek", "bibliotek(?:et)?", small=False),
    Head("bank", "bank(?:en)?", small=False),
    Head("lag", "(?:lands|idretts|bonde|rein|utmarks|bygde|bransje|ungdoms|kyst|historie|soge"
         "|grende|skytt[ae]r|mal|song|sang|spel+|teater|hage|jakt|jeger|bat|seil|fiska?e?r|ski|turn"
         "|sjomanns|kvinne|avls|pensjonist|bu|smabruka?e?r|eldre)lag(?:et)?", small=False),
    Head("klubb", "klub+(?:en)?", small=False, place=False),
    Head("korps", "(?:musik+|hjelpe|skule|skole|gutte|jente)korps(?:et)?", small=False,
         place=False),
    Head("havn", "ha[mv]n", small=False, place=False),
    Head("fond", "fond(?:et)?", small=False),
    Head("samskipnad", "samskipnad(?:en)?", small=False),
)  # fmt: skip

HEAD = re.compile(
    r"(?P<stem>[\w-]*?)(?:"
    + "|".join(f"(?P<h{i}>{head.pattern})" for i, head in enumerate(HEADS))
    + r")(?:s|'s|’s)?"
)
# What any of the patterns must contain: a cheap look before the dear one.
CORE = re.compile(
    r"kommun|komun|skap|sman|forvalt|utval|rad|styr|tyre|ne[mv]n?d|komit|riat|ting|torat|tement|isjon"
    r"|presidi|m[og0@e]{1,2}te|mgete|mogte|stitut|etat|avdeling|forbund|foren|forein|versitet"
    r"|sk[ou]le|skuvla"
    r"|hage|have|kehus|hjem|heim|muse|sent|rett|politi|kontor|verk|vesen|tilsyn|ombud|ombod"
    r"|klub|korps|ha[mv]n|organisa|bisped|stift|selskap|regjer|domstol|skriv|biskop|bibliotek|bank|lag|samskip|fond"
)

# Words that end like a body and are none (folded): område, forråd, selvstyre, overstyre …
NO_STEM = {
    "råd": words("fra stats om omr for sam ur ube til be utme an opp mot g t b f av p k fag"),
    "styre": words(
        "over under fjern bi selv sjolv til u lokal folke res vann best skjenkebe be van egen"
    ),
    "nemnd": words("ovan for ovenfor neden under nevnt be unn ut an spe"),
    "utvalg": words("vare arts tilbuds stikkprove etter frivillig for ord lever rett"),
    "møte": words("i til imote opp frem ut tre motes u"),
    "bank": words("data ord kunnskaps gen tanke ide"),
    "kommisjon": words("pro"),
}
# First parts that make no name of their own: they need a place or a name before them.
NO_NAME = {
    "fellesskap": words("arbeids inn"), "kontor": words("hoved hovud hjemme p/o- lands"),
    "skole": words("grunn barne ungdoms folke hoy hog videregaende sommer vinter musikk kultur"),
    "senter": words("by kjope tettsteds syd helse"), "verk": words("e"),
    "organisasjon": words("hoved fag partsammensatt"), "selskap": words("aksje"),
    "tilsyn": words("barne med"), "ombud": words("verne"),
    "fond": words("disposisjons kapital bundet ubundet drifts nerings"),
}  # fmt: skip

# nynorsk → bokmål, and old → new, in the first part of a name (folded).
TWINS = (
    ("partnar", "partner"), ("hovud", "hoved"), ("brukar", "bruker"), ("kyrkje", "kirke"),
    ("skul", "skol"), ("sjuke", "syke"), ("hogskul", "hogskol"), ("hoyskol", "hogskol"),
    ("forskings", "forsknings"), ("arbeidar", "arbeider"), ("leiar", "leder"),
    ("eigedom", "eiendom"), ("tryggleik", "sikkerhet"),
    ("naerings", "nerings"), ("narings", "nerings"), ("vidaregaande", "videregaende"),
    ("omraade", "omrade"), ("raad", "rad"), ("noreg", "norge"), ("strategiske", "strategisk"),
    ("faglege", "faglig"), ("fagleg", "faglig"), ("faglige", "faglig"),
    ("bergenregion", "bergensregion"),
    ("bergensomradet", "bergensomrade"), ("samiske", "samisk"), ("tekniske", "teknisk"),
    ("reindriftssam", "reindriftsam"),
    ("tenest", "tjenest"), ("heime", "hjemme"), ("hoyring", "horing"),
    ("utval", "utvalg"), ("utvalgg", "utvalg"),
)  # fmt: skip
# Keys of bodies that every municipality (or county, or ministry) has one of: the same word in two
# documents is the same body only within one place.
GENERIC = words(
    "kommunestyre formannskap kontrollutvalg valgstyre eldrerad ungdomsrad arbeidsmiljoutvalg "
    "administrasjonsutvalg planutvalg klagenemnd fylkesting fylkesutvalg fylkesrad bystyre "
    "herredsstyre personalstyre partssammensattutvalg oppvekstutvalg fylkesmann statsforvalter "
    "fylkeskommune hovedutvalg viltnemnd landbruksnemnd forliksrad overformynderi presidium "
    "bygningsrad skolestyre helserad sosialstyre trafikksikkerhetsutvalg barnevernsnemnd "
    "fylkesnemnd samarbeidsutvalg kommunerevisjon arbeidsutvalg valgnemnd"
)
# First parts that a field narrows: ``hovedutvalget for kultur``. Others name their own field.
FIELD_STEMS = words(
    "hoved hovud fag del under omrade kontakt region felles opplerings arbeids konsept"
)
# What may follow ``for`` after a body and is not its field.
NO_FIELD = words(
    "sluttbehandling videreføring videreføringen innredigering budsjetterminen deler kommende "
    "behandling handsaming godkjenning godkjenninga vedtak videre vidare perioden valgperioden "
    "valperioden oyrig øvrig øvrige orientering uttalelse endelig endeleg a å at å den det de "
    "denne dette disse sitt sin sine a ny nye slik inneværende året aret neste hver kvar alle "
    "noen nokre mer meir flere fleire langt ca kr oppfølging gjennomføring informasjon sak saken "
    "saka avgjørelse avgjerd en ei et eit ein eventuell eventuelle spørsmål første fyrste andre "
    "to tre fire fem seks sju syv åtte ni ti elleve tolv femten tjue tretti førti femti år dager "
    "både avklaring vurdering underskrift kunngjøring valg val øye aa ogsa også møte møtet"
)
ADJECTIVE = re.compile(r".+(?:sk|ske|ig|ige|leg|lege|al|ale|iv|ive|ell|elle|ær|ære|ende|ande)$")
FUNCTION_WORDS = words(
    "i på av til fra frå som at om den det de og eller er var har ble blei vart blir vert skal "
    "kan vil må bør får fikk fekk mot med under over etter før ved når hvor kor da så ikke ikkje "
    "men samt herunder jf jfr der det seg sitt sin sine hadde blitt fremmet foreslår foreslår "
    "vedtar vedtok avgir gir innstiller behandler anbefaler fremmer fremja fremjar "
    "oppnevner utnemner legger legg ber går ønsker mener vedtek gjev tilrår"
)
# Capitalised before a head, and no part of the name.
NO_LEFT = words(
    "I På Av Til Fra Frå Den Det De En Et Ei Vi Som At Om For Med Ved Og Når Da Nå No Her Der "
    "Dette Denne Disse Saken Saka Sak Også Etter Før Under Over Mot Hos Utvalg Leder Leiar "
    "Nestleder "
    "Kopi Møte Vedtak Innstilling Forslag Uttalelse Brev Medlem Medlemmer Valg Referat Protokoll "
    "Ordfører Rådmann Ordførar Sekretær Representant Både Samt Men Eller Ifølge Ifølgje Dersom "
    "Hvis Jf Jfr Pr Nye Ny Nytt Alle Hele Heile Siste Neste Første Fyrste Ovennevnte Tilråding "
    "Høringsuttalelse Kommunens Kommunen Sammen Saman Saksnr Behandling Møtested Sted Stad Andre "
    "Kva Hva Hvilket Gode Samme Same Flere Fleire Tidligere Tidlegare"
)
POSITIONS = words(
    "Øvre Nedre Ytre Indre Nordre Søndre Østre Vestre Midtre Nørdre Søre Austre Store Lille Vesle "
    "Nye Gamle"
)
"""Capitalised before a place they are part of the name (``Øvre Storvik skole``)."""
