"""Two names that changed places inside a sentence: "Vietnam lost to Thailand" for 태국은 베트남에 졌다.

Both names are right, so only their surroundings tell: what stands beside each in the Korean should stand beside it in
the English, and who is the subject of the one should lead the other. Every pair of names of one kind is a suspect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from aligner.facts.lexicon import specificity, word_keys
from aligner.facts.names.mentions import english_names, korean_names
from aligner.facts.names.story import KoreanNames, Name, Story, given_name
from aligner.facts.names.table import NameTable
from aligner.facts.reading.keys import evidence_keys
from aligner.korean.romanise import english_skeleton, korean_skeleton, spells

__all__ = ["Exchange", "exchanges", "named_twice"]

_REACH = 42
"""English characters on either side of a name that may belong to it."""
_SUBJECT = re.compile(r"[가-힣]{0,6}?(?:\s?(?:[가-힣]{1,6}\s){0,2}[가-힣]{0,8}?)?(?:이|가|은|는|께서)(?=[\s,])")
_OTHER = re.compile(r"(?:을|를|에|의|와|과|에게|에서|으로|로|보다|한테|에는)(?=[\s,])")
_BY = re.compile(
    r"\b(?:by|to|against|over|from|than|with|for|at|of|in place of|instead of)\s(?:the\s|[A-Z][\w.]+\s){0,2}$"
)
_PROVINCE = re.compile(r"(?:경기|강원|충[남북청]|전[남북라]|경[남북상])")
_FILLER = frozenset(
    "word:said word:say word:year word:two word:also word:will word:would word:south word:korea".split()
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two names of a bead, where each stands on either side, and the signs that they changed places."""

    ko_sentence: int
    en_sentence: int
    ko: tuple[Name, Name]
    en: tuple[Name, Name]
    signs: Mapping[str, float]


def named_twice(i: int, ko: str, j: int, en: str, table: NameTable) -> list[tuple[Name, Name]]:
    """Return the names that a Korean and an English sentence have once each: the Korean and the English place."""
    found: list[tuple[Name, Name]] = []
    story = KoreanNames([ko], table)
    others = [n for n in english_names(en, table) if n.kind in ("person", "place", "country", "org", "foreign")]
    mine = [
        n
        for n in korean_names(ko, table, loose=True)
        if n.kind in ("person", "place", "country", "org", "maybe-person")
    ]
    taken = {(name.start, name.end) for name in mine}
    for other in (other for other in others if other.kind == "person" and other.surname):
        for owner in story.owners(other.surname, given_name(other.text, other.surname)):
            at = ko.find(owner)
            if len(owner) == 2:  # 하린이: a name of two syllables stands alone
                alone = re.search(rf"(?<![가-힣]){owner}(?=[이가은는을를의과와도](?![가-힣])|[,\s(])", ko)
                at = alone.start() if alone is not None else -1
            if at >= 0 and not any(start < at + len(owner) and at < end for start, end in taken):
                mine.append(Name("person", at, at + len(owner), owner, (), owner[0]))
                taken.add((at, at + len(owner)))
    for name in mine:
        places = [other for other in others if _same(name, other, story)]
        if name.entries:
            forms = {form for n in name.entries for form in (*table.entries[n].en, *table.entries[n].en_support)}
            spots = [m.span() for form in forms if form in en
                     for m in re.finditer(rf"\b{re.escape(form)}(?![A-Za-z])", en)]  # fmt: skip
            spots = [(s, e) for s, e in spots if not any(a <= s and e <= b and (a, b) != (s, e) for a, b in spots)]
            places += [Name(name.kind, s, e, en[s:e], name.entries) for s, e in dict.fromkeys(spots)
                       if not any(p.start < e and s < p.end for p in places)]  # fmt: skip
        if len({(p.start, p.end) for p in places}) == 1 and ko.count(name.text) == 1:
            found.append((name, places[0]))
    return [pair for pair in found if sum(p[1].start == pair[1].start for p in found) == 1]


def _same(ko: Name, en: Name, story: KoreanNames) -> bool:
    if ko.entries and en.entries:
        return bool(set(ko.entries) & set(en.entries))
    if en.kind == "person" and en.surname:
        return ko.text in story.owners(en.surname, given_name(en.text, en.surname))
    if en.kind in ("foreign", "person"):
        sound = english_skeleton(en.text.split()[-1])
        return len(sound) > 2 and any(korean_skeleton(word) == sound for word in ko.text.split())
    return spells(re.sub(r"[^a-z-]", "", en.text.split()[0].lower()), ko.text)


def exchanges(story: Story) -> Iterator[Exchange]:
    """Yield every pair of names of one kind that stand once in both sentences of a bead."""
    for ko_ids, en_ids in story.small:
        for i in ko_ids:
            for j in en_ids:
                pairs = named_twice(i, story.ko_texts[i], j, story.en_texts[j], story.table)
                for one, two in combinations(sorted(pairs, key=lambda pair: pair[0].start), 2):
                    if _kind(one[0]) == _kind(two[0]) and not _nested(one, two):
                        signs = _signs(story.ko_texts[i], story.en_texts[j], one, two, pairs)
                        yield Exchange(i, j, (one[0], two[0]), (one[1], two[1]), signs)


def _kind(name: Name) -> str:
    return {"maybe-person": "person", "foreign": "person"}.get(name.kind, name.kind)


def _nested(one: tuple[Name, Name], two: tuple[Name, Name]) -> bool:
    """Whether one name only says where the other lies: 경남 거제, "Dordrecht, the Netherlands"."""
    if _kind(one[0]) not in ("place", "country"):
        return False
    provinces = sum(_PROVINCE.match(name.text) is not None for name in (one[0], two[0]))
    return two[0].start - one[0].end <= 1 or provinces == 1


