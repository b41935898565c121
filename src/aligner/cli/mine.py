"""``aligner mine``: find the translations hidden in two heaps of sentences or stories."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.options import IN, OUT, dask_option, encoder_options
from aligner.cli.speech import say
from aligner.cli.watching import Watch, watched

if TYPE_CHECKING:
    from aligner.config import EncoderConfig


@click.command("mine")
@click.argument("ko", metavar="KO", type=IN)
@click.argument("en", metavar="EN", type=IN)
@click.option("--out", type=OUT, required=True, help="File to write, .tsv or .jsonl.")
@click.option(
    "--format", "kind", type=click.Choice(["tsv", "jsonl"]), help="Format of --out; told by its name otherwise."
)
@click.option(
    "--threshold", default=0.4, show_default=True, type=click.FloatRange(0, 1),
    help="Lowest probability of a pair; the default is best for F1, .9 keeps clean training data.",
)  # fmt: skip
@click.option("--top", type=click.IntRange(1), help="Keep only this many pairs, the best ones.")
@click.option(
    "--one-to-one/--many-to-many", default=True, show_default=True, help="Use a sentence once, or as often as it fits."
)
@click.option(
    "--pre-split/--segment", default=None,
    help="Take lines as sentences, or clean and segment stories.  [default: lines of a file, stories of a folder]",
)  # fmt: skip
@click.option("-k", "--neighbours", default=4, show_default=True, type=click.IntRange(2), help="Candidates each way.")
@click.option("--margin", type=click.Choice(["ratio", "distance", "absolute"]), default="ratio", show_default=True,
              help="The margin score that is reported beside the probability.")  # fmt: skip
@click.option("--words/--no-words", default=True, show_default=True, help="Let single words vote too.")
@encoder_options
@click.option("--cache", type=click.Path(path_type=Path), help="Folder to remember vectors in.")
@click.option("--threads", type=click.IntRange(1), help="Processor threads.  [default: all cores]")
@click.option("--work-dir", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="Folder for the vectors of very large heaps, meanwhile.")  # fmt: skip
@dask_option
@watched
def command(
    ko: Path, en: Path, out: Path, kind: str | None, threshold: float, top: int | None, one_to_one: bool,
    pre_split: bool | None, neighbours: int, margin: str, words: bool, encoder: EncoderConfig, cache: Path | None,
    threads: int | None, work_dir: Path | None, dask: str | None, watch: Watch,
) -> None:  # fmt: skip
    """Find the translations hidden in KO and EN: two files or folders of sentences or stories.

    Writes scored pairs, best first. The score is the calibrated probability that the two are translations; numbers,
    dates, names, words, length and rival candidates vote beside the meaning. TSV has the columns ko, en, score, margin,
    cosine, ko_source, en_source and reasons; JSONL has all parts of the score. TSV cells that a spreadsheet would take
    for a formula begin with an apostrophe. Repeated sentences and those without a letter or digit are left out and
    counted.
    """
    from aligner.encoders import load_encoder
    from aligner.engines import Spread
    from aligner.mining import MiningConfig
    from aligner.pipeline.heaps import mine_heaps, read_heap
    from aligner.pipeline.spreading import NamedEncoder
    from aligner.pipeline.tables import write_mined

    config = MiningConfig(
        k=neighbours,
        threshold=threshold,
        one_to_one=one_to_one,
        top=top,
        margin=margin,
        device=encoder.device,
        threads=threads,
    )
    heaps = read_heap(ko, "ko", pre_split=pre_split), read_heap(en, "en", pre_split=pre_split)
    with Spread(dask=dask) as spread:
        pairs = mine_heaps(
            *heaps,
            encoder=NamedEncoder(encoder, threads, cache),
            words=load_encoder("bundled", threads=threads, cache=cache) if words else None,
            config=config,
            folder=work_dir,
            spread=spread,
            progress=watch,
        )
    watch.settle({"ko": len(heaps[0].texts), "en": len(heaps[1].texts), "pairs": len(pairs)})
    write_mined(out, *heaps, pairs, kind=kind)
    for file, heap in zip((ko, en), heaps, strict=True):
        if heap.repeated or heap.wordless:
            without = f"{heap.wordless:,} without a letter or digit"
            say(f"aligner: {file}: left out {heap.repeated:,} repeated sentences, {without}")
    sizes = " x ".join(f"{len(heap.texts):,}" for heap in heaps)
    say(f"{sizes} sentences, {len(pairs):,} pairs of score {threshold:g} or more in {out}")
