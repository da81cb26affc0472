"""The frozen records that travel between the stages; standard library only.

Three families: pages (what was read), text (what was repaired) and document (what was
understood). A stage takes the records of the one before and returns new ones; nothing is changed
in place.
"""

from saksdoc.model.document import CaseDocument, PageRecord, Record, SectionView, Versions
from saksdoc.model.findings import (
    Case,
    CaseNumber,
    DatedFact,
    Entity,
    EntityKind,
    Furniture,
    IdentityNumber,
    Mention,
    Metadata,
    Role,
    Section,
    SectionKind,
    Structure,
)
from saksdoc.model.pages import (
    Box,
    Line,
    LineRole,
    Origin,
    PageFacts,
    PageImage,
    ReadPage,
    ScanPage,
    SourceInfo,
    Verdict,
    Word,
    union,
)
from saksdoc.model.text import (
    Alternative,
    Change,
    CleanText,
    Damage,
    DamageClass,
    Edit,
    LanguageShare,
)
from saksdoc.model.transcript import TextLine, Transcript, WordSpan

__all__ = [
    "Alternative",
    "Box",
    "Case",
    "CaseDocument",
    "CaseNumber",
    "Change",
    "CleanText",
    "Damage",
    "DamageClass",
    "DatedFact",
    "Edit",
    "Entity",
    "EntityKind",
    "Furniture",
    "IdentityNumber",
    "LanguageShare",
    "Line",
    "LineRole",
    "Mention",
    "Metadata",
    "Origin",
    "PageFacts",
    "PageImage",
    "PageRecord",
    "ReadPage",
    "Record",
    "Role",
    "ScanPage",
    "Section",
    "SectionKind",
    "SectionView",
    "SourceInfo",
    "Structure",
    "TextLine",
    "Transcript",
    "Verdict",
    "Versions",
    "Word",
    "WordSpan",
    "union",
]
