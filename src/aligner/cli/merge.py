"""``aligner merge``: merge an edited review back into its run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from aligner.cli.options import IN
from aligner.cli.speech import say


@click.command("merge")
@click.argument("review", type=IN)
@click.argument("runs", metavar="RUN...", nargs=-1, required=True)
@click.option(
    "--force", is_flag=True, help="Take the reviewer's version also where the run has changed since the export."
)
@click.option("--who", metavar="NAME", help="Whose edits these are (default: $ALIGNER_REVIEWER, else the login name).")
def command(review: Path, runs: tuple[str, ...], force: bool, who: str | None) -> None:
    """Merge the edited REVIEW back into RUN, or the several runs, from which it was exported.

    REVIEW is a workbook (.xlsx, .ods, .xls), table (.csv, .tsv, .txt), XLIFF (.xlf) or JSONL file of pairs, of which
    status, texts and comments are taken, with English or Korean headings and statuses; an alignment file (STORY.align,
    as in RUN/alignments) with the links as they should be; or the review.jsonl of another run, of which the rules of
    what to ignore are taken.

    What the reviewer changed is added to RUN/review.jsonl, which every command that reads the run lays over it
    (--unreviewed leaves it out). The TMX, tables, alignments and report of the run are written again; its record
    (pairs, stories, coverage) stays as it was. Rows that also changed in the run since the export are conflicts:
    recorded and shown, but not applied. Exit code 1 if there are any.
    """
    from aligner.pipeline.reviews import import_review
    from aligner.pipeline.stores import runs_to_change

    with runs_to_change(runs) as folders:
        result = import_review(review, folders, force=force, who=who)
    done = f"{result.changed:,} changed, {result.unchanged:,} as they were"
    if review.suffix.lower() == ".align":
        say(f"{result.read:,} beads read: {done}")
    else:
        say(f"{result.read:,} pairs read: {done}; {result.absent:,} of the run not in the review")
    for names, why in (
        (result.conflicts, "changed in the run too, recorded but not applied"),
        (result.unknown, "not in the run, recorded but not applied"),
        (result.emptied, "came back with an empty text or status, the old one stays"),
    ):
        if names:
            more = " …" if len(names) > 10 else ""
            say(f"  {len(names):,} {why}: {', '.join(names[:10])}{more}")
    if result.conflicts or result.unknown:
        sys.exit(1)
