"""English names that nothing in the Korean story accounts for, word by word, whether or not any table knows them.

A capitalised word is accounted for if the story has it in Latin letters, by a table entry, by the lexicon, by
romanisation or by sound. What is left is a suspect, and its signs say how it stands: beside a word that the Korean
does have (Hanwha Aerospace for 한화오션), as a name that the table knows of somebody else, opposite a Korean name that
the English does not answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from aligner.facts.lexicon import word_keys
from aligner.facts.names.compare import LOCATIVE as _LOCATIVE
from aligner.facts.names.compare import is_background
from aligner.facts.names.halves import as_one, astray, head_words, is_rendering_of
from aligner.facts.names.mentions import korean_names
from aligner.facts.names.story import SPELLINGS, TITLES, Name, Story
from aligner.facts.names.table import NameTable
from aligner.korean.particles import strip_particle
from aligner.korean.romanise import SURNAMES, english_skeleton, korean_skeleton, looks_korean, spells

__all__ = ["PLAIN", "WordSuspect", "surname_suspects", "word_suspects"]

WordSuspect: TypeAlias = tuple[int, Name | None, int, Name, dict[str, float]]
"""Korean sentence and name (None if none is open), English sentence and name, signs."""

_PHRASE = re.compile(
    r"(?<![\w’'-])[A-Z][\w’'-]*(?:[ ](?:(?:of|and|the|&|for|de|van|von|al|bin)[ ]){0,2}[A-Z][\w’'-]*)*"
)
_WORD = re.compile(r"[A-Z][\w’'-]*")
PLAIN = frozenset(
    (
        "the this that these those but and for with when while after before since under from in on at as it its he she "
        "they we you i a an if of to by so no not all one two three four five six seven eight nine ten mr mrs ms dr "
        "south north east west korea korean koreans seoul january february march april may june july august september "
        "october november december jan feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday "
        "friday saturday sunday president prime minister vice deputy former acting chairman chairwoman chairperson "
        "secretary general director chief executive officer ceo cfo representative rep sen gov mayor governor speaker "
        "professor ambassador national assembly first second third fourth olympic olympics games world cup party "
        "supreme high district court act bill law day year new lunar kst gmt est pm am sunday games republic internet "
        "covid god house congress parliament cabinet english korean-language state phase line no route highway "
        "yonhap newsis reuters ap afp lead us u.s united states american americans asia asian europe european "
        "mother father christmas easter earth online web tv it's there here what who how why where his her their our "
        "more most many some both each every other another such than then now also even just only still yet however "
        "about above although among around because between beyond during whose which while whom within without though "
        "through toward towards until upon into onto out off over down up back never nothing somebody none very "
        "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
        "seventy eighty ninety hundred thousand million billion trillion"
    ).split()
)
_OWNER = re.compile(r"['’]s?$")
_HEADS = frozenset(
    (
        "commission committee council agency association foundation institute ministry service bureau center centre "
        "union federation corporation company group bank university college hospital school court office authority "
        "fund board arboretum museum park club team league news times daily airport station bridge road street river "
        "base fountain square stream plaza palace shrine plant site mount mountain lake island "
        "province county city district village tower building hall stadium arena temple choir chapel cathedral church "
        "orchestra philharmonic symphony ballet opera theater theatre gallery library expressway highway tunnel port "
        "harbor harbour dam valley sea bay strait peninsula peak beach cape gate avenue line terminal cup "
        "open classic series festival biennale prize award act ordinance corp"
    ).split()
)
"""Words that tell what sort of body or place a name is: one of them alone is nobody's name."""


_OURS = frozenset(("한국", "대한민국", "국내"))
"""The country at home, which English need not name: no place stands for it."""


