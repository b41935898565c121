"""``aligner check``: wrong numbers, dates, names, negations and lost clauses of stories."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from aligner.cli.options import RUN_OR_INPUT, date_in_words, qa_flag, words_of
from aligner.cli.speech import say
from aligner.texts.messages import spoken, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.pipeline.rework import Rows
    from aligner.types import Lang

_TYPES = ("number", "date", "name", "negation", "clause", "term", "style")


def _types(_: click.Context, __: click.Parameter, value: str | None) -> frozenset[str]:
    names = frozenset(name.strip() for name in (value or "").split(",") if name.strip())
    if unknown := sorted(names - frozenset(_TYPES)):
        raise click.BadParameter(f"{', '.join(unknown)}: choose from {', '.join(_TYPES)}")
    return names


@click.command("check")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=RUN_OR_INPUT)
@click.option("--pre-split", is_flag=True, help="One sentence a line: keep the lines exactly.")
@click.option("--date", metavar="YYYY-MM-DD", help="The story's date; wins over what the files tell.")
@click.option("--lang", type=click.Choice(["en", "ko"]), help="Language of the explanations; see aligner --lang.")
@click.option("--glossary", type=click.Path(), help="Names and terms: TSV, CSV, XLSX (Korean, English, kind) or TBX.")
@qa_flag
@click.option(
    "--type", "wanted", callback=_types, metavar="TYPES", help="Report only these types, separated by commas."
)
@click.option("--fail-on", callback=_types, metavar="TYPES", help="Exit with 3 if there is a finding of these types.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--unreviewed", is_flag=True, help="For a run: leave out of account what people decided.")
def command(
    inputs: tuple[str, ...],
    pre_split: bool,
    date: str | None,
    lang: Lang | None,
    glossary: str | None,
    no_qa: str | None,
    wanted: frozenset[str],
    fail_on: frozenset[str],
    as_json: bool,
    unreviewed: bool,
) -> None:
    """Find wrong numbers, dates, names and negations, clauses left out inside a sentence, terms and mechanical faults.

    INPUT is a story (two files, one Korean and one English, in any order), a folder or manifest of stories, or the
    folder of a finished run, or of several.

    Exit codes: 0 done, 1 a story could not be read (each named), 2 bad use or input, 3 a finding of a --fail-on type.
    """
    from aligner.artifacts import RunFolder
    from aligner.config import RunConfig

    failed: dict[str, str] = {}
    stories: Iterator[Rows]
    if all(map(RunFolder.is_run, inputs)):
        from aligner.pipeline.checks import rows_of_runs
        from aligner.pipeline.runs import Runs

        runs = Runs.open(inputs, reviewed=not unreviewed)
        stories = rows_of_runs(
            runs, date=date, glossary=glossary, lang=words_of(lang) if lang or spoken() == "ko" else None
        )
    else:
        from aligner.pipeline.checks import rows_of_files

        config = RunConfig().with_flags(
            pre_split=pre_split, glossary=glossary, no_qa=no_qa, report_lang=words_of(lang), date=date
        )
        stories = rows_of_files(inputs, config, failed)
    hits = 0
    findings: list[dict[str, Any]] = []
    checked: list[dict[str, Any]] = []
    for rows in stories:
        name = str(rows.story["id"])
        warned = rows.story.get("warnings") or []
        checked.append({"id": name, "date": rows.story.get("date"), "warnings": warned})
        for warning in warned:
            hits += bool(fail_on) and warning["code"] == "unrelated"
            if not as_json:
                say(f"{name}: warning: {warning['message']}", fg="yellow")
        told = [f for f in rows.story.get("findings", ()) if not wanted or f["type"] in wanted]
        hits += sum(f["type"] in fail_on for f in told)
        findings += [{**finding, "story": name} for finding in told]
        if not as_json:
            _print(name, rows.story.get("date"), told)
    if as_json:
        import json

        warnings = {story["id"]: story.pop("warnings") for story in checked}
        warnings = {name: told for name, told in warnings.items() if told}
        click.echo(
            json.dumps({"warnings": warnings, "stories": checked, "findings": findings}, ensure_ascii=False, indent=2)
        )
    else:
        click.echo(_summary(findings, checked), err=True)
    for story, reason in failed.items():
        say(f"aligner: story {story} failed: {reason}")
    if hits:
        sys.exit(3)
    if failed:
        sys.exit(1)


def _print(story: str, date: dict[str, Any] | None, findings: list[dict[str, Any]]) -> None:
    if findings:
        click.echo(f"{click.style(story, bold=True)}  {tell(date_in_words(date))}")
    for finding in findings:
        place = tell(f"ko {_number(finding['ko_sentence'])}, en {_number(finding['en_sentence'])}")
        color = {"error": "red", "warning": "yellow"}.get(finding["severity"])
        label = click.style(tell(f"{finding['severity']} {finding['type']}"), fg=color)
        click.echo(f"  {label} ({place}): {finding['message']}")


def _number(index: int | None) -> str:
    """The number of a sentence for people, who count from 1 as the report and the workbook do; JSON counts from 0."""
    return "–" if index is None else str(index + 1)


def _summary(findings: list[dict[str, Any]], checked: list[dict[str, Any]]) -> str:
    stories = tell("1 story checked" if len(checked) == 1 else f"{len(checked)} stories checked")
    counts = [tell(f"{n} {kind}") for kind in _TYPES if (n := sum(f["type"] == kind for f in findings))]
    text = f"{stories}: {', '.join(counts)}" if counts else f"{stories}, {tell('nothing found')}"
    return f"{text} ({tell(date_in_words(checked[0]['date']))})" if len(checked) == 1 else text
