"""From a finished run to files in the formats people use: selected, split by story, with a dataset card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aligner.dataset.card import CardFacts, make_card
from aligner.dataset.splits import STORY_THRESHOLD, Splits, assign_splits, stories_of, story_key
from aligner.dataset.where import Where
from aligner.errors import ConfigError
from aligner.exporters import FORMATS, ExportOptions, ExportResult, holds_parts, write
from aligner.exporters.model import TRAINING, license_of, now
from aligner.pairs import ScoredPair
from aligner.pipeline.corpus import hold_back
from aligner.pipeline.gold import export_gold
from aligner.pipeline.runs import RunPaths, Runs

__all__ = ["TRAINING_FORMATS", "CardSettings", "SplitSettings", "export_run", "target_path", "write_rows"]

TRAINING_FORMATS = frozenset({"hf", "moses"})
"""Formats made for training: they get accepted pairs, and of a filtered run those of the tiers asked for."""


@dataclass(frozen=True, slots=True)
class SplitSettings:
    """How a corpus is split; see `aligner.dataset.splits.assign_splits`. ``stratify``: a meta column, or ``""``."""

    shares: Mapping[str, float]
    seed: int = 0
    stratify: str = ""
    threshold: float = STORY_THRESHOLD

    def to_dict(self) -> dict[str, Any]:
        """Return plain values."""
        return {"shares": dict(self.shares), "seed": self.seed, "stratify": self.stratify, "threshold": self.threshold}


def export_run(
    run: RunPaths | Runs,
    formats: Sequence[str],
    out: str | Path,
    *,
    options: ExportOptions | None = None,
    splits: SplitSettings | None = None,
    filtered: bool | None = None,
    tiers: frozenset[str] = frozenset({"training_safe"}),
    reviewed: bool = True,
    where: Sequence[str] = (),
    progress: Callable[[str, int], None] | None = None,
) -> list[ExportResult]:
    """Write a run, or several as one corpus, in the formats people use.

    Parameters
    ----------
    run
        The run folder, or several: stories whose id two of them use are called ``RUN:STORY``.
    formats
        Names of `aligner.exporters.FORMATS`, or ``gold`` (see `aligner.pipeline.gold`).
    out
        The file or folder to write; with several formats a folder, where each is called ``corpus`` with its ending.
    options
        See `ExportOptions`; `info`, `story` and `card` are filled in here.
    splits
        How to split by story; everything is train without.
    filtered
        Whether to write what ``aligner filter`` decided; None: if it has been run.
    tiers
        Tiers that training formats (``hf``, ``moses``) get of a filtered run.
    reviewed
        Whether what people decided is laid over the run.
    where
        What the columns of a pair must say, such as ``license=CC-BY-4.0``; see `aligner.dataset.where.Condition`.
    progress
        Called with the name of the format and the pairs read, now and then.

    Raises
    ------
    InputError
        If `run` is no finished run, or was filtered before it changed.
    ConfigError
        If a format is unknown.
    OutputError
        If `out` cannot be written.
    """
    runs = run if isinstance(run, Runs) else Runs.open(run, reviewed=reviewed)
    if "gold" in formats:
        # No format of pairs: it is for stories that people have gone over.
        place = Path(out) / "gold" if len(formats) > 1 else Path(out)
        rest = [name for name in formats if name != "gold"]
        more: dict[str, Any] = {"options": options, "splits": splits, "filtered": filtered, "tiers": tiers}
        others = export_run(runs, rest, place.parent, **more, where=where, progress=progress) if rest else []
        return [*others, export_gold(runs, place)]
    unknown = [name for name in formats if name not in FORMATS]
    if unknown or not formats:
        raise ConfigError(f"unknown format {', '.join(unknown)!r}", hint=f"choose from {', '.join(FORMATS)}")
    use = runs.is_selected if filtered is None else filtered
    options = replace(options or ExportOptions(), info=runs.info, story=runs.story, created=now())
    chosen = _splits(runs, splits, use) if splits else {}
    records = runs.selections() if use else []
    card = CardSettings(
        config=runs.config,
        selection=records[0] if records and not runs.filtered_apart else None,
        splits=splits.to_dict() if splits else None,
    )
    results = []
    for name in formats:
        other_tier: Counter[str] = Counter()
        rows = _rows(runs, use, chosen, tiers if name in TRAINING_FORMATS else None, other_tier, name == "tmx")
        rows = Where.parse(where).over(rows, other_tier) if where else rows
        rows = map(hold_back, rows) if name == "tmx" else rows
        rows = _told(rows, name, progress) if progress else rows
        path = target_path(Path(out), name, several=len(formats) > 1, gzip=options.gzip)
        result = write_rows(name, rows, path, options, card)
        results.append(replace(result, left_out={**result.left_out, **other_tier}))
    return results


@dataclass(frozen=True, slots=True)
class CardSettings:
    """What a dataset card tells beside its counts: the run's settings, the selection's record, how it was split."""

    config: Mapping[str, Any]
    selection: Mapping[str, Any] | None = None
    splits: Mapping[str, Any] | None = None


def write_rows(
    name: str, rows: Iterable[ScoredPair], path: Path, options: ExportOptions, settings: CardSettings
) -> ExportResult:
    """Write `rows` in the format `name`; a Hugging Face folder gets its dataset card."""
    if name != "hf":
        return write(name, rows, path, options=options)
    facts = CardFacts()

    def card(counts: Mapping[str, int]) -> str:
        return make_card(
            options.info,
            facts,
            counts,
            selection=settings.selection,
            split_settings=settings.splits,
            config=settings.config,
        )

    counted = _counted(rows, facts, options)
    return write(name, counted, path, options=replace(options, card=card))


def target_path(out: Path, name: str, *, several: bool, gzip: bool = False) -> Path:
    """Return where a format goes: `out` itself, or ``corpus`` with its ending in the folder `out`."""
    spec = FORMATS[name]
    inside = several or (out.is_dir() and not holds_parts(out) and not spec.suffixes[0].startswith("-"))
    if not inside:
        return out
    ending = spec.suffixes[0] + (".gz" if gzip and name in ("jsonl", "tsv", "tmx", "xliff") else "")
    return out / f"corpus{ending}"


def _told(rows: Iterable[ScoredPair], name: str, progress: Callable[[str, int], None]) -> Iterator[ScoredPair]:
    for number, pair in enumerate(rows, 1):
        yield pair
        if number % 1000 == 0:
            progress(name, number)


def _rows(
    runs: Runs,
    use: bool,
    splits: Mapping[str, str],
    tiers: frozenset[str] | None,
    left_out: Counter[str],
    judged: bool = False,
) -> Iterator[ScoredPair]:
    known = [runs.provenance(number) for number in range(len(runs.corpora))]
    for number, pair in runs.pairs("selected" if use else "judged_pairs" if judged else "pairs"):
        if tiers is not None and pair.tier and pair.tier not in tiers:
            left_out[pair.tier] += 1
            continue
        if runs.several:
            pair = pair.with_(extra={**known[number], **pair.extra})
        yield pair.with_(split=splits[story_key(pair)]) if splits else pair


def _counted(rows: Iterable[ScoredPair], facts: CardFacts, options: ExportOptions) -> Iterator[ScoredPair]:
    statuses = options.statuses or TRAINING
    story, license = None, ""
    for pair in rows:
        if pair.two_sided and pair.status in statuses:
            if pair.story != story:
                story, license = pair.story, license_of(pair, options)
            facts.add(pair, license)
        yield pair


def _splits(runs: Runs, settings: SplitSettings, use: bool) -> Splits:
    strata = _Strata(runs, settings.stratify) if settings.stratify else None
    rows = (pair for _, pair in runs.pairs("selected" if use else "pairs"))
    chosen = assign_splits(stories_of(rows, strata), settings.shares, seed=settings.seed, threshold=settings.threshold)
    if strata is not None and strata.columns and not strata.known:
        columns = ", ".join(sorted(strata.columns))
        raise ConfigError(f"no story has a column {settings.stratify!r}", hint=f"--stratify takes one of {columns}")
    if strata is not None and not strata.columns:
        hint = "give them in a manifest, or leave --stratify out"
        raise ConfigError(f"no story has a column {settings.stratify!r}: none has any", hint=hint)
    return chosen


class _Strata(dict[str, str]):
    """The stratum of a story, looked up when it is asked for: a date counts by month."""

    def __init__(self, runs: Runs, column: str) -> None:
        super().__init__()
        self._runs, self._column = runs, column
        self.known, self.columns = False, set[str]()

    def get(self, story: str, default: Any = "") -> Any:
        meta = self._runs.story(story).meta
        self.columns |= set(meta)
        self.known |= self._column in meta
        value = str(meta.get(self._column) or default)
        return value[:7] if self._column == "date" else value
