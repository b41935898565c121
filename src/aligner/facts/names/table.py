"""The table of names whose Korean and English forms no rule connects, and the glossaries that extend it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from aligner.facts.tables import table

_HANGUL = re.compile("[\uac00-\ud7a3]")
__all__ = ["NameEntry", "NameTable", "builtin_table", "with_glossary"]

_KINDS = frozenset(("person", "place", "country", "org", "term"))
_SHORT = re.compile(
    r"(?<![가-힣])([한미중일북러남독영프호](?:[·∙]?[한미중일북러남독영프]){1,3})(?=[\s가-힣·]|$)|"
    r"[방주대반친재탈]([한미중일북러])(?=[\s가-힣])|"
    r"(?<![가-힣])([미러북])(?=\s)|(?<![가-힣])([중일영불독])(?=\s(?:정부|당국|외교|외무|총리|주석|국가|국무|상무|국방|재무|군|언론|매체|관영|해경|공안|대사|수출|왕이|시진핑|기업|반도체|전기차|인민|공산|중앙|의회|증시|경제|성장|수입|관광객|닛케이|방위|자위|왕실|BBC|FT))|([韓美中日北露英佛獨南])"
)
_POSTED = re.compile(r"(?<![가-힣])주(?P<place>[가-힣]{2,8})(?=\s?(?:한국|대한민국)?\s?(?:총영사|대사|영사|대표부))")
_NEAR_HOME = frozenset("한북남韓北南")
"""Korea itself, which an English desk names as it likes."""
_SHORT_NAMES = {"韓": "한", "美": "미", "中": "중", "日": "일", "北": "북", "露": "러", "英": "영", "南": "남"}


_HOMOGRAPHS = frozenset(
    (
        "경기 영광 공주 전주 부여 진도 상주 양산 여주 안동 사천 구미 보성 정선 이천 인제 양구 고성 동작 구로 의성 "
        "성주 완도 무안 함양 진주 경주 대구 동해 선전 파리 빈 도하 로마 가나 수단 인도 대전 해주 남포 개성 강화 하동 "
        "장수 예산 고양 오산 신안 광명 기아 하나 메타 한강 조국 조현 애플 소니 포항 함안 성남 이란 터키 군산 논산 "
        "하남 안성 아산 서산 당진 여수 순천 목포 거제 문경 영주 부안 무주 남원 김제 연천 가평 화천 평창 담양 관악 "
        "노원 은평 종로 정동영 위성락 남해 서해 군 용산 의회 원산 나선"
    ).split()
) - frozenset(
    (
        "경주 대구 군산 논산 하남 당진 여수 순천 목포 거제 문경 평창 가평 은평 종로 정동영 위성락 서해 아산 서산 "
        "담양 포항 관악 파리 로마 인도 이란 대전 터키 남원 안동 진주 김제 연천 화천 노원 용산"
    ).split()
)
"""Names that are ordinary words too (경기 is a match, 영광 glory): they count only with 시, 군, 도 … behind them."""
_PARTICLE_AFTER = re.compile(r"(?:의|에|에서|와|과|로|으로|까지|부터|,|·|\s[가-힣]{1,4}[시군구읍면동리])(?![가-힣])")
_PLACE_AFTER = re.compile(
    r"시(?![가-힣]{2})|군(?![가-힣]{2})|도(?![가-힣]{2})|구(?=[\s에의])|\s?(?:지역|일대|주민|남부|북부|공장|앞바다|해상)|종합|운동장|체육관|공항|지방|교육청|경찰청|소방|도청|신용|에서\s|\s(?=[가-힣]+[시군구])"
)


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One name or term.

    Attributes
    ----------
    kind
        ``person``, ``place``, ``country``, ``org`` or ``term``.
    ko, en
        Its Korean forms and their English renderings.
    ko_support, en_support
        Forms that only support a match (metonyms, short forms).
    forbidden
        English renderings that the house does not want.
    case
        Whether a rendering's capitals must be kept.
    sort
        What it may be confused with, where the kind is too wide for it: a world body with a world body.
    """

    kind: str
    ko: tuple[str, ...]
    en: tuple[str, ...]
    ko_support: tuple[str, ...] = ()
    en_support: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    case: bool = False
    sort: str = ""


