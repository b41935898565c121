"""``aligner gather``: write the outputs of a run whose parts were worked on one by one."""

from __future__ import annotations

import sys

import click

from aligner.cli.speech import say
from aligner.cli.watching import Watch, watched


@click.command("gather")
@click.argument("run_folder", metavar="DIR", type=click.Path())
@click.option("--workers", type=click.IntRange(1), help="Processes for what is missing (default: all cores).")
@click.option("--quiet", is_flag=True, help="No progress and no table.")
@watched
def command(run_folder: str, workers: int | None, quiet: bool, watch: Watch) -> None:
    """Write the outputs of the run in DIR whose parts were made by aligner run INPUT --out DIR --shard I/N.

    Stories that no part has worked on (a job that died, a part that was never started) are worked on here. The result
    is the same, byte for byte, as that of one run. Exit codes as for aligner run.
    """
    from aligner.cli.run import print_table
    from aligner.pipeline import gather

    summary = gather(run_folder, workers=workers, progress=watch.stage("stories"))
    watch.settle(summary.counts, summary.seconds)
    if not quiet and not watch.as_json:
        print_table(summary)
    for name, reason in summary.failed.items():
        say(f"aligner: story {name} failed: {reason}")
    sys.exit(1 if summary.failed else 0)
