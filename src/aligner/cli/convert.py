"""``aligner convert``: convert a parallel corpus from one format to another."""

from __future__ import annotations

from pathlib import Path

import click

from aligner.cli.options import IN, OUT, report_bad, skip_bad_flag


@click.command("convert")
@click.argument("source", metavar="IN", type=IN)
@click.argument("target", metavar="OUT", type=OUT)
@click.option("--from", "source_format", metavar="FORMAT", help="Format of IN; told by its name otherwise.")
@click.option("--to", "target_format", metavar="FORMAT", help="Format of OUT; told by its name otherwise.")
@click.option("--gzip", is_flag=True, help="Compress plain text formats.")
@click.option("--project", is_flag=True, help="hunalign: cut crossing beads down to the longest chain in order.")
@skip_bad_flag
@click.option(
    "--raw", is_flag=True, help="TSV, CSV: no byte order mark, no apostrophe before cells that look like formulas."
)
def command(
    source: Path,
    target: Path,
    source_format: str | None,
    target_format: str | None,
    gzip: bool,
    project: bool,
    skip_bad: bool,
    raw: bool,
) -> None:
    """Convert the parallel corpus IN to OUT.

    Formats: .jsonl, .tsv, .csv, .tmx, .xlf, .xlsx, .parquet, .ko beside .en (Moses), a folder ending in -hf (Hugging
    Face), -xces, -vecalign or -hunalign (written only). What the new format cannot hold is said.
    """
    from aligner.cli.export import report
    from aligner.exporters import BadUnits, ExportOptions
    from aligner.exporters.model import now
    from aligner.pipeline.datasets import convert

    options = ExportOptions(gzip=gzip, project=project, formula_guard=not raw, created=now())
    bad = BadUnits() if skip_bad else None
    result = convert(source, target, source_format=source_format, target_format=target_format, options=options, bad=bad)
    report([result], lost=True)
    report_bad(bad, target)
