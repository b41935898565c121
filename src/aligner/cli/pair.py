"""``aligner pair``: which English story is a version of which Korean one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.options import IN, OUT, dask_option, encoder_options
from aligner.cli.speech import say
from aligner.cli.watching import Watch, watched

if TYPE_CHECKING:
    from aligner.config import EncoderConfig


@click.command("pair")
@click.argument("ko", metavar="KO_DIR", type=IN)
@click.argument("en", metavar="EN_DIR", type=IN)
@click.option("--out", type=OUT, required=True, help="File to write, .tsv or .jsonl.")
@click.option("--format", "kind", type=click.Choice(["tsv", "jsonl"]), help="Format of --out; else told by its name.")
@click.option(
    "--threshold", default=0.5, show_default=True, type=click.FloatRange(0, 1, min_open=True, max_open=True),
    help="Lowest probability of a pair; stories below it have no partner.",
)  # fmt: skip
@click.option(
    "--candidates", default=20, show_default=True, type=click.IntRange(1), help="Stories each way compared in full."
)
@encoder_options
@click.option("--cache", type=click.Path(path_type=Path), help="Folder to remember vectors in.")
@click.option("--threads", type=click.IntRange(1), help="Processor threads.  [default: all cores]")
@dask_option
@watched
def command(
    ko: Path, en: Path, out: Path, kind: str | None, threshold: float, candidates: int, encoder: EncoderConfig,
    cache: Path | None, threads: int | None, dask: str | None, watch: Watch,
) -> None:  # fmt: skip
    """Find which English story of EN_DIR tells the same event as which Korean one of KO_DIR, or none.

    Writes a row a pair, then a row a story without partner, its partner's cell empty. The TSV columns are ko, en,
    kind (version: the English carries the Korean story, whole or abridged; related: another report of the event),
    score, also_ko and also_en (other stories that would fit, such as earlier leads), and reasons. One folder with both
    languages may be given twice.
    """
    from aligner.engines import Spread
    from aligner.pairing import PairingConfig
    from aligner.pipeline.heaps import pair_folders
    from aligner.pipeline.spreading import NamedEncoder
    from aligner.pipeline.tables import write_paired

    config = PairingConfig(threshold=threshold, candidates=candidates, threads=threads, device=encoder.device)
    with Spread(dask=dask) as spread:
        named = NamedEncoder(encoder, threads, cache)
        found = pair_folders(ko, en, encoder=named, config=config, spread=spread, progress=watch)
    write_paired(out, found, kind=kind)
    for failure in found.failures:
        say(f"aligner: left out: {failure}")
    both = sum(pair.ko is not None and pair.en is not None for pair in found.pairs)
    related = sum(pair.kind == "related" for pair in found.pairs)
    watch.settle({"ko": len(found.ko), "en": len(found.en), "pairs": both, "failed": len(found.failures)})
    sizes = f"{len(found.ko):,} Korean and {len(found.en):,} English stories"
    alone = f"{len(found.ko) - both:,} and {len(found.en) - both:,} without partner"
    say(f"{sizes}: {both:,} pairs ({related:,} related), {alone}, in {out}")