def _leaning(name: Name, one: Name, two: Name) -> int:
    """Which of two names a third one stands nearer to: -1 the first, 1 the second."""
    near = [max(other.start - name.end, name.start - other.end, 0) for other in (one, two)]
    return 0 if abs(near[0] - near[1]) <= 1 else -1 if near[0] < near[1] else 1


def _around(text: str, name: Name, others: Sequence[Name]) -> tuple[str, str]:
    """What stands before and behind a name, up to the next name."""
    start = max((n.end for n in others if n.end <= name.start), default=0)
    end = min((n.start for n in others if n.start >= name.end), default=len(text))
    return text[max(start, name.start - _REACH) : name.start], text[name.end : min(end, name.end + _REACH)]


def _keys(text: str, lang: str) -> frozenset[str]:
    keys = word_keys(text, lang) - _FILLER  # type: ignore[arg-type]
    return keys | frozenset(k for k in evidence_keys(text, lang) if not k.startswith("name:"))  # type: ignore[arg-type]


def _weight(keys: frozenset[str]) -> float:
    return sum(specificity(key) if key.startswith("word:") else 3.0 for key in keys)


_SUBORDINATE = re.compile(r"\b(?:as|after|when|while|since|because|before|until|though|although)\s(?!of\b|part\b)")
_CONNECTED = re.compile(r"(?:면서|[하되]자|으며|며|다가|지만|는데|은 뒤|한 뒤|후|가운데|때|전에|기로 하)[\s,]")
"""A clause that Korean tells first may come last in English: 총리가 물러나자 장관이 is "the minister, as"."""
_FRONTED = re.compile(
    r"(?:With|After|By|In|On|At|For|While|When|As|Having|Following|Under|Amid|Despite|Before|Against|Unlike|To|From|"
    r"Since|If)\b[^,]{3,90},\s"
)


def _order(text: str, name: Name) -> int:
    """Where a name stands in the English, what is put before the sentence proper last: "With Cuba, South Korea"."""
    fronted = _FRONTED.match(text)
    return name.start + (len(text) if fronted is not None and name.end <= fronted.end() else 0)


def _signs(
    ko: str, en: str, one: tuple[Name, Name], two: tuple[Name, Name], pairs: Sequence[tuple[Name, Name]]
) -> dict[str, float]:  # fmt: skip
    mine, theirs = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    near_ko = [_around(ko, name, mine) for name in (one[0], two[0])]
    near_en = [_around(en, name, theirs) for name in (one[1], two[1])]
    ko_keys = [(_keys(before, "ko"), _keys(after, "ko")) for before, after in near_ko]
    en_keys = [(_keys(before, "en"), _keys(after, "en")) for before, after in near_en]

    def score(a: int, b: int) -> float:
        return _weight((ko_keys[a][0] | ko_keys[a][1]) & (en_keys[b][0] | en_keys[b][1]))

    def own(a: int, b: int) -> float:  # what only one of the two has beside it
        rest_ko, rest_en = ko_keys[1 - a], en_keys[1 - b]
        return _weight(
            ((ko_keys[a][0] | ko_keys[a][1]) - rest_ko[0] - rest_ko[1])
            & ((en_keys[b][0] | en_keys[b][1]) - rest_en[0] - rest_en[1])
        )

    straight, crossed = score(0, 0) + score(1, 1), score(0, 1) + score(1, 0)
    own_straight, own_crossed = own(0, 0) + own(1, 1), own(0, 1) + own(1, 0)
    leanings = [
        (_leaning(ko_name, one[0], two[0]), _leaning(en_name, one[1], two[1]))
        for ko_name, en_name in pairs
        if ko_name not in (one[0], two[0])
    ]
    subject = [_SUBJECT.match(ko, name.end) is not None and not _OTHER.match(ko, name.end) for name in (one[0], two[0])]
    oblique = [_BY.search(en, max(0, name.start - 30), name.start) is not None for name in (one[1], two[1])]
    turned = _order(en, one[1]) > _order(en, two[1])
    lead = subject[0] != subject[1]
    between = min(one[1].end, two[1].end), max(one[1].start, two[1].start)
    first_subject = turned if subject[1] else not turned  # the subject of the Korean stands first in the English
    return {
        "crossed": max(-3.0, min(3.0, crossed - straight)) / 3,
        "own_crossed": max(-3.0, min(3.0, own_crossed - own_straight)) / 3,
        "turned": float(turned),
        "subject_second": float(lead and not first_subject),
        "subject_first": float(lead and first_subject),
        "subject_oblique": float(lead and oblique[0 if subject[0] else 1] and not oblique[1 if subject[0] else 0]),
        "object_oblique": float(lead and oblique[1 if subject[0] else 0] and not oblique[0 if subject[0] else 1]),
        "only_crossed": float(own_crossed > 0 and own_straight == 0),
        "company_turned": float(sum(a * b < 0 for a, b in leanings) > sum(a * b > 0 for a, b in leanings)),
        "company_kept": float(sum(a * b > 0 for a, b in leanings) > sum(a * b < 0 for a, b in leanings)),
        "turned_crossed": float(turned and own_crossed > own_straight),
        "turned_straight": float(turned and own_crossed < own_straight),
        "turned_subject": float(turned and lead and not first_subject),
        "subordinate": float(
            _SUBORDINATE.search(en, *between) is not None
            and _CONNECTED.search(ko, one[0].end, two[0].start) is not None
        ),
        "listed": float(two[0].start - one[0].end <= 3),
    }
