"""Cut a sentence into clauses by offset, in Korean and in English.

Korean is cut after a connective ending (-고, -며, -는데, -지만, -(으)면서 …), at the edges of a quotation and at
commas; English at quotation marks, commas, dashes, semicolons and before conjunctions and relative words. A piece that
is too short to say anything on its own stays with its neighbour. The clauses tile the sentence: no character is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from aligner.types import Lang

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Encode: TypeAlias = "Callable[[Sequence[str]], NDArray[np.float32]]"
"""Texts to float32 (n, dim), unit rows."""

__all__ = ["Encode", "split_clauses"]

# Words that end in what would be a connective ending and are nouns, adverbs or particles.
_NOT_VERBS = frozenset(
    (
        "사고 최고 광고 보고 권고 경고 재고 참고 창고 신고 예고 국고 금고 수고 원고 피고 "
        "선고 해고 충고 기고 투고 포고 상고 항고 차고 잔고 중고 냉장고 퇴고 공고 통고 부고 "
        "친고 고고 그리고 그러고 라고 다고 그러면서 가운데 한데 군데 그런데 하지만 그렇지만 "
        "하면 그러면 이러면 반면 측면 화면 전면 국면 표면 정면 이면 장면 수면 지면 도면 라면 "
        "냉면 방면 당면 직면 외면 내면 면 도록 기록 목록 등록 수록 회의록 고 며 데 지만 "
        "면서 서면서 그래서 따라서 혼자 과자 투자 환자 기자 남자 여자 학자 적자 흑자 피해자 "
        "당사자 "
    ).split()
)
# A connective ending at the end of a word.
_KO_ENDING = re.compile(
    r"(?:면서|으며|[가-힣]며|[가-힣]지만|는데|은데|던데|인데|한데|된데|[가-힣]고|으나|했으나|거나|더니|으므로|니까|도록|려고"
    r"|(?:[으하되이지가오나보]|[가-힣]다)면|자마자|(?:되|하|지|나|오|서|르|리|치|키|이)자|(?:있|없|않|해|돼|져|여|워|라|어|아|려)서"
    r"|(?:있|없|않|했|됐|였|았|었)어|[가-힣]지(?=,))$"
)
# After -고 these make one verb with it (보고 있다, 하고 싶다), or end reported speech without saying anything new.
_KO_AUXILIARY = re.compile(r"^[,\s]*(?:있|싶|나서|나면|말았|말\s|계시|난|는\s|도\s|자\s|들어|다니)")
_KO_ADVERBIAL = re.compile(
    r"(?:위해|위하여|따라|때문에|가운데|탓에|관련해|맞아|통해|계기로|따르면|만큼|대신|^뒤|^후|^반면)$"
)
# A comma after a noun cuts a list; it divides clauses only if a new topic follows.
_KO_CLOSING = re.compile(r"[고며서만데로면나지어아여자니까해에라]$")
_KO_TOPIC = re.compile(r"^\s*(?:\S+\s+)?\S*[가-힣%](?:은|는|이|가|을|를)(?=\s)")
_KO_SAYING = re.compile(
    r"^[\s,]*[^\s]{0,12}\s?(?:말|밝|전|덧붙|설명|강조|주장|지적|했|발표|답|반박|촉구|언급|보도)[가-힣]*[.\s]*$"
)
_WORD = re.compile(r"\S+")
_QUOTES = '"“”'

_EN_CUT = re.compile(
    r"(?<=[,;:])\s+(?!\d)|\s+(?=[–—-]{1,2}\s)|(?<=\s[–—])\s+"
    r"|\s+(?=(?:and|but|while|which|who|whose|whom|where|when|after|before|because|although|though|since|as|if|unless"
    r"|despite|amid|following|saying|adding|with|including|instead|according|until|so that)\b)",
    re.IGNORECASE,
)

_MIN_KO = 7  # Hangul syllables, letters and digits; shorter pieces are not clauses
_MIN_EN = 14


def split_clauses(text: str, lang: Lang) -> tuple[tuple[int, int], ...]:
    """Return the clauses of `text` as half-open character ranges.

    Returns
    -------
    tuple of (start, end)
        Ascending, without surrounding white space; together they hold every character of `text` that is not white
        space. One range for a sentence of one clause, none for a blank text.
    """
    cuts = _korean_cuts(text) if lang == "ko" else _english_cuts(text)
    pieces: list[tuple[int, int]] = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = _strip(text, start, end)
        if piece[0] < piece[1]:
            pieces.append(piece)
    return tuple(_join_short(text, pieces, _MIN_KO if lang == "ko" else _MIN_EN))


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _size(text: str) -> int:
    return sum(c.isalnum() for c in text)


def _join_short(text: str, pieces: list[tuple[int, int]], least: int) -> list[tuple[int, int]]:
    """Join pieces below `least` letters to a neighbour.

    One that ends in a comma closes something and goes to the piece before; a subject that stands before a quotation
    opens something and goes to the piece after.
    """
    joined: list[tuple[int, int]] = []
    open_start: int | None = None
    for start, end in pieces:
        if open_start is not None:
            start, open_start = open_start, None
        if _size(text[start:end]) < least:
            if joined and text[end - 1] in ",;":
                joined[-1] = (joined[-1][0], end)
            else:
                open_start = start
        else:
            joined.append((start, end))
    if open_start is not None:
        if joined:
            joined[-1] = (joined[-1][0], pieces[-1][1])
        else:
            joined.append((open_start, pieces[-1][1]))
    return joined


def _korean_cuts(text: str) -> list[int]:
    cuts: set[int] = set()
    words = list(_WORD.finditer(text))
    for word in words[:-1]:
        bare = word.group().rstrip(",.·")
        end = word.end()
        rest = text[end:]
        if word.group().endswith(",") and (_KO_CLOSING.search(bare) or _KO_TOPIC.match(rest)):
            cuts.add(end)
        core = bare.strip("\"“”‘’'()")
        if core in _NOT_VERBS:
            continue
        if (_KO_ENDING.search(core) and not (core[-1] in "고" and _KO_AUXILIARY.match(rest))) or _KO_ADVERBIAL.search(
            core
        ):
            cuts.add(end)
    cuts.update(_quotation_edges(text))
    # "…다고 말했다": the verb of saying alone is not a clause.
    return sorted(c for c in cuts if 0 < c < len(text) and not _KO_SAYING.match(text[c:]))


def _quotation_edges(text: str) -> list[int]:
    """Return where long quotations begin, and where the word that closes one ends (``"…"라며``).

    What stands before the first is who speaks and no clause of its own, unless it ends as one.
    """
    edges: list[int] = []
    marks = [m.start() for m in re.finditer(f"[{_QUOTES}]", text)]
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        if closing - opening < 12:
            continue
        before = text[:opening].split()
        if edges or (before and (before[-1].endswith(",") or _KO_ENDING.search(before[-1]))):
            edges.append(opening)
        word_end = re.compile(r"\s|$").search(text, closing)
        edges.append(word_end.start() if word_end else closing + 1)
    return edges


def _english_cuts(text: str) -> list[int]:
    cuts = {m.end() for m in _EN_CUT.finditer(text)}
    marks = [m.start() for m in re.finditer(f"[{_QUOTES}]", text)]
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        if closing - opening >= 20:
            cuts.update((opening, closing + 1))
    return sorted(c for c in cuts if 0 < c < len(text))
