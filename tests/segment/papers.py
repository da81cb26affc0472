"""Invented case papers of an invented municipality, as text and as pages."""

from saksdoc.model import (
    Box,
    CleanText,
    Line,
    Origin,
    ReadPage,
    SourceInfo,
    Verdict,
    Word,
)
from saksdoc.segment import compose, segment

PACKET = """\
Formannskapets medlemmer

MØTEINNKALLING
Utvalg: Formannskapet
Møtested: Lia samfunnshus
Møtedato: 14.03.2006 Tid: 10:00

SAKSLISTE
Saksnr. Tittel
0012/06 NY BRU OVER STORELVA 0013/06 LEIE AV
IDRETTSHALL 0014/06 KLAGE, Unntatt offentlighet § 13
Referater
Eventuelt
Eventuelt forfall meldes på tlf. 55 00 00 00.
Lia, 01.03.06
Torbjørg Haugan
ordfører

Saksnr.: Utvalg Møtedato
0007/06 Teknisk utvalg 21.02.2006
0012/06 Formannskapet 14.03.2006
Saksbehandler: Ola Bakkom Arkiv: 033 &30
Arkivsaksnr.: 06/00123
Utskrift sendes:
Vegkontoret,
Grendalaget

NY BRU OVER STORELVA
Det vises til:
- teknisk utvalgs sak 3/05
./. kart over området
Saksfremlegg:
Brua over Storelva er fra 1931 og tåler ikke lenger tunge biler.
Kostnader:
Ny bru i tre koster kr 4 200 000,-.
Vurdering:
Rådmannen mener at brua må byttes før høsten.
Forslag til vedtak:
Det bygges ny bru over Storelva.

Saksnr.: Utvalg Møtedato
0013/06 Formannskapet 14.03.2006
Saksbehandler: Kari Moen Arkiv: C62
Arkivsaksnr.: 06/00140
Utskrift sendes: Idrettslaget

LEIE AV
IDRETTSHALL.
Det vises til: brev fra idrettslaget
Saksfremlegg:
Idrettslaget ber om å få leie hallen tre kvelder i uka.
Forslag til vedtak: Idrettslaget får leie hallen to kvelder i uka.
"""

PROPOSAL_NN = """\
Ny ungdomsskule i Vika

Bakgrunn

Kommunestyret bad i haust om ei sak om ny ungdomsskule, sidan den gamle er for liten.

Kva elevane meiner

Elevrådet er samde i at skulen bør byggjast ved idrettsplassen, og vil gjerne vere med vidare.

Økonomiske konsekvensar
Skulen er rekna til å koste 90 millionar kroner.

Tilråding
Skulen vert bygd i Vika.
"""


def pages_of_text(text):
    pages = []
    for number, part in enumerate(text.split("\f"), 1):
        lines = tuple(Line((Word(t),) if t else ()) for t in part.split("\n"))
        pages.append(ReadPage(number, 0, 0, Origin.PLAIN_TEXT, Verdict.USE, lines=lines))
    return pages


def structure_of(text):
    """Text and structure of a plain text."""
    pages = pages_of_text(text)
    return _segmented(SourceInfo("prove.txt", "0" * 64, "text/plain", len(pages)), pages)


def structure_of_pages(*pages):
    """Text and structure of recognised pages."""
    return _segmented(SourceInfo("prove.pdf", "0" * 64, "application/pdf", len(pages)), pages)


def _segmented(source, pages):
    transcript = compose(source, pages)
    clean = CleanText.unchanged(transcript.raw_text)
    return clean.text, segment(transcript, clean)


def page_of(number, *rows):
    """A recognised page; a row is text, or (text, size, bold). An empty text parts blocks."""
    lines, top, block = [], 90.0, 0
    for row in rows:
        text, size, bold = row if isinstance(row, tuple) else (row, 11.0, False)
        if not text:
            block += 1
            top += 14
            continue
        words, x = [], 70.0
        for word in text.split():
            width = size * 0.45 * len(word)
            words.append(Word(word, Box(x, top, x + width, top + size), size, bold))
            x += width + size * 0.3
        lines.append(Line(tuple(words), block))
        top += size * 1.3
    return ReadPage(number, 595, 842, Origin.OCR, Verdict.READ, lines=tuple(lines))
