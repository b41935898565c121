"""``aligner terms``: how the terms and names of a run are rendered."""

from __future__ import annotations

from pathlib import Path

import click

from aligner.cli.options import IN, OUT
from aligner.cli.speech import say


@click.command("terms")
@click.argument("runs", metavar="RUN...", nargs=-1, required=True, type=IN)
@click.option("--out", type=OUT, help="Glossary to write, .tsv or .csv; the standard output without.")
@click.option("--all", "everything", is_flag=True, help="Take every accepted link, not only those a person confirmed.")
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="Links that a word must stand in.")
def command(runs: tuple[Path, ...], out: Path | None, everything: bool, least: int) -> None:
    """List how the terms and names of RUN, or of several, are rendered in the links that people confirmed.

    A line a word, those rendered in several ways first: Korean, its most frequent rendering, kind, number of links,
    other renderings with theirs, and the first place. It is a glossary to edit: strike out what is none, and give it to
    run, check, coverage or desk with --glossary.
    """
    from aligner.pipeline.runs import Runs
    from aligner.pipeline.terms import seen_terms, terms_table

    terms, links = seen_terms(Runs.open(runs), everything=everything, least=least)
    table = terms_table(terms, "," if out is not None and out.suffix.lower() == ".csv" else "\t")
    if out is None:
        click.echo(table, nl=False)
    else:
        from aligner.artifacts import atomic_text

        with atomic_text(out) as file:
            file.write("\ufeff" + table)  # as Korean Excel wants it
    ways = sum(len(term.rendered.renderings) > 1 for term in terms)
    say(f"{len(terms):,} words from {links:,} links, {ways:,} of them rendered in several ways")
