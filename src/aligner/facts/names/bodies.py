"""Names of bodies and places taken apart: 대진물산 is Daejin + Trading, so "Daejin Chemical" is another firm.

No table can hold every firm, school, court and party, but their names are made of a stem and of parts that translate
(``bodies.tsv``). A Korean body that the English bead has in no part, and an English one that the Korean bead has in no
part, with the same head or the same stem, are one name written wrong. What is only translated freely shares neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from aligner.facts.names.story import KoreanNames, Name, Story, Suspect, near, sounds_of
from aligner.facts.names.table import NameTable, builtin_table
from aligner.facts.tables import table
from aligner.korean.particles import strip_particle
from aligner.korean.romanise import english_skeleton, korean_skeleton, looks_korean, spells

__all__ = ["heads", "is_part", "mistaken_bodies", "renders"]

_PHRASE = re.compile(
    r"(?<![\w’'-])[A-Z][\w’'&-]*(?:\s(?:(?:of|and|the|&)\s){0,2}[A-Z&][\w’'&-]*)*(?:\s[a-z]{3,}(?=[\s.,;:)’']|$)){0,2}"
)
_NEUTRAL = frozenset(
    (
        "national korea korean korea's seoul republic co inc ltd corp company group the new international joint first "
        "general main state public of for and on & south north rok republic city united special grand great state-run "
        "federal royal american"
    ).split()
)
"""Words that the Korean of a name need not have."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A row of ``bodies.tsv``."""

    head: bool
    ko: tuple[str, ...]
    en: tuple[str, ...]


@lru_cache(maxsize=1)
def _parts() -> tuple[_Part, ...]:
    return tuple(_Part(sort == "head", tuple(ko.split("|")), tuple(en.split("|"))) for sort, ko, en in table("bodies"))


@lru_cache(maxsize=1)
def _by_word() -> dict[str, tuple[int, ...]]:
    """English words to rows."""
    index: dict[str, list[int]] = {}
    for number, part in enumerate(_parts()):
        for words in part.en:
            for word in words.split():
                index.setdefault(word, []).append(number)
    return {word: tuple(rows) for word, rows in index.items()}


@lru_cache(maxsize=1)
def _by_ending() -> tuple[tuple[str, int], ...]:
    """Korean heads, longest first, with their rows."""
    heads = [(form, number) for number, part in enumerate(_parts()) if part.head for form in part.ko]
    return tuple(sorted(heads, key=lambda head: -len(head[0])))


@dataclass(frozen=True, slots=True)
class _Korean:
    """A Korean name of a body: its place, stem, and the rows of its head."""

    sentence: int
    start: int
    stem: str
    head: str
    rows: tuple[int, ...]
    apart: bool = False


_TOKEN = re.compile(r"(?<![가-힣])[가-힣]{3,12}")
_APART = re.compile(
    r"(?<![가-힣])(?P<stem>[가-힣]{2,7})\s(?P<head>호수|호숫가|강변|광장|거리|공항|국제공항|대학교?|병원|공원|스타디움|경기장|체육관|아레나|"
    r"박물관|미술관|성당|교회|극장|호텔|해협|사막|운하|터널|해변)(?=[은는이가을를의에과와로도,.\s]|에서|으로|$)"
)
"""Foreign names stand before their head: 마조레 호숫가, 분요드코르 스타디움."""
_DESCRIBED = re.compile(
    r"(?:[은는이가을를의에도한인된던할]|국립|시립|도립|사립|대형|종합|유명|국제|인근|지역|현지|시내|이번|주요|전국|일대|주변)$"
)
_SHORT_HEADS = frozenset("대 당 위 청 역 항 교 산 강 섬 도 호 고 중 초 성 부".split())
_AFTER_TOKEN = re.compile(r"[은는이가을를의에와과도로,·\s().\"'”’]|에서|으로|$")
_ORDINARY = frozenset(
    (
        "정부 여당 야당 전당 정당 담당 부당 일당 수당 배당 식당 강당 해당 상당 기대 반대 상대 최대 확대 군대 부대 세대 "
        "시대 절대 무대 침대 일대 공동 행동 이번 다음 지역 전역 구역 현역 용역 영역 통역 저항 사항 상황 공항 조사 수사 "
        "학교 종교 외교 비교 판교 등교 생산 예산 재산 자산 계산 부산 마산 울산 건강 보강 한강 최강 제도 정도 속도 온도 "
        "태도 보도 지도 강도 수도 인도 시도 제주도 신호 보호 변호 선호 광고 보고 사고 최고 경고 재고 신고 창고 집중 "
        "수중 도중 최초 당초 기초 애초 구성 여성 남성 특성 작성 정부 전부 일부 내부 외부 간부 본부 여부 남부 북부 동부 "
        "서부 중부 국회 기술 산업 개발 시스템 시장 공사 대회"
    ).split()
)


