"""What a Korean story offers in support of English names, and how names are compared by spelling and sound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from aligner.facts.names.pinyin import pinyin_hangul
from aligner.facts.names.sounds import (
    begins_alike,
    hangul_kana,
    is_romaji,
    near,
    opening,
    openings,
    romaji_kana,
    sounds_of,
    sounds_within,
    within,
)
from aligner.facts.names.table import NameTable, short_countries
from aligner.facts.patterns import made
from aligner.korean.particles import strip_particle
from aligner.korean.romanise import (
    SURNAMES,
    english_skeleton,
    korean_skeleton,
    looks_korean,
    pronounced,
    spells,
    syllable_spellings,
)

__all__ = [
    "SPELLINGS",
    "SURNAME",
    "TITLES",
    "WORDLIKE",
    "KoreanNames",
    "Name",
    "Story",
    "given_name",
]

SPELLINGS: dict[str, list[str]] = {}


for _hangul, _options in SURNAMES.items():
    for _option in _options:
        SPELLINGS.setdefault(_option, []).append(_hangul)
WORDLIKE = frozenset(
    (
        "an do go he i in no so to you one song sun son young won back ban pan long ma pi an ok her she i may jay or "
        "on sin hong hur so"
    ).split()
)


SURNAME = "|".join(sorted((s.capitalize() for s in SPELLINGS if len(s) > 1), key=len, reverse=True))


HANGUL = re.compile(r"[가-힣]{2,}")


TITLES = (
    "대통령|총리|국무총리|부총리|주석|총통|국무위원장|위원장|국무장관|외무장관|재무장관|국방장관|장관|차관|의원|대표|"
    "원내대표|최고위원|사무총장|총장|회장|부회장|사장|"
    "부사장|대표이사|최고경영자|이사장|원장|교수|박사|연구원|연구위원|감독|코치|선수|기자|작가|배우|가수|시장|도지사|"
    "지사|구청장|군수|청장|차장|실장|국장|본부장|대변인|비서관|수석|"
    "대사|대법원장|재판장|부장판사|판사|검사|검찰총장|변호사|센터장|소장|팀장|부장|과장|씨|군|양|옹|할머니|할아버지|"
    "여사|전 대통령|일병|병장|상병|중사|상사|대위|소령|중령|대령|준장|중장|대장"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name found in a text: its kind, place, words, and the table entries it may be."""

    kind: str
    start: int
    end: int
    text: str
    entries: tuple[int, ...] = ()
    surname: str = ""


_SAME = 0.22
_ALIKE = 0.1
_FAINT = 0.27
"""Distance beyond which no right name of 870 lay whose consonants alone are like a Korean word's."""
_LONG = 5
"""Syllables from which a name is known with blanks in it too."""
_LETTERS = dict(
    zip(
        "에이치 에이 비 씨 시 디 이 에프 지 아이 제이 케이 엘 엠 엔 오 피 큐 아르 알 에스 티 유 브이 더블유 엑스 와이"
        .split(), "HABCCDEFGIJKLMNOPQRRSTUVWXY", strict=True,
    )
)  # fmt: skip
_SPELLED = re.compile(rf"(?<![가-힣])(?:{'|'.join(sorted(_LETTERS, key=len, reverse=True))}){{2,5}}")
_LETTER = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))
_LETTERED = re.compile("엘지|[가-힣]*(?:에[이스프]|제이|케이|더블유|브이|엑스|디[비]|[씨시]제이|[케제]이)")


def in_letters(text: str) -> str:
    """Return a Korean text with its names that spell letters given once more in Latin (에스케이텔레콤: SK텔레콤).

    Examples
    --------
    >>> in_letters("엘지전자는 웃었다.")
    '엘지전자는 웃었다. LG전자는'
    """
    more = []
    for match in _SPELLED.finditer(text):
        if _LETTERED.match(match[0]):
            rest = re.match(r"[가-힣]*", text[match.end() :])
            more.append("".join(_LETTERS[m[0]] for m in _LETTER.finditer(match[0])) + (rest[0] if rest else ""))
    return " ".join((text, *more))


