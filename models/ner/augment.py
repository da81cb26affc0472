"""Turn treebank sentences into the many faces they have in case papers.

Four changes, each on a share of the sentences, drawn anew every epoch: other
people and places in the place of the written ones, OCR damage, capitals, and
lines in the form of headers and member lists that newspapers do not have.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

import noise
import spacy
from lists import Names
from norne import Sentence
from spacy.tokenizer import Tokenizer

Part = tuple[str, str]

LABELS = (
    "Saksnr:",
    "Saksnr.:",
    "Saksnr",
    "Utvalg:",
    "Utvalg",
    "Møtedato",
    "Møtedato:",
    "Arkivkode:",
    "Arkiv:",
    "Arkivsaksnr.:",
    "Arkivsak:",
    "J.nr.:",
    "Journalpost:",
    "Vår ref.:",
    "Deres ref.:",
    "Dato:",
    "Vedlegg:",
    "Særutskrift:",
    "Saksprotokoll",
    "Saksfremlegg",
    "Saksframlegg",
    "Saksutredning:",
    "Møteinnkalling",
    "Møteprotokoll",
    "Sakliste",
    "Saksliste",
    "Referatsaker",
    "Drøftingssak",
    "Vedtakssak",
    "Delegerte saker",
    "Forslag til vedtak:",
    "Innstilling:",
    "Rådmannens innstilling:",
    "Kommunedirektørens forslag:",
    "Votering:",
    "Behandling:",
    "Enstemmig vedtatt.",
    "Vedtak:",
    "Ihht delegert myndighet",
    "Iht. vedtak",
    "Jf. sak",
    "Jfr.",
    "Vurdering:",
    "Bakgrunn:",
    "Faktiske opplysninger:",
    "Økonomi:",
    "Modell 1",
    "Modell A",
    "Alternativ 2",
    "Tabell 3",
    "Side",
    "Utv.saksnr",
    "Off. § 13",
    "Tilråding:",
    "Vedtaksframlegg:",
    "Eventuelt",
    "Orientering",
    "Underskrift:",
    "Forfall:",
    "Møtende varamedlemmer:",
    "Andre:",
)
"""What stands in forms and headings of case papers and is no name."""

COUNCILS = (
    "Formannskapet",
    "Kommunestyret",
    "Bystyret",
    "Heradsstyret",
    "Fylkestinget",
    "Fylkesutvalget",
    "Formannskap",
    "Kommunestyre",
    "Hovedutvalg for oppvekst",
    "Hovedutvalget for helse og omsorg",
    "Utvalg for plan og miljø",
    "Utval for kultur og oppvekst",
    "Plan- og økonomiutvalget",
    "Arbeidsmiljøutvalget",
    "Administrasjonsutvalget",
    "Kontrollutvalget",
    "Eldrerådet",
    "Ungdomsrådet",
    "Viltnemnda",
    "Klagenemnda",
    "Personalstyret",
    "Teknisk styre",
    "Valgstyret",
    "Driftsutvalget",
    "Partssammensatt utvalg",
    "Råd for menneske med nedsett funksjonsevne",
    "Fast utvalg for plansaker",
    "Områdeutvalget",
    "Strategisk samarbeidsutvalg",
    "Sametingsrådet",
    "Partnerskapsmøtet",
    "Helseutvalget",
    "Skolestyret",
    "Havnestyret",
    "Næringsutvalet",
)
"""Councils and committees as municipalities call them."""

PARTIES = ("A", "H", "AP", "SV", "V", "KRF", "SP", "FRP", "MDG", "R", "Ap", "Krf", "Sp", "Frp")


@dataclass(frozen=True, slots=True)
class Shares:
    """Share of the sentences (0–1) that meet each change."""

    swapped: float = 0.20
    damaged: float = 0.17
    upper: float = 0.03
    upper_names: float = 0.04
    forms: float = 0.04


def _other_name(words: list[str], names: Names, rng: random.Random) -> list[str]:
    """Another person's name of as many tokens."""
    if len(words) == 1:
        known = words[0] in names.given
        return [(names.given_name(rng) if known else names.surname(rng)).split()[0]]
    given = [names.given_name(rng).split()[0] for _ in words[:-1]]
    return [*given, names.surname(rng).split()[0]]


