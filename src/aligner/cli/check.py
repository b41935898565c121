"""``aligner check``: wrong numbers, dates, names, negations and lost clauses of stories."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.config import RunConfig
    from aligner.pipeline.corpus import Corpus

_TYPES = ("number", "date", "name", "negation", "clause")


def _types(_: click.Context, __: click.Parameter, value: str | None) -> frozenset[str]:
    names = frozenset(name.strip() for name in (value or "").split(",") if name.strip())
    if unknown := sorted(names - frozenset(_TYPES)):
        raise click.BadParameter(f"{', '.join(unknown)}: choose from {', '.join(_TYPES)}")
    return names


@click.command("check")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--pre-split", is_flag=True, help="One sentence a line: keep the lines exactly.")
@click.option("--date", metavar="YYYY-MM-DD", help="The story's date, if the files do not tell it.")
@click.option("--lang", type=click.Choice(["en", "ko"]), help="Language of the explanations (default en).")
@click.option("--glossary", type=click.Path(), help="Names and terms: TSV (Korean, English, kind) or TBX.")
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
    lang: str | None,
    glossary: str | None,
    wanted: frozenset[str],
    fail_on: frozenset[str],
    as_json: bool,
    unreviewed: bool,
) -> None:
    """Find wrong numbers, dates, names and negations, and clauses left out inside a sentence.

    INPUT is a story (two files, one Korean and one English, in any order), a folder or manifest of stories, or the
    folder of a finished run.

    Exit codes: 0 done, 1 a story could not be read (each named), 2 bad use or input, 3 a finding of a --fail-on type.
    """
    from aligner.artifacts import RunFolder
    from aligner.config import RunConfig

    day = _day(date)
    failed: dict[str, str] = {}
    warned: dict[str, list[dict[str, str]]] = {}
    if len(inputs) == 1 and RunFolder.is_run(inputs[0]):
        from aligner.pipeline.corpus import Corpus

        stories = _from_run(Corpus.open(inputs[0], reviewed=not unreviewed), day, lang, glossary, warned)
    else:
        config = RunConfig().with_flags(pre_split=pre_split, glossary=glossary, report_lang=lang)
        stories = _from_files(inputs, config, day, failed, warned)
    hits = 0
    rows: list[dict[str, Any]] = []
    checked = 0
    for story, findings in stories:
        checked += 1
        for warning in warned.get(story, ()):
            hits += bool(fail_on) and warning["code"] == "unrelated"
            if not as_json:
                click.secho(f"{story}: warning: {warning['message']}", fg="yellow", err=True)
        for finding in findings:
            if wanted and finding["type"] not in wanted:
                continue
            hits += finding["type"] in fail_on
            rows.append({**finding, "story": story})
            if not as_json:
                _print(story, finding, first=rows[-1] is rows[0] or rows[-2]["story"] != story)
    if as_json:
        import json

        click.echo(json.dumps({"warnings": warned, "findings": rows}, ensure_ascii=False, indent=2))
    else:
        click.echo(_summary(rows, checked), err=True)
    for story, reason in failed.items():
        click.echo(f"aligner: story {story} failed: {reason}", err=True)
    if hits:
        sys.exit(3)
    if failed:
        sys.exit(1)


def _day(text: str | None) -> Any:
    if text is None:
        return None
    from aligner.errors import ConfigError
    from aligner.pipeline.dates import parse_date

    day = parse_date(text)
    if day is None:
        raise ConfigError(f"--date {text!r} is no day", hint="write it like 2025-12-24")
    return day


def _from_files(
    inputs: tuple[str, ...],
    config: RunConfig,
    day: Any,
    failed: dict[str, str],
    warned: dict[str, list[dict[str, str]]],
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    import tempfile
    from dataclasses import replace

    from aligner.encoders import load_encoder
    from aligner.errors import InputError
    from aligner.pipeline.glossary import read_glossary
    from aligner.pipeline.inputs import find_stories
    from aligner.readers import read_pair

    with tempfile.TemporaryDirectory() as work:
        found = find_stories(inputs, config, Path(work))
        failed.update(found.failed)
        failed.update({story: f"{path} has no other side" for story, path in found.unpaired.items()})
        encoder = load_encoder(config.encoder)
        names = read_glossary(config.glossary) if config.glossary else None
        for task in found.tasks:
            try:
                pair = read_pair(task.files, pre_split=config.pre_split)
                if day is not None:
                    pair = replace(pair, ko=replace(pair.ko, meta={**pair.ko.meta, "date": day.isoformat()}))
                findings, warnings = _check_pair(pair, encoder, config, names)
            except InputError as error:
                if len(found.tasks) == 1:
                    raise
                failed[task.files.id] = str(error)
                continue
            if warnings:
                warned[pair.id] = warnings
            yield pair.id, findings


def _check_pair(
    pair: Any, encoder: Any, config: RunConfig, names: Any
) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """Align one story and compare its facts: the pipeline without the ledger, which a check does not show."""
    from aligner.alignment import align_vectors, background_of
    from aligner.pipeline.dates import story_date
    from aligner.pipeline.story import check_story, segment_pair
    from aligner.pipeline.warnings import UNRELATED, story_warnings

    ko, en = segment_pair(pair, config)
    left, right = ([s.text for s in side.aligned] for side in (ko, en))
    vectors = encoder.encode(left), encoder.encode(right)
    alignment = align_vectors(
        left, right, *vectors, config.alignment, background=background_of(encoder), day=story_date(ko, en)
    )
    warnings = story_warnings(pair, ko, en, *vectors, alignment, config, story_date(ko, en))
    said = [warning.as_dict() for warning in warnings]
    if any(warning.code == UNRELATED for warning in warnings):
        return [], said
    found, _ = check_story(ko, en, alignment, *vectors, encoder, lang=config.report_lang, names=names)
    return [finding.as_dict() for finding in found], said


def _from_run(
    corpus: Corpus, day: Any, lang: str | None, glossary: str | None, warned: dict[str, list[dict[str, str]]]
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The findings of a run as they are, or worked out anew when the day, the language or the names are given."""
    if day is None and lang is None and glossary is None:
        for rows in corpus.rows():
            if rows.story.get("warnings"):
                warned[rows.story["id"]] = rows.story["warnings"]
            yield rows.story["id"], list(rows.story.get("findings", ()))
        return
    from dataclasses import replace

    from aligner.facts import compare, find_gaps
    from aligner.pipeline.dates import parse_date
    from aligner.pipeline.glossary import read_glossary

    names = read_glossary(glossary) if glossary else None
    encoder = corpus.encoder
    for rows in corpus.rows():
        story = rows.story
        links = [(row["ko_sentences"], row["en_sentences"]) for row in rows.pairs]
        aligned = [[s for s in story[side]["sentences"] if s["role"] in ("headline", "body")] for side in ("ko", "en")]
        ko, en = ([s["text"] for s in side] for side in aligned)
        heads = [frozenset(i for i, s in enumerate(side) if s["role"] == "headline") or None for side in aligned]
        found = compare(
            ko,
            en,
            links,
            date=day or parse_date(story.get("meta", {}).get("date")),
            lang="ko" if lang == "ko" else "en",
            glossary=names,
            encode=encoder.encode,
            gaps=find_gaps(ko, en, links, encode=encoder.encode, skip_ko=heads[0], skip_en=heads[1]),
        )
        judged = corpus.settled(replace(rows, story={**story, "findings": [finding.as_dict() for finding in found]}))
        yield story["id"], list(judged.story["findings"])


def _print(story: str, finding: dict[str, Any], *, first: bool) -> None:
    if first:
        click.secho(story, bold=True)
    place = f"ko {_number(finding['ko_sentence'])}, en {_number(finding['en_sentence'])}"
    color = {"error": "red", "warning": "yellow"}.get(finding["severity"])
    label = click.style(f"{finding['severity']} {finding['type']}", fg=color)
    click.echo(f"  {label} ({place}): {finding['message']}")


def _number(index: int | None) -> str:
    return "–" if index is None else str(index)


def _summary(rows: list[dict[str, Any]], checked: int) -> str:
    stories = f"{checked} {'story' if checked == 1 else 'stories'}"
    if not rows:
        return f"{stories} checked, nothing found"
    counts = ", ".join(f"{sum(r['type'] == t for r in rows)} {t}" for t in _TYPES if any(r["type"] == t for r in rows))
    return f"{stories} checked: {counts}"
