"""What each kind of remark says to a person, Korean and English."""

from __future__ import annotations

from aligner.korean.particles import attach
from aligner.types import Lang

__all__ = ["MESSAGES", "say"]

# kind -> (Korean, English); {ko} and {en} are the words at the place, {detail} what the check names.
MESSAGES: dict[str, tuple[str, str]] = {
    "hangul": ("영문에 한글 ‘{detail}’{이} 남아 있습니다.", "Hangul “{detail}” was left in the English."),
    "doubled_word": ("같은 낱말이 두 번 나옵니다: {en}", "The same word stands twice: {en}"),
    "blanks": ("빈칸이 두 칸 이상 이어집니다.", "There are two blanks in a row."),
    "blank_before_stop": ("‘{detail}’ 앞에 빈칸이 있습니다.", "There is a blank before “{detail}”."),
    "no_blank": ("‘{detail}’ 뒤에 빈칸이 없습니다.", "There is no blank after “{detail}”."),
    "double_mark": ("문장 부호가 겹칩니다: {detail}", "Two marks where one belongs: {detail}"),
    "quote": ("따옴표의 짝이 없습니다.", "A quotation mark has no partner."),
    "bracket": ("괄호 ‘{detail}’의 짝이 없습니다.", "The bracket “{detail}” has no partner."),
    "address": (
        "주소나 종목 코드가 원문과 다릅니다: 원문 {detail}, 영문 {en}",
        "An address or ticker changed: {detail} in the Korean, {en} in the English.",
    ),
    "mixed_range": ("범위에 낱말과 숫자가 섞여 있습니다: {en}", "A range mixes words and figures: {en}"),
    "no_stop": ("문장 끝에 마침표가 없습니다.", "The sentence has no stop at its end."),
    "question": (
        "원문은 물음표로 끝나는데 영문에는 물음표가 없습니다.",
        "The Korean asks, the English has no question mark.",
    ),
    "capitals": ("대문자만으로 쓴 구절이 있습니다.", "A passage is written in capitals."),
    "spelling": ("철자를 확인하십시오: {en} → {detail}?", "Check the spelling: {en} → {detail}?"),
    "two_ways": (
        "같은 원문을 두 가지로 옮겼습니다. 앞에서는: {detail}",
        "The same Korean was put differently before: {detail}",
    ),
    "same_words": (
        "서로 다른 원문을 같은 영문으로 옮겼습니다. 앞의 원문: {detail}",
        "Another Korean sentence has the same English: {detail}",
    ),
    "term": (
        "용어집의 ‘{ko}’{을} 이 문장에서 ‘{detail}’{으로} 옮기지 않았습니다.",
        "The glossary renders {ko} as “{detail}”; the English of this sentence has it nowhere.",
    ),
    "term_forbidden": (
        "용어집에서 쓰지 않기로 한 표현입니다: {en}. ‘{detail}’{으로} 옮깁니다.",
        "The glossary forbids “{en}” here; it renders {ko} as “{detail}”.",
    ),
    "term_case": (
        "용어집과 대소문자가 다릅니다: {en} → {detail}",
        "Capitals differ from the glossary: {en} → {detail}",
    ),
    "term_two_ways": (
        "‘{ko}’{을} 이 기사에서 두 가지로 옮겼습니다: {en}, 앞에서는 {detail}",
        "{ko} is rendered in two ways in this story: {en} here, {detail} before.",
    ),
}  # fmt: skip


def say(kind: str, lang: Lang, *, ko: str = "", en: str = "", detail: str = "") -> str:
    """Return the explanation of a remark, Korean particles in the form that the word before them takes."""
    text = MESSAGES[kind][0 if lang == "ko" else 1]
    for name, value in (("ko", ko), ("detail", detail)):
        for particle in ("이", "을", "으로"):
            text = text.replace(f"‘{{{name}}}’{{{particle}}}", f"‘{value}’{attach(value, particle)[len(value) :]}")
    return text.format(ko=ko, en=en, detail=detail)
