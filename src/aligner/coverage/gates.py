"""Gates for a newsroom: does a story cover enough, and is it free of what must not be?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from aligner.coverage.model import EnVerdict, FactStatus, KoVerdict
from aligner.errors import ConfigError

__all__ = ["GATE_WORDS", "Measure", "failures", "parse_gate"]

Measure = Literal["sentence", "character", "fact"]

# The verdicts a gate can forbid. "moved" means sentences; facts that moved do no harm.
GATE_WORDS: tuple[str, ...] = (
    str(KoVerdict.OMITTED),
    str(KoVerdict.PARTLY_COVERED),
    str(KoVerdict.CONDENSED),
    str(KoVerdict.MOVED),
    str(EnVerdict.ADDED),
    str(FactStatus.WRONG),
    str(FactStatus.MISSING),
)


def parse_gate(text: str | None) -> tuple[str, ...]:
    """Return the verdicts named in a comma-separated list.

    Raises
    ------
    ConfigError
        If a word is none of `GATE_WORDS`.
    """
    words = tuple(word.strip() for word in (text or "").split(",") if word.strip())
    for word in words:
        if word not in GATE_WORDS:
            raise ConfigError(f"--fail-on {word!r} is no verdict", hint=f"choose from {', '.join(GATE_WORDS)}")
    return words


def failures(
    row: Mapping[str, Any], *, least: float | None = None, by: Measure = "sentence", forbidden: Sequence[str] = ()
) -> list[str]:
    """Return what keeps a story from passing, each in a few words; empty if it passes.

    Parameters
    ----------
    row
        A row of ``coverage.jsonl``.
    least
        Least coverage in [0, 1]; None asks for none.
    by
        Which of the three coverages is asked.
    forbidden
        Verdicts that must not occur, from `GATE_WORDS`.
    """
    if (least is not None or forbidden) and any(entry["verdict"] == KoVerdict.DOUBTFUL for entry in row.get("ko", ())):
        return ["the two sides are not versions of one story"]
    found: list[str] = []
    rate = (row.get("coverage") or {}).get(by)
    if least is not None and rate is not None and rate < least:
        found.append(f"coverage by {by} {rate:.3f} is below {least:g}")
    counts = Counter(
        [entry["verdict"] for entry in row.get("ko", ()) if not _fine(entry)]
        + [entry["verdict"] for entry in row.get("en", ()) if entry["verdict"] == "added" and not _fine(entry)]
        + [fact["status"] for fact in row.get("facts", ()) if fact["status"] in ("wrong", "missing")]
    )
    return found + [f"{counts[word]} {word}" for word in dict.fromkeys(forbidden) if counts[word]]


def _fine(entry: Mapping[str, Any]) -> bool:
    """Whether a person has called what the verdict says fine."""
    return (entry.get("review") or {}).get("verdict") in ("fine", "ignored")
