"""How Norwegian case papers word their headings and header blocks."""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"^\W*(?:(?:rådmannens|radmannens|kommunedirektørens)?\s*"
    r"(?:forslag|framlegg|fremlegg) til (?:vedtak|votering)|"
    r"saks?fr[ae]mle\w*|saksutgreii?ng|saksutredning|innstilling|tilråding|vedtak|vurdering\w*|"
    r"bakgrunn\w*|vedlegg|behandling|handsaming|votering|saksopplysning\w*|"
    r"saksnr\.?\s*:|saksbehandl\w+|sakshandsam\w+|arkivsaksnr|møtedato|utskrift sendes|"
    r"(?:saks?|ps|rs)\s*\d+/\d+)\b",
    re.IGNORECASE,
)


def opens_section(text: str) -> bool:
    """Whether a line opens a section or a case, and so belongs to the running text."""
    return _OPENING.match(text) is not None