def word_suspects(story: Story) -> Iterator[WordSuspect]:
    """Yield the capitalised words of small beads that the Korean story does not account for."""
    every = word_keys(story.korean.text, "ko")
    for ko_ids, en_ids in story.small:
        here = " ".join(story.en_texts[j] for j in en_ids)
        source = " ".join(story.ko_texts[i] for i in ko_ids)
        keys = word_keys(source, "ko")
        open_names: list[tuple[int, Name]] | None = None
        for j in en_ids:
            for phrase in _PHRASE.finditer(story.en_texts[j]):
                doubts: dict[str, Mapping[str, float]] = {}
                for one in _TOGETHER.split(phrase[0]):
                    doubts |= astray(one, phrase[0], source, PLAIN | _HEADS)
                doubts = {w: d for w, d in doubts.items() if not story.korean.has_romanised(w)}
                strange, known = _sorted(phrase, story, keys, every, frozenset(doubts))
                together = as_one(phrase[0], source) - doubts.keys() if strange else ()
                strange = [match for match in strange if match[0] not in together]
                if not strange:
                    continue
                if open_names is None:
                    open_names = [
                        (i, name) for i in ko_ids for name in korean_names(story.ko_texts[i], story.table, loose=True)
                        if name.text not in _OURS and not _answered(name, here, story.table)
                    ]  # fmt: skip
                first = strange[0]
                start, end = (phrase.start() + first.start(), phrase.start() + strange[-1].end())
                name = Name("word", start, end, story.en_texts[j][start:end])
                if is_background(name, story.en_texts[j]):
                    continue
                other, signs = _signs(name, strange, [sort for sort, _ in known], open_names, story, j)
                rest = _rest_of([word for sort, word in known if sort == "name"], phrase[0], story, ko_ids)
                signs["rest"] = float(rest is not None)
                own: dict[str, float] = {}
                for match in strange:
                    own |= doubts.get(_OWNER.sub("", match[0]), {})
                if own:  # the part that is known says more than how the word stands
                    kept = ("common", "korean", "open", "open_same", "listed", "rest")
                    signs = {"home": 0.0, "astray": 1.0, **own, **{f"astray_{sign}": signs[sign] for sign in kept}}
                other = rest or other
                at, korean = other if other is not None else (ko_ids[0], None)
                yield at, korean, j, name, signs


def _sorted(
    phrase: re.Match[str], story: Story, keys: frozenset[str], every: frozenset[str], doubtful: frozenset[str]
) -> tuple[list[re.Match[str]], list[tuple[str, str]]]:
    """The words of a phrase that nothing accounts for, and how the others are accounted for (name, word)."""
    text = phrase.string
    opening = not text[: phrase.start()].strip(" \"“‘'") or text[: phrase.start()].rstrip(" \"“‘'").endswith(
        (".", "?", "!")
    )
    hits = [(s, e, numbers) for s, e, numbers in story.in_english(text) if s < phrase.end() and phrase.start() < e]
    strange: list[re.Match[str]] = []
    known: list[tuple[str, str]] = []
    for match in _WORD.finditer(phrase[0]):
        word = re.sub(r"['’]s$|['’]$", "", match[0])
        low = word.lower()
        start = phrase.start() + match.start()
        if low in PLAIN or (len(word) < 4 and word not in doubtful) or word.isupper() or any(c.isdigit() for c in word):
            continue
        if "-" in word and all(part in PLAIN and len(part) > 2 for part in low.split("-")):
            continue  # April-June
        inside = [numbers for s, e, numbers in hits if s <= start < e]
        if any(story.korean.has_entry(numbers) for numbers in inside) or _government(start, text, inside, story):
            known.append(("name", word))
        elif low not in story.korean.latin and word in doubtful:
            strange.append(match)
        elif (land := _LAND.match(phrase[0], match.end())) and story.korean.has_romanised(low + _LANDS[land[1]]):
            known.append(("name", word))
        elif _romanised_place(low, inside, story.table) and not story.korean.has_romanised(word):
            strange.append(match)  # Gwangju sounds like 공주
        elif low in story.korean.latin or story.heard(word):
            known.append(("name", word))
        elif story.korean.sounds_as(word):
            known.append(("word", word))
        elif any(story.korean.has_surname(hangul) for hangul in SPELLINGS.get(low, ())):
            known.append(("name", word))
        elif word_keys(word, "en") & keys:
            known.append(("word", word))
        elif word_keys(word, "en") & every and not inside:
            known.append(("word", word))
        elif opening and match.start() == 0 and not inside and (is_rendering_of(word) or " " not in phrase[0]):
            continue
        else:
            strange.append(match)
    if not doubtful and all(match[0].lower() in _HEADS for match in strange):
        strange = []
    if strange and known and not doubtful and known[-1] == ("name", phrase[0].split()[-1].removesuffix("'s")):
        if known[-1][1].lower() not in _HEADS:
            strange = []  # Volodymyr Zelenskyy: English adds the first name
    return strange, known


