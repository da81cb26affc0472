"""The search for cycles is held back inside, and is afterwards as it was."""

import gc

import pytest

from saksdoc.repairing.cycles import uncollected


@pytest.mark.parametrize("enabled", [True, False])
def test_the_search_for_cycles_is_afterwards_as_it_was(enabled):
    was = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with pytest.raises(ZeroDivisionError), uncollected():
            _ = 1 / gc.isenabled()
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()


def test_a_repair_leaves_the_search_for_cycles_on(repairer):
    assert gc.isenabled()
    repairer.repair("Mgtet ble holdt i Tindvik.")
    assert gc.isenabled()