@dataclass(frozen=True, eq=False)
class NameTable:
    """Names indexed for scanning; build with `NameTable.of`.

    Attributes
    ----------
    entries
        All entries; user glossaries come first and win over built-in entries with the same form.
    """

    entries: tuple[NameEntry, ...]
    _ko: dict[str, tuple[int, ...]] = field(repr=False)
    _en: dict[str, tuple[int, ...]] = field(repr=False)
    _en_first: dict[str, tuple[str, ...]] = field(repr=False)
    """English forms by their first word, the longest first."""
    _longest: int = field(repr=False)
    """Syllables of the longest Korean form."""
    _openings: frozenset[str] = field(repr=False)
    """The first two characters of Korean forms."""
    _letters: dict[str, tuple[int, ...]] = field(repr=False)
    """Countries by the one syllable that stands for them."""
    _short: dict[str, re.Pattern[str]] = field(repr=False)
    """Places that another one begins with: 인도 stands in 인도네시아, and is not meant."""

    @classmethod
    def of(cls, entries: Sequence[NameEntry]) -> NameTable:
        """Index `entries`; an entry overrides later ones that share one of its Korean forms."""
        kept: list[NameEntry] = []
        seen: set[str] = set()
        for entry in entries:
            forms = tuple(f for f in entry.ko if f not in seen or entry.kind == "country")
            if forms:
                kept.append(replace(entry, ko=forms))
            seen.update(forms)
        ko: dict[str, list[int]] = {}
        en: dict[str, list[int]] = {}
        for i, entry in enumerate(kept):
            for form in entry.ko:
                ko.setdefault(form, []).append(i)
            for form in entry.en:
                en.setdefault(form, []).append(i)
        first: dict[str, list[str]] = {}
        for form in sorted(en, key=len, reverse=True):
            first.setdefault(_first_word(form), []).append(form)
        return cls(
            tuple(kept),
            {k: tuple(v) for k, v in ko.items()},
            {k: tuple(v) for k, v in en.items()},
            {k: tuple(v) for k, v in first.items()},
            max(map(len, ko), default=0),
            frozenset(form[:2] for form in ko),
            {form: (i,) for i, e in enumerate(kept) if e.kind == "country" for form in e.ko_support if len(form) == 1},
            _beginnings(kept),
        )

    def in_korean(self, text: str, *, loose: bool = False) -> list[tuple[int, int, tuple[int, ...]]]:
        """Return ``(start, end, entry numbers)`` of the names found in a Korean text; `loose`: homographs too."""
        found = []
        after = 0
        for start in (m.start() for m in _BEGINS.finditer(text)):
            if start < after:
                continue
            if text[start : start + 3].replace(" ", "")[:2] not in self._openings and text[start] not in self._openings:
                continue
            for end in range(min(len(text), start + self._longest), start, -1):
                form = text[start:end]
                if form not in self._ko and 4 < len(form) < 9 and " " in form and form[-1] != " ":
                    form = form.replace(" ", "")  # 도미니카 공화국
                if form in self._ko:
                    after = end
                    if form[-1] == "대" and text[end : end + 1] in _NO_UNIVERSITY:
                        break
                    if (
                        form not in _HOMOGRAPHS
                        or _PLACE_AFTER.match(text, end)
                        or (loose and _PARTICLE_AFTER.match(text, end))
                    ):
                        found.append((start, end, self._ko[form]))
                    break
        return found

    def short_in_korean(self, text: str) -> list[tuple[int, int, tuple[int, ...]]]:
        """Return ``(start, end, entry numbers)`` of foreign countries told by one syllable and of posts abroad.

        주일 대사, 한중 회담; 주오사카 총영사관.
        """
        found = []
        for match in _SHORT.finditer(text):
            group = next(n for n, part in enumerate(match.groups(), 1) if part)
            for at in range(*match.span(group)):
                numbers = self._letters.get(_SHORT_NAMES.get(text[at], text[at]))
                if numbers and text[at] not in _NEAR_HOME:
                    found.append((at, at + 1, numbers))
        for match in _POSTED.finditer(text):
            if numbers := self._ko.get(match["place"]):
                found.append((*match.span("place"), numbers))
        return found

    def in_english(self, text: str) -> list[tuple[int, int, tuple[int, ...]]]:
        """Return ``(start, end, entry numbers)`` of the names found in an English text."""
        found = []
        after = 0
        for match in _ENGLISH_WORD.finditer(text):
            if match.start() < after:
                continue
            for form in self._en_first.get(match[0], ()):
                end = match.start() + len(form)
                if text.startswith(form, match.start()) and not text[end : end + 1].isalpha():
                    found.append((match.start(), end, self._en[form]))
                    after = end
                    break
        return found

    def numbers(self, form: str) -> tuple[int, ...]:
        """Return the entries that have a Korean form."""
        return self._ko.get(form, ())

    def is_country(self, form: str) -> bool:
        """Whether a Korean form is the name of a country."""
        return any(self.entries[n].kind == "country" for n in self._ko.get(form, ()))

    def korean_has(self, number: int, text: str, short: frozenset[str]) -> bool:
        """Whether a Korean text mentions entry `number`, `short` being `short_countries` of that text."""
        entry = self.entries[number]
        if any(form in text and (form not in self._short or self._short[form].search(text)) for form in entry.ko):
            return True
        return any(form in short if len(form) == 1 else form in text for form in entry.ko_support)

    def english_has(self, number: int, text: str) -> bool:
        """Whether an English text mentions entry `number`."""
        entry = self.entries[number]
        low = text.lower()
        forms = (*entry.en, *entry.en_support)
        return any(form in text or (form.islower() and form in low) for form in forms)


