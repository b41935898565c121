"""A finished run as its readers see it: with what reviewers and filters decided laid over.

Every reader of a run comes in here. The run's own record (``pairs.jsonl``, ``stories.jsonl``, ``coverage.jsonl``) is
never altered: what people decided stands in ``review.jsonl``, what filters decided in ``selection/``. A story whose
links or texts a person changed is scored, checked and covered again, and kept in ``.reviewed/`` so that the next
reader need not.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any

from aligner import __version__
from aligner.artifacts import RunFolder, atomic_text
from aligner.artifacts.places import Places
from aligner.config import RunConfig
from aligner.dataset.corpus import SELECTION, StoryIndex, info_of
from aligner.encoders import default_cache_dir, load_encoder
from aligner.errors import AlignerError, InputError
from aligner.pairs import NOT_OF_PAIRS, CorpusInfo, ScoredPair
from aligner.pipeline.rework import Row, Rows, in_order, lay_over, rejudge, rework
from aligner.report import join_rows
from aligner.review import JOURNAL, Conflict, Entry, Journal, StoryState, replay
from aligner.review.entries import active
from aligner.review.findings import Rule, rules_of, settle
from aligner.types import Encoder

__all__ = ["Corpus", "count_errors", "hold_back"]

REWORKED = ".reviewed"


@dataclass
class Corpus:
    """One finished run.

    Parameters
    ----------
    folder
        The run folder; see `open`.
    reviewed
        Whether the review is laid over.
    date, glossary
        Asked for anew: every story is checked and covered again with them, all else as the run has it. None: as run.
    remember
        Whether stories checked anew are kept beside the run, for a reader that comes back to them.
    """

    folder: RunFolder
    reviewed: bool = True
    date: str | None = None
    glossary: str | None = None
    remember: bool = False
    _states: dict[tuple[tuple[int, int], ...], str] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, path: str | Path, *, reviewed: bool = True) -> Corpus:
        """Return the corpus of the finished run at `path`.

        Raises
        ------
        InputError
            If `path` holds no finished run.
        """
        return cls(RunFolder.open(path), reviewed)

    @property
    def path(self) -> Path:
        """The run folder."""
        return self.folder.path

    @cached_property
    def info(self) -> CorpusInfo:
        """Versions, encoder, config fingerprint, licences and sources, as ``run.json`` gives them."""
        return info_of(self.folder.manifest, self.path.resolve().name)

    @cached_property
    def config(self) -> RunConfig:
        """Settings of the run; those of a setting that this version does not know are the defaults."""
        try:
            config = RunConfig.from_dict(self.folder.manifest.get("config") or {})
        except AlignerError:
            return RunConfig()
        # A date that was given stands in every story's row. The list of names is the run's own copy.
        names = self.folder.manifest.get("glossary")
        known = str(self.path / names) if names else config.glossary
        return replace(config, date=None, glossary=self.glossary or known)

    @cached_property
    def encoder(self) -> Encoder:
        """The run's encoder, with the vectors it remembers."""
        return load_encoder(self.config.encoder, cache=default_cache_dir())

    @property
    def max_tokens(self) -> int | None:
        """Input limit of the run's encoder in tokens, None if it has none."""
        encoder = self.folder.manifest.get("encoder")
        limit = encoder.get("max_tokens") if isinstance(encoder, Mapping) else None
        return int(limit) if limit else None

    @cached_property
    def stories(self) -> StoryIndex:
        """Files, sentences, findings and meta columns of a story by its id, reviewed."""
        return _Stories(self)

    @cached_property
    def index(self) -> StoryIndex:
        """Looks stories up as the run has them."""
        return StoryIndex(self.path / "stories.jsonl")

    # The review.

    @cached_property
    def journal(self) -> Journal:
        """The review record."""
        return Journal(self.path)

    def entries(self) -> dict[str, list[Entry]]:
        """Return the entries of every reviewed story, undone ones and undos included."""
        found: dict[str, list[Entry]] = {}
        for entry in self.journal.entries() if self.reviewed else ():
            found.setdefault(entry.story, []).append(entry)
        return found

    @property
    def rules(self) -> tuple[Rule, ...]:
        """What is to be ignored in the whole run."""
        return rules_of(active(self.journal.entries())) if self.reviewed else ()

    def state_of(self, rows: Rows, entries: Sequence[Entry]) -> tuple[StoryState, list[Conflict]]:
        """Return a story as it stands after `entries`, and what does not apply."""
        state = StoryState.of_rows(rows.story, rows.pairs)
        return state, replay(state, entries)

    def conflicts(self) -> list[Conflict]:
        """Return every entry that does not apply: what it was given on has changed or is gone."""
        found: list[Conflict] = []
        entries = self.entries()
        known: set[str] = set()
        for rows in self._raw(entries):
            name = str(rows.story.get("id", ""))
            known.add(name)
            found += self.state_of(rows, entries[name])[1]
        for name, mine in entries.items():
            if name and name not in known:
                found += [Conflict(e, "gone") for e in active(mine) if e.do != "ignore"]
        return found

    # Rows.

    def rows(self) -> Iterator[Rows]:
        """Yield every story with its pairs and its ledger, reviewed, one at a time."""
        entries, rules = self.entries(), self.rules
        files = (self._file(name) for name in ("stories", "pairs", "coverage"))
        for story, pairs, ledger in join_rows(*files):
            rows = self._asked(Rows(story, pairs, ledger))
            yield self._finished(rows, entries.get(str(story.get("id", "")), ()), rules)

    def story(self, name: str) -> Rows:
        """Return one story, reviewed.

        Raises
        ------
        InputError
            If the run has no such story.
        """
        rows = self.raw(name)
        return self._finished(rows, self.entries().get(name, ()), self.rules)

    def has(self, name: str) -> bool:
        """Whether the run has the story `name`."""
        return self.index.places.has(name)

    def names(self) -> list[str]:
        """Return the ids of all stories, in the order of the run."""
        return self.index.names()

    def raw(self, name: str) -> Rows:
        """Return one story as the run has it, checked anew where that is asked for.

        Raises
        ------
        InputError
            If the run has no such story.
        """
        row = self.index.row(name)
        if not row:
            raise InputError(f"has no story {name!r}", file=self.path, hint="see stories.jsonl for the ids")
        ledgers = list(self._indexes["coverage"].rows(name))
        return self._asked(Rows(row, list(self._indexes["pairs"].rows(name)), ledgers[-1] if ledgers else None))

    def _asked(self, rows: Rows) -> Rows:
        """Return rows checked anew with the date or the glossary that is asked for."""
        if not self.is_asked:
            return rows
        config = replace(self.config, date=self.date)
        if not self.remember:
            return rejudge(rows, self.encoder, config)
        place = self._place(str(rows.story.get("id", "")), "asked")
        digest = _digest(self._settings, rows, StoryState.of_rows(rows.story, rows.pairs))
        return _kept(place, digest) or _keep(place, digest, rejudge(rows, self.encoder, config))

    @property
    def is_asked(self) -> bool:
        """Whether stories are checked anew with a date or a glossary of the reader's."""
        return self.date is not None or self.glossary is not None

    @cached_property
    def _settings(self) -> str:
        """What of the settings decides a story's result, the bytes of an asked glossary with it."""
        names = "" if self.glossary is None else hashlib.sha256(Path(self.glossary).read_bytes()).hexdigest()
        return f"{self.config.fingerprint} {self.date or ''} {names}"

    @cached_property
    def _indexes(self) -> dict[str, Places]:
        return {name: Places(self.path / f"{name}.jsonl", _story_of) for name in ("pairs", "coverage")}

    def _file(self, name: str) -> Iterable[Row]:
        if name != "pairs" and not (self.path / f"{name}.jsonl").is_file():
            return ()
        return self.folder.rows(name)

    def _raw(self, names: Iterable[str]) -> Iterator[Rows]:
        for name in names:
            if name and self.has(name):
                yield self.raw(name)

    def _finished(self, rows: Rows, entries: Sequence[Entry], rules: Sequence[Rule]) -> Rows:
        if not entries and not rules:
            return rows
        state, _ = self.state_of(rows, entries)
        return self.finish(rows, state, rules)

    def finish(self, rows: Rows, state: StoryState, rules: Sequence[Rule]) -> Rows:
        """Return the rows of a story as its state says: worked out anew where links or texts changed."""
        if state.relinked or state.retexted:
            rows = lay_over(self._reworked(rows, state), state, in_order(state))
        else:
            rows = lay_over(rows, state, state.beads)
        return Rows(*settle(rows.story, rows.pairs, rows.ledger, state.findings, rules))

    def is_reworked(self, rows: Rows, state: StoryState) -> bool:
        """Whether the story as `state` says has been worked out already."""
        return _kept(self._place(state.id), _digest(self._settings, rows, state)) is not None

    def _place(self, story: str, kind: str = "") -> Path:
        name = hashlib.sha256(story.encode("utf-8", "replace")).hexdigest()[:16]
        return self.path / REWORKED / f"{name}{kind and '.'}{kind}.json"

    def _reworked(self, rows: Rows, state: StoryState) -> Rows:
        place, digest = self._place(state.id), _digest(self._settings, rows, state)
        return _kept(place, digest) or _keep(place, digest, rework(rows, state, self.encoder, self.config))

    # Pairs.

    def pairs(self) -> Iterator[ScoredPair]:
        """Yield every pair of the run in its order, with its review laid over.

        A pair that a person has judged carries ``extra["reviewed"]`` and, where a text was corrected, the original in
        ``extra["before_review"]``.
        """
        for pair in self._reviewed_pairs():
            yield pair if self._has_columns else self._with_columns(pair)

    @property
    def _has_columns(self) -> bool:
        """Whether pairs carry the columns of their story; those of 0.1 did not."""
        return bool(self.folder.manifest.get("schema", 1) > 1)

    def _with_columns(self, pair: ScoredPair) -> ScoredPair:
        known = {name: value for name, value in self.stories(pair.story).meta.items() if name not in NOT_OF_PAIRS}
        return pair.with_(extra={**known, **pair.extra})

    def _reviewed_pairs(self) -> Iterator[ScoredPair]:
        entries, rules = self.entries(), self.rules
        if not entries:
            yield from map(ScoredPair.from_row, self.folder.rows("pairs"))
            return
        for name, group in groupby(self.folder.rows("pairs"), key=lambda row: str(row.get("story", ""))):
            if name in entries or rules:
                ledgers = list(self._indexes["coverage"].rows(name)) if name in entries else []
                rows = Rows(self.index.row(name), list(group), ledgers[-1] if ledgers else None)
                yield from map(ScoredPair.from_row, self._finished(rows, entries.get(name, ()), rules).pairs)
            else:
                yield from map(ScoredPair.from_row, group)

    def judged_pairs(self) -> Iterator[ScoredPair]:
        """Yield every pair with what the fact checker is sure of: parts ``fact_errors`` and ``clauses_missing``.

        Findings name sentences; each is counted for the pair that holds them. What a person called fine does not count.
        """
        story: str | None = None
        errors: list[Row] = []
        for pair in self.pairs():
            if pair.story != story:
                story = pair.story
                errors = [f for f in self.stories.row(story).get("findings") or () if f.get("severity") == "error"]
            yield count_errors(pair, errors)

    @property
    def selection_path(self) -> Path:
        """Folder of the last ``aligner filter``."""
        return self.path / SELECTION

    def selected(self) -> Iterator[ScoredPair]:
        """Yield every pair as ``aligner filter`` left it: with tier, status and every reason.

        Raises
        ------
        InputError
            If nothing has been filtered, or the run or its reviews changed since.
        """
        record = self.selection_path / "selection.json"
        if not record.is_file():
            raise InputError("has not been filtered", file=self.path, hint=f"run aligner filter {self.path}")
        if json.loads(record.read_text(encoding="utf-8")).get("of") != self.state():
            raise InputError(
                "changed since it was filtered", file=self.path, hint=f"run aligner filter {self.path} again"
            )
        for row in RunFolder(self.selection_path).rows("pairs"):
            yield ScoredPair.from_row(row)

    @property
    def is_selected(self) -> bool:
        """Whether ``aligner filter`` has been run."""
        return (self.selection_path / "selection.json").is_file()

    def state(self) -> str:
        """Return a digest that changes when the run or a review of it does; computed once while the files stay."""
        names = ("pairs.jsonl", JOURNAL) if self.reviewed else ("pairs.jsonl",)
        stats = [(self.path / name).stat() for name in names if (self.path / name).is_file()]
        key = tuple((stat.st_size, stat.st_mtime_ns) for stat in stats)
        if key not in self._states:
            self._states[key] = self._hash(names)
        return self._states[key]

    def _hash(self, names: Sequence[str]) -> str:
        digest = hashlib.sha256(str(self.folder.manifest.get("run", "")).encode())
        for name in names:
            path = self.path / name
            if path.is_file():
                with path.open("rb") as stream:
                    digest.update(hashlib.file_digest(stream, "sha256").digest())
        return digest.hexdigest()[:16]


