"""Two names that changed places inside a sentence: "Vietnam lost to Thailand" for 태국은 베트남에 졌다.

Both names are right, so only their surroundings tell: what stands beside each in the Korean should stand beside it in
the English, and who is the subject of the one should lead the other. Every pair of names of one kind is a suspect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import tanh

from aligner.facts.lexicon import specificity, word_keys
from aligner.facts.names.halves import is_rendering_of
from aligner.facts.names.mentions import english_names, korean_names
from aligner.facts.names.sounds import sounds_like
from aligner.facts.names.story import KoreanNames, Name, Story, given_name
from aligner.facts.names.table import NameTable
from aligner.facts.names.words import PLAIN
from aligner.facts.patterns import made
from aligner.facts.reading.keys import evidence_keys
from aligner.korean.particles import strip_particle
from aligner.korean.romanise import english_skeleton, korean_skeleton, looks_korean, spells

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


def named_twice(i: int, j: int, story: Story) -> list[tuple[Name, Name]]:
    """Return the names that a Korean and an English sentence have once each: the Korean and the English place."""
    if (i, j) not in story.pairs:
        story.pairs[i, j] = _named_twice(story.ko_texts[i], story.en_texts[j], story.table)
    return story.pairs[i, j]


def _named_twice(ko: str, en: str, table: NameTable) -> list[tuple[Name, Name]]:
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
                     for m in made(rf"\b{re.escape(form)}(?![A-Za-z])").finditer(en)]  # fmt: skip
            spots = [(s, e) for s, e in spots if not any(a <= s and e <= b and (a, b) != (s, e) for a, b in spots)]
            places += [Name(name.kind, s, e, en[s:e], name.entries) for s, e in dict.fromkeys(spots)
                       if not any(p.start < e and s < p.end for p in places)]  # fmt: skip
        if len({(p.start, p.end) for p in places}) == 1 and ko.count(name.text) == 1:
            found.append((name, places[0]))
    found += _heard_twice(ko, en, found)
    return [pair for pair in found if sum(p[1].start == pair[1].start for p in found) == 1]


def _heard_twice(ko: str, en: str, found: Sequence[tuple[Name, Name]]) -> Iterator[tuple[Name, Name]]:
    """Yield the names that no table has, once on either side by their sound: 지노메드 and "Genomed"."""
    tokens = [(match.start(), strip_particle(match[0])) for match in re.finditer(r"(?<![가-힣])[가-힣]{2,}", ko)]
    tokens = [
        (at, token) for at, token in tokens if not any(n.start < at + len(token) and at < n.end for n, _ in found)
    ]
    for match in re.finditer(r"\b[A-Z][a-z]{2,}(?:-[A-Za-z]+)?\b", en):
        word, low = match[0], re.sub("[^a-z-]", "", match[0].lower())
        if low in PLAIN or any(n.start < match.end() and match.start() < n.end for _, n in found) or en.count(word) > 1:
            continue
        if is_rendering_of(word) and not looks_korean(low):
            continue
        mine = [
            (at, token) for at, token in tokens
            if any(spells(low, token[:end]) or sounds_like(word, token[:end], 0.1) for end in range(2, len(token) + 1))
        ]  # fmt: skip
        if len(mine) == 1 and ko.count(mine[0][1]) == 1:
            at, token = mine[0]
            yield Name("heard", at, at + len(token), token), Name("heard", match.start(), match.end(), word)


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
                pairs = named_twice(i, j, story)
                for one, two in combinations(sorted(pairs, key=lambda pair: pair[0].start), 2):
                    if not _of_a_kind(one[0], two[0]) or _nested(one, two):
                        continue
                    signs = _signs(story.ko_texts[i], story.en_texts[j], one, two, pairs)
                    if "heard" not in (one[0].kind, two[0].kind) or signs["roles_turned"] or signs["roles_kept"]:
                        yield Exchange(i, j, (one[0], two[0]), (one[1], two[1]), signs)


def _kind(name: Name) -> str:
    return {"maybe-person": "person", "foreign": "person"}.get(name.kind, name.kind)


def _of_a_kind(one: Name, two: Name) -> bool:
    kinds = {_kind(one), _kind(two)}
    return len(kinds) == 1 or ("heard" in kinds and kinds <= {"heard", "person", "org"})


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


@lru_cache(maxsize=1 << 14)
def _keys(text: str, lang: str) -> frozenset[str]:
    keys = word_keys(text, lang) - _FILLER  # type: ignore[arg-type]
    return keys | frozenset(k for k in evidence_keys(text, lang) if not k.startswith("name:"))  # type: ignore[arg-type]


def _weight(keys: frozenset[str]) -> float:
    return sum(specificity(key) if key.startswith("word:") else 3.0 for key in keys)


_FRONTED = re.compile(
    r"(?:With|After|By|In|On|At|For|While|When|As|Having|Following|Under|Amid|Despite|Before|Against|Unlike|To|From|"
    r"Since|If)\b[^,]{3,90},\s"
)


def _order(text: str, name: Name) -> int:
    """Where a name stands in the English, what is put before the sentence proper last: "With Cuba, South Korea"."""
    fronted = _FRONTED.match(text)
    return name.start + (len(text) if fronted is not None and name.end <= fronted.end() else 0)


_WORD_KO, _WORD_EN = re.compile(r"[가-힣A-Za-z0-9.,·]+"), re.compile(r"[A-Za-z0-9$][\w.,'’-]*")
_SCALE_KO, _SCALE_EN = 8.0, 18.0
"""Characters by which a word must stand nearer to one of two names to belong to it rather than to the other."""
_TITLE_KEYS = frozenset(
    "word:" + stem for stem in
    "minist presid chairman chairwoman chairperson chair vice deputi governor mayor chief head ceo director coach "
    "professor lawmak repres rep sen leader secretari captain defend forward midfield prime premier ministri".split()
)  # fmt: skip


def _leans(text: str, lang: str, names: tuple[Name, Name]) -> dict[str, float]:
    """For every word of a sentence by its keys whether it stands by the first of two names (-1) or the second (1)."""
    out: dict[str, float] = {}
    pattern, scale = (_WORD_KO, _SCALE_KO) if lang == "ko" else (_WORD_EN, _SCALE_EN)
    for match in pattern.finditer(text):
        if any(name.start < match.end() and match.start() < name.end for name in names):
            continue
        gaps = [max(name.start - match.end(), match.start() - name.end) for name in names]
        lean = tanh((gaps[0] - gaps[1]) / scale)
        for key in _keys(match[0], lang):
            out[key] = lean if key not in out or abs(lean) > abs(out[key]) else out[key]
    return out


def _pull(ko: dict[str, float], en: dict[str, float], keys: Iterable[str]) -> float:
    """How much the words that both sentences share stand by the other name: above 0 they are crossed."""
    both = [ko[key] * en[key] * (specificity(key) if key.startswith("word:") else 3.0) for key in keys]
    return max(-3.0, min(3.0, -sum(both))) / 3


_AGENT = re.compile(r"(?:\s?[가-힣]{1,7})?(?:이|가|은|는|께서|도)(?=[\s,])")
_PATIENT = re.compile(
    r"(?:\s?[가-힣]{1,7})?(?:을|를|에|에게|에게서|한테|보다|와|과|와의|과의|로부터|"
    r"의(?= (?:뒤를|후임|대신|[가-힣]{1,8}[을를]\s)))(?=[\s,])"
)
_TOGETHER = re.compile(r"(?:\s?[가-힣]{1,7})?[와과](?=[\s,])")
_UNDERGOES = re.compile(r"당[했한해하]|받[았은아고는]|맞[았고]|얻어맞|넘겨받")
_PASSIVE = re.compile(
    r"\b(?:was|were|is|are|been|be|being|got|gets)\s(?:\w+ly\s)?\w+(?:ed|en|wn|pt|ht|ck|it|ut)\b[^,;]{0,60}\bby\b"
)
_BORDER = re.compile(r"[,;:]|\b(?:as|after|when|while|because|before|since|who|which|that|but|although|though|if)\b")
_CONVERSE = tuple(
    (re.compile(ko), re.compile(rf"\b(?:{en})\b"))
    for ko, en in (
        (
            r"[졌진져]|패[했한배해]|무너[졌진]|무릎|덜미|고개를 숙|밀[렸려]|뒤[졌져]",
            "lost|loses?|fell|bowed|trail(?:ed|ing)",
        ),
        (
            r"꺾|이[겼기긴]|눌[렀러]|물리[쳤쳐치]|제[쳤쳐치]|제압|완파|격파|잡[았고]|앞[섰서선]|역전승",
            "beat(?:s|en)?|defeated|downed|edged|overtook|outpaced|topped|swept|routed|led|leads|ahead",
        ),
        ("매각|팔[았고기]|넘[겼기긴]|내[줬주준]", "sold|sell(?:s|ing)?|hand(?:ed)?|ceded|gave|give|transferred"),
        ("인수|매입|사들|사기로|취득|넘겨받|받[았은아]", "buys?|bought|acquire[sd]?|took over|take over|received?|won"),
    )
)
"""Words that tell one deed from either side: where the languages take different sides, the names stand turned."""
_OPPOSITE = ((0, 1), (1, 0), (2, 3), (3, 2))


def _agent(ko: str, one: Name, two: Name) -> int:
    """Which of two Korean names does something to the other: 0, 1, or -1 if the particles do not tell."""
    if re.fullmatch(r"(?:와|과|·|,)?\s?", ko[one.end : two.start]):  # 태국과 캄보디아는
        return -1
    does = [_AGENT.match(ko, n.end) is not None and _PATIENT.match(ko, n.end) is None for n in (one, two)]
    bears = [_PATIENT.match(ko, n.end) is not None for n in (one, two)]
    if does[0] and bears[1]:
        agent = 0
    elif does[1] and bears[0] and not _TOGETHER.match(ko, one.end):
        agent = 1
    else:
        return -1
    return 1 - agent if _UNDERGOES.search(ko, max(one.end, two.end)) else agent


def _roles_turned(ko: str, en: str, one: tuple[Name, Name], two: tuple[Name, Name]) -> float:
    """1 where who does it and whom it is done to have changed, -1 where they have not, 0 where that is not told."""
    agent = _agent(ko, one[0], two[0])
    first, second = sorted((one[1], two[1]), key=lambda name: name.start)
    between = en[first.end : second.start]
    if agent < 0 or _BORDER.search(between) or not re.search(r"\b[a-z]{3,}", between):
        return 0.0
    passive = _PASSIVE.search(between) is not None
    converse = any(
        _CONVERSE[a][0].search(ko, max(one[0].end, two[0].end)) and _CONVERSE[b][1].search(en, first.end)
        and not _CONVERSE[b][0].search(ko, max(one[0].end, two[0].end))
        for a, b in _OPPOSITE
    )  # fmt: skip
    doer = second if passive != converse else first
    return -1.0 if doer == (one[1], two[1])[agent] else 1.0


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

    straight, crossed = score(0, 0) + score(1, 1), score(0, 1) + score(1, 0)
    leanings = [
        (_leaning(ko_name, one[0], two[0]), _leaning(en_name, one[1], two[1]))
        for ko_name, en_name in pairs
        if ko_name not in (one[0], two[0])
    ]
    subject = [_SUBJECT.match(ko, name.end) is not None and not _OTHER.match(ko, name.end) for name in (one[0], two[0])]
    oblique = [_BY.search(en, max(0, name.start - 30), name.start) is not None for name in (one[1], two[1])]
    roles = _roles_turned(ko, en, one, two)
    turned = _order(en, one[1]) > _order(en, two[1]) and not roles
    lead = subject[0] != subject[1] and not roles  # where the roles are told, the order says nothing more
    first_subject = turned if subject[1] else not turned  # the subject of the Korean stands first in the English
    leans = _leans(ko, "ko", (one[0], two[0])), _leans(en, "en", (one[1], two[1]))
    both = leans[0].keys() & leans[1].keys()
    return {
        "pull": _pull(*leans, both - _TITLE_KEYS),
        "pull_title": _pull(*leans, both & _TITLE_KEYS),
        "roles_turned": float(roles > 0),
        "roles_kept": float(roles < 0),
        "heard": float("heard" in (one[0].kind, two[0].kind)),
        "crossed": max(-3.0, min(3.0, crossed - straight)) / 3,
        "turned": float(turned),
        "subject_second": float(lead and not first_subject),
        "subject_first": float(lead and first_subject),
        "subject_oblique": float(lead and oblique[0 if subject[0] else 1] and not oblique[1 if subject[0] else 0]),
        "object_oblique": float(lead and oblique[1 if subject[0] else 0] and not oblique[0 if subject[0] else 1]),
        "company_turned": float(sum(a * b < 0 for a, b in leanings) > sum(a * b > 0 for a, b in leanings)),
        "company_kept": float(sum(a * b > 0 for a, b in leanings) > sum(a * b < 0 for a, b in leanings)),
        "turned_crossed": float(turned and crossed > straight),
        "turned_straight": float(turned and crossed < straight),
        "turned_subject": float(turned and lead and not first_subject),
    }