def _beginnings(entries: Sequence[NameEntry]) -> dict[str, re.Pattern[str]]:
    owners = {form: entry for entry in entries if entry.kind in ("country", "place") for form in entry.ko}
    longer: dict[str, list[str]] = {}
    for form, entry in owners.items():
        for size in range(2, len(form)):
            other = owners.get(form[:size])
            if other is not None and not any(mine in its for mine in other.en for its in entry.en):
                longer.setdefault(form[:size], []).append(re.escape(form[size:]))
    return {form: re.compile(rf"{re.escape(form)}(?!{'|'.join(rests)})") for form, rests in longer.items()}


_NO_UNIVERSITY = tuple("회표교공륙통구")
"""What a name in -대 goes on with where it is no university: 부산대회, 전북대표."""
_BEGINS = re.compile(r"(?<![가-힣A-Za-z])\S")
_ENGLISH_WORD = re.compile(r"\b\w+")


def _first_word(form: str) -> str:
    match = _ENGLISH_WORD.search(form)
    return match[0] if match is not None else form


def short_countries(text: str) -> frozenset[str]:
    """Return the one-syllable country names of a Korean text (한미, 방일, 미 국방부, 北): {"한", "미", …}."""
    found: set[str] = set()
    for match in _SHORT.finditer(text):
        for char in next(g for g in match.groups() if g):
            found.add(_SHORT_NAMES.get(char, char))
            found.add(char)
    return frozenset(found)


def _entry(kind: str, ko: str, en: str) -> NameEntry:
    def split(field_text: str, support: bool) -> tuple[str, ...]:
        forms = [f.strip() for f in field_text.split("|") if f.strip()]
        return tuple(f.strip("()") for f in forms if (f.startswith("(") and f.endswith(")")) == support)

    kind, _, sort = kind.partition(":")
    heads = tuple(f"{form[:-1]}장" for form in split(ko, False) if form.endswith("위원회"))  # its head: 위원장
    support = (*split(ko, True), *heads)
    return NameEntry(kind, split(ko, False), split(en, False), support, split(en, True), sort=sort)


@lru_cache(maxsize=1)
def _builtin_entries() -> tuple[NameEntry, ...]:
    return tuple(_entry(kind, ko, en) for name in ("names", "places") for kind, ko, en in table(name))


@lru_cache(maxsize=1)
def builtin_table() -> NameTable:
    """Return the built-in table (``aligner/facts/names.tsv``)."""
    return NameTable.of(_builtin_entries())


def with_glossary(entries: Sequence[NameEntry]) -> NameTable:
    """Return the built-in table with user entries put before it; made once for a glossary."""
    return _with_entries(tuple(entries)) if entries else builtin_table()


@lru_cache(maxsize=4)
def _with_entries(entries: tuple[NameEntry, ...]) -> NameTable:
    return NameTable.of((*entries, *_builtin_entries()))
