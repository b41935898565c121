"""``aligner merge``: merge an edited review back into its run."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("merge")
@click.argument("review", type=click.Path(path_type=Path))
@click.argument("run", type=click.Path(path_type=Path))
@click.option(
    "--force", is_flag=True, help="Take the reviewer's version also where the run has changed since the export."
)
def command(review: Path, run: Path, force: bool) -> None:
    """Merge the edited REVIEW (.xlsx, .xlf, .tsv …) back into RUN, from which it was exported.

    Status, texts and comments that the reviewer changed are added to RUN/review.jsonl; the run's own files stay as they
    are, and deleting review.jsonl undoes all reviews. Rows that also changed in the run since the export are
    conflicts: recorded, but not applied. Exit code 1 if there are any.
    """
    from aligner.pipeline.datasets import import_review

    result = import_review(review, run, force=force)
    click.echo(
        f"{result.read:,} pairs read: {result.changed:,} changed, {result.unchanged:,} as they were; "
        f"{result.absent:,} of the run not in the review",
        err=True,
    )
    for names, what in ((result.conflicts, "changed in the run too"), (result.unknown, "not in the run")):
        if names:
            more = " …" if len(names) > 10 else ""
            click.echo(f"  {len(names):,} {what}, recorded but not applied: {', '.join(names[:10])}{more}", err=True)
    if result.conflicts or result.unknown:
        sys.exit(1)