@cache
def _beginnings(syllable: str) -> tuple[str, ...]:
    """The spellings of a first syllable, as `str.startswith` takes them."""
    return tuple(syllable_spellings(syllable))


class KoreanNames:
    """What a Korean story offers as support for English names; built once a story."""

    def __init__(self, texts: Sequence[str], table: NameTable) -> None:
        self.text = in_letters("\n".join(texts))
        self.table = table
        self.words = set(HANGUL.findall(self.text))
        self._known: dict[str, bool] = {}
        self._near: dict[str, bool] = {}

    @cached_property
    def _squeezed(self) -> str:
        """The text without the blanks between Hangul."""
        return re.sub(r"(?<=[가-힣]) (?=[가-힣])", "", self.text)

    @cached_property
    def short(self) -> frozenset[str]:
        """See `short_countries`."""
        return short_countries(self.text)

    @cached_property
    def stems(self) -> set[str]:
        """The words, with and without their particles."""
        return {strip_particle(word) for word in self.words} | self.words

    @cached_property
    def _heads(self) -> set[str]:
        """What words of two or three syllables begin with."""
        return {stem[:size] for stem in self.stems if len(stem) in (2, 3) for size in (1, 2)}

    @cached_property
    def _by_skeleton(self) -> dict[str, list[str]]:
        """The words by how they sound: see `korean_skeleton`."""
        found: dict[str, list[str]] = {}
        for stem in self.stems:
            found.setdefault(korean_skeleton(stem), []).append(stem)
        return found

    @cached_property
    def _by_first(self) -> dict[str, list[str]]:
        """The skeletons by their first class."""
        found: dict[str, list[str]] = {}
        for skeleton in self._by_skeleton:
            found.setdefault(skeleton[:1], []).append(skeleton)
        return found

    @cached_property
    def latin(self) -> set[str]:
        """Words in Latin letters, lower case."""
        return {w.lower() for w in re.findall(r"[A-Za-z]{2,}", self.text)}

    @cached_property
    def people(self) -> dict[str, set[str]]:
        """First syllable of a surname → what may be names of people."""
        people: dict[str, set[str]] = {}
        for word in self.words:
            if word[0] in SURNAMES:
                people.setdefault(word[0], set()).update(word[:size] for size in (2, 3, 4) if len(word) >= size)
        for match in re.finditer(r"(?<![가-힣])([가-힣]{1,2})\s([가-힣]{2})(?![가-힣]{3})", self.text):
            if match[1] in SURNAMES:
                people.setdefault(match[1][0], set()).add(match[1] + match[2])
        return people

    def has_entry(self, numbers: Sequence[int]) -> bool:
        """Whether any of the table entries is mentioned."""
        return any(
            self.table.korean_has(n, self.text, self.short)
            or any(form in self._squeezed for form in self.table.entries[n].ko if len(form) >= _LONG)  # 도미니카 공화국
            for n in numbers
        )

    def has_person(self, surname: str, given: str) -> bool:
        """Whether some Hangul name of the story can be spelled surname + given (lower case; see `given_name`)."""
        return bool(self.owners(surname, given))

    def owners(self, surname: str, given: str) -> list[str]:
        """Return the Hangul names of the story that surname + given can spell."""
        return sorted(
            {
                name
                for hangul in SPELLINGS.get(surname, ())
                for name in self.people.get(hangul[0], ())
                if name.startswith(hangul) and len(name) > len(hangul) and spells(given, name[len(hangul) :])
            }
        )

    def has_surname(self, hangul: str) -> bool:
        """Whether somebody of this surname may be in the story: a word of two or three syllables, or a bare surname."""
        if hangul in self._heads:
            return True
        return made(rf"(?<![가-힣]){hangul}(?:\s|모|씨|양|군|\()").search(self.text) is not None

    def has_sound(self, word: str) -> bool:
        """Whether some word of the story can be a transcription of `word`."""
        letters = re.sub(r"[^a-z]", "", word.lower())
        if letters in self.latin or word.lower() in self.latin:
            return True
        if looks_korean(letters) and self._spelled(letters):
            return True
        sound = english_skeleton(word)
        if len(sound) <= 1:
            return True
        if sound not in self._near:
            # What is short must begin alike.
            others = self._by_first.get(sound[0], ()) if len(sound) <= 3 else self._by_skeleton
            self._near[sound] = any(near(sound, other) for other in others)
        return self._near[sound] or self.has_alike(word)

    def sounds_as(self, word: str, *, whole: bool = False) -> bool:
        """Whether a word of the story, or unless `whole` a stretch of one, has the very sounds of a foreign word.

        에르도간 is "Erdogan" though the table has 에르도안; 월드베이스볼클래식 holds "Baseball".
        """
        sounds = {sound for sound in sounds_of(word) if len(sound) > (1 if len(word) > 4 else 2)}
        stretches = (
            stretch
            for sound in (openings(word) if sounds else ())
            for first in self._by_opening.get(sound, ())
            for stretch in self._stretches[first]
            if korean_skeleton(stretch) in sounds and (stretch in self.stems or not whole)
        )  # fmt: skip
        if any(sounds_within(word, stretch, _SAME) for stretch in stretches):
            return True
        return is_romaji(word) and romaji_kana(word) in self._kana

    def has_alike(self, word: str) -> bool:
        """Whether some word of the story sounds as a name does, whatever letters their consonants are."""
        begun = (stem for first in openings(word) for stem in self._stems_by_opening.get(first, ()))
        return any(sounds_within(word, stem, _ALIKE) for stem in begun)

    def has_near(self, word: str) -> bool:
        """Whether some word of the story begins with what is heard in a name, vowels and all."""
        sounds = {english_skeleton(word), english_skeleton("Y" + word[1:])}
        alike = (stems for sound, stems in self._by_skeleton.items() if any(near(mine, sound) for mine in sounds))
        return any(
            sounds_within(word, stem[:end], _FAINT)
            for stems in alike
            for stem in stems
            if begins_alike(word, stem)
            for end in range(2, len(stem) + 1)
        )

    def has_unlisted_sound(self, word: str) -> bool:
        """Whether a Hangul word that the table does not know may be another transcription of a foreign name it knows.

        아흐메다바드 for 아메다바드; but 녹스빌 is Knoxville, however near it sounds to Nashville.
        """
        sound = english_skeleton(word)
        if len(sound) < 4 or looks_korean(re.sub(r"[^a-z]", "", word.lower())):
            return False
        alike = (stem for stem in self.stems if abs(len(other := korean_skeleton(stem)) - len(sound)) <= 1
                 and within(sound, other, 1))  # fmt: skip
        return any(not self.table.in_korean(stem) for stem in alike)

    def begins_with(self, text: str) -> bool:
        """Whether a word of the story begins with three or four syllables that sound like all of a name.

        Old spellings (Kyereoul for 겨레얼) and Chinese names (Wang Wenbin for 왕원빈) follow no rule of romanisation.
        """
        letters = text.replace(" ", "").lower()
        sound = english_skeleton(letters)
        if "-" in text or len(sound) < (2 if len(letters) >= 7 else 3):
            return False
        return letters[0] in self._openings.get(sound, ())

    @cached_property
    def _openings(self) -> dict[str, set[str]]:
        """How the first three or four syllables of words sound → the letters that may spell their beginning."""
        found: dict[str, set[str]] = {}
        for word in self.words:
            for size in (3, 4) if len(word) >= 4 else (3,) if len(word) == 3 else ():
                letters = found.setdefault(korean_skeleton(word[:size]), set())
                letters.update(spelling[0] for spelling in syllable_spellings(word[0]))
        return found

    def has_romanised(self, word: str) -> bool:
        """Whether `word` spells a Hangul stretch of the story, syllable by syllable."""
        letters = re.sub(r"[^a-z-]", "", re.sub(r"\s+", "-", word.lower()))
        return letters.replace("-", "") in self.latin or self._spelled(letters)

    def _spelled(self, letters: str) -> bool:
        """Whether lower-case letters spell a stretch of two to six syllables of some word."""
        if letters not in self._known:
            firsts = [first for first in self._stretches if letters.startswith(_beginnings(first))]
            begun = {stretch for first in firsts for stretch in self._stretches[first]}
            self._known[letters] = any(spells(letters, stretch) for stretch in begun)
        return self._known[letters]

    @cached_property
    def _by_opening(self) -> dict[str, list[str]]:
        """What stretches begin with, by its rough sound."""
        found: dict[str, list[str]] = {}
        for first in self._stretches:
            found.setdefault(opening(first), []).append(first)
        return found

    @cached_property
    def _stems_by_opening(self) -> dict[str, list[str]]:
        """The stems by the rough sound they begin with."""
        found: dict[str, list[str]] = {}
        for stem in self.stems:
            found.setdefault(opening(stem), []).append(stem)
        return found

    @cached_property
    def _kana(self) -> set[str]:
        """The words as Japanese may sound in them."""
        return set(map(hangul_kana, self.stems))

    @cached_property
    def _stretches(self) -> dict[str, set[str]]:
        """The stretches of words by their first syllable, as written and as heard.

        Asking all words of a story about every name of it would grow with the square of its length.
        """
        syllables: dict[str, set[str]] = {}
        for word in self.words:
            for at in range(len(word) - 1):
                stretches = [word[at:end] for end in range(at + 2, min(at + 6, len(word)) + 1)]
                # What is heard of a syllable depends on the next one only.
                for first in {word[at], pronounced(word[at : at + 2])[0]}:
                    syllables.setdefault(first, set()).update(stretches)
        return syllables