def _government(start: int, text: str, inside: Sequence[tuple[int, ...]], story: Story) -> bool:
    """Whether a capital stands for its country, which the Korean names: "urged Pyongyang to", not "in Pyongyang"."""
    if not inside or _LOCATIVE.search(text, max(0, start - 12), start):
        return False
    forms = {form for numbers in inside for n in numbers for form in story.table.entries[n].en}
    countries = (n for n, e in enumerate(story.table.entries) if e.kind == "country" and forms & set(e.en_support))
    return story.korean.has_entry(tuple(countries))


_TOGETHER = re.compile(r" (?:and|&|of|for) |['’]s? ")
_LANDS = {"River": "gang", "Mountain": "san", "Temple": "sa", "Palace": "gung", "Gate": "mun", "Stream": "cheon",
            "Island": "do", "Fortress": "seong", "Lake": "ho"}  # fmt: skip
_LAND = re.compile(rf" ({'|'.join(_LANDS)})\b")
"""What Korean says in the last syllable: 금강 is the Geum River."""


def _romanised_place(low: str, inside: Sequence[tuple[int, ...]], table: NameTable) -> bool:
    """Whether a word is a listed place of Korea, whose spelling says more than its sound."""
    entries = [table.entries[n] for numbers in inside for n in numbers]
    return looks_korean(low) and any(e.kind == "place" and spells(low, e.ko[0]) for e in entries)


def _rest_of(
    names: Sequence[str], phrase: str, story: Story, ko_ids: Sequence[int]
) -> tuple[int, Name] | None:  # fmt: skip
    """A Korean word that begins with one of the names and goes on with something the phrase does not say.

    한빛물산 begins with "Hanbit", but 물산 is no "Chemical".
    """
    said, spoken = word_keys(phrase, "en"), f" {phrase} "
    words = re.findall(r"[A-Za-z]{2,}", phrase)
    sounds = {english_skeleton("".join(words[a:b])) for a, b in combinations(range(len(words) + 1), 2)}  # 마린텍
    for name in names:
        letters = re.sub("[^a-z]", "", name.lower())
        sound = english_skeleton(name)
        for i in ko_ids:
            for match in _HANGUL.finditer(story.ko_texts[i]):
                word = strip_particle(match[0], least=3)
                for size in range(2, min(5, len(word) - 2) + 1):
                    part, rest = word[:size], word[size:]
                    same = spells(letters, part) or (len(sound) > 1 and korean_skeleton(part) == sound)
                    if not same:
                        continue
                    if word_keys(rest, "ko") & said or korean_skeleton(rest) in sounds:
                        return None
                    if any(f" {form} " in spoken for form in head_words(rest)):
                        return None
                    if len(rest) >= 2:
                        return i, Name("org", match.start(), match.start() + len(word), word)
    return None


def _answered(name: Name, english: str, table: NameTable) -> bool:
    if any(table.english_has(n, english) for n in name.entries):
        return True
    for match in re.finditer(r"[A-Z][A-Za-z’'-]+(?:\s[A-Z][a-z-]+)?", english):
        low = re.sub(r"[^a-z-]", "", match[0].lower().replace(" ", "-"))
        if spells(low, name.text) or spells(low.split("-")[0], name.text):
            return True
        if len(name.text) >= 3 and len(mine := korean_skeleton(name.text)) > 2:
            if mine in (english_skeleton(match[0].split()[0]), english_skeleton(match[0].split()[-1])):
                return True
    return False


