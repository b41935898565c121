"""What a selection is told, and what it tells: limits and conditions in, counts and samples out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from aligner.dataset.filters import FILTERS
from aligner.dataset.where import Where
from aligner.errors import ConfigError

__all__ = ["CONDENSED", "NEAR_DUPLICATE", "FilterCount", "Sample", "Selection", "SelectionSettings"]

NEAR_DUPLICATE = "near_duplicate"
CONDENSED = "condensed"


@dataclass(frozen=True, slots=True)
class SelectionSettings:
    """What decides.

    Attributes
    ----------
    limits
        Limits of the filters over one pair by name, None for off; defaults for those left out.
    near_duplicate
        Similarity from which a pair repeats an earlier one, None for off.
    condensed
        A merged bead whose length is off by more standard deviations than this goes to the tier ``condensed``.
    where
        What the columns of a pair must say; a pair is rejected for them whoever has reviewed it.
    """

    limits: Mapping[str, float | None] = field(default_factory=dict)
    near_duplicate: float | None = 0.8
    condensed: float = 1.5
    where: tuple[str, ...] = ()

    @classmethod
    def parse(cls, items: Sequence[str], where: Sequence[str] = ()) -> SelectionSettings:
        """Build from ``NAME=VALUE`` strings; VALUE ``off`` switches a filter off.

        `where` holds conditions over columns; see `aligner.dataset.where.Condition.parse`.

        Raises
        ------
        ConfigError
            If a name is unknown or a value is not a number.
        """
        known = (*FILTERS, NEAR_DUPLICATE, CONDENSED)
        values: dict[str, float | None] = {}
        for item in items:
            name, equals, text = item.partition("=")
            if not equals or name not in known:
                raise ConfigError(
                    f"unknown filter setting {item!r}", hint=f"give NAME=VALUE, NAME of {', '.join(known)}"
                )
            try:
                values[name] = None if text == "off" else float(text)
            except ValueError as error:
                raise ConfigError(f"{name} is {text!r}", hint="give a number or off") from error
        near = values.pop(NEAR_DUPLICATE, cls().near_duplicate)
        condensed = values.pop(CONDENSED, cls().condensed)
        if near is not None and not 0 < near <= 1:
            raise ConfigError(f"{NEAR_DUPLICATE} is {near:g}", hint="give a similarity above 0 and up to 1, or off")
        Where.parse(where)
        return cls(values, near, float("inf") if condensed is None else condensed, tuple(where))

    def to_dict(self) -> dict[str, float | None]:
        """Return every setting by name, defaults included."""
        limits: dict[str, float | None] = {name: kind.default for name, kind in FILTERS.items()}
        return {**limits, **self.limits, NEAR_DUPLICATE: self.near_duplicate, CONDENSED: self.condensed}


@dataclass(frozen=True, slots=True)
class Sample:
    """A pair that a filter rejects, to look at."""

    id: str
    reason: str
    ko: str
    en: str


@dataclass(frozen=True, slots=True)
class FilterCount:
    """What one filter did: pairs it rejects `alone`, and `after` the filters before it; the first few of the latter."""

    name: str
    doc: str
    rule: str
    alone: int
    after: int
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What was decided.

    Attributes
    ----------
    pairs
        Two-sided pairs judged.
    one_sided
        Omissions and additions; they pass by untouched.
    reviewed
        Pairs that a person has judged; filters do not overrule a person.
    tiers
        Pairs kept, by tier.
    rejected
        Pairs rejected.
    counts
        One entry a filter, in order.
    settings, where
        What decided.
    """

    pairs: int
    one_sided: int
    reviewed: int
    tiers: Mapping[str, int]
    rejected: int
    counts: tuple[FilterCount, ...]
    settings: Mapping[str, float | None]
    where: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        counts = [
            {
                **{n: getattr(c, n) for n in ("name", "doc", "rule", "alone", "after")},
                "samples": list(map(_row, c.samples)),
            }
            for c in self.counts
        ]
        own = {name: getattr(self, name) for name in ("pairs", "one_sided", "reviewed", "rejected")}
        where = {"where": list(self.where)} if self.where else {}
        return {**own, "tiers": dict(self.tiers), "filters": counts, "settings": dict(self.settings), **where}


def _row(sample: Sample) -> dict[str, str]:
    return {"id": sample.id, "reason": sample.reason, "ko": sample.ko, "en": sample.en}
