"""Words that exclude each other, Korean and English: the rows of ``opposites.tsv`` and the search for crossed ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from aligner.facts.negation.words import EN_STRONG, KO_STRONG
from aligner.facts.tables import table

__all__ = ["opposite_words", "opposites"]


@lru_cache(maxsize=1)
def opposites() -> tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]:
    """The word pairs of ``opposites.tsv``: Korean A, Korean B, English A, English B."""
    text = "\n".join(map("\t".join, table("opposites")))
    text = re.sub(r"\[(?=[가-힣]*[했됐])[가-힣]+\]", _conjugated, text)
    text = re.sub(r"(?<=[|\t])(?:않|못|없)(?:\||(?=\t))", "", text)  # negations are looked for where the word stands
    rows = [line.split("\t") for line in text.splitlines()]
    return tuple(
        (
            re.compile(a), re.compile(b.rstrip("|") or "(?!)"), re.compile(rf"\b(?:{c})\b", re.I),
            re.compile(rf"\b(?:{d})\b", re.I),
        )
        for a, b, c, d in rows
    )  # fmt: skip


def _conjugated(match: re.Match[str]) -> str:
    """Let the ending of a row ([했하]) stand for all endings of 하다 and 되다: 반대했다, 반대해 왔다, 반대할."""
    extra = ("했하한해할함시" if "했" in match[0] else "") + ("됐되된돼될됨" if "됐" in match[0] else "")
    return "[" + "".join(dict.fromkeys(match[0][1:-1] + extra)) + "]"


_SEGMENT = re.compile(r"[,;:“”\"]|\b(?:and|but|while|which|who|although|though|after|before|as|because|since)\b")
_NEGATIVE = re.compile(
    r"일축|묵살|외면|반박|불필요|부인|거부|거절|반대|기각|금지|철회|무산|취소|중단|실패|불허|무죄|부결|보류"
)
_KO_AFTER = 14
"""Characters behind a word in which its negation stands."""


def _segment(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """The piece of an English sentence, between commas and conjunctions, that holds `span`."""
    start = max((m.end() for m in _SEGMENT.finditer(text, 0, span[0])), default=0)
    after = _SEGMENT.search(text, span[1])
    return start, after.start() if after else len(text)


def _without_far_negations(text: str, span: tuple[int, int]) -> str:
    """Blank the plain negations of an English sentence that stand in other pieces than the word at `span`."""
    start, end = _segment(text, span)
    return EN_STRONG.sub(lambda m: m[0] if start <= m.start() < end else " " * len(m[0]), text)


def opposite_words(
    ko: Sequence[str], en: Sequence[str], ko_ids: Sequence[int], en_ids: Sequence[int]
) -> tuple[int, tuple[int, int], int, tuple[int, int]] | None:
    """Find a Korean word whose opposite the English bead has, while the right word is nowhere in it.

    Parameters
    ----------
    ko, en
        The sentences.
    ko_ids, en_ids
        The sentences of the bead.

    Returns
    -------
    tuple or None
        ``(ko sentence, ko span, en sentence, en span)``.
    """
    source = " ".join(ko[i] for i in ko_ids)
    target = " ".join(en[j] for j in en_ids)
    negations = len(KO_STRONG.findall(source)), len(EN_STRONG.findall(target))
    for ko_a, ko_b, en_a, en_b in opposites():
        if ko_a.search(source) is None or ko_b.search(source) is not None or en_b.search(target) is None:
            continue
        for i in ko_ids:
            here = ko_a.search(ko[i])
            if here is None or KO_STRONG.search(ko[i], max(0, here.end() - 2), here.end() + _KO_AFTER):
                continue
            for j in en_ids:
                there = en_b.search(en[j])
                if there is None:
                    continue
                clean = {k: EN_STRONG.sub(" ", en[k]) for k in en_ids} | {
                    j: _without_far_negations(en[j], there.span())
                }
                rest = [en_b.sub(" ", text) for text in clean.values()]
                if any(en_a.search(text) or EN_STRONG.search(text) for text in rest):
                    continue
                if negations[0] > negations[1] and not _NEGATIVE.search(here[0]):
                    continue  # a negation of the Korean may be what the English word stands for
                return i, here.span(), j, there.span()
    return None
