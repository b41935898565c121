"""``aligner export``: write a run in the formats people use."""

from __future__ import annotations

from pathlib import Path

import click

from aligner.cli.options import IN, OUT, say_shared_ids, where_option
from aligner.cli.speech import say
from aligner.cli.watching import Watch, watched
from aligner.texts.messages import tell

STATUSES = ("accepted", "doubtful", "omitted", "added", "rejected")


def report(results: object, *, lost: bool) -> None:
    """Say on stderr what was written, what was left out and what a format changed."""
    for result in results:  # type: ignore[attr-defined]
        where = ", ".join(map(str, result.paths))
        say(f"{result.format}: {result.written:,} pairs → {where}")
        if result.left_out:
            told = ", ".join(f"{count:,} {name}" for name, count in sorted(result.left_out.items()))
            say(f"  left out: {told}")
        for name, count in result.changed.items():
            say(f"  {name}: {count:,}")
        if lost and result.lost:
            say(f"  this format cannot hold: {', '.join(map(tell, result.lost))}")


@click.command("export")
@click.argument("runs", metavar="RUN...", nargs=-1, required=True, type=IN)
@click.option(
    "--format",
    "formats",
    required=True,
    metavar="X[,Y]",
    help="jsonl, tsv, csv, tmx, xliff, xliff12, xlsx, parquet, hf, moses, xces, vecalign, hunalign or gold.",
)
@click.option(
    "--out",
    required=True,
    type=OUT,
    help="File or folder to write; a folder for several formats.",
)
@click.option("--status", metavar="A[,B]", help=f"Write only these: {', '.join(STATUSES)}. Default: the format's own.")
@click.option(
    "--filtered/--unfiltered", default=None, help="Write what aligner filter decided, or not. Default: if it was run."
)
@click.option("--tier", default="training_safe", show_default=True, metavar="A[,B]", help="Tiers for hf and moses.")
@where_option
@click.option("--splits", metavar="NAME=SHARE,…", help="Split by story, such as dev=0.02,test=0.02; the rest is train.")
@click.option("--seed", default=0, show_default=True, help="Seed of the split.")
@click.option("--stratify", default="", metavar="COLUMN", help="Column to split evenly over: date (by month), source …")
@click.option("--one-sided/--two-sided", default=None, help="Omissions and additions as units of their own, or not.")
@click.option(
    "--shard-rows", type=click.IntRange(0), metavar="N",
    help="jsonl, tsv, parquet, hf: a folder of files with N pairs each; 0 for one file.  [default: a million for "
    "jsonl and parquet, half of it for hf]",
)  # fmt: skip
@click.option("--gzip", is_flag=True, help="Compress plain text formats.")
@click.option("--unreviewed", is_flag=True, help="Leave out of account what people decided.")
@click.option("--project", is_flag=True, help="hunalign: cut crossing beads down to the longest chain in order.")
@watched
def command(
    runs: tuple[Path, ...], formats: str, out: Path, status: str | None, filtered: bool | None, tier: str,
    conditions: tuple[str, ...], splits: str | None, seed: int, stratify: str, one_sided: bool | None,
    shard_rows: int | None, gzip: bool, unreviewed: bool, project: bool, watch: Watch,
) -> None:  # fmt: skip
    """Write the finished run RUN, or several as one corpus, in the formats people use.

    hf and moses, made for training, get accepted pairs of the tier training_safe; tmx gets accepted and doubtful
    pairs; the others get everything. gold writes the stories whose every link a person confirmed, as training data in
    the format of corpora/wire. Filter first (aligner filter RUN), or a warning says that nobody has.
    """
    from aligner.dataset.splits import parse_shares
    from aligner.exporters import ExportOptions
    from aligner.pipeline.exports import TRAINING_FORMATS, SplitSettings, export_run
    from aligner.pipeline.runs import Runs

    names = [name.strip() for name in formats.split(",") if name.strip()]
    options = ExportOptions(
        statuses=_statuses(status), one_sided=one_sided, shard_rows=shard_rows, gzip=gzip, project=project
    )
    settings = SplitSettings(parse_shares(splits), seed, stratify) if splits else None
    tiers = frozenset(name.strip() for name in tier.split(","))
    corpus = Runs.open(runs, reviewed=not unreviewed)
    say_shared_ids(corpus)
    if filtered is None and TRAINING_FORMATS & set(names):
        told = " ".join(map(str, runs))
        if not corpus.is_selected:
            say(f"aligner: these pairs have not been filtered; run aligner filter {told} first")
        elif corpus.filtered_apart:
            why = "filtered one by one, near-duplicates across them are left"
            say(f"aligner: these runs were {why}; aligner filter {told} finds them")
    results = export_run(
        corpus, names, out, options=options, splits=settings, filtered=filtered, tiers=tiers, where=conditions,
        progress=watch,
    )  # fmt: skip
    watch.settle({f"written_{result.format}": result.written for result in results})
    report(results, lost=False)


def _statuses(text: str | None) -> frozenset[str] | None:
    if text is None:
        return None
    names = frozenset(name.strip() for name in text.split(",") if name.strip())
    unknown = names - set(STATUSES)
    if unknown or not names:
        raise click.BadParameter(f"{text!r} is not of {', '.join(STATUSES)}", param_hint="--status")
    return names
