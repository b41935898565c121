"""Parts of the day without a clock: 15일 오후 is not "Monday morning"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.facts.figures.matching import Mismatch, Placed
from aligner.facts.model import Fact, Moment

__all__ = ["part_slips"]

_KO_PARTS = re.compile(
    r"(?<![가-힣])(?:(?P<dawn>새벽|꼭두새벽|오전\s?(?:0|12)시)|(?P<morning>오전|아침)(?!밥|마당|이슬)|(?P<afternoon>오후|점심\s?무렵)|"
    r"(?P<noon>정오|한낮|대낮|낮(?=\s|에|부터|까지))|(?P<evening>저녁|초저녁)|(?P<night>밤|한밤|심야|자정|밤새|간밤|어젯밤|밤사이)(?!나무|송이|하늘))"
)
_EN_PARTS = re.compile(
    r"\b(?:(?P<dawn>dawn|predawn|pre-dawn|daybreak|sunrise|early\shours|small\shours)|(?P<morning>mornings?|"
    r"\d\s?a\.?m\b\.?)|(?P<noon>noon|midday|daytime|daylight)|(?P<afternoon>afternoons?)|(?P<evening>evenings?|dusk)|"
    r"(?P<night>nights?|overnight|midnight|tonight|\d\s?p\.?m\b\.?))(?![A-Za-z])",
    re.IGNORECASE,
)
_COVERS = {
    "dawn": {"am", "night"}, "morning": {"am"}, "noon": {"am", "pm"}, "afternoon": {"pm"}, "evening": {"pm", "night"},
    "night": {"pm", "night"},
}  # fmt: skip
"""What each word can cover: 새벽 may be night to an English desk, 오후 10시 night, 오전 never afternoon."""
_SHIFTED = re.compile(r"\bGMT\b|\bUTC\b|\blocal time\b|\btime\)|\bE[SD]?T\b|\bP[SD]T\b|현지|한국\s?시[간각]")


def _parts(pattern: re.Pattern[str], sentence: int, text: str) -> list[tuple[set[str], Placed]]:
    found = []
    for match in pattern.finditer(text):
        name = match.lastgroup or ""
        fact = Fact("time", Moment(relative=name), match.start(), match.end(), match.group())
        found.append((_COVERS[name], Placed(sentence, fact)))
    return found


def part_slips(
    ko_texts: Sequence[str], en_texts: Sequence[str], beads: Sequence[tuple[Sequence[int], Sequence[int]]]
) -> list[Mismatch]:
    """Find beads whose sides name parts of the day none of which can be the same.

    Parameters
    ----------
    ko_texts, en_texts
        The sentences.
    beads
        ``(ko numbers, en numbers)``; beads with a time zone in them are left to the clock.

    Returns
    -------
    list of Mismatch
        At most one a bead, status ``wrong``.
    """
    out = []
    for ko_ids, en_ids in beads:
        if not ko_ids or not en_ids or len(ko_ids) + len(en_ids) > 5:
            continue
        mine = [part for i in ko_ids for part in _parts(_KO_PARTS, i, ko_texts[i])]
        other = [part for j in en_ids for part in _parts(_EN_PARTS, j, en_texts[j])] if mine else []
        texts = [*(ko_texts[i] for i in ko_ids), *(en_texts[j] for j in en_ids)]
        if not other or any(_SHIFTED.search(text) for text in texts):
            continue
        if not any(covers & can for covers, _ in mine for can, _ in other):
            out.append(Mismatch("wrong", mine[0][1], other[0][1], {"part_of_day": 1.0}, "time"))
    return out