def _signs(
    name: Name, strange: Sequence[re.Match[str]], known: Sequence[str], open_names: Sequence[tuple[int, Name]],
    story: Story, j: int,
) -> tuple[tuple[int, Name] | None, dict[str, float]]:  # fmt: skip
    text = story.en_texts[j]
    words = [re.sub(r"['’]s$", "", match[0]) for match in strange]
    listed = [numbers for s, e, numbers in story.in_english(text) if s < name.end and name.start < e]
    kinds = {story.table.entries[n].kind for numbers in listed for n in numbers}
    korean = any(looks_korean(re.sub("[^a-z]", "", word.lower())) for word in words)
    same = [pair for pair in open_names if _kin(pair[1].kind) in {_kin(kind) for kind in kinds}]
    near = [pair for pair in open_names if _alike(words[0], pair[1].text)]
    common = all(is_rendering_of(word) for word in words)
    people = ("person", "maybe-person")
    fitting = near or same or [p for p in open_names if not kinds and not (common and p[1].kind in people)]
    other = fitting[0] if fitting else None
    return other, {
        "listed": float(bool(listed)),
        "beside_name": float("name" in known),
        "beside_word": float("word" in known and "name" not in known),
        "alone": float(not known and len(words) == 1),
        "several": float(len(words) > 1),
        "common": float(common),
        "korean": float(korean),
        "open": float(bool(fitting or open_names) and not (common and not fitting)),
        "open_same": float(bool(same)),
        "near": float(bool(near)),
        "hyphenated": float("-" in name.text),
        "possessive": float(_OWNER.search(name.text) is not None),
        "home": float(bool(listed) and kinds <= {"country", "place"} and not same),
    }


def _kin(kind: str) -> str:
    return {"country": "place", "maybe-person": "person"}.get(kind, kind)


def _alike(word: str, hangul: str) -> bool:
    mine, other = english_skeleton(word), korean_skeleton(hangul)
    return len(mine) > 1 and mine[:1] == other[:1] and abs(len(mine) - len(other)) <= 1


_HANGUL = re.compile(r"(?<![가-힣])[가-힣]{4,}")
_SURNAMED = re.compile(
    r"(?:\b(?:surnamed|surname|family name|last name)(?:\s(?:is|was|only as))?,?|\b(?:Rep|Sen|Gov|Prof|Dr)\.|"
    r"\b(?:[Cc]andidate|[Mm]inister|Mayor|Governor|Chairman|Chairwoman|Professor|Coach|Judge|[Nn]ominee|Speaker))"
    r"\s(?P<name>[A-Z][a-z]+)(?!\s[A-Z]|-|[a-z])"
)
_SOMEBODY = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣]{1,2}?)(?:\s?모(?=\s?(?:\(|씨|군|양)|\s)|\s(?:씨|후보자?)(?![가-힣]{3})|"
    rf"(?<![전현신각양두주부고이한그여제우])\s(?:전\s)?(?:{TITLES})(?![가-힣]{{3}}))"
)


def surname_suspects(story: Story) -> Iterator[WordSuspect]:
    """Yield people told by their surname alone, 오모(32) 씨 or 조 후보, whom the English gives another one."""
    for ko_ids, en_ids in story.small:
        people = [
            (i, Name("person", *m.span("name"), m["name"]))
            for i in ko_ids for m in _SOMEBODY.finditer(story.ko_texts[i]) if m["name"] in SURNAMES
        ]  # fmt: skip
        if not people:
            continue
        source = " ".join(story.ko_texts[i] for i in ko_ids)
        for j in en_ids:
            for match in _SURNAMED.finditer(story.en_texts[j]):
                letters = match["name"].lower()
                if any(letters in SURNAMES[person.text] or spells(letters, person.text) for _, person in people):
                    continue
                called = "surname" in match[0] or " name" in match[0]
                if not called and (letters not in SPELLINGS or _somebody_of(letters, source, story.korean.text)):
                    continue
                name = Name("person", match.start("name"), match.end("name"), match["name"])
                yield *people[0], j, name, {"surnamed": 1.0, "is_surname": float(letters in SPELLINGS)}


def _somebody_of(surname: str, source: str, story: str) -> bool:
    """Whether the Korean has anybody of a surname: in the sentence by any word, elsewhere by a title."""
    return any(
        re.search(rf"(?<![가-힣]){hangul}[가-힣]{{1,3}}", source)
        or re.search(rf"(?<![가-힣]){hangul}[가-힣]{{0,3}}\s?(?:{TITLES}|\(|모)", story)
        for hangul in SPELLINGS[surname]
    )
