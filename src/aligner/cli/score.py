"""``aligner score``: score a ready-made parallel corpus pair by pair."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.options import IN, OUT, dask_option, encoder_options, report_bad, skip_bad_flag
from aligner.cli.watching import Watch, watched

if TYPE_CHECKING:
    from aligner.config import EncoderConfig


@click.command("score")
@click.argument("source", metavar="FILE", type=IN)
@click.option("--out", type=OUT, help="File to write, in any format; the standard output without.")
@click.option("--from", "source_format", metavar="FORMAT", help="Format of FILE; told by its name otherwise.")
@click.option("--to", "target_format", metavar="FORMAT", help="Format of --out; told by its name otherwise.")
@encoder_options
@click.option("--threads", default=1, show_default=True, type=click.IntRange(1), help="Threads of the encoder.")
@click.option("--no-facts", is_flag=True, help="Do not compare figures.")
@skip_bad_flag
@dask_option
@watched
def command(
    source: Path, out: Path | None, source_format: str | None, target_format: str | None, encoder: EncoderConfig,
    threads: int, no_facts: bool, skip_bad: bool, dask: str | None, watch: Watch,
) -> None:  # fmt: skip
    """Score the parallel corpus FILE (.tmx, .tsv, .xlf, .xlsx, .parquet, .jsonl, or .ko beside .en) pair by pair.

    Each pair gets the calibrated probability that its sides are whole translations of each other, with its parts. On
    the standard output: a line a pair, score, id, Korean and English, with tabs between.
    """
    from aligner.cli.export import report
    from aligner.engines import Spread
    from aligner.exporters import BadUnits
    from aligner.pairs import ScoredPair
    from aligner.pipeline.datasets import score_file
    from aligner.pipeline.spreading import NamedEncoder

    def show(pair: ScoredPair) -> None:
        score = "" if pair.score is None else f"{pair.score:.4f}"
        click.echo("\t".join((score, *(" ".join(text.split()) for text in (pair.id, pair.ko, pair.en)))))

    bad = BadUnits() if skip_bad else None
    with Spread(dask=dask) as spread:
        result = score_file(
            source, out, NamedEncoder(encoder, threads), source_format=source_format, target_format=target_format,
            facts=not no_facts, bad=bad, emit=show, progress=watch.stage("score"), spread=spread,
        )  # fmt: skip
    watch.settle({"pairs": watch.stages.get("score", (0, None))[0]})
    if result:
        report([result], lost=False)
    report_bad(bad, out)
