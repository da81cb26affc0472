"""Turn treebank sentences into the many faces they have in case papers.

Four changes, each on a share of the sentences, drawn anew every epoch: other
people and places in the place of the written ones, OCR damage, capitals, and
lines in the form of headers and member lists that newspapers do not have.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import noise
from lists import Names
from norne import Sentence

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


def _build(parts: list[tuple[str, str]]) -> Sentence:
    """A sentence of (text, label) parts; label "" is no name."""
    words: list[str] = []
    spans: list[tuple[int, int, str]] = []
    for text, label in parts:
        tokens = text.split()
        if label:
            spans.append((len(words), len(words) + len(tokens), label))
        words += tokens
    return Sentence(tuple(words), tuple(spans))


def form(names: Names, rng: random.Random) -> Sentence:
    """A line as headers, attendance lists and distribution lists have it."""

    def person() -> tuple[str, str]:
        return f"{names.given_name(rng)} {names.surname(rng)}", "PER"

    def place() -> tuple[str, str]:
        return rng.choice(names.places), "GPE"

    def inverted() -> tuple[str, str]:
        return f"{names.surname(rng)} , {names.given_name(rng)}", "PER"

    number = f"{rng.randint(1, 120):03}/{rng.randint(1, 24):02}"
    head = rng.choice(("Saksbehandler", "Sakshandsamar", "Saksansvarlig", "Saksbeh.", "Møteleder"))
    office = rng.choice(("ordfører", "ordførar", "rådmann", "kommunedirektør", "leder", "leiar"))
    kinds: tuple[list[tuple[str, str]], ...] = (
        [(f"{head} :", ""), person(), ("Arkiv : 033 Arkivsaksnr. : 03/01504", "")],
        [(f"{head} :", ""), rng.choice((inverted(), person()))],
        [person(), (f"( {rng.choice(PARTIES)} ) ,", ""), person(), (",", ""), person()],
        [("Medlem", ""), person(), (rng.choice(PARTIES), "")],
        [(f"Sak {number} :", ""), (office, ""), person(), ("(", ""), place(), (")", "")],
        [("Til stede :", ""), person(), (",", ""), person(), ("og", ""), person()],
        [("Møtested :", ""), place(), ("Dato : 12.03.2004 Tid : 10:00", "")],
        [("Med hilsen", ""), person(), (office, "")],
        [(office.capitalize(), ""), person(), ("orienterte .", "")],
        [("Utvalg Møtedato Saksnr.", "")],
        [("Forslag til vedtak :", "")],
        [(f"SAKSFRAMLEGG Saksnr. {number}", "")],
        [("Representanten", ""), person(), ("fremmet følgende forslag :", "")],
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
            out.append(form(names, rng))
    return out
