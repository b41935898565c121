"""The dataset card: what a corpus is, where it comes from, how it was made, and what it must not be trusted with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aligner.korean.scripts import measure
from aligner.pairs import CorpusInfo, ScoredPair

__all__ = ["CardFacts", "make_card"]


@dataclass(slots=True)
class CardFacts:
    """What is counted while the pairs stream by.

    Attributes
    ----------
    types
        Pairs by shape.
    tiers
        Pairs by tier.
    stories
        Stories with at least one pair.
    moved
        Pairs out of order.
    scores
        Pairs by tenth of the score, 0 to 9.
    licenses
        Stories by the licence their manifest row names, ``""`` where it names none.
    syllables, words
        Hangul syllables of the Korean and words of the English.
    """

    types: Counter[str] = field(default_factory=Counter)
    tiers: Counter[str] = field(default_factory=Counter)
    stories: int = 0
    moved: int = 0
    scores: Counter[int] = field(default_factory=Counter)
    licenses: Counter[str] = field(default_factory=Counter)
    syllables: int = 0
    words: int = 0
    _last: str | None = None

    def add(self, pair: ScoredPair, license: str = "") -> None:
        """Count one pair; `license` is its story's."""
        self.types[pair.type] += 1
        self.tiers[pair.tier or "not filtered"] += 1
        self.moved += pair.moved
        if pair.score is not None:
            self.scores[min(9, int(pair.score * 10))] += 1
        self.syllables += measure(pair.ko).hangul
        self.words += len(pair.en.split())
        if pair.story and pair.story != self._last:
            self.stories += 1
            self.licenses[license] += 1
            self._last = pair.story


def make_card(
    info: CorpusInfo,
    facts: CardFacts,
    splits: Mapping[str, int],
    *,
    selection: Mapping[str, Any] | None = None,
    split_settings: Mapping[str, Any] | None = None,
    config: Mapping[str, Any] | None = None,
) -> str:
    """Return the card as Markdown, without the front matter.

    Parameters
    ----------
    info
        Sources, licences, encoder and fingerprints.
    facts
        Counts over the exported pairs.
    splits
        Pairs by split.
    selection
        What ``aligner filter`` recorded (`Selection.to_dict`), None for an unfiltered corpus.
    split_settings
        Shares, seed, threshold and stratum, None where everything is train.
    config
        The run's settings.
    """
    parts = [
        f"# {info.name}",
        f"{sum(splits.values()):,} Korean–English sentence pairs from {facts.stories:,} news stories, aligned with "
        f"aligner {info.version or '(version unknown)'}.",
        "## Counts",
        _table(("split", "pairs"), splits.items()),
        f"{facts.syllables:,} Hangul syllables, {facts.words:,} English words; {facts.moved:,} pairs stand in another "
        "order in the English version than in the Korean.",
        _table(("shape (Korean–English sentences)", "pairs"), facts.types.most_common(12)),
        _table(("tier", "pairs"), sorted(facts.tiers.items())),
        _table(
            ("score", "pairs"), ((f"{n / 10:.1f} to {(n + 1) / 10:.1f}", facts.scores[n]) for n in sorted(facts.scores))
        ),
        "## Sources and licences",
        f"Sources: {', '.join(info.sources)}." if info.sources else "The run's manifest names no sources.",
        _licenses(info, facts),
        "Every pair names its two files (`ko_file`, `en_file`) and the character ranges in them (`ko_offsets`, "
        "`en_offsets`).",
        "## How it was made",
        _table(
            ("what", "value"),
            [("encoder", info.encoder), ("run", info.run), ("config fingerprint", info.config), *_flat(config or {})],
        ),
        _score(info.encoder),
        "## Selection",
        _selection(selection),
        "## Splits",
        _splits(split_settings),
        "## Known limits",
        _list(_LIMITS if selection else (*_LIMITS, _UNFILTERED)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


# Encoders the calibration was measured on (docs/alignment.md); a name stands for all its revisions.
_CALIBRATED = ("bundled", "bundled-large")


def _score(encoder: str) -> str:
    parts = "`parts` (JSON) holds what it was made of."
    if encoder.split("@")[0] in _CALIBRATED:
        return f"`score` is a calibrated probability that the two sides are translations of each other; {parts}"
    return (
        f"`score` ranks the pairs. Its calibration was measured with {' and '.join(_CALIBRATED)}, not with "
        f"`{encoder or 'this encoder'}`: do not read it as a probability. {parts[0].upper()}{parts[1:]}"
    )


def _licenses(info: CorpusInfo, facts: CardFacts) -> str:
    named = Counter({name: count for name, count in facts.licenses.items() if name})
    without = facts.stories - sum(named.values())
    if not named and not info.licenses:
        return "**The run's manifest names no licence.** Do not publish these texts before you know it."
    if not named:
        return f"Licences: {', '.join(info.licenses)}."
    text = f"Licences: {', '.join(f'{name} ({count:,} stories)' for name, count in named.most_common())}."
    if without:
        text += f" **{without:,} of {facts.stories:,} stories name none**: do not publish their texts yet."
    return text


_LIMITS = (
    "English wire versions are edited, not translated line by line: pairs may differ in attribution, titles, dates "
    "told as weekdays, and figures converted into dollars. Tier `condensed` holds those that drop most.",
    "The sentence encoder hardly sees numbers, names and negation. `aligner filter` rejects what the fact checker "
    "contradicts; what neither side states in figures is not checked.",
    "Scores are calibrated on edited news. On other kinds of text they rank pairs, but are no probabilities.",
    "News names real people. Texts are as published; nothing has been made anonymous.",
)
_UNFILTERED = "These pairs have not been filtered: wrong figures, furniture and near-copies are still among them."


def _table(head: tuple[str, str], rows: Iterable[tuple[Any, Any]]) -> str:
    lines = [f"| {_cell(a)} | {_cell(b)} |" for a, b in rows]
    return "\n".join([f"| {head[0]} | {head[1]} |", "|---|---|", *lines]) if lines else ""


def _cell(value: Any) -> str:
    text = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
    return " ".join(text.replace("|", "\\|").split())


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {' '.join(item.split())}" for item in items)


def _flat(config: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in config.items():
        if isinstance(value, Mapping):
            rows += _flat(value, f"{prefix}{key}.")
        elif value is not None:
            rows.append((f"`{prefix}{key}`", str(value)))
    return rows


def _selection(selection: Mapping[str, Any] | None) -> str:
    if selection is None:
        return "None: these pairs have not been filtered (`aligner filter`)."
    head = f"{selection['rejected']:,} of {selection['pairs']:,} two-sided pairs were rejected, each with its reasons."
    lines = ["| filter | keeps | rejects alone | rejects after those above |", "|---|---|---|---|"]
    lines += [f"| {f['name']} | {f['rule']} | {f['alone']:,} | {f['after']:,} |" for f in selection["filters"]]
    return head + "\n\n" + "\n".join(lines)


def _splits(settings: Mapping[str, Any] | None) -> str:
    if settings is None:
        return "None: everything is `train`."
    shares = ", ".join(f"{name} {share:.3g}" for name, share in settings["shares"].items())
    stratum = f", stratified by {settings['stratify']}" if settings.get("stratify") else ""
    return (
        f"By story, never by sentence: {shares}; seed {settings['seed']}{stratum}. Stories that share "
        f"{settings['threshold']:.0%} or more of their text lie on one side."
    )
