"""People from abroad, two Hangul words against two English ones: 마르코 벨리니 is not "Marco Ferrero".

One half of a name that sounds right shows that the same person is meant; then the other half must sound right too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.facts.names.bodies import is_part
from aligner.facts.names.story import TITLES, Name, Story, Suspect, edits, near, sounds_of
from aligner.facts.names.table import NameTable
from aligner.korean.romanise import decompose, english_skeleton, korean_skeleton

__all__ = ["mistaken_countries", "mistaken_foreigners"]

_PAIR = re.compile(
    rf"(?<![가-힣])(?P<first>[가-힣]{{2,6}})\s(?P<last>[가-힣]{{2,7}})(?=\s(?:[가-힣]{{1,8}}\s)?(?:전\s|신임\s|현\s|부)?[가-힣]{{0,6}}?(?:{TITLES}|총괄|책임자|최고[가-힣]+책임자)(?![가-힣]{{2}})|\(\d)"
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
    for mine in sounds_of(english):
        if mine == other or (min(len(mine), len(other)) > 2 and (near(mine, other) or near(other, mine))):
            return True
    return False


def _unlike(english: str, hangul: str) -> bool:
    """Whether two words share neither sound nor beginning; names of one consonant tell nothing."""
    mine, other = english_skeleton(english), korean_skeleton(hangul)
    begins = english[0].lower(), decompose(hangul[0])[0]
    far = min(edits(form, other) for form in sounds_of(english)) > 1 and max(len(mine), len(other)) <= 5
    apart = mine[:2] != other[:2] or begins in _NEVER or far
    return len(mine) > 1 and len(other) > 1 and not _sounds(english, hangul) and apart


_NEVER = frozenset((("f", "ㅂ"), ("b", "ㅍ"), ("v", "ㅍ"), ("g", "ㅋ"), ("d", "ㅌ")))
"""First letters of one class that Korean keeps apart all the same."""


def mistaken_foreigners(story: Story) -> list[Suspect]:
    """Find foreign names one half of which is another name."""
    ko_texts, en_texts, table = story.ko_texts, story.en_texts, story.table
    out = []
    for ko_ids, en_ids in story.small:
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


_FROM = re.compile(
    r"(?<![가-힣])(?:[가-힣]{1,6}\s)?(?P<last>[가-힣]{2,7})\((?:\d\d[,·]\s?)?(?P<country>[가-힣]{2,7})\)"
)
_REACH = 34
"""Characters between an English name and the country that belongs to it."""


def mistaken_countries(story: Story) -> list[Suspect]:
    """Find people given another country, 코트니 세럴(미국) "Courtney Sarrell of Canada"; as `mistaken_foreigners`."""
    ko_texts, en_texts, table = story.ko_texts, story.en_texts, story.table
    out = []
    for ko_ids, en_ids in story.small:
        pairs = [(i, m) for i in ko_ids for m in _FROM.finditer(ko_texts[i]) if table.is_country(m["country"])]
        for i, match in pairs:
            for j in en_ids:
                found = _country_beside(match["last"], table.numbers(match["country"]), en_texts[j], table)
                if found is not None:
                    ko = Name("country", match.start("country"), match.end("country"), match["country"])
                    out.append((i, ko, j, found, 0.7))
    return out


def _country_beside(last: str, numbers: tuple[int, ...], text: str, table: NameTable) -> Name | None:
    """The country that stands next to a name, if it is not one of `numbers` and those are not near at all."""
    for word in re.finditer(r"[A-Z][A-Za-z’'-]+", text):
        if not _sounds(word[0], last) or len(korean_skeleton(last)) < 2:
            continue
        start, end = max(0, word.start() - _REACH), min(len(text), word.end() + _REACH)
        if any(table.english_has(n, text[start:end]) for n in numbers):
            return None
        beside = [
            (s, e) for s, e, found in table.in_english(text)
            if any(table.entries[n].kind == "country" for n in found) and word.end() <= s <= word.end() + 6
        ]  # fmt: skip
        before = [
            (s, e) for s, e, found in table.in_english(text)
            if any(table.entries[n].kind == "country" for n in found) and 0 < word.start() - e <= 16
            and re.match(r"(?:['’]s)?\s(?:[A-Z][\w’'-]+\s)?$", text[e : word.start()])
        ]  # fmt: skip
        for s, e in (*beside, *before):
            return Name("country", s, e, text[s:e])
    return None


def _half_right(
    match: re.Match[str], en_ids: Sequence[int], en_texts: Sequence[str], words: Sequence[str], table: NameTable
) -> tuple[int, Name, float] | None:
    first, last = match["first"], match["last"]
    if any(_sounds(word, last) or word in match.string for word in words if len(word) > 2):
        return None  # 캐버노(Brett Kavanaugh)
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
