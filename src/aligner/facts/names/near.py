"""Names that miss by one syllable: "Hannuri" for 온누리, "Jangheung" for 장수, "Chungbuk" for 충남대.

An English word that no Korean word of the story spells, and that spells a Korean word of its own bead but for one
syllable, is that word written wrong, whether or not any table knows it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.facts.names.bodies import heads, renders
from aligner.facts.names.mentions import ENGLISH_WORDS, strict
from aligner.facts.names.story import SPELLINGS, KoreanNames, Name, Story, Suspect, near, sounds_of
from aligner.facts.names.table import NameTable
from aligner.korean.particles import strip_particle
from aligner.korean.romanise import decompose, english_skeleton, korean_skeleton, looks_korean, spells

__all__ = ["near_names", "one_syllable_off"]

_WORD = re.compile(r"(?<![\w’'-])[A-Z][a-z]{3,}(?:-[a-z]+)?(?![\w-])")
_HANGUL = re.compile(r"(?<![가-힣])[가-힣]{2,}")
_SUFFIX = re.compile(r"-(?:si|gu|gun|dong|ri|eup|myeon|do|ro)$")
_HEADED = re.compile(
    r"(?:시|군|구|읍|면|동|리|도|역|항|산|강|섬|대|대학교?|병원|그룹|건설|전자|은행|시장|공항|사찰|대교|터널|경찰서|소방서|초|중|고|지검|지법)"
    r"(?=[은는이가을를의에와과도로,·\s.]|에서|으로|$)"
)
"""What follows the stem of a place or body."""


_FOREIGN = re.compile(r"gg|bb|dd|zz|cc|ff|[vxqzfc](?!h)")
"""Letters that romanised Korean has not inside a name: Maggiore, Picasso."""


def one_syllable_off(letters: str, hangul: str, least: int = 1) -> bool:
    """Whether lower-case `letters` spell all syllables of `hangul` but one, with another syllable in its place.

    Examples
    --------
    >>> one_syllable_off("hannuri", "온누리"), one_syllable_off("onnuri", "온누리")
    (True, False)
    """
    if spells(letters, hangul):
        return False
    if _same_sound(letters, hangul, least):
        return False
    for at in range(len(hangul)):
        for start in range(len(letters)):
            if (at > 0) != (start > 0) or not spells(letters[:start], hangul[:at]):
                continue
            for end in range(start + 1, min(start + 6, len(letters)) + 1):
                rest = hangul[at + 1 :]
                if (not rest and end == len(letters)) or (rest and spells(letters[end:], rest)):
                    if looks_korean(letters[start:end], given=True):
                        return True
    return False


def _same_sound(letters: str, hangul: str, least: int = 1) -> bool:
    """Whether a word is only transcribed freely: 챔피언십 and Championship, 오리곤 and Oregon (h counts: 온, Han).

    Equal consonants are evidence where there are more than `least`.
    """
    other = korean_skeleton(hangul)
    for sound in sounds_of(letters):
        same = len(sound) > least and sound == other and letters.startswith("h") == (decompose(hangul[0])[0] == "ㅎ")
        if same or (len(sound) >= 4 and near(sound, other)):
            return True
    return False


def near_names(story: Story) -> list[Suspect]:
    """Find English names that are one syllable off a Korean name of their bead and support of nothing in the story."""
    ko_texts, en_texts, table = story.ko_texts, story.en_texts, story.table
    out = []
    for ko_ids, en_ids in story.small:
        here = " ".join(en_texts[j] for j in en_ids)
        for j in en_ids:
            for word in _doubtful(en_texts[j], table, story.korean):
                letters = _SUFFIX.sub("", word[0].lower()).replace("-", "")
                after = (en_texts[j][word.end() :].split() or [""])[0].strip(".,;:'’\")")
                hit = _nearest(letters, [(i, ko_texts[i]) for i in ko_ids], here, table, (word[0], after))
                if hit is not None:
                    i, ko, sure = hit
                    out.append((i, ko, j, Name("romanised", word.start(), word.end(), word[0]), sure))
    return out


def _doubtful(text: str, table: NameTable, story: KoreanNames) -> list[re.Match[str]]:
    """Capitalised words that look romanised and that the story does not have in any way."""
    known = [(s, e) for s, e, numbers in table.in_english(text) if story.has_entry(numbers)]
    out = []
    for match in _WORD.finditer(text):
        letters = _SUFFIX.sub("", match[0].lower()).replace("-", "")
        if any(story.has_surname(hangul) for hangul in SPELLINGS.get(letters, ())):
            continue
        if (
            _FOREIGN.search(letters)
            or letters in ENGLISH_WORDS
            or not looks_korean(letters)
            or any(s <= match.start() < e for s, e in known)
        ):
            continue
        if not (story.has_romanised(letters) or story.has_romanised(match[0])):
            out.append(match)
    return out


def _first_only(letters: str, hangul: str) -> bool:
    """Whether three syllables begin alike and go on otherwise: 달무리, Dalmaji."""
    for end in range(3, min(6, len(letters)) + 1):
        rest = letters[end:]
        if spells(letters[:end], hangul[0]) and looks_korean(rest, given=True) and len(rest) >= 4:
            return english_skeleton(rest)[:1] == korean_skeleton(hangul[1:])[:1]
    return False


def _nearest(
    letters: str, korean: Sequence[tuple[int, str]], here: str, table: NameTable, words: tuple[str, str]
) -> tuple[int, Name, float] | None:
    word, after = words
    listed = bool(table.in_english(word))
    for i, text in korean:
        for match in _HANGUL.finditer(text):
            stem = strip_particle(match[0])
            # 미루홀딩스, "Mirae Holdings": where the head is translated behind it, the stem was spelled and not heard.
            headed = next((size for size in (2, 3) if stem[size:] in heads() and renders(stem[size:], after)), 0)
            least = 2 if headed else 1
            if any(_same_sound(letters, stem[:size], least) for size in range(2, min(6, len(stem)) + 1)):
                continue
            for size in range(min(4, len(stem)), 1, -1):
                part = stem[:size]
                if size < len(stem) and stem[size:] not in heads():
                    continue  # 트레시 does not begin with a name of two syllables
                begun = size == 3 == len(stem) and _first_only(letters, part)
                if not (one_syllable_off(letters, part, least) or begun) or _said(part, here):
                    continue
                name = stem[size:] in heads() or _HEADED.match(text, match.start() + size) is not None
                placed = any(
                    table.entries[n].kind == "place" for end in ("", "시", "군") for n in table.numbers(part + end)
                )
                if size == 2 and (placed + name + listed + strict(word) + (headed == size) < 2 or not (placed or name)):
                    continue
                sure = 0.58 if begun else 0.75 if size > 2 else 0.65
                return i, Name("place" if placed else "org", match.start(), match.start() + size, part), sure
    return None


def _said(hangul: str, english: str) -> bool:
    """Whether some English word of the bead spells a Korean stem."""
    for match in re.finditer(r"[A-Z][A-Za-z]*(?:-[A-Za-z]+)*", english):
        letters = re.sub(r"[^a-z]", "", match[0].lower())
        if any(spells(letters[:n], hangul) for n in range(max(2, len(letters) - 4), len(letters) + 1)):
            return True
    return False
