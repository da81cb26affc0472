"""The words around a name that tell what it is: offices before it, acts after it.

Compiled by reading Norwegian case papers, minutes and letters, bokmål and nynorsk; the offices
follow the titles that municipalities, counties, the state and the health service use.
"""

from __future__ import annotations

import re
from functools import lru_cache

from saksdoc.identify.forms import words

_OFFICES = (
    r"(?:ass(?:isterende|\.)?|vise|vara|konst(?:ituert|\.)?|fung(?:erende|\.)?"
    r"|adm(?:inistrerende|\.)?"
    r"|viseadministrerande|viseadministrerende|administrerande|assisterande|avtroppende|tidligere"
    r"|tidlegare|plan- og org\.?|p/o-?)[ -]?"
)
_OFFICE = (
    r"medl\.?|varamedl\.?|\w*(?:sekretær|leder|leiar|rådgiver|rådgjevar|medlem)"
    r"|rådmann|ordfører|ordførar|kommunedirektør|kommunalsjef|kommunalråd|byråd(?:sleder|sleiar)?"
    r"|fylkesmann|statsforvalter|statsforvaltar|fylkesrådmann|fylkesordfører|fylkesordførar"
    r"|fylkesdirektør|direktør|dir\.|leder|leiar|nestleder|nestleiar|formann|nestformann|sekretær"
    r"|tolk|saksbehandler|sakshandsamar|saksbehandlar|saksansvarlig|saksordfører|saksordførar"
    r"|representant(?:en)?|repr\.?|medlem|varamedlem|vararepresentant|vararepr\.?|statsråd"
    r"|statsminister|\w+minister|statssekretær|kommunelege|kommuneoverlege|fastlege|overlege|lege"
    r"|professor|dr\.|advokat|adv\.|rektor|styrer|styrar|styreleder|styreleiar|avdelingsleder"
    r"|avdelingsleiar|seksjonsleder|seksjonsleiar|enhetsleder|einingsleiar|virksomhetsleder"
    r"|rådgiver|rådgjevar|seniorrådgiver|seniorrådgjevar|spesialrådgiver|konsulent"
    r"|førstekonsulent|kontorsjef|etatsjef|etatssjef|avdelingssjef|personalsjef|økonomisjef"
    r"|helsesjef|sosialsjef|skolesjef|skulesjef|teknisk sjef|kultursjef|plansjef|fagsjef|\w*sjef"
    r"|prosjektleder|prosjektleiar|president|visepresident|parlamentarisk leder|sorenskriver"
    r"|lensmann|politimester|politimeister|biskop|prost|sokneprest|sogneprest|kong|dronning"
    r"|kronprins|herr|fru|frk\.?|hr\.?|gruppeleder|gruppeleiar|hovedtillitsvalgt|hovudtillitsvald"
    r"|tillitsvalgt|verneombud|hovedverneombud|revisor|kontrollsjef|arkitekt|ingeniør"
    r"|avdelingsingeniør"
    r"|møteleder|møteleiar|ordstyrer|protokollfører|referent|observatør|kontaktperson|fullmektig"
    r"|reineier|grunneier|gårdbruker|forfatter|kunstner|student|prorektor|dekan|viserektor"
    r"|generalsekretær|møtesekretær|rådsmedlem|styremedlem|arbeidsutvalgsleder|varaordfører|viseordfører|viseordførar|varaordførar"
    r"|avdelingsdirektør|ekspedisjonssjef|underdirektør|kst\.? \w+|lektor|lærer|lærar"
    r"|førsteamanuensis"
    r"|stipendiat|forsker|forskar|journalist|redaktør|helsesøster|helsesykepleier"
    r"|jordmor|fylkeslege"
    r"|kommuneadvokat|regjeringsadvokat|fylkesrevisor|bystyremedlem|kommunestyremedlem"
    r"|brukerrepresentant|brukarrepresentant|fastlegerepresentant|programleder|koordinator|veileder"
)
# An office, with the number or party that may follow it, straight before a name.
OFFICE_BEFORE = re.compile(
    rf"(?<![\w])(?P<role>(?:{_OFFICES})*(?:{_OFFICE})(?:en|a|er|ar)?)"
    r"(?:[ ]?(?:nr\.? ?\d+|\d+))?[ \t]*[:;,]?[ \t]*(?P<break>\n[ \t]*)?$",
    re.IGNORECASE,
)
_OFFICE_WORD = re.compile(rf"(?:{_OFFICE})(?:en|a|er|ar)?|sjef", re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def is_office(word: str) -> bool:
    """Whether a word by itself is an office (``Rådmann``, ``økonomisjef``)."""
    return _OFFICE_WORD.fullmatch(word) is not None


def office_before(text: str, start: int, width: int = 60) -> re.Match[str] | None:
    """The office that stands straight before ``start``, if one does (match of ``OFFICE_BEFORE``
    on ``text[start - width : start]``). The last word is looked at first: most are no office.
    """
    head = text[max(0, start - width) : start]
    bare = head.rstrip(" \t\n0123456789:;,").removesuffix("nr.").removesuffix("nr").rstrip()
    if not bare:
        return None
    last = re.split(r"[\s(/]", bare[-30:])[-1]
    if not (is_office(last) or is_office(f"{last}.") or last.endswith("sjef")):
        return None
    return OFFICE_BEFORE.search(head)


OFFICE_OF = re.compile(
    rf"(?<![\w])(?P<role>(?:{_OFFICES})*(?:{_OFFICE})(?:en|a)?)[ \n](?:i|av|for|ved|frå|fra)[ \n]$",
    re.IGNORECASE,
)
OFFICE_ALONE = re.compile(
    rf"(?P<role>(?:{_OFFICES})*(?:{_OFFICE})(?:en|a)?)(?![\w-])", re.IGNORECASE
)
# Words that announce a person and give no office.
CALL_BEFORE = re.compile(
    r"(?:(?:^|[\s(])(?:v/|ved|c/o|att\.?:?|ref\.?:|forslag fra|framlegg frå|fremmet av|foreslått av"
    r"|stilt av|underskrevet av|signert|fra:|til:|kopi:|vår ref\.?:?|deres ref\.?:?|kontaktperson:?"
    r"|møtt(?:e)?:|forfall:?|tilstede:?|til stede:?|meldte forfall:?"
    r"|vara(?:medlem)? for|vara:"
    r"|velges:?"
    r"|valgt ble:?|av|med hilsen|vennlig hilsen|venleg helsing|hilsen|helsing"
    r"|skriver|sier|seier))\s*$",
    re.IGNORECASE,
)
PARTY_AFTER = re.compile(r"[ ]?\((?:[A-ZÆØÅ][A-Za-zÆØÅæøåáÁ]{0,4}[ ]?)\)")
PARTY_BEFORE = re.compile(
    r"(?:^|[\s(])(?:AP|A|Ap|SP|Sp|H|Høyre|FrP|Frp|KrF|Krf|SV|V|R|RV|Rødt|MDG|INP|DNA"
    r"|NSR|SáB|GDL|JSL"
    r"|SL|JL|KS|ML|SfP|PP)(?:s representant)?\s?(?::|v/|ved)\s*$"
)
SIGNED_AFTER = re.compile(r"[ ]?\(?\s?(?:sign|s|e\.?f|etter fullmakt)\.?\)|[ ]?/s/|[ ]sign\.", re.I)
ACT_AFTER = re.compile(
    r",?\s+(?:\([^)\n]{1,20}\)\s*)?(?:fremm[ea]|fremja|foresl|føresl|oriente?r|redegj"
    r"|uttalt|uttalar|sa\b"
    r"|ba\b|bad\b|spurte|stilte?\b|viste\b|tok\s(?:sete|ordet|opp)|hadde\sordet|møtt|forlot|tiltr"
    r"|fratr|trakk|meldte|meddel|svart|besvar|henviste|rettet|ønsk|pekte|la\s(?:fram|frem)"
    r"|satte?\sfram|kom\smed|ble\s|blei\s|vart\s|er\s|var\s|har\s|skal\s|hadde\s|vil\s|informer"
    r"|presenterte?|innledet|innleia|leder\s|ledet|leia\s|delt|deltok|gav\s|ga\s"
    r"|gir\s|og\sundertegnede"
    r"|velges|velgast|oppnevnes|gjenvelges|permisjon|erklær|åpnet|opna|avslutt|fikk\s|fekk\s)",
)
PROPOSAL_AFTER = re.compile(r"(?:s|['’´])?\s+(?:forslag|framlegg|innstilling|merknad|tilleggs\w*)")
# What makes a run of capitalised words anything but a person.
THING_AFTER = re.compile(
    r"[ ](?:gate|gata|gaten|gt\.?|vei|veg|veien|vegen|plass|allé|AS|A/S|ASA|ANS|DA|BA"
    r"|SA|HF|RHF|KF|IKS"
    r"|&|Co|kommune|kommunes|fylke|sykehus|sjukehus|skole|skule|barnehage|institutt"
    r"|institute|senter"
    r"|sykehjem|sjukeheim|minnefond|fond|legat|stiftelse|stifting|hotell|hotel|fjord|vann|elv|krets"
    r"|herad|sogn|sokn|prestegjeld|bibliotek|museum|kirke|kyrkje|menighet|forlag|trykkeri|bygg|bru"
    r"|universitet|høgskole|avdeling|lag|idrettslag|forening|krok|brygge|hus|bo|gruppe|konsernet)\b"
)
# Never the first word of a person's name, though the lists know most of them as names.
NO_FIRST = words(
    "sami sámi midtre nordre søndre østre vestre austre "
    "sak side kl nr pkt dato sted tid møte helse st hotel hotell norges norsk norske den "
    "det de en et i på av til fra frå ved for med og eller som vi jeg eg du han hun ho dette disse "
    "desse alle ny nytt nye nord sør øst vest indre ytre midt øvre nedre store lille gamle januar "
    "februar mars april mai juni juli august september oktober november desember mandag tirsdag "
    "onsdag torsdag fredag lørdag søndag måndag tysdag laurdag sundag ap sp sv frp krf høyre "
    "venstre rødt formannskap formannskapet kommunestyret leder nestleder ordfører rådmann "
    "sekretær tolk representant saksbehandler medlem medlemmer varamedlem varamedlemmer vara "
    "vararepresentant kommune fylke staten stortinget sametinget regjeringen region samisk "
    "samiske"
)
# Places and things that look like people.
NO_PEOPLE = frozenset(
    (
        "jan mayen",
        "hans majestet",
        "hennes majestet",
        "marie claire",
        "karl johan",
        "carl berner",
        "kristi himmelfartsdag",
        "kristi himmelfart",
    )
)
