"""Build the ledger of one story from its sentences, alignment and findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.coverage.calibration import calibrate
from aligner.coverage.facts import fact_entries
from aligner.coverage.model import (
    ClauseEntry,
    EnVerdict,
    Evidence,
    FactEntry,
    FactStatus,
    KoVerdict,
    Ledger,
    Rates,
    SentenceEntry,
)
from aligner.coverage.weight import news_weight
from aligner.facts import Comparison, Story, compare_story
from aligner.facts.clauses.gaps import ClauseGap, Gaps, headline_lines
from aligner.types import Alignment, Lang, Role, Sentence

if TYPE_CHECKING:
    from aligner.types import Vectors

    Encode = Callable[[Sequence[str]], Vectors]

__all__ = ["CoverageConfig", "build_ledger"]


@dataclass(frozen=True, slots=True)
class CoverageConfig:
    """Settings of the ledger.

    Attributes
    ----------
    clauses
        Whether to look inside sentences.
    clause_threshold
        Least probability in (0, 1) at which a clause is told to have no counterpart; None: the fitted one.
        `aligner check` reports the surer of the same clauses.
    lang
        Language of the explanations, ``"ko"`` or ``"en"``.
    """

    clauses: bool = True
    clause_threshold: float | None = None
    lang: Lang = "en"


@dataclass(frozen=True, slots=True)
class _Side:
    lang: Lang
    texts: tuple[str, ...]
    headlines: frozenset[int]
    weights: tuple[float, ...] = field(default=())


def build_ledger(
    ko: Sequence[Sentence | str],
    en: Sequence[Sentence | str],
    alignment: Alignment,
    *,
    story: str = "",
    read: Story | None = None,
    findings: Comparison | None = None,
    encode: Encode | None = None,
    config: CoverageConfig = CoverageConfig(),
) -> Ledger:
    """Return what became of every sentence and fact of a story.

    Parameters
    ----------
    ko, en
        The aligned sentences (headline and body; furniture never counts), in the order the alignment numbers them.
    alignment
        Every sentence in exactly one bead, with calibrated bead scores.
    read
        The same sentences as the checks read them, if the caller has them; else they are read here, without a date.
    findings
        What `aligner.facts.compare` says of the same sentences, if the caller has it; else they are compared here.
    encode
        Texts → float32 (n, dim), unit rows, where `read` is not given. Used for the clauses of sentences with several;
        with None sentences are not looked into.

    Raises
    ------
    ValueError
        If the alignment does not count as many sentences as are given.
    """
    if (alignment.ko_count, alignment.en_count) != (len(ko), len(en)):
        raise ValueError(
            f"alignment of {alignment.ko_count}:{alignment.en_count} sentences for {len(ko)}:{len(en)} given"
        )
    ko_side, en_side = _side(ko, "ko"), _side(en, "en")
    if read is None:
        read = Story.of(ko_side.texts, en_side.texts, [(b.ko, b.en) for b in alignment], encode=encode)
        read.ko.headlines, read.en.headlines = ko_side.headlines, en_side.headlines
    if findings is None:
        read.gaps = None if config.clauses else Gaps({}, {})
        findings = compare_story(read, lang=config.lang)
    gaps = read.gaps if read.gaps is not None and config.clauses else Gaps({}, {})
    nearest = _nearest(alignment, read.ko.vectors, read.en.vectors)
    ko_entries = _entries(ko_side, en_side, alignment, gaps, nearest, config)
    en_entries = _entries(en_side, ko_side, alignment, gaps, nearest, config)
    facts = fact_entries(read, findings, ko_weights=ko_side.weights, en_weights=en_side.weights)
    return Ledger(story, ko_entries, en_entries, facts, _rates(ko_side, ko_entries, facts))


def _side(sentences: Sequence[Sentence | str], lang: Lang) -> _Side:
    texts = tuple(s if isinstance(s, str) else s.text for s in sentences)
    headlines = frozenset(
        i for i, s in enumerate(sentences) if not isinstance(s, str) and s.role is Role.HEADLINE
    ) or headline_lines(texts, lang)
    body = [i for i in range(len(texts)) if i not in headlines]
    place = {i: at for at, i in enumerate(body)}
    weights = tuple(
        news_weight(text, lang, place.get(i, 0), len(body), headline=i in headlines) for i, text in enumerate(texts)
    )
    return _Side(lang, texts, headlines, weights)


def _nearest(
    alignment: Alignment, ko_vectors: Vectors | None, en_vectors: Vectors | None
) -> dict[Lang, dict[int, int]]:
    """Return for every one-sided sentence the one of the other side that comes nearest."""
    found: dict[Lang, dict[int, int]] = {"ko": {}, "en": {}}
    if ko_vectors is None or en_vectors is None or not len(ko_vectors) or not len(en_vectors):
        return found
    alone: dict[Lang, list[int]] = {
        "ko": [i for bead in alignment if not bead.en for i in bead.ko],
        "en": [j for bead in alignment if not bead.ko for j in bead.en],
    }
    sides: tuple[tuple[Lang, Vectors, Vectors], ...] = (("ko", ko_vectors, en_vectors), ("en", en_vectors, ko_vectors))
    for lang, mine, theirs in sides:
        if alone[lang]:
            best = (mine[alone[lang]] @ theirs.T).argmax(axis=1)
            found[lang] = {i: int(j) for i, j in zip(alone[lang], best, strict=True)}
    return found


def _entries(
    side: _Side,
    other: _Side,
    alignment: Alignment,
    gaps: Gaps,
    nearest: dict[Lang, dict[int, int]],
    config: CoverageConfig,
) -> tuple[SentenceEntry, ...]:
    ko = side.lang == "ko"
    moved = alignment.moved
    entries: list[SentenceEntry | None] = [None] * len(side.texts)
    for at, bead in enumerate(alignment):
        mine, theirs = (bead.ko, bead.en) if ko else (bead.en, bead.ko)
        for i in mine:
            found = (gaps.ko if ko else gaps.en).get(i, ())
            reported = tuple(_clause(g, side.texts[i]) for g in found if _told(g, config))
            condensed = bool(theirs) and len(bead.ko) > 1
            verdict = _verdict(side, other, i, theirs, at in moved, condensed, bool(reported))
            doubt = max((g.probability for g in found), default=0.0)
            entries[i] = SentenceEntry(
                sentence=i,
                verdict=str(verdict),
                confidence=calibrate(str(verdict), bead.score, doubt),
                weight=side.weights[i],
                evidence=_evidence(other, theirs, nearest[side.lang].get(i)),
                clauses=reported,
                moved=at in moved,
                condensed=condensed,
                bead=at,
            )
    return tuple(e for e in entries if e is not None)


def _verdict(
    side: _Side, other: _Side, i: int, theirs: tuple[int, ...], moved: bool, condensed: bool, partly: bool
) -> KoVerdict | EnVerdict:
    if side.lang == "ko":
        if not theirs:
            return KoVerdict.OMITTED
        if partly:
            return KoVerdict.PARTLY_COVERED
        return KoVerdict.MOVED if moved else KoVerdict.CONDENSED if condensed else KoVerdict.COVERED
    if not theirs:
        return EnVerdict.DERIVED if _only_converts(side.texts[i]) else EnVerdict.ADDED
    return EnVerdict.MOVED if moved else EnVerdict.CONDENSED if condensed else EnVerdict.SOURCED


# "One dollar is worth about 1,400 won." / "KST is nine hours ahead of GMT." A sentence of background on the subject is
# an addition even when it explains, so only sentences that do nothing but convert or gloss a word are derived.
_CONVERSION = re.compile(
    r"^\W*(?:"
    r"(?:one|a|1)\s+(?:u\.?s\.?\s+)?(?:dollar|pyeong|hectare|kilomet(?:er|re)|mile|geun|euro|yen)\b"
    r".{0,20}\b(?:is|equals)\b"
    r"|(?:the |that |this )?(?:figure|sum|amount|total|that|this|it)\s+"
    r"(?:is (?:worth|equivalent to)|equals|translates (?:in)?to|converts to)\b"
    r"|(?:kst|korea(?:n)? (?:standard )?time)\b.{0,30}\b(?:hours? ahead|gmt|utc)"
    r"|\(?\s*(?:us)?\$\s?1\s*=)",
    re.IGNORECASE,
)
_GLOSS = re.compile(r"\b(?:means|translates (?:in)?to|stands for|is (?:the )?Korean for)\b", re.IGNORECASE)


def _only_converts(text: str) -> bool:
    words = len(text.split())
    return (words <= 22 and bool(_CONVERSION.search(text))) or (words <= 14 and bool(_GLOSS.search(text)))


def _told(gap: ClauseGap, config: CoverageConfig) -> bool:
    return gap.suspected if config.clause_threshold is None else gap.probability >= config.clause_threshold


def _clause(gap: ClauseGap, text: str) -> ClauseEntry:
    return ClauseEntry(gap.start, gap.end, text[gap.start : gap.end], gap.probability, gap.reasons)


def _evidence(other: _Side, theirs: tuple[int, ...], nearest: int | None) -> tuple[Evidence, ...]:
    numbers = theirs or (() if nearest is None else (nearest,))
    return tuple(Evidence(other.lang, j, 0, len(other.texts[j]), other.texts[j]) for j in numbers)


def _rates(side: _Side, entries: Sequence[SentenceEntry], facts: Sequence[FactEntry]) -> Rates:
    counted = [e for e in entries if side.texts[e.sentence].strip()]
    carried = [e for e in counted if e.verdict != KoVerdict.OMITTED]
    all_chars = sum(_letters(side.texts[e.sentence]) for e in counted)
    lost = sum(_letters(c.text) for e in carried for c in e.clauses)
    kept_chars = sum(_letters(side.texts[e.sentence]) for e in carried) - lost
    source_facts = [f for f in facts if f.ko is not None]
    kept = [f for f in source_facts if f.status in (FactStatus.KEPT, FactStatus.MOVED, FactStatus.DERIVED)]
    return Rates(
        len(carried) / len(counted) if counted else None,
        kept_chars / all_chars if all_chars else None,
        len(kept) / len(source_facts) if source_facts else None,
    )


def _letters(text: str) -> int:
    return sum(not c.isspace() for c in text)