def _korean_bodies(text: str, sentence: int, table: NameTable, english: str) -> list[_Korean]:
    found = table.in_korean(text)
    known = [(s, e) for s, e, numbers in found if any(table.english_has(n, english) for n in numbers)]
    out = []
    for match in _TOKEN.finditer(text):
        word = strip_particle(match[0], least=3)
        if any(start <= match.start() and match.start() + len(word) <= end for start, end in known):
            continue
        for form, _ in _by_ending():
            if not word.endswith(form) or len(word) - len(form) < (2 if len(form) < 3 else 1):
                continue
            if len(form) == 1 and (form not in _SHORT_HEADS or len(word) < 3):
                continue
            stem = word[: len(word) - len(form)]
            if word in _ORDINARY or (word[-2:] in _ORDINARY and len(form) == 1):
                break
            rows = tuple(number for other, number in _by_ending() if other == form)
            out.append(_Korean(sentence, match.start(), stem, form, rows))
            break
    for match in _APART.finditer(text):
        if not _DESCRIBED.search(match["stem"]) and not any(
            s < match.end("stem") and match.start() < e for s, e in known
        ):
            rows = tuple(number for other, number in _by_ending() if other == match["head"])
            out.append(_Korean(sentence, match.start(), match["stem"], match["head"], rows, apart=True))
    return out


def _stem_parts(stem: str) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """English words of each translatable part of a stem, and whether the parts make up all of it."""
    rows: list[tuple[str, ...]] = []
    left = stem
    for form, number in _by_part():
        if form in left:
            rows.append(_parts()[number].en)
            left = left.replace(form, " ")
    left = left.strip("한국전대총고 ")
    return tuple(rows), not left or bool(builtin_table().numbers(left))


@lru_cache(maxsize=1)
def _by_part() -> tuple[tuple[str, int], ...]:
    forms = [(form, number) for number, part in enumerate(_parts()) for form in part.ko if len(form) >= 2]
    return tuple(sorted(forms, key=lambda form: (-len(form[0]), _parts()[form[1]].head)))


def _words(phrase: str) -> list[str]:
    return [
        word.removesuffix("'s").removesuffix("’s").strip("'’.")
        for word in re.split(r"[\s]+", phrase)
        if word not in ("of", "for", "and", "on", "the", "&")
    ]


def _rows_of(word: str) -> tuple[int, ...]:
    low = word.lower()
    index = _by_word()
    return index.get(low) or index.get(low.removesuffix("s")) or index.get(low.removesuffix("es")) or ()


@lru_cache(maxsize=1)
def heads() -> frozenset[str]:
    """Return the Korean last parts of names of bodies (전자, 병원, 대)."""
    return frozenset(form for form, _ in _by_ending())


def renders(head: str, english: str) -> bool:
    """Whether an English word is what a Korean last part of a name is called: 홀딩스, Holdings."""
    word = english.lower()
    rows = (number for form, number in _by_ending() if form == head)
    return any({word, word.removesuffix("s")} & set(forms.split()) for row in rows for forms in _parts()[row].en)


def is_part(word: str) -> bool:
    """Whether an English word is a part of names of bodies (Police, Bank, Trading)."""
    return bool(_rows_of(word))


def _in_korean(word: str, korean: str) -> bool:
    """Whether the Korean has one of the forms of an English word."""
    forms = (form for row in _rows_of(word) for form in _parts()[row].ko)
    return any(
        form in korean if len(form) > 1 else re.search(rf"[가-힣]{form}(?![가-힣]{{2}})", korean) is not None
        for form in forms
    )


def _sounds_in(word: str, bead: KoreanNames) -> bool:
    letters = re.sub(r"[^a-z]", "", word.lower())
    if len(letters) < 2 or letters in bead.latin:
        return True
    return bead.has_romanised(letters) or bead.has_sound(word)


def _heard(word: str, bead: KoreanNames) -> bool:
    """Whether a Korean word of the bead sounds just like `word`, or nearly if it is long."""
    sounds = sounds_of(word)
    return any(
        other == sound or (len(sound) > 3 and near(sound, other)) for sound in sounds for other in bead.skeletons
    )


def _transcribed(word: str, bead: KoreanNames) -> bool:
    """Whether the Korean writes an English word as it sounds (데이터, Data); short skeletons are no evidence."""
    return word.lower() in bead.latin or (len(english_skeleton(word)) > 3 and bead.has_sound(word))


def _spelled(stem: str, words: Sequence[str]) -> bool:
    """Whether English words spell a Korean stem, or the beginning of it, or sound like it."""
    for word in words:
        letters = re.sub(r"[^a-z]", "", word.lower())
        if not letters:
            continue
        if any(spells(letters, stem[at:end]) for at in (0, 1, 2) for end in range(at + 2, len(stem) + 1)):
            return True
        if any(len(sound) >= 2 and near(sound, korean_skeleton(stem)) for sound in sounds_of(word)):
            return True
        if len(stem) > 4 and any(len(sound) >= 3 and sound == korean_skeleton(stem[2:]) for sound in sounds_of(word)):
            return True  # 대한테니스, Tennis
    return False