class Story:
    """A story as the checks of names see it.

    Parameters
    ----------
    ko_texts, en_texts
        The sentences.
    beads
        ``(ko numbers, en numbers)``.
    table
        The names.

    Attributes
    ----------
    small
        Beads with both sides, of at most three sentences a side: in larger ones any two names stand side by side.
    korean
        What the whole Korean story offers as support.
    pairs
        The names that a Korean and an English sentence have once each, as far as anybody asked (`roles.named_twice`).
    """

    def __init__(
        self,
        ko_texts: Sequence[str],
        en_texts: Sequence[str],
        beads: Sequence[tuple[Sequence[int], Sequence[int]]],
        table: NameTable,
    ) -> None:
        self.ko_texts, self.en_texts, self.table = ko_texts, en_texts, table
        self.small = [(ko, en) for ko, en in beads if 0 < len(ko) <= 3 and 0 < len(en) <= 3]
        self.korean = KoreanNames(ko_texts, table)
        self.pairs: dict[tuple[int, int], list[tuple[Name, Name]]] = {}
        self._heard: dict[str, bool] = {}
        self._hits: dict[str, list[tuple[int, int, tuple[int, ...]]]] = {}

    def heard(self, word: str) -> bool:
        """Whether the Korean story has an English word by romanisation or by sound."""
        if word not in self._heard and "-" in word and not looks_korean(re.sub("[^a-z]", "", word.lower())):
            parts = [part for part in word.split("-") if len(part) > 2]
            self._heard[word] = len(parts) > 1 and all(map(self.heard, parts))  # 플레처-존스
        if word not in self._heard:
            soft = "Y" + word[1:] if word.startswith("J") else word  # Jens is 옌스
            korean = self.korean
            heard = korean.has_romanised(word) or korean.sounds_as(word, whole=True)
            heard = heard or any(len(hangul) > 1 and hangul in korean.text for hangul in pinyin_hangul(word))
            if not heard and not ("-" in word and looks_korean(re.sub("[^a-z]", "", word.lower()))):
                near = len(english_skeleton(word)) < 3 or korean.has_near(word)
                heard = korean.begins_with(word) or korean.has_alike(word)
                heard = heard or (near and (korean.has_sound(word) or korean.has_sound(soft)))
            self._heard[word] = heard
        return self._heard[word]

    def in_english(self, text: str) -> list[tuple[int, int, tuple[int, ...]]]:
        """The names of the table in an English sentence: see `NameTable.in_english`."""
        if text not in self._hits:
            self._hits[text] = self.table.in_english(text)
        return self._hits[text]


def given_name(text: str, surname: str) -> str:
    """Return the given name of an English full name, lower case, its syllables kept apart: ``"jae-myung"``."""
    words = re.split(r"[\s-]+", text.lower())
    if words[0] == surname:
        return "-".join(words[1:])
    return "-".join(words[:-1]) if words[-1] == surname else "-".join(words[1:])
