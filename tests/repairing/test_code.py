"""Program code among damaged Norwegian stays as it is; prose that only looks odd is no code."""

from __future__ import annotations

import pytest

import saksdoc
from saksdoc.repairing.code import code_lines

DAMAGED = (
    "Utvalget behandlet saken i mgtet 3. mars. Radmannen la fram tall for skolearet, og radet\n"
    "bad om en ny vurdering av bygningene pa Nes. Lederen sa ogsa at det var pa tide a fa gjort\n"
    "noe med vegen, og at arsmeldingen matte vare ferdig til neste mgte i radet.\n"
)


@pytest.mark.parametrize(
    "code",
    [
        "SELECT navn FROM moter WHERE ar = 2003 AND utvalg = 'PA';",
        "INSERT INTO moter VALUES (1, 'pa Nes', 'mgte');",
        "for f in moter/*.txt; do\n  cat $f >> ar.txt\ndone",
        'def mgte(ar):\n    """Finn mgtet i ar."""\n    return moter[ar]',
        "from moter import ar\nimport radet",
        "mgte(ar, pa);",
        "pa = radet.mgte(ar) + 1;",
        '<mgte ar="2003">pa radhuset</mgte>',
        '{\n  "mgte": "pa radhuset",\n  "ar": 2003\n}',
    ],
)
def test_code_in_a_damaged_text_stays_letter_for_letter(code: str) -> None:
    text = f"{DAMAGED}\n{code}\n\n{DAMAGED}"
    found = saksdoc.repair(text)
    before, after = found.text.split(f"\n\n{code}\n\n")
    assert before == after.rstrip("\n")
    assert before.startswith("Utvalget behandlet saken i møtet 3. mars. Rådmannen la fram")
    lines = range(4, 5 + code.count("\n"))
    assert code_lines(text) == frozenset(lines)


@pytest.mark.parametrize(
    "prose",
    [
        "Til sak 13 ($ 13 i lova); Radet er enig;",
        "| pa mgtet { Nes | 14 |",
        "Sum = 100 000 kroner;",
        "for ar som kommer; def. av radet:",
        "import av varer til Nes\nclass A-skip i havna",
        "<dato> sendte vi brev om mgtet",
        "Fra (sted): til;",
        "SELECT er navnet pa programmet",
        "1. let etter feil = viktig",
    ],
)
def test_odd_prose_is_no_code(prose: str) -> None:
    assert code_lines(prose) == frozenset()


def test_prose_right_below_a_line_of_code_is_repaired() -> None:
    text = f"{DAMAGED}mgte(ar, pa);\nRadet var enig i at mgtet ble holdt pa radhuset.\n"
    assert saksdoc.repair(text).text.endswith(
        "mgte(ar, pa);\nRådet var enig i at møtet ble holdt på rådhuset.\n"
    )
