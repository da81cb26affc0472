"""In text that an engine with the Norwegian letters read, the writer's own slips are not mended
without a word.
"""

import pytest

from saksdoc.repairing import RepairContext

NOR, ENG = RepairContext(read_by="nor"), RepairContext()
PAGE = (
    "Kommunestyret behandlet saken i møtet om våren, og rådmannen la fram {} for året som gikk. "
    "Både økonomien og tjenestene ble gjennomgått, og utvalget ba om å få en ny sak før høsten. "
) * 2


def made(repairer, slip: str, context: RepairContext) -> list[tuple[str, bool]]:
    text = PAGE.format(slip, slip)
    return [(c.after, c.applied) for c in repairer.repair(text, context).changes]


@pytest.mark.parametrize("slip", ["regnskappet", "årsmeldigen", "ut-viklingen", "tallenei"])
def test_a_slip_of_the_writer_is_not_mended_in_what_nor_read(repairer, slip):
    assert not any(applied for _, applied in made(repairer, slip, NOR))


@pytest.mark.parametrize(
    ("slip", "after"), [("årsmeidingen", "årsmeldingen"), ("konsuitasjoner", "konsultasjoner")]
)
def test_a_letter_read_as_another_is_mended_in_what_nor_read(repairer, slip, after):
    assert (after, True) in made(repairer, slip, NOR)


def test_broken_words_are_only_suggested_where_nor_read_them_and_joined_elsewhere(repairer):
    text = (
        "Han sa at reduk-sjonen, ut-bygg-ingen og plan-leggingen gjaldt kommu-nene og tjenes-tene "
        "i bygda. Rådet ba om å få saken før møtet i høst, og de ønsket seg større utvik-ling. "
        "t i l t i l t i l"
    )
    nor, other = (repairer.repair(text, context) for context in (NOR, ENG))
    assert "kommu-nene" in nor.text
    assert "tjenes-tene" in nor.text
    assert "kommunene" in other.text
    assert "tjenestene" in other.text
    listed = [c for c in nor.changes if c.before == "kommu-nene"]
    assert listed
    assert not listed[0].applied