def _genitive(old: str, new: str) -> str:
    """Keep the genitive s of the old word, where it probably has one."""
    return new + "s" if old.endswith("s") and not new.endswith(("s", "x", "z")) else new


def swap(sentence: Sentence, names: Names, rng: random.Random) -> Sentence:
    """Put other people and other municipalities in, token for token."""
    words = list(sentence.words)
    for start, end, label in sentence.spans:
        if label == "PER" and end - start <= 3:
            old = words[start:end]
            if all(word[:1].isupper() and word[1:].islower() for word in old):
                words[start:end] = _other_name(old, names, rng)
        elif label == "GPE" and end - start == 1 and rng.random() < 0.5:
            place = rng.choice(names.places)
            if " " not in place:
                words[start] = place
    return Sentence(tuple(words), sentence.spans)


def spoil(sentence: Sentence, rng: random.Random) -> Sentence:
    """Misread the letters: most sentences wholly, as `eng` does, some only here and there."""
    letters = 0.97 if rng.random() < 0.6 else 0.25
    others = rng.choice((0.0, 0.003, 0.02))
    words = [noise.damage(w, rng, letters=letters, others=others) or w for w in sentence.words]
    return Sentence(tuple(words), sentence.spans)


def capitals(sentence: Sentence, *, names_only: bool) -> Sentence:
    """Set the whole sentence, or its names alone, in capitals."""
    inside = {at for start, end, _ in sentence.spans for at in range(start, end)}
    words = tuple(
        word.upper() if not names_only or at in inside else word
        for at, word in enumerate(sentence.words)
    )
    return Sentence(words, sentence.spans)


@cache
def _tokenizer() -> Tokenizer:
    return spacy.blank("nb").tokenizer


