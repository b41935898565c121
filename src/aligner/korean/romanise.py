"""Hangul in Latin letters: Revised Romanisation, McCune–Reischauer, customary spellings, and consonant skeletons.

A name is seldom spelled by one system, so matching works on sets: each syllable's initial, vowel and final may be any
of the spellings in use (이 → i, yi, lee, ree …), and two names match when the letters can be cut into such syllables.
Sources: National Institute of Korean Language, Notice 2000-8 (Revised Romanisation); G. McCune and E. Reischauer, "The
Romanization of the Korean Language" (1939); passport surname spellings in common use.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

__all__ = [
    "SURNAMES",
    "compose",
    "decompose",
    "english_skeleton",
    "final_of",
    "in_syllables",
    "is_hangul",
    "korean_skeleton",
    "looks_korean",
    "pronounced",
    "revised",
    "spells",
    "syllable_spellings",
]

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

_RR_INITIAL = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_RR_VOWEL = (
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
)
_RR_FINAL = dict(zip(_FINALS, ("", *"k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()), strict=True))

_INITIAL_SPELLINGS: dict[str, tuple[str, ...]] = {
    "ㄱ": ("g", "k"), "ㄲ": ("kk", "gg", "k", "g"), "ㄴ": ("n",), "ㄷ": ("d", "t"), "ㄸ": ("tt", "dd", "d", "t"),
    "ㄹ": ("r", "l", "n"), "ㅁ": ("m",), "ㅂ": ("b", "p"), "ㅃ": ("pp", "bb", "b", "p"), "ㅅ": ("s", "sh"),
    "ㅆ": ("ss", "s"), "ㅇ": ("",), "ㅈ": ("j", "ch", "z"), "ㅉ": ("jj", "tch", "j", "ch"), "ㅊ": ("ch",),
    "ㅋ": ("k", "kh"), "ㅌ": ("t", "th"), "ㅍ": ("p", "ph"), "ㅎ": ("h",),
}  # fmt: skip
_VOWEL_SPELLINGS: dict[str, tuple[str, ...]] = {
    "ㅏ": ("a", "ah"), "ㅐ": ("ae", "ay", "ai"), "ㅑ": ("ya", "yah"), "ㅒ": ("yae", "ye"), "ㅓ": ("eo", "o", "uh"),
    "ㅔ": ("e", "eh", "ae"), "ㅕ": ("yeo", "you", "yo", "yu", "yuh"), "ㅖ": ("ye", "e", "yeh"), "ㅗ": ("o", "oh"),
    "ㅘ": ("wa", "oa"), "ㅙ": ("wae", "wai"), "ㅚ": ("oe", "oi", "we"), "ㅛ": ("yo",), "ㅜ": ("u", "oo", "woo", "wu"),
    "ㅝ": ("wo", "weo"), "ㅞ": ("we",), "ㅟ": ("wi", "wee"), "ㅠ": ("yu", "yoo", "you"), "ㅡ": ("eu", "u"),
    "ㅢ": ("ui", "eui", "ee", "i", "yi"), "ㅣ": ("i", "ee", "yi"),
}  # fmt: skip
_CLOSED_VOWELS: dict[str, tuple[str, ...]] = {"ㅓ": ("u", "ou", "eu"), "ㅡ": ("oo",)}
"""Spellings in use only before a final consonant (정 → jung, but never 서 → su)."""
_FINAL_SPELLINGS: dict[str, tuple[str, ...]] = {
    "": ("", "h"), "ㄱ": ("k", "g", "ck"), "ㄴ": ("n", "nn"), "ㄷ": ("t", "d"), "ㄹ": ("l", "r", "ll"), "ㅁ": ("m",),
    "ㅂ": ("p", "b"), "ㅅ": ("t", "s"), "ㅇ": ("ng",), "ㅎ": ("t", "h", ""), "ㅈ": ("t", "j"), "ㅊ": ("t", "ch"),
    "ㅋ": ("k",), "ㅌ": ("t",), "ㅍ": ("p",), "ㅆ": ("t", "s"), "ㄲ": ("k",),
}  # fmt: skip

# Customary spellings that no rule gives, mostly of surnames; rule spellings are added to these.
SURNAMES: dict[str, tuple[str, ...]] = {
    "김": ("kim", "gim"), "이": ("lee", "yi", "rhee", "ri", "li", "i", "yee", "rhie", "reigh"),
    "박": ("park", "pak", "bak", "bahk", "pahk"), "최": ("choi", "choe", "chey", "choy"),
    "정": ("jung", "chung", "jeong", "chong", "joung", "cheong"), "강": ("kang", "gang"),
    "조": ("cho", "jo", "joe", "choh"), "윤": ("yoon", "yun", "youn"), "장": ("jang", "chang", "zhang"),
    "임": ("lim", "im", "yim", "rim", "leem"), "한": ("han", "hahn"), "오": ("oh", "o"),
    "서": ("seo", "suh", "so", "sur"), "신": ("shin", "sin", "synn"), "권": ("kwon", "gwon", "kweon"),
    "황": ("hwang", "whang"), "안": ("ahn", "an"), "송": ("song", "soung"),
    "전": ("jeon", "jun", "chun", "chon", "cheon"), "홍": ("hong",), "유": ("yoo", "yu", "ryu", "you", "yoo", "ryoo"),
    "류": ("ryu", "ryoo", "yoo", "yu", "rew", "lyu"), "고": ("ko", "go", "koh", "goh"), "문": ("moon", "mun"),
    "양": ("yang", "ryang"), "손": ("son", "sohn", "sonn"), "배": ("bae", "pae", "bai"),
    "백": ("baek", "paik", "back", "baik", "paek", "beak"), "허": ("heo", "hur", "huh", "ho"), "남": ("nam",),
    "심": ("shim", "sim"), "노": ("roh", "noh", "no", "ro"), "로": ("roh", "ro", "noh"), "하": ("ha", "hah"),
    "곽": ("kwak", "gwak"), "성": ("sung", "seong", "song"), "차": ("cha",), "주": ("joo", "ju", "chu"),
    "우": ("woo", "u", "wu"), "구": ("koo", "gu", "ku", "goo"), "민": ("min",), "나": ("na", "ra", "nah"),
    "라": ("ra", "na"), "진": ("jin", "chin"), "지": ("ji", "chi", "jee"), "엄": ("um", "eom", "uhm", "eum"),
    "채": ("chae",), "원": ("won", "weon"), "천": ("cheon", "chun", "chon"), "방": ("bang", "pang"),
    "공": ("kong", "gong"), "현": ("hyun", "hyeon", "hyon"), "함": ("ham", "hahm"), "변": ("byun", "byeon", "pyon"),
    "염": ("yum", "yeom", "youm"), "여": ("yeo", "yo", "yuh"), "추": ("choo", "chu"), "도": ("do", "to", "doh"),
    "소": ("so", "soh"), "석": ("seok", "suk", "sok"), "선": ("sun", "seon"), "설": ("seol", "sul"), "마": ("ma",),
    "길": ("gil", "kil"), "연": ("yeon", "yon", "youn"), "위": ("wi", "wee"), "표": ("pyo",),
    "명": ("myung", "myeong"), "기": ("ki", "gi", "kee"), "반": ("ban", "pan"), "왕": ("wang",),
    "금": ("keum", "geum", "kum"), "옥": ("ok", "ock"), "육": ("yook", "yuk"), "인": ("in",), "맹": ("maeng",),
    "제": ("je",), "모": ("mo",), "탁": ("tak",), "국": ("kook", "guk", "kuk"), "어": ("eo", "uh"), "은": ("eun",),
    "편": ("pyun", "pyeon"), "용": ("yong",), "예": ("ye",), "봉": ("bong",), "사": ("sa",), "부": ("boo", "bu"),
    "태": ("tae",), "피": ("pi",), "감": ("kam", "gam"), "리": ("ri", "lee", "yi", "li", "rhee"),
    "렴": ("ryom", "yom"), "림": ("rim", "lim", "im"), "량": ("ryang", "yang"), "동": ("dong",), "온": ("on",),
    "빈": ("bin",), "경": ("kyung", "gyeong"), "독고": ("dokgo", "dokko"), "남궁": ("namgung", "namkoong", "namkung"),
    "황보": ("hwangbo",), "선우": ("sunwoo", "seonu"), "제갈": ("jegal",), "사공": ("sagong",),
}  # fmt: skip
# Customary spellings of given-name syllables.
_SYLLABLES: dict[str, tuple[str, ...]] = {
    "얼": ("eol", "ul", "oul", "ol"), "올": ("ol", "oll", "all"), "겨": ("kye", "gye"),
    "영": ("young", "yung", "yong"), "용": ("yong",), "석": ("suk", "sok", "seok", "sock"), "숙": ("sook", "suk"),
    "순": ("soon", "sun"), "훈": ("hoon", "hun"), "준": ("joon", "jun", "june"), "중": ("joong", "jung", "chung"),
    "종": ("jong", "chong"), "정": ("jung", "jeong", "chung", "jong", "chong"),
    "경": ("kyung", "gyeong", "kyong", "kyoung", "gyung"), "현": ("hyun", "hyeon", "hyon", "hyoun"),
    "형": ("hyung", "hyeong", "hyong"), "희": ("hee", "hui", "hi"), "선": ("sun", "seon", "son", "sunn"),
    "성": ("sung", "seong", "song"), "승": ("seung", "sung"), "은": ("eun", "un"), "일": ("il", "ill", "yil"),
    "철": ("chul", "cheol", "chol"), "수": ("soo", "su", "sou"), "우": ("woo", "wu", "u"), "주": ("joo", "ju", "chu"),
    "진": ("jin", "chin", "gin"), "재": ("jae", "chae", "jay"), "태": ("tae", "tai"), "대": ("dae", "tae", "dai"),
    "균": ("kyun", "gyun"), "규": ("kyu", "gyu", "kyoo"), "근": ("keun", "geun", "kun"), "기": ("ki", "gi", "kee"),
    "명": ("myung", "myeong", "myong", "myoung"), "병": ("byung", "byeong", "pyong", "byoung"), "상": ("sang",),
    "여": ("yeo", "yo"), "연": ("yeon", "youn", "yon", "yun"), "열": ("yeol", "yul", "yol", "ryul", "youl"),
    "욱": ("wook", "uk", "ook"), "운": ("woon", "un"), "웅": ("woong", "ung"), "원": ("won", "weon", "one"),
    "윤": ("yoon", "yun"), "율": ("yul", "ryul"), "률": ("ryul", "yul"), "이": ("yi", "i", "lee", "e"),
    "인": ("in", "ihn"), "빈": ("bin", "been"), "복": ("bok", "pok"), "봉": ("bong", "pong"),
    "북": ("buk", "puk", "book"), "부": ("bu", "pu", "boo"), "평": ("pyong", "pyeong", "pyung"),
    "국": ("kook", "guk", "kuk", "gook"), "군": ("kun", "gun", "koon"), "룡": ("ryong", "yong"),
    "련": ("ryon", "ryeon"), "력": ("ryok", "ryeok"), "령": ("ryong", "ryeong", "young"), "례": ("rye", "ye"),
    "해": ("hae", "hai"), "혁": ("hyuk", "hyeok", "hyok"), "섭": ("sup", "seop", "sub", "seob", "sop"),
    "엽": ("yup", "yeop", "yeob", "yub"), "옥": ("ok", "ock", "oak"), "란": ("ran", "lan"),
    "린": ("rin", "lin", "lynn"), "만": ("man", "mahn"), "미": ("mi", "mee"), "민": ("min", "minn"),
    "배": ("bae", "pae"), "백": ("baek", "paek", "paik", "back", "baik"), "범": ("bum", "beom", "pom"), "빛": ("bit",),
    "솔": ("sol",), "슬": ("seul", "sul"), "식": ("sik", "shik", "sick"), "신": ("shin", "sin"), "시": ("si", "shi"),
    "심": ("sim", "shim"), "아": ("a", "ah"), "안": ("an", "ahn"), "애": ("ae", "ai"), "예": ("ye", "yea"),
    "오": ("o", "oh"), "유": ("yu", "yoo", "you"), "지": ("ji", "jee", "chi"), "찬": ("chan",), "창": ("chang",),
    "천": ("chun", "cheon", "chon"), "하": ("ha", "hah"), "한": ("han", "hahn"), "헌": ("hun", "heon", "hon"),
    "홍": ("hong",), "화": ("hwa", "wha"), "환": ("hwan", "whan"), "후": ("hu", "hoo"), "흠": ("heum", "hum"),
    "휘": ("hwi", "whi", "whee"), "필": ("pil", "phil", "feel"), "학": ("hak", "hahk"), "길": ("gil", "kil", "gill"),
    "광": ("kwang", "gwang"), "권": ("kwon", "gwon"), "건": ("gun", "kun", "keon", "geon"),
    "갑": ("kap", "gap", "kab"), "걸": ("gul", "geol", "kul", "girl"), "구": ("ku", "gu", "koo", "goo"),
    "고": ("ko", "go", "koh"), "관": ("kwan", "gwan"), "교": ("kyo", "gyo"), "궁": ("gung", "goong", "kung"),
    "금": ("keum", "geum", "kum"), "덕": ("duk", "deok", "tok", "duck"), "도": ("do", "to", "doh"),
    "동": ("dong", "tong"), "두": ("doo", "du", "tu"), "득": ("deuk", "duk", "tuk"), "강": ("kang", "gang"),
    "박": ("park", "pak", "bak"), "최": ("choi", "choe"), "임": ("im", "lim", "yim"),
}  # fmt: skip


def is_hangul(char: str) -> bool:
    """Whether `char` is a composed Hangul syllable."""
    return "가" <= char <= "힣"


def decompose(syllable: str) -> tuple[str, str, str]:
    """Split a composed syllable into initial, vowel and final (``"김"`` → ㄱ, ㅣ, ㅁ).

    Raises
    ------
    ValueError
        If `syllable` is not one composed Hangul syllable.
    """
    if len(syllable) != 1 or not is_hangul(syllable):
        raise ValueError(f"one composed Hangul syllable expected, got {syllable!r}")
    code = ord(syllable) - 0xAC00
    return _INITIALS[code // 588], _VOWELS[code % 588 // 28], _FINALS[code % 28]


def final_of(character: str) -> str:
    """Return the final consonant of a composed syllable, "" if it has none or is no such syllable.

    Examples
    --------
    >>> final_of("김"), final_of("가"), final_of("A")
    ('ㅁ', '', '')
    """
    return _FINALS[(ord(character) - 0xAC00) % 28] if "가" <= character <= "힣" else ""


def compose(initial: str, vowel: str, final: str = "") -> str:
    """Put a syllable together from its letters; the inverse of `decompose`."""
    return chr(0xAC00 + (_INITIALS.index(initial) * 21 + _VOWELS.index(vowel)) * 28 + _FINALS.index(final))


def revised(text: str) -> str:
    """Write Hangul in Revised Romanisation letter by letter (no sound changes but at the end), as in names."""
    out = []
    for char in text:
        if is_hangul(char):
            initial, vowel, final = decompose(char)
            out.append(_RR_INITIAL[_INITIALS.index(initial)] + _RR_VOWEL[_VOWELS.index(vowel)] + _RR_FINAL[final])
        else:
            out.append(char)
    return "".join(out)


_LIQUIDS = frozenset(chr(code) for code in range(0xAC00 + 5 * 588, 0xAC00 + 6 * 588))
"""Syllables that begin with ㄹ."""
_SONOROUS = _LIQUIDS.union(chr(0xAC00 + 588 * at + rest) for at in (2, 6) for rest in range(588))
"""Syllables that begin with ㄴ, ㄹ or ㅁ, before which others sound otherwise than they are written."""


@lru_cache(maxsize=4096)
def syllable_spellings(syllable: str) -> frozenset[str]:
    """Every spelling a syllable may take inside a name, lower case."""
    initial, vowel, final = decompose(syllable)
    finals = _FINAL_SPELLINGS.get(final) or (_RR_FINAL[final],)
    vowels = _VOWEL_SPELLINGS[vowel] + (_CLOSED_VOWELS.get(vowel, ()) if final else ())
    spellings = {i + v + f for i in _INITIAL_SPELLINGS[initial] for v in vowels for f in finals}
    if initial == "ㄹ" and vowel in "ㅑㅕㅖㅛㅠ":  # 광렬: Kwang-ryeol, Kwang-yeol
        spellings |= {v + f for v in vowels for f in finals}
    spellings |= set(_SYLLABLES.get(syllable, ()))
    spellings.discard("")
    return frozenset(spellings)


_NASAL = {
    "ㄱ": "ㅇ", "ㄲ": "ㅇ", "ㅋ": "ㅇ", "ㄷ": "ㄴ", "ㅅ": "ㄴ", "ㅈ": "ㄴ", "ㅊ": "ㄴ", "ㅌ": "ㄴ", "ㅂ": "ㅁ",
    "ㅍ": "ㅁ",
}  # fmt: skip


@lru_cache(maxsize=65536)
def pronounced(hangul: str) -> str:
    """Write Hangul as its nasals and liquids are heard (신라 → 실라, 백령 → 뱅녕), as places are romanised.

    Revised Romanisation (National Institute of Korean Language, notice 2000-8), section 3, paragraph 1 (1) and (2).
    """
    if _SONOROUS.isdisjoint(hangul[1:]):
        return hangul
    letters = [list(decompose(char)) if is_hangul(char) else [char] for char in hangul]
    for left, right in pairwise(letters):
        if len(left) != 3 or len(right) != 3:
            continue
        if (left[2], right[0]) in (("ㄴ", "ㄹ"), ("ㄹ", "ㄴ")):
            left[2] = right[0] = "ㄹ"
            continue
        if right[0] == "ㄹ" and left[2] and left[2] != "ㄹ":
            right[0] = "ㄴ"
        if right[0] in "ㄴㅁ":
            left[2] = _NASAL.get(left[2], left[2])
    return "".join(compose(*parts) if len(parts) == 3 else parts[0] for parts in letters)


_LIQUID_AFTER = frozenset("ㄱㄲㄴㅁㅂㅇ")
"""Finals after which ㄹ is heard, and spelled, as n (종로, Jongno)."""


def spells(letters: str, hangul: str, *, person: bool = False) -> bool:
    """Whether Latin `letters` (lower case) are a spelling of `hangul`.

    Parameters
    ----------
    letters
        Such as ``"leejaemyung"``; a hyphen counts as a border between syllables (``"jae-myung"``), other separators are
        not allowed.
    hangul
        Composed syllables only, such as ``"이재명"``.
    person
        Whether the first syllable (or two: 남궁, 제갈 …) is a surname, whose customary spellings then count.

    Examples
    --------
    >>> spells("jaehyung", "재영"), spells("jae-hyung", "재영")
    (True, False)
    """
    if not hangul:
        return not letters
    if not is_hangul(hangul[0]):
        return False
    heard = pronounced(hangul)
    if heard != hangul and _spells(letters, heard, ""):
        return True
    if person:
        for size in (2, 1):
            for spelling in SURNAMES.get(hangul[:size], ()) if len(hangul) > size else ():
                if letters.startswith(spelling) and _spells(letters[len(spelling) :], hangul[size:], hangul[size - 1]):
                    return True
    return _spells(letters, hangul, "")


def _spells(letters: str, hangul: str, before: str) -> bool:
    if not hangul:
        return not letters
    if not is_hangul(hangul[0]):
        return False
    if before and letters.startswith("-"):
        letters = letters[1:]
    options = syllable_spellings(hangul[0])
    plain = before and (hangul[0] in _LIQUIDS) and decompose(before)[2] not in _LIQUID_AFTER
    for size in range(1, min(7, len(letters)) + 1):
        part = letters[:size]
        if part in options and not (plain and part[0] == "n") and _spells(letters[size:], hangul[1:], hangul[0]):
            return True
    return False


_SYLLABLE = (
    "(?:kk|gg|tt|dd|pp|bb|ss|jj|ch|sh|ph|th|kh|wh|[bdghjklmnprstyzw]|)(?:yeo|yae|you|yoo|yu|yo|ya|ye|wae|wa|we|wi|wo|"
    "woo|eui|eo|eu|ae|ay|ai|oe|oi|oo|"
    "ou|ui|ee|uh|ah|oh|[aeiou])(?:ng|ck|nn|ll|rk|[bgklmnprst]|h)?"
)
_ONE_OR_TWO = re.compile(f"(?:{_SYLLABLE}){{1,2}}")
_TWO_OR_MORE = re.compile(f"(?:{_SYLLABLE}){{2,5}}")


@lru_cache(maxsize=1 << 16)
def looks_korean(letters: str, *, given: bool = False) -> bool:
    """Whether lower-case letters can be cut into Korean syllables: one or two for a given name, else two to five."""
    return (_ONE_OR_TWO if given else _TWO_OR_MORE).fullmatch(letters) is not None


@lru_cache(maxsize=1 << 14)
def in_syllables(letters: str, number: int) -> bool:
    """Whether lower-case letters can be cut into so many Korean syllables."""
    return re.fullmatch(f"(?:{_SYLLABLE}){{{number}}}", letters) is not None


_KO_INITIAL_CLASS = dict(zip(_INITIALS, "K K N T T L M P P S S - C C C K T P -".split(), strict=True))
_KO_FINAL_CLASS = {
    "": "", "ㄱ": "K", "ㄲ": "K", "ㄳ": "K", "ㄴ": "N", "ㄵ": "N", "ㄶ": "N", "ㄷ": "T", "ㄹ": "L", "ㄺ": "K",
    "ㄻ": "M", "ㄼ": "L", "ㄽ": "L", "ㄾ": "L", "ㄿ": "P", "ㅀ": "L", "ㅁ": "M", "ㅂ": "P", "ㅄ": "P", "ㅅ": "T",
    "ㅆ": "T", "ㅇ": "N", "ㅈ": "T", "ㅊ": "T", "ㅋ": "K", "ㅌ": "T", "ㅍ": "P", "ㅎ": "",
}  # fmt: skip
_KO_CLASS_TABLE: dict[int, str] = {}


def _fill_classes() -> None:
    for code in range(11172):
        syllable = chr(0xAC00 + code)
        initial, final = _INITIALS[code // 588], _FINALS[code % 28]
        first = _KO_INITIAL_CLASS[initial].replace("-", "")
        # the vowel mark tells the n-k of 한국 (one class each) from the ng of 영 (see `english_skeleton`)
        _KO_CLASS_TABLE[ord(syllable)] = first + "." + _KO_FINAL_CLASS[final]


_fill_classes()
_NASAL_STOP = re.compile(r"NK+")
_REPEAT = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 16)
def korean_skeleton(hangul: str) -> str:
    """Return the consonant classes of a Hangul word (``"트럼프"`` → TLMP); vowels, ㅎ and silent ㅇ drop out.

    The same string comes from `english_skeleton` of a usual spelling: k/g, t/d, p/b/f/v, l/r, ch/j/z are one class.
    """
    return _REPEAT.sub(r"\1", _NASAL_STOP.sub("N", hangul.translate(_KO_CLASS_TABLE)).replace(".", ""))


_EN_RULES = re.compile(
    r"tch|sch|ch|sh|ph|th|ck|ng|gh(?=$|t)|qu|x|ce(?=$|s)|c(?=[eiy])|g(?=[ei])|r(?![aeiouy])|[bcdfgjklmnpqrstvz]|"
    r"[aeiouwyh']"
)
_EN_CLASS = {
    "tch": "C", "sch": "S", "ch": "C", "sh": "S", "ph": "P", "th": "S", "ck": "K", "ng": "N", "gh": "", "qu": "K",
    "x": "KS", "ce": "S", "c": "K", "b": "P", "d": "T", "f": "P", "g": "K", "j": "C", "k": "K", "l": "L", "m": "M",
    "n": "N", "p": "P", "q": "K", "r": "L", "s": "S", "t": "T", "v": "P", "z": "C",
}  # fmt: skip


@lru_cache(maxsize=1 << 16)
def english_skeleton(word: str) -> str:
    """Return the consonant classes of a Latin word as Korean hears it (``"Trump"`` → TLMP); see `korean_skeleton`."""
    out: list[str] = []
    for match in _EN_RULES.finditer(word.lower()):
        piece = match[0]
        if piece == "c" and word[match.end() : match.end() + 1].lower() in tuple("eiy"):
            out.append("S")
        elif piece == "r" and word[match.end() : match.end() + 1].lower() not in tuple("aeiouy"):
            continue
        else:
            out.append(_EN_CLASS.get(piece, "."))
    return _REPEAT.sub(r"\1", _NASAL_STOP.sub("N", "".join(out)).replace(".", ""))