def mistaken_bodies(story: Story) -> list[Suspect]:
    """Find bodies whose English name has another stem or another head."""
    ko_texts, en_texts, table = story.ko_texts, story.en_texts, story.table
    out = []
    for ko_ids, en_ids in story.small:
        english = " ".join(en_texts[j] for j in en_ids)
        mine = [body for i in ko_ids for body in _korean_bodies(ko_texts[i], i, table, english)]
        if not mine:
            continue
        bead = KoreanNames([ko_texts[i] for i in ko_ids], table)
        for j in en_ids:
            for match in _phrases(en_texts[j], table, story.korean):
                hit = _partner(match[0], mine, bead, english)
                if hit is None and " of the " in match[0]:  # the General Staff of the Korean People's Army
                    hit = _partner(match[0].split(" of the ")[0], mine, bead, english)
                if hit is not None:
                    body, sure = hit
                    text = body.stem + " " * body.apart + body.head
                    ko = Name("org", body.start, body.start + len(text), text)
                    out.append((body.sentence, ko, j, Name("org", match.start(), match.end(), match[0]), sure))
                    mine.remove(body)
    return out


def _phrases(text: str, table: NameTable, story: KoreanNames) -> list[re.Match[str]]:
    """English phrases that may name a body, those left out that the table knows and the story has."""
    known = [(s, e) for s, e, numbers in table.in_english(text) if story.has_entry(numbers)]
    out = []
    for match in _PHRASE.finditer(text):
        end = match.end()
        words = match[0].split()
        while words and words[-1].islower() and not any(_parts()[row].head for row in _rows_of(words[-1])):
            end -= len(words.pop()) + 1
        trimmed = _PHRASE.match(text, match.start(), end)
        if trimmed is None or len(trimmed[0].split()) < 2:
            continue
        capitals = re.findall(r"[A-Z][\w’'-]+", trimmed[0])
        if len(capitals) == 1 and (trimmed.start() == 0 or table.in_english(capitals[0])):
            continue  # Natural gas prices, Russian news agencies
        if not any(s <= trimmed.start() and trimmed.end() <= e for s, e in known):
            out.append(trimmed)
    return out


def _partner(phrase: str, mine: Sequence[_Korean], bead: KoreanNames, english: str) -> tuple[_Korean, float] | None:
    """The Korean body that an English phrase names wrongly, and how sure that is."""
    words = [word for word in _words(phrase) if word]
    head = next((w for w in reversed(words) if any(_parts()[row].head for row in _rows_of(w))), None)
    if head is None or all(word.lower() in _NEUTRAL for word in words):
        return None
    names = [w for w in words if w.lower() not in _NEUTRAL and not _rows_of(w)]
    telling = [w for w in words if w.lower() not in _NEUTRAL and _rows_of(w)]
    foreign = [w for w in telling if not _in_korean(w, bead.text) and not _transcribed(w, bead)]
    strange = [w for w in names if not _sounds_in(w, bead) and looks_korean(re.sub("[^a-z]", "", w.lower()))]
    said = set(re.findall(r"[a-z&]+", english.lower()))
    said |= {word.removesuffix("s") for word in said}
    capitals = [w for w in re.findall(r"[A-Z][\w-]+", english) if not _rows_of(w)]
    for body in mine:
        heads = {word for row in body.rows for forms in _parts()[row].en for word in forms.split()}
        parts, whole = _stem_parts(body.stem)
        missing = [forms for forms in parts if not any(set(form.split()) <= said for form in forms)]
        same_head = bool({head.lower(), head.lower().removesuffix("s")} & heads)
        spelled = _spelled(body.stem, names)
        if same_head and missing and foreign and (whole or spelled):
            return body, 0.65  # 희귀암환자연대, Blood Cancer Patients' Solidarity
        if same_head and body.apart and not parts and len(names) == 1 and telling == [head]:
            if not _spelled(body.stem, capitals) and not _heard(names[0], bead):
                return body, 0.65  # 마조레 호숫가, Lake Como
        if same_head and not parts and strange == names and names and telling == [head]:
            if not _spelled(body.stem, capitals):
                return body, 0.7  # 온누리데이터, Hannuri Data
        if same_head or heads & said:
            continue
        if spelled and not parts and head in foreign and len(body.head) > 1:
            return body, 0.7  # 대진물산, Daejin Chemical
        if _spelled(body.stem, capitals):
            continue  # 경기도 대표, "Gyeonggi Province at the National Sports Festival"
        if whole and len(missing) == len(parts) and len(foreign) == len(telling) >= 2 and not names:
            return body, 0.6  # 총참모부, General Political Bureau
    return None
