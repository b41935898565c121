"""``aligner filter``: decide which pairs are fit for training, and say why not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.options import IN, OUT, dask_option, report_bad, say_shared_ids, skip_bad_flag, where_option
from aligner.cli.speech import say
from aligner.cli.watching import Watch, watched
from aligner.texts.messages import tell

if TYPE_CHECKING:
    from aligner.dataset.selection import Selection


@click.command("filter")
@click.argument("sources", metavar="RUN...|FILE", nargs=-1, type=IN)
@click.option("--dry-run", is_flag=True, help="Only show what would be rejected, with samples.")
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", help="Another limit, or off; may be given often."
)
@where_option
@click.option("--out", type=OUT, help="For a FILE: where to write the pairs that are kept.")
@skip_bad_flag
@click.option("--unreviewed", is_flag=True, help="For a RUN: leave out of account what people decided.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@click.option("--list", "listing", is_flag=True, help="List the filters with direction and default.")
@dask_option
@watched
def command(
    sources: tuple[Path, ...],
    dry_run: bool,
    settings: tuple[str, ...],
    conditions: tuple[str, ...],
    out: Path | None,
    skip_bad: bool,
    unreviewed: bool,
    as_json: bool,
    listing: bool,
    dask: str | None,
    watch: Watch,
) -> None:
    """Decide which pairs of finished runs, or of a ready-made corpus, are fit for training, and say why not.

    For a RUN the decisions go to RUN/selection/: every pair with status, tier and reasons, and the rejected ones by
    themselves. Several runs are judged together, so that near-duplicates across them are found. Nothing is aligned
    again, so limits can be changed and the filter run again at will. Pairs that a person has reviewed are not
    overruled, but by --where. For a FILE the kept pairs go to --out and the rejected ones beside it.
    """
    import json

    from aligner.artifacts import RunFolder
    from aligner.artifacts.remote import is_url, publish, url_of
    from aligner.dataset.selection import SelectionSettings
    from aligner.engines import Spread
    from aligner.exporters import BadUnits, holds_parts
    from aligner.pipeline.datasets import filter_file, filter_run
    from aligner.pipeline.runs import Runs

    if listing:
        click.echo(_listing())
        return
    if not sources:
        raise click.UsageError("give a run folder or a corpus file")
    source = sources[0]
    bad = BadUnits() if skip_bad else None
    parsed = SelectionSettings.parse(settings, conditions)
    if len(sources) > 1 or RunFolder.is_run(source) or (source.is_dir() and not holds_parts(source)):
        if out is not None or skip_bad:
            raise click.UsageError("--out and --skip-bad are for a corpus file; a run keeps its selection itself")
        runs = Runs.open(sources, reviewed=not unreviewed)
        say_shared_ids(runs)
        with Spread(dask=dask) as spread:
            selection = filter_run(runs, parsed, dry_run=dry_run, progress=watch, spread=spread)
        written = ", ".join(f"{url_of(path)}/selection" for path in sources)
    else:
        if out is None and not dry_run:
            raise click.UsageError("give --out for the pairs that are kept, or --dry-run")
        with Spread(dask=dask) as spread:
            selection, results = filter_file(
                source, None if dry_run else out, parsed, bad=bad, progress=watch, spread=spread
            )
        written = str(results[0].paths[0] if results else source)
    watch.settle({"pairs": selection.pairs, "rejected": selection.rejected, **selection.tiers})
    if as_json:
        click.echo(json.dumps(selection.to_dict(), ensure_ascii=False, indent=1))
    else:
        click.echo(_table(selection, samples=dry_run))
    report_bad(bad, None if dry_run else out)
    if not dry_run:
        for path in sources:  # a run in a store has its selection there
            if out is None and is_url(url_of(path)):
                publish(path / "selection", f"{url_of(path)}/selection")
        say(f"written to {written}")


def _table(selection: Selection, *, samples: bool) -> str:
    lines = [f"{'filter':<15} {'keeps':<15} {'alone':>9} {'after':>9}  what it measures"]
    for count in selection.counts:
        lines.append(f"{count.name:<15} {count.rule:<15} {count.alone:>9,} {count.after:>9,}  {tell(count.doc)}")
    kept = sum(selection.tiers.values())
    tiers = ", ".join(f"{number:,} {name}" for name, number in selection.tiers.items())
    lines.append(tell(f"{selection.pairs:,} pairs: {kept:,} kept ({tiers}), {selection.rejected:,} rejected"))
    if selection.reviewed:
        lines.append(tell(f"{selection.reviewed:,} of them judged by a person"))
    if selection.one_sided:
        lines.append(tell(f"{selection.one_sided:,} omissions and additions passed by"))
    if samples:
        for count in selection.counts:
            for sample in count.samples:
                lines += [
                    "",
                    f"{sample.id}  {tell(sample.reason)}",
                    f"  ko  {sample.ko[:160]}",
                    f"  en  {sample.en[:160]}",
                ]
    return "\n".join(lines)


def _listing() -> str:
    from aligner.dataset.filters import FILTERS
    from aligner.dataset.selection import SelectionSettings

    settings = SelectionSettings()
    lines = [f"{'filter':<15} {'direction':<9} {'default':>8}  what it measures"]
    lines += [f"{n:<15} {k.direction:<9} {k.default:>8g}  {tell(k.doc)}" for n, k in FILTERS.items()]
    near = "similarity to an earlier pair of the corpus, both sides together"
    lines.append(f"{'near_duplicate':<15} {'below':<9} {settings.near_duplicate:>8g}  {tell(near)}")
    doc = "length deviation of merged beads; beyond it the tier is condensed"
    lines.append(f"{'condensed':<15} {'at most':<9} {settings.condensed:>8g}  {tell(doc)}")
    return "\n".join(lines)
