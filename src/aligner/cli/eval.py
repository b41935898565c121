"""``aligner eval``: score alignments against gold."""

from __future__ import annotations

from pathlib import Path

import click

from aligner.cli.speech import say


@click.command("eval")
@click.option("--gold", required=True, type=click.Path(path_type=Path), help="Gold file, or folder of gold files.")
@click.option(
    "--pred", required=True, type=click.Path(path_type=Path), help="Predicted file, folder of files, or run folder."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--ci", "samples", type=click.IntRange(0), default=0, help="Add 95% intervals of F1 from N resamples.")
@click.option("--seed", default=0, show_default=True, help="Seed of the resampling.")
@click.option("--calibration", is_flag=True, help="Also print how well the scores are calibrated.")
def command(gold: Path, pred: Path, as_json: bool, samples: int, seed: int, calibration: bool) -> None:
    """Score alignments against gold.

    Files hold one bead a line, "[0, 1]:[0]" or "[0, 1]:[0]:0.97", sentences counted from 0. Folders are matched by
    name: gold NAME.gold, NAME.align or NAME/gold.align; predicted NAME.align or NAME.pred, or the alignments of a run
    folder. Strict and lax are those of Vecalign's score.py: one-sided beads count for precision, not for recall; the
    rows ending in _2s leave them out of both.
    """
    import json

    from aligner import evaluation

    files = evaluation.find_alignment_files(gold, pred)
    golds = [evaluation.read_alignment(path) for _, path, _ in files]
    preds = [evaluation.read_alignment(path) for _, _, path in files]
    measures = evaluation.score_alignments(golds, preds)
    intervals = evaluation.bootstrap_intervals(golds, preds, samples=samples, seed=seed) if samples else {}
    result: dict[str, dict[str, object]] = {name: {**measure.as_dict()} for name, measure in measures.items()}
    for name, interval in intervals.items():
        result[name]["ci"] = interval
    if calibration:
        result["calibration"] = evaluation.calibration_of(golds, [path for _, _, path in files])
    if as_json:
        click.echo(json.dumps(result, indent=1))
        return
    click.echo(evaluation.format_table(measures, intervals))
    say("1 document" if len(files) == 1 else f"{len(files)} documents", err=False)
    if calibration:
        ece = result["calibration"]["ece"]
        say("no bead has a score" if ece is None else f"expected calibration error {ece:.4f}", err=False)