class _Stories(StoryIndex):
    """The stories of a run, reviewed."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__(corpus.path / "stories.jsonl")
        self.corpus = corpus
        self._kept: tuple[str, int, dict[str, Any]] = ("", -1, {})

    def row(self, story: str) -> dict[str, Any]:
        """Return the row of `story` as its review has it, ``{}`` if it is unknown."""
        entries, rules = self.corpus.entries(), self.corpus.rules
        if not rules and story not in entries and not self.corpus.is_asked:
            return self.corpus.index.row(story)
        stamp = len(self.corpus.journal.entries())
        if self._kept[:2] != (story, stamp):
            known = self.corpus.has(story)
            self._kept = (story, stamp, dict(self.corpus.story(story).story) if known else {})
        return self._kept[2]


def count_errors(pair: ScoredPair, errors: Iterable[Row]) -> ScoredPair:
    """Return `pair` with the number of findings in it, by what they mean for training."""
    if not pair.two_sided:
        return pair
    counts = {"fact_errors": 0.0, "clauses_missing": 0.0}
    for finding in errors:
        if finding.get("type") in ("term", "style"):
            continue  # a blank too many or another word for a term makes no wrong translation
        ko, en = finding.get("ko_sentence"), finding.get("en_sentence")
        if (ko is None or ko in pair.ko_sentences) and (en is None or en in pair.en_sentences):
            counts["clauses_missing" if finding.get("type") == "clause" else "fact_errors"] += 1
    return pair.with_(parts={**pair.parts, **counts})


def hold_back(pair: ScoredPair) -> ScoredPair:
    """Return a pair with a known error as doubtful, unless a person accepted it: a memory must not teach errors."""
    if pair.status == "accepted" and pair.parts.get("fact_errors") and not pair.extra.get("reviewed"):
        return pair.with_(status="doubtful")
    return pair


def _kept(place: Path, digest: str) -> Rows | None:
    """Return the rows that were worked out before from all that `digest` stands for."""
    try:
        kept = json.loads(place.read_text(encoding="utf-8"))
        return Rows(kept["story"], kept["pairs"], kept["ledger"]) if kept["digest"] == digest else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(place: Path, digest: str, rows: Rows) -> Rows:
    """Keep rows for the next reader, and return them."""
    try:
        with atomic_text(place) as stream:
            json.dump({"digest": digest, "story": rows.story, "pairs": rows.pairs, "ledger": rows.ledger}, stream)
    except AlignerError:
        pass  # A run on a medium that cannot be written is worked out each time.
    return rows


def _digest(config: str, rows: Rows, state: StoryState) -> str:
    """Return what a reworked story depends on, in short."""
    beads = [(b.ko, b.en, b.pair.id if b.pair else "") for b in state.beads]
    sentences = [[(s.key, s.text) for s in state.side(side)] for side in ("ko", "en")]
    text = json.dumps([__version__, config, rows.story, rows.pairs, beads, sentences], sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


_STORY = re.compile(rb'\{(?:"id": "(?:[^"\\]|\\.)*", )?"story": ("(?:[^"\\]|\\.)*")')


def _story_of(line: bytes) -> str:
    """Return the story of a row; it stands at its beginning, so the row need not be parsed for it."""
    found = _STORY.match(line)
    return str(json.loads(found.group(1)) if found else json.loads(line).get("story", ""))
