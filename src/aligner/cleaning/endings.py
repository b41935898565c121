"""How a line ends: what may stand after its last stop, whether it has one, and whether it reads as a sentence."""

from __future__ import annotations

import re

from aligner.types import Lang

__all__ = ["bare_end", "holds_sentence", "like_a_title", "reads_as_sentence", "stopped"]

_STOP = re.compile(r"[.?!。…⋯‥:．｡！？：‼⁇⁈⁉❗❓] ?[\"'”’」』»》〉)\]]*\Z")
_TAIL = 80
"""Characters at a line's end among which marks are sought: constant, so that the work does not grow with the line."""
_MOST_MARKS = 12
_LONGEST_MARK = 72
# One mark after the stop: a footnote, an emoji, an ornament, a left-over tag or entity, a hashtag, a short bracket.
_MARK = re.compile(
    r"\s*(?:"
    r"[\[(](?:\^?\d{1,3}(?:[,–-]\s?\d{1,3})*|[a-z*†‡]|주\s?\d{1,2}|note \d{1,2})[\])]"
    r"|[¹²³⁰⁴-⁹₀-₉①-⑳⑴-⒇ⓐ-ⓩ*＊†‡§¶※☞√✓✔■□▪▫◆◇◈●○◎▲△▼▽▶▷►◀◁★☆♦♥♡♠♣♪♬✦✧❖❤→←↑↓⇒➜\ufe0e\ufe0f\u20e3]+\d{0,2}"
    r"|[\U0001f000-\U0001faff\u2600-\u27bf\U000e0020-\U000e007f]+"
    r"|(?:[/|~\-–—_=+]+|\^\^+|ㅋ{2,}|ㅎ{2,})"
    r"|</?[A-Za-z][^<>]{0,30}>|&(?:[a-z]{2,6}|#\d{2,5});"
    r"|[#＃][^\s#＃]{1,20}|@[\w.]{2,30}|(?:https?://|www\.)\S{1,60}|-[^\s\-]{2,12}-"
    # The credit of a desk: "/사진=시청", "사진=시청 제공", "/시청 제공", "ⓒ시청", "김철수 기자"
    r"|(?:/\s?)?(?:사진|자료|출처|그래픽|영상|[Pp]hoto|[Ss]ource|[Cc]redit)\s?[=:]\s?[^\s.=:]{1,20}(?:\s제공)?|/\s?[^\s./]{2,12}(?:\s제공)?"
    r"|[ⓒ©]\s?[^\s.]{1,20}|[가-힣]{2,4}\s(?:사진)?기자"
    r"|\([^()\[\]]{1,30}\)|\[[^()\[\]]{1,30}\]|<[^<>]{1,30}>|〈[^〈〉]{1,20}〉|【[^【】]{1,20}】|（[^（）]{1,30}）"
    r")\Z"
)
_KO_TOLD = re.compile(r"[가-힣](?:다|[네세군]요|[아어여해]요|까|죠|지요|라|소|자)[\"'”’」』)\]]*\Z")
_KO_NOTED = re.compile(r"[가-힣](?:요|음|함|됨|임)[\"'”’)\]]*\Z")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|said|says|told|added|"
    r"made|took|came|went|gave|found|began|held|fell|rose|left|won|lost|met|saw|got|put|set|led|sent|kept|brought|"
    r"isn['’]t|wasn['’]t|don['’]t|didn['’]t|won['’]t|[a-z]{3,}ed)\b"
)
_EN_WORD = re.compile(r"[A-Za-z][\w'’-]*")
# A stop inside a line: behind a Korean final ending, outside quotations; behind an English word or year.
_STOP_INSIDE = {
    "ko": re.compile(r"(?<=[가-힣])[.。．｡](?![\"'”’」』])"),
    "en": re.compile(r"(?<=[a-z0-9%)\"”])[.．。](?=\W|\d{1,2}\b)(?![.]|(?<=\d.)\d)"),
}
_SHORT_FORM = re.compile(r"(?:\A|[\s(\"“])(?:[A-Z][a-z]{1,3}|[a-z]{1,2}|\S*\.\S*)\Z")
_FAR = 600
_LEAST_WORDS = 6


def bare_end(text: str) -> str:
    """Return `text` without the marks after its last stop; the text itself if no stop stands before them.

    What looks like a mark but follows no stop ("Plan (B)", "… 1위★") belongs to the line.
    """
    if _STOP.search(text):
        return text
    tail = text[-_TAIL:]
    for _ in range(_MOST_MARKS):
        match = _MARK.search(tail, max(0, len(tail) - _LONGEST_MARK))
        if match is None or match.start() == 0:
            return text
        tail = tail[: match.start()].rstrip()
        if _STOP.search(tail):
            return text[: max(0, len(text) - _TAIL)] + tail
    return text


def stopped(text: str) -> bool:
    """Tell whether a line ends with a stop, whatever marks stand after it."""
    return bool(_STOP.search(bare_end(text)))


def reads_as_sentence(text: str, lang: Lang) -> bool:
    """Tell whether a line without a stop reads as a whole sentence: a Korean final ending, an English finite verb."""
    if lang == "ko":
        bare = _unmarked(text)
        if "…" in bare[:-1]:
            return False
        return bool(_KO_TOLD.search(bare)) or (len(bare) >= 25 and bool(_KO_NOTED.search(bare)))
    words = _EN_WORD.findall(text[:400])
    return len(words) >= 8 and bool(_FINITE.search(text[:400])) and not like_a_title(text)


def holds_sentence(text: str, lang: Lang) -> bool:
    """Tell whether a whole sentence with its stop stands in a line, whatever follows it: no heading is made so."""
    for match in _STOP_INSIDE[lang].finditer(text[:_FAR]):
        before = text[: match.start()]
        if lang == "ko":
            quoted = before.count('"') % 2 or before.count("“") > before.count("”")
            if before.count(" ") >= 2 and not quoted and _KO_TOLD.search(before[-4:]):
                return True
        elif (
            len(before.split()) >= _LEAST_WORDS
            and not _SHORT_FORM.search(before[-24:])
            and _FINITE.search(before)
            and not like_a_title(before)
        ):
            return True
    return False


def _unmarked(text: str) -> str:
    tail = text[-_TAIL:]
    for _ in range(_MOST_MARKS):
        match = _MARK.search(tail, max(0, len(tail) - _LONGEST_MARK))
        if match is None or match.start() == 0:
            break
        tail = tail[: match.start()].rstrip()
    return text[: max(0, len(text) - _TAIL)] + tail


def like_a_title(text: str) -> bool:
    """Tell whether most longer words of an English line begin with a capital, as in a headline."""
    words = [word for word in _EN_WORD.findall(text[:400]) if len(word) > 3][1:]
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= 0.7 * len(words)