def _build(parts: list[Part]) -> Sentence:
    """A sentence of (text, label) parts, cut as the pipeline cuts it; label "" is no name."""
    words: list[str] = []
    spans: list[tuple[int, int, str]] = []
    for text, label in parts:
        tokens = [token.text for token in _tokenizer()(text) if not token.is_space]
        if label:
            spans.append((len(words), len(words) + len(tokens), label))
        words += tokens
    return Sentence(tuple(words), tuple(spans))


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws the parts that header blocks, agendas and member lists are made of."""

    names: Names
    rng: random.Random

    def person(self) -> Part:
        return f"{self.names.given_name(self.rng)} {self.names.surname(self.rng)}", "PER"

    def inverted(self) -> Part:
        return f"{self.names.surname(self.rng)}, {self.names.given_name(self.rng)}", "PER"

    def place(self) -> Part:
        return self.rng.choice(self.names.places), "GPE"

    def body(self) -> Part:
        """A council, or a public body of the register (municipalities are GPE in NorNE)."""
        if self.rng.random() < 0.6:
            return self.rng.choice(COUNCILS), "ORG"
        name = self.rng.choice(self.names.bodies)
        return (name, "GPE") if name.lower().endswith("kommune") else (name, "ORG")

    def code(self) -> str:
        """An archive code: `B35`, `033`, `614 &52`."""
        if self.rng.random() < 0.6:
            code = f"{self.rng.choice('ABCDEFGHLMNPQSTUVX')}{self.rng.randint(0, 99):02}"
        else:
            code = f"{self.rng.randint(0, 999):03}"
        return f"{code} &{self.rng.randint(10, 99)}" if self.rng.random() < 0.15 else code

    def number(self) -> str:
        width = self.rng.choice((0, 3, 4))
        return f"{self.rng.randint(1, 120):0{width}}/{self.rng.randint(1, 24):02}"

    def file_number(self) -> str:
        return f"{self.rng.randint(0, 24):02}/{self.rng.randint(1, 9999):05}"

    def date(self) -> str:
        day, month = self.rng.randint(1, 28), self.rng.randint(1, 12)
        return f"{day:02}.{month:02}.{self.rng.randint(1990, 2025)}"

    def label(self) -> str:
        """A word of a form, with or without its colon, now and then in capitals."""
        word = self.rng.choice(LABELS)
        return word.upper() if self.rng.random() < 0.2 else word


def form(draw: Drawer) -> Sentence:
    """A line as headers, agendas, attendance and distribution lists have it."""
    rng = draw.rng
    head = rng.choice(("Saksbehandler", "Sakshandsamar", "Saksansvarlig", "Saksbeh.", "Møteleder"))
    office = rng.choice(("ordfører", "ordførar", "rådmann", "kommunedirektør", "leder", "leiar"))
    behind = f"Arkiv: {draw.code()} Arkivsaksnr.: {draw.file_number()}"
    kinds: tuple[list[Part], ...] = (
        [(f"{head}:", ""), draw.person(), (behind, "")],
        [(f"{head}:", ""), draw.person(), (behind, "")],
        [(f"{head}:", ""), (behind, "")],
        [(f"{head}:", ""), rng.choice((draw.inverted(), draw.person()))],
        [(behind, "")],
        [("Saksnr.: Utvalg Møtedato", ""), (draw.number(), ""), draw.body(), (draw.date(), "")],
        [("Utvalg Møtedato Saksnr", ""), draw.body(), (f"{draw.date()} {draw.number()}", "")],
        [(draw.number(), ""), draw.body(), (draw.date(), "")],
        [(f"Saksnr: {draw.number()}", "")],
        [(f"Saksnr: {draw.number()} {draw.label()} {draw.date()}", "")],
        [(draw.label(), "")],
        [(f"{draw.label()} {draw.label()} {draw.code()}", "")],
        [(f"{draw.label()} {draw.number()} {draw.date()}", "")],
        [draw.person(), (f"({rng.choice(PARTIES)}),", ""), draw.person(), (",", ""), draw.person()],
        [("Medlem", ""), draw.person(), (rng.choice(PARTIES), "")],
        [(f"Sak {draw.number()}: {office}", ""), draw.person(), ("(", ""), draw.place(), (")", "")],
        [("Til stede:", ""), draw.person(), (",", ""), draw.person(), ("og", ""), draw.person()],
        [("Møtested:", ""), draw.place(), (f"Dato: {draw.date()} Tid: 10:00", "")],
        [("Med hilsen", ""), draw.person(), (office, "")],
        [(office.capitalize(), ""), draw.person(), ("orienterte.", "")],
        [("Kopi til:", ""), draw.body(), (",", ""), draw.body()],
        [draw.body(), ("behandlet saken", ""), (f"{draw.date()}, sak {draw.number()}.", "")],
        [("Representanten", ""), draw.person(), ("fremmet følgende forslag:", "")],
        [(f"./. {draw.label()}", "")],
    )
    return _build(rng.choice(kinds))


def epoch(
    sentences: list[Sentence], names: Names, shares: Shares, rng: random.Random
) -> list[Sentence]:
    """One epoch's sentences in the given order, changed by `shares`, forms strewn in."""
    out: list[Sentence] = []
    for sentence in sentences:
        changed = sentence
        if rng.random() < shares.swapped:
            changed = swap(changed, names, rng)
        if rng.random() < shares.upper_names:
            changed = capitals(changed, names_only=True)
        elif rng.random() < shares.upper:
            changed = capitals(changed, names_only=False)
        if rng.random() < shares.damaged:
            changed = spoil(changed, rng)
        out.append(changed)
        if rng.random() < shares.forms:
            out.append(form(Drawer(names, rng)))
    return out
