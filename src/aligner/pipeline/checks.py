"""Stories checked and covered, from files or from a finished run: what `aligner check` and `aligner coverage` show.

Both see the same rows, and so does a reader of the run: what is not asked for anew comes from the run.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, MutableMapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from aligner import qa
from aligner.config import RunConfig
from aligner.encoders import load_encoder
from aligner.errors import InputError
from aligner.facts.explain import retold
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.dates import given_date
from aligner.pipeline.inputs import find_stories
from aligner.pipeline.rework import Rows
from aligner.pipeline.runs import Runs
from aligner.pipeline.shards import read_story
from aligner.pipeline.story import process_story
from aligner.readers import Failure
from aligner.types import Lang

__all__ = ["retold_rows", "rows_of_files", "rows_of_run", "rows_of_runs"]


def rows_of_files(inputs: Sequence[str | Path], config: RunConfig, failed: MutableMapping[str, str]) -> Iterator[Rows]:
    """Yield every story of the inputs as a run would record it, one at a time.

    Parameters
    ----------
    inputs
        As for `aligner.pipeline.run`.
    config
        As for a run.
    failed
        Story id → reason; stories that cannot be used are entered here.

    Raises
    ------
    InputError
        If the only story cannot be used.
    ConfigError
        If ``config.date`` is no day.
    """
    given_date(config.date)
    with tempfile.TemporaryDirectory() as work:
        found = find_stories(inputs, config, Path(work))
        failed.update(found.failed)
        failed.update({story: f"{path} has no other side" for story, path in found.unpaired.items()})
        encoder = load_encoder(config.encoder)
        for task in found.stream():
            if isinstance(task, Failure):
                failed[task.id] = str(task.error)
                continue
            try:
                result = process_story(read_story(task.files, config), encoder, config)
            except InputError as error:
                if found.total == 1:
                    raise
                failed[task.files.id] = str(error)
                continue
            pairs: list[Any] = [pair.to_row() for pair in result.pairs(config.doubt_below)]
            yield Rows(result.story_row(), pairs, result.ledger.to_dict() if result.ledger else None)


def rows_of_runs(runs: Runs, **asked: Any) -> Iterator[Rows]:
    """Yield every story of several runs, one at a time; see `rows_of_run`."""
    for number, corpus in enumerate(runs.corpora):
        for rows in rows_of_run(corpus, **asked):
            yield runs.named(number, rows)


def rows_of_run(
    corpus: Corpus, *, date: str | None = None, glossary: str | None = None, lang: Lang | None = None
) -> Iterator[Rows]:
    """Yield every story of a run, one at a time.

    A date or a list of names asks for the facts anew, with all else as the run has it: links, texts, the other of the
    two, encoder, verdicts of the review. A language changes the words of the explanations and nothing else.

    Raises
    ------
    ConfigError
        If `date` is no day.
    """
    given_date(date)
    asked = replace(corpus, date=date, glossary=glossary)
    for rows in asked.rows():
        yield rows if lang in (None, corpus.config.report_lang) else retold_rows(rows, lang)


def retold_rows(rows: Rows, lang: Lang) -> Rows:
    """Return rows whose explanations are in another language."""
    words: dict[str, str] = {}
    told: dict[str, list[Any]] = {}
    for name in ("findings", "settled"):
        for finding in rows.story.get(name) or ():
            new = (qa.retold if finding.get("reason") in qa.QA_KINDS else retold)(finding, lang)
            words[finding["message"]] = new["message"]
            told.setdefault(name, []).append(new)
    pairs: list[Any] = [
        {**pair, "notes": [words.get(note, note) for note in pair["notes"]]} if pair.get("notes") else pair
        for pair in rows.pairs
    ]
    ledger = rows.ledger
    if ledger is not None:
        facts = [
            {**fact, "message": words.get(fact["message"], fact["message"])} if fact.get("message") else fact
            for fact in ledger.get("facts", ())
        ]
        ledger = {**ledger, "facts": facts}
    return Rows({**rows.story, **told}, pairs, ledger)
