"""People from abroad, two Hangul words against two English ones: 마르코 벨리니 is not "Marco Ferrero".

One half of a name that sounds right shows that the same person is meant; then the other half must sound right too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.facts.bodies import is_part
from aligner.facts.mentions import TITLES, Name, near
from aligner.facts.nametable import NameTable
from aligner.korean.romanise import decompose, english_skeleton, korean_skeleton

__all__ = ["mistaken_foreigners"]

_PAIR = re.compile(
    rf"(?<![가-힣])(?P<first>[가-힣]{{2,6}})\s(?P<last>[가-힣]{{2,7}})(?=\s(?:전\s|신임\s|현\s|부)?(?:{TITLES})(?![가-힣]{{2}})|\(\d)"
)
_NO_NAME = re.compile(
    rf"(?:{TITLES}|[은는이가을를의도과와]|에서|으로|한|된|인|대|당|부|청|원|그룹|은행|전자|건설|제약|로지스|위원회|경찰|검찰|정부|군|시|도|주)$"
)
_ENGLISH = re.compile(
    r"(?<![\w’'-])(?=(?P<first>[A-Z][a-z’']+(?:-[A-Z][a-z]+)?)\s(?:(?:de|van|von|der|den|al|bin|la|le|di|da|dos)\s){0,2}"
    r"(?P<last>[A-Z][A-Za-z’'-]{2,})(?![\w-]))"
)


def _sounds(english: str, hangul: str) -> bool:
    other = korean_skeleton(hangul)
    for mine in (english_skeleton(english), english_skeleton(english.lower().replace("r", "l"))):  # 마르코 keeps its r
        if mine == other or (min(len(mine), len(other)) > 2 and (near(mine, other) or near(other, mine))):
            return True
    return False


def _unlike(english: str, hangul: str) -> bool:
    """Whether two words share neither sound nor beginning; names of one consonant tell nothing."""
    mine, other = english_skeleton(english), korean_skeleton(hangul)
    begins = english[0].lower(), decompose(hangul[0])[0]
    apart = mine[:2] != other[:2] or begins in _NEVER
    return len(mine) > 1 and len(other) > 1 and not _sounds(english, hangul) and apart


_NEVER = frozenset((("f", "ㅂ"), ("b", "ㅍ"), ("v", "ㅍ"), ("g", "ㅋ"), ("d", "ㅌ")))
"""First letters of one class that Korean keeps apart all the same."""


def mistaken_foreigners(
    ko_texts: Sequence[str],
    en_texts: Sequence[str],
    beads: Sequence[tuple[Sequence[int], Sequence[int]]],
    table: NameTable,
) -> list[tuple[int, Name, int, Name, float]]:
    """Find foreign names one half of which is another name.

    Parameters
    ----------
    ko_texts, en_texts
        The sentences.
    beads
        ``(ko numbers, en numbers)``; those of more than three sentences a side are left out.
    table
        The names.

    Returns
    -------
    list
        ``(ko sentence, ko name, en sentence, en name, certainty)``.
    """
    out = []
    for ko_ids, en_ids in beads:
        if not ko_ids or not en_ids or len(ko_ids) > 3 or len(en_ids) > 3:
            continue
        words = re.findall(r"[A-Z][A-Za-z’'-]+", " ".join(en_texts[j] for j in en_ids))
        for i in ko_ids:
            for match in _PAIR.finditer(ko_texts[i]):
                if _NO_NAME.search(match["first"]) or _NO_NAME.search(match["last"]) or table.in_korean(match[0]):
                    continue
                hit = _half_right(match, en_ids, en_texts, words, table)
                if hit is not None:
                    name = Name("person", match.start(), match.end(), match[0])
                    out.append((i, name, *hit))
    return out


def _joined(name: str) -> str:
    """The last name with its article: de Graaf, 더흐라프."""
    return "".join(name.split()[1:])


def _half_right(
    match: re.Match[str], en_ids: Sequence[int], en_texts: Sequence[str], words: Sequence[str], table: NameTable
) -> tuple[int, Name, float] | None:
    first, last = match["first"], match["last"]
    if any(_sounds(word, last) for word in words):
        return None
    for j in en_ids:
        for other in _ENGLISH.finditer(en_texts[j]):
            name = en_texts[j][other.start("first") : other.end("last")]
            if (
                is_part(other["first"])
                or is_part(other["last"])
                or table.in_english(name)
                or not korean_skeleton(first)
                or _sounds(_joined(name), last)
            ):
                continue
            if _sounds(other["first"], first) and _unlike(other["last"], last):
                return j, Name("person", other.start("first"), other.end("last"), name), 0.7
    return None
