"""``aligner run``: stories in, corpus, ledger and report out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aligner.artifacts.remote import url_of
from aligner.cli.options import ENCODER_SETTINGS, OUT, dask_option, encoder_flags, qa_flag
from aligner.cli.speech import say
from aligner.cli.watching import Watch, watched
from aligner.texts.messages import tell

if TYPE_CHECKING:
    from aligner.pipeline import RunSummary


@click.command("run")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", type=OUT, help="Folder for the results (default: NAME.aligned beside the input).")
@click.option("--pre-split", is_flag=True, default=None, help="One sentence a line: keep the lines exactly.")
@click.option(
    "--pair",
    type=click.Choice(["name", "auto"]),
    help="Pair stories by file name or manifest (default), or by content.",
)
@click.option("--format", "formats", metavar="NAMES", help="What to write, separated by commas; see below.")
@encoder_flags
@click.option("--monotone", is_flag=True, default=None, help="Forbid crossing beads.")
@click.option("--max-bead", type=int, help="Most sentences of one bead, both sides together (default 5).")
@click.option("--min-score", type=float, help="Dissolve beads less probable than this (default 0).")
@click.option("--checks/--no-checks", default=None, help="Check facts and keep the coverage ledger, or pairs only.")
@click.option("--glossary", type=click.Path(), help="Names and terms: TSV, CSV, XLSX (Korean, English, kind) or TBX.")
@qa_flag
@click.option("--date", metavar="YYYY-MM-DD", help="The date of all these stories; wins over what the files tell.")
@click.option("--lang", type=click.Choice(["en", "ko"]), help="Language of explanations and of the report.")
@click.option("--config", "config_file", type=click.Path(), help="Settings in TOML; flags win over it.")
@click.option("--workers", type=click.IntRange(1), help="Processes (default: all cores).")
@dask_option
@click.option("--shard", metavar="I/N", help="Work on part I of N only; aligner gather writes the outputs.")
@click.option("--cache", type=click.Path(path_type=Path), help="Folder that remembers vectors between runs.")
@click.option("--no-cache", is_flag=True, help="Remember no vectors.")
@click.option("--resume/--fresh", default=True, help="Go on with a run that was stopped (default), or start over.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done: stories to work on, reused, refused.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary to standard output as JSON.")
@click.option("--quiet", is_flag=True, help="No progress and no table.")
@watched
def command(
    inputs: tuple[str, ...],
    out: Path | None,
    formats: str | None,
    config_file: str | None,
    workers: int | None,
    dask: str | None,
    shard: str | None,
    cache: Path | None,
    no_cache: bool,
    resume: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
    watch: Watch,
    **flags: Any,
) -> None:
    """Align stories and write the corpus, the coverage ledger and the report.

    INPUT is two files (one Korean, one English, in any order; - is standard input); a folder whose stories are told by
    name (ko/NAME.txt with en/NAME.txt, NAME.ko.txt with NAME.en.txt, or NAME/ko.txt with NAME/en.txt); or a manifest
    (TSV, CSV or JSONL with columns ko, en and, if you like, id, date, source, license). Text or HTML, in any encoding
    Korean files come in.

    INPUT and --out may be URLs of an object store (s3://bucket/folder and whatever else fsspec knows).

    Always written: pairs.jsonl, stories.jsonl, coverage.jsonl, run.json. With --format any of tsv, tmx, align, report
    (these four by default) and xliff, xlsx, parquet, hf, moses, xces, hunalign.

    Exit codes: 0 done, 1 finished with some stories failed (each named), 2 bad use or input.
    """
    from aligner.config import RunConfig
    from aligner.pipeline import DEFAULT_FORMATS, run
    from aligner.pipeline.inputs import default_out

    if out is None:
        out = default_out(inputs)
        say(f"aligner: writing to {out}")
    config = RunConfig.from_toml(config_file) if config_file else RunConfig()
    config = config.with_flags(**{_SETTINGS[name]: value for name, value in flags.items()})
    summary = run(
        inputs,
        out,
        config=config,
        formats=[name.strip() for name in formats.split(",") if name.strip()] if formats else DEFAULT_FORMATS,
        workers=workers,
        cache=None if no_cache else cache or "default",
        fresh=not resume,
        progress=watch.stage("stories"),
        dask=dask,
        part=_part(shard),
        dry_run=dry_run,
    )
    watch.settle(summary.counts, summary.seconds)
    if dry_run:
        _print_plan(summary)
        sys.exit(1 if summary.failed else 0)
    if shard is not None:
        _print_part(summary, shard)
        sys.exit(1 if summary.failed else 0)
    _print_warnings(summary)
    if as_json:
        _print_json(summary)
    if not quiet and not watch.as_json:
        print_table(summary)
    for name, reason in summary.unpaired.items():
        say(f"aligner: story {name} has only one side: {reason}")
    for name, reason in summary.failed.items():
        say(f"aligner: story {name} failed: {reason}")
    if summary.failed:
        sys.exit(1)


def _part(shard: str | None) -> tuple[int, int] | None:
    if shard is None:
        return None
    number, _, parts = shard.partition("/")
    if not (number.isdigit() and parts.isdigit() and 1 <= int(number) <= int(parts)):
        raise click.BadParameter(f"{shard!r} is not I/N with I from 1 to N", param_hint="--shard")
    return int(number), int(parts)


def _print_plan(summary: RunSummary) -> None:
    counts = summary.counts
    say(
        f"{url_of(summary.out)}: {counts['stories']:,} stories to work on, {counts['reused']:,} reused, "
        f"{counts['failed']:,} refused, {counts['unpaired']:,} with one side only",
        err=False,
    )
    for name, reason in summary.unpaired.items():
        say(f"story {name} has only one side: {reason}", err=False)
    for name, reason in summary.failed.items():
        say(f"story {name} refused: {reason}", err=False)


def _print_part(summary: RunSummary, shard: str) -> None:
    stories, failed = summary.counts["stories"], summary.counts["failed"]
    say(f"aligner: part {shard}: {stories:,} stories done, {failed:,} failed")
    for name, reason in summary.failed.items():
        say(f"aligner: story {name} failed: {reason}")


_SETTINGS = {
    "pre_split": "pre_split",
    "pair": "pair",
    **ENCODER_SETTINGS,
    "monotone": "alignment.monotone",
    "max_bead": "alignment.max_bead",
    "min_score": "alignment.min_score",
    "checks": "checks",
    "glossary": "glossary",
    "no_qa": "no_qa",
    "date": "date",
    "lang": "report_lang",
}


_WARNINGS = {
    "no_date": "{} without a date: days and weekdays go unchecked there (--date)",
    "bad_date": "{} with a date that cannot be read; write it like 2025-12-24",
    "blank_lines": "{} with blank lines, which count as sentences without a counterpart",
}


def _print_warnings(summary: RunSummary) -> None:
    """Say before anything else what makes the rest doubtful."""
    for name, message in summary.unrelated.items():
        say(f"aligner: warning: story {name}: {message}", fg="yellow", bold=True)
    for code, text in _WARNINGS.items():
        if count := summary.warnings.get(code):
            stories = "1 story" if count == 1 else f"{count} stories"
            say(f"aligner: warning: {text.format(stories)}")
    for name, counts in summary.changed.items():
        told = ", ".join(f"{count:,} {what}" for what, count in counts.items())
        say(f"aligner: {name}: {told}")


def _print_json(summary: RunSummary) -> None:
    import json

    data = {
        "unrelated": dict(summary.unrelated),
        "warnings": dict(summary.warnings),
        "changed": {name: dict(counts) for name, counts in summary.changed.items()},
        "out": url_of(summary.out),
        "counts": dict(summary.counts),
        "coverage": summary.coverage,
        "failed": dict(summary.failed),
        "unpaired": dict(summary.unpaired),
    }
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def _roles(counts: Mapping[str, int]) -> str:
    """Say how many lines of each role are not aligned."""
    prefix = "set_aside_"
    roles = {name.removeprefix(prefix): n for name, n in counts.items() if name.startswith(prefix) and n}
    return "lines" + (f" ({', '.join(f'{role} {n}' for role, n in roles.items())})" if roles else "")


def print_table(summary: RunSummary) -> None:
    from rich.console import Console
    from rich.table import Table

    counts, coverage = summary.counts, summary.coverage
    table = Table(title=f"{url_of(summary.out)}", title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    rows = [
        ("stories", counts["stories"], f"{counts['failed']} failed" if counts["failed"] else ""),
        ("sentences", counts["ko_sentences"], f"Korean, {counts['en_sentences']} English"),
        *(
            [("unrelated", counts["unrelated"], "the two sides are not one story: see above")]
            if counts.get("unrelated")
            else []
        ),
        ("pairs", counts["pairs"], f"{counts['doubtful']} doubtful, {counts['moved']} moved"),
        ("covered", "–" if coverage is None else f"{coverage:.1%}", "of the Korean sentences are in the English"),
        ("left out", counts["omitted"], "Korean sentences without English"),
        ("added", counts["added"], "English sentences without Korean"),
        ("set aside", counts.get("set_aside", 0), _roles(counts)),
        ("findings", counts["findings"], "numbers, dates, names, negations, clauses, terms and style to look at"),
    ]
    for name, value, note in rows:
        table.add_row(tell(name), str(value), tell(note))
    Console(stderr=True).print(table)
