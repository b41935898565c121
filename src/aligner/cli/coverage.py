"""``aligner coverage``: what the English covers, leaves out, adds and moves."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aligner.cli.options import OUT, RUN_OR_INPUT, qa_flag, words_of
from aligner.cli.speech import say
from aligner.texts.messages import tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aligner.coverage.gates import Measure
    from aligner.pipeline.rework import Rows
    from aligner.report import StoryView
    from aligner.types import Lang


@click.command("coverage")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=RUN_OR_INPUT)
@click.option("--html", type=OUT, help="Write the report to this file.")
@click.option("--xlsx", type=OUT, help="Write the ledger to this spreadsheet.")
@click.option("--json", "as_json", is_flag=True, help="Print the ledger as JSON.")
@click.option("--min-coverage", type=click.FloatRange(0, 1), help="Exit with 3 if a story covers less than this.")
@click.option(
    "--by",
    type=click.Choice(["sentence", "character", "fact"]),
    default="sentence",
    show_default=True,
    help="Which coverage --min-coverage asks for.",
)
@click.option("--fail-on", metavar="VERDICTS", help="Exit with 3 on any of these, separated by commas; see below.")
@click.option("--pre-split", is_flag=True, help="One sentence a line: keep the lines exactly.")
@click.option("--date", metavar="YYYY-MM-DD", help="The story's date; wins over what the files tell.")
@click.option("--glossary", type=click.Path(), help="Names and terms: TSV, CSV, XLSX (Korean, English, kind) or TBX.")
@qa_flag
@click.option("--lang", type=click.Choice(["en", "ko"]), help="Language of the words; see aligner --lang.")
@click.option("--unreviewed", is_flag=True, help="For a run: leave out of account what people decided.")
@click.option("--all", "show_all", is_flag=True, help="Print every finding, not only the dozen that weigh most.")
def command(
    inputs: tuple[str, ...],
    html: Path | None,
    xlsx: Path | None,
    as_json: bool,
    min_coverage: float | None,
    by: Measure,
    fail_on: str | None,
    pre_split: bool,
    date: str | None,
    glossary: str | None,
    no_qa: str | None,
    lang: Lang | None,
    unreviewed: bool,
    show_all: bool,
) -> None:
    """Show what became of every Korean sentence, every English sentence and every fact.

    INPUT is a story (two files, one Korean and one English, in any order), a folder or manifest of stories, or the
    folder of a finished run, or of several.

    --fail-on takes omitted, partly_covered, condensed, moved, added, wrong, missing; wrong and missing are facts.

    --json prints one object for two files, else {"stories": [...]}.

    Exit codes: 0 done, 1 a story could not be read (each is named), 2 bad use or input, 3 a gate failed.
    """
    from aligner.artifacts import RunFolder
    from aligner.config import RunConfig
    from aligner.coverage.gates import failures, parse_gate
    from aligner.pipeline.checks import rows_of_files, rows_of_runs
    from aligner.report import ReportWriter, view_story, write_spreadsheet

    forbidden = parse_gate(fail_on)
    words = words_of(lang)
    failed: dict[str, str] = {}
    held: list[str] = []
    manifest: Mapping[str, Any] = {}
    title: str | None = None
    stories: Iterator[Rows]
    if all(map(RunFolder.is_run, inputs)):
        from aligner.pipeline.runs import Runs

        runs = Runs.open(inputs, reviewed=not unreviewed)
        manifest, title = runs.corpora[0].folder.manifest, runs.info.name
        stories = rows_of_runs(runs, date=date, glossary=glossary, lang=words)
    else:
        config = RunConfig().with_flags(
            pre_split=pre_split, report_lang=words, date=date, glossary=glossary, no_qa=no_qa
        )
        stories = rows_of_files(inputs, config, failed)
    writer = ReportWriter(html, manifest, title=title, lang=words) if html else None
    ledgers = _JsonList(single=len(inputs) == 2) if as_json else None

    def views() -> Iterator[StoryView]:
        for rows in stories:
            ledger = rows.ledger
            view = view_story(rows.story, rows.pairs, ledger)
            if as_json or xlsx:
                for warning in rows.story.get("warnings") or ():
                    if warning["code"] == "unrelated":
                        say(f"aligner: warning: story {rows.story['id']}: {warning['message']}")
            if not as_json:
                _print(view, words, None if show_all else 12)
            if ledger is not None:
                found = map(tell, failures(ledger, least=min_coverage, by=by, forbidden=forbidden))
                held.extend(f"{rows.story['id']}: {reason}" for reason in found)
                if ledgers:
                    ledgers.add({"warnings": rows.story.get("warnings") or [], **ledger})
            if writer:
                writer.add(view)
            yield view

    with writer or nullcontext():
        if xlsx:
            write_spreadsheet(xlsx, views(), lang=words)
        else:
            for _ in views():
                pass
        if ledgers:
            ledgers.close()
        if writer:
            writer.finish()
    for story_id, reason in failed.items():
        say(f"aligner: story {story_id} failed: {reason}")
    for reason in held:
        say(f"aligner: {reason}")
    if held:
        sys.exit(3)
    if failed:
        sys.exit(1)


def _print(view: Any, lang: str, top: int | None) -> None:
    from rich.console import Console

    from aligner.report import print_story

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(width=120, highlight=False)
    print_story(console, view, lang=lang, top=top)


class _JsonList:
    """Ledgers printed as they come: ``{"stories": [...]}``, or the one alone if `single`."""

    def __init__(self, *, single: bool) -> None:
        self.single, self.count = single, 0

    def add(self, ledger: Mapping[str, Any]) -> None:
        import json

        text = json.dumps(ledger, ensure_ascii=False, indent=2)
        if not self.single:
            head = ",\n    " if self.count else '{\n  "stories": [\n    '
            text = head + text.replace("\n", "\n    ")
        click.echo(text, nl=self.single)
        self.count += 1

    def close(self) -> None:
        if not self.single or not self.count:
            click.echo("\n  ]\n}" if self.count else '{\n  "stories": []\n}')
