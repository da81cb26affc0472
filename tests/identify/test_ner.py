from pathlib import Path

import pytest

from saksdoc.errors import MissingRequirement
from saksdoc.identify import ner


def test_a_folder_that_holds_no_pipeline_is_named_with_advice(tmp_path: Path) -> None:
    with pytest.raises(MissingRequirement) as caught:
        ner.load(tmp_path / "ner")
    assert str(tmp_path / "ner") in str(caught.value)
    assert "install saksdoc again" in str(caught.value)


def test_the_models_folder_decides_what_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import spacy

    nlp = spacy.blank("nb")
    nlp.meta["name"] = "proeve"
    nlp.to_disk(tmp_path / "ner")
    monkeypatch.setenv("SAKSDOC_MODELS", str(tmp_path))
    assert ner.load().meta["name"] == "proeve"
