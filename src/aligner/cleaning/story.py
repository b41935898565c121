"""Where the story is among the lines of a page, and the role of each line.

The order of evidence: what a line says of itself (`patterns`); what HTML markup says of it; where it stands between
the headline, the dateline and the end of the story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aligner.cleaning.affixes import dateline_end, prefix_end, tail_start
from aligner.cleaning.captions import captions, credit_start
from aligner.cleaning.endings import bare_end, holds_sentence, like_a_title, reads_as_sentence, stopped
from aligner.cleaning.ends import story_end
from aligner.cleaning.headline import LEAST_SCORE, headline_score, is_label, repeats_headline
from aligner.cleaning.lines import TextLine
from aligner.cleaning.patterns import End, Mark, certain_caption, mark_of, talks_of_the_page
from aligner.cleaning.titles import TitleContext, choose_title
from aligner.korean.normalise import fold
from aligner.types import Lang, Role

__all__ = ["PageJudge", "judge"]

_KO_PLAIN = re.compile(r"다[.]?[\"'”’)\]]*\Z")
_KO_POLITE = re.compile(r"(?:습니다|[합됩입갑랍]니다|세요|십시오|시오|에요|예요|해요|어요|아요|네요|죠)[.!?]*\Z")
_SUBHEAD_BULLET = re.compile(r"[■□◆◇●○◎▣◼◾※★☆▶▷►◈♦]|[-–—<〈【\[]\s?\S")
# A day of filing, or who wrote it.
_SIGNED_HERE = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|\b[Bb][Yy]\s[A-Z]|\A글\s|\bBY\b|[가-힣]\s?(?:기자|특파원)\b|입력|등록|승인"
)
_SUMMARY = re.compile(
    r"\W*(?:(?:AI|인공지능)\s?)?(?:(?:세|3|한)\s?줄\s?)?(?:기사\s?|뉴스\s?|핵심\s?)?(?:요약|핵심|한눈에\s?보기|요점)\W*"
    r"|\W*(?:(?:AI|story|article|quick|news)[\s-])?(?:summary|key\s(?:points|takeaways|facts)|takeaways|highlights|tl;?dr|at\sa\sglance)\b\W*(?:(?:by|from)\s\S+.{0,20})?",
    re.I,
)  # fmt: skip
_NOTE_SIGN = re.compile(r"(\[\d{1,2}\]|\d{1,2}\)|[*†‡※①-⑳])\s?(?=[^\W\d_])")
_OF_THE_DEAD = re.compile(r"(?:빈소|발인|장지)(?:는|은)\s")
_POINT = re.compile(r"[-–—•·*▪◦●○✔✅▶]\s?\S|\d[.)]\s")
# A newsletter's cross-heading: an emoji and a few words.
_PINNED = re.compile(r"[\U0001f300-\U0001faff\u2600-\u26ff\u2700-\u27bf]\ufe0f?\s?\S")
_FULL_STOP = re.compile(r"[.。．][\"'”’)\]]*\Z")
_ARROW = re.compile(r"[▲△▼▽◀▶◁▷↑←→]")
_REPORTED = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\bsaid\Z")
_SHOWN = re.compile(r"(?:[고아어여]\s?있다|모습(?:이다)?|장면(?:이다)?|보인다|보이고 있다)[.]?\Z")
_WHOLE_QUOTE = re.compile(r"[\"“'‘][^\"“”]*[\"”'’]")
_LIST_BULLET = re.compile(r"[▲△]")
_LONG = {"ko": 60, "en": 110}
_NEAR = 80
"""Lines from the page's and before the story's beginning among which the headline is sought."""
_FEW_LINES = 12
"""Lines of a page's head in which single sentences (decks, summaries) stand above the headline."""
_SHORTEST_REPEAT = {"ko": 12, "en": 25}
_MOST_FOR_QUOTES = 300
"""A story has fewer paragraphs; a longer text is a collection, in which lines may repeat."""
_MOST_LOST = 0.3
"""Share of what the markup tells to be the story that the rules may take out."""
_SHORTEST = {"ko": 8, "en": 15}
_STUB = 4
"""Words below which an English line without a stop is no sentence."""
_TELLING = {"ko": 45, "en": 80}
"""A line this long would end with a stop if its page uses them."""


def _dateline(text: str, begin: int, lang: Lang) -> int:
    """Return where the dateline and byline after `begin` end, or 0; before what is no sentence stands a title's tag."""
    end = max(dateline_end(text, begin)) if begin < len(text) else 0
    rest = text[end:]
    if not end or not rest.strip() or len(rest) > _LONG[lang] or "=" in text[:end]:
        return end
    told = stopped(rest) or holds_sentence(rest, lang) or reads_as_sentence(rest, lang)
    # "SEOGA MONTHLY — ENGLISH": without a day or an agency a name in capitals is a place before a sentence only.
    sure = re.search(r"[\d(]", text[begin:end]) and not re.match(r"\s*[\[【<(]", text[begin:])
    return end if told or sure else 0


def _polite(text: str) -> bool:
    """Tell whether a line's last sentence is in the polite style, whatever stands behind its stop."""
    return bool(_KO_POLITE.search(text) or _KO_POLITE.search(text[: text.rfind(".") + 1]))


def judge(lines: Sequence[TextLine], lang: Lang, title: int | None = None) -> list[Role]:
    """Return the role of each line; a line that also holds a dateline or an address counts by its text.

    Parameters
    ----------
    lines
        The lines of one page, in order.
    lang
        The language of the story.
    title
        ``TextLine.number`` of the headline, if it is known.
    """
    return PageJudge(lines, lang, title).roles()


class PageJudge:
    """Weighs the lines of one page; see `judge`."""

    def __init__(self, lines: Sequence[TextLine], lang: Lang, title: int | None = None) -> None:
        self.lines = lines
        self.title = next((i for i, line in enumerate(lines) if line.number == title), None)
        self.lang: Lang = lang
        self.prefixes = [prefix_end(line.text) for line in lines]
        self.datelines = [_dateline(line.text, begin, lang) for line, begin in zip(lines, self.prefixes, strict=True)]
        self.cores = [
            line.text[begin : tail_start(line.text, begin)]
            for line, begin in zip(lines, map(max, self.datelines, self.prefixes), strict=True)
        ]
        self.told = [line.hint is not None and line.hint not in (Role.BODY, Role.HEADLINE) for line in lines]
        self.marks = self._marks()
        self.unstopped = self._without_stops()

    def _marks(self) -> list[Mark | None]:
        """Return what the lines' own words say; which of them are captions is weighed over the whole page."""
        marks = [mark_of(line.text[begin:]) for line, begin in zip(self.lines, self.prefixes, strict=True)]
        pictures = [mark is not None and mark.role is Role.CAPTION for mark in marks]
        free = [
            not told and (mark is None or picture)
            for mark, picture, told in zip(marks, pictures, self.told, strict=True)
        ]
        lead = next((i for i in range(len(marks)) if free[i] and not pictures[i] and self._leads(i)), None)
        found = captions(self.lines, free, pictures, lead, self.lang)
        for i, line in enumerate(self.lines):
            if not free[i]:
                continue
            if found[i] and line.hint is not Role.HEADLINE:
                marks[i] = Mark(Role.CAPTION)
            elif pictures[i]:
                marks[i] = mark_of(line.text[self.prefixes[i] :], picture=False)
        self._mark_page_talk(marks, lead)
        self._mark_summary(marks)
        self._mark_notes(marks)
        return marks

    def _mark_notes(self, marks: list[Mark | None]) -> None:
        """Mark the notes at the foot: lines that begin with a sign by which a line above sends the reader there."""
        for i in range(len(self.lines) - 1, 0, -1):
            match = _NOTE_SIGN.match(self.lines[i].text)
            if match is None or self.told[i]:
                continue
            sign = re.compile(r"[^\s\W]" + r"[.,”\"’')]?" * 2 + re.escape(match[1]))
            if any(sign.search(line.text) for line in self.lines[max(0, i - _MOST_FOR_QUOTES) : i]):
                marks[i] = Mark(Role.FURNITURE)

    def _mark_summary(self, marks: list[Mark | None]) -> None:
        """Mark the points that a page sums the story up in: lines with bullets below a heading that says so."""
        for i, line in enumerate(self.lines[:_NEAR]):
            if not _SUMMARY.fullmatch(line.text):
                continue
            for j in range(i + 1, min(i + 7, len(self.lines))):
                point = self.lines[j]
                listed = j > i + 1 and _POINT.match(self.lines[i + 1].text)
                bare = not (listed or point.gap or stopped(point.text)) and len(point.text) <= _LONG[self.lang]
                if self.told[j] or marks[j] is not None or not (_POINT.match(point.text) or bare):
                    break
                marks[j] = Mark(Role.FURNITURE)

    def _mark_page_talk(self, marks: list[Mark | None], lead: int | None) -> None:
        """Mark the lines at the page's top and foot in which the page speaks of itself, whatever their words are."""
        open_lines = [i for i, mark in enumerate(marks) if mark is None and not self.told[i]]
        for run in (open_lines, open_lines[::-1]):
            for i in run:
                line = self.lines[i]
                if line.hint in (Role.BODY, Role.HEADLINE) or self.datelines[i]:
                    break
                begin = self.prefixes[i]
                if talks_of_the_page(line.text[begin : tail_start(line.text, begin, Role.HEADLINE)]):
                    marks[i] = Mark(Role.FURNITURE)
                elif self._leads(i) and len(line.text) >= _LONG[self.lang]:
                    break

    def _leads(self, i: int) -> bool:
        text = self.lines[i].text
        return len(text) >= _SHORTEST[self.lang] and self._stopped(i) and credit_start(text) is None

    def _without_stops(self) -> bool:
        """Tell whether the page's sentences do without a stop, so that its lack says nothing."""
        long = [
            i
            for i, core in enumerate(self.cores)
            if self._open(i) and (len(core) >= _TELLING[self.lang] or reads_as_sentence(core, self.lang))
        ]
        with_stop = sum(len(self.cores[i]) for i in long if stopped(self.cores[i]))
        alone = len(long) == 1 and not any(self._open(i) and stopped(core) for i, core in enumerate(self.cores))
        return (len(long) >= 2 or alone) and with_stop < 0.2 * sum(len(self.cores[i]) for i in long)

    def _open(self, i: int) -> bool:
        """Tell whether neither its words nor the markup keep line `i` out of the story."""
        return self.marks[i] is None and not self.told[i]

    def _core(self, i: int) -> str:
        return self.cores[i]

    def _stopped(self, i: int) -> bool:
        """Tell whether line `i` has a sentence's stop, at its end or before whatever a desk or page put behind it."""
        return stopped(self.cores[i]) or holds_sentence(self.cores[i], self.lang)

    def _finished(self, i: int) -> bool:
        """Tell whether line `i` ends as a sentence does, whatever stands after the sentence."""
        text = self.cores[i]
        if not text:
            return False
        if self._stopped(i) or (len(text) >= 40 and text[-1] in ",;"):
            return True
        if self.lang == "ko":
            long_enough = len(text) >= (25 if _KO_PLAIN.search(text) else 50)
            return (long_enough or self.unstopped) and reads_as_sentence(text, "ko")
        if self.unstopped:
            return self._told_without_stop(text)
        # What was said, or done on a day, is reported; a deck has the present tense and no day.
        return bool(_REPORTED.search(text)) and reads_as_sentence(text, "en")

    def _told_without_stop(self, text: str) -> bool:
        """Tell whether a line of a page without stops is running text: all that is no title and no stub is."""
        if self.lang == "ko":
            return reads_as_sentence(text, "ko") or len(text) > 0.4 * _LONG["ko"]
        return len(text.split()) >= _STUB and not like_a_title(text)

    def _sentence(self, i: int) -> bool:
        """Tell whether line `i` may be running text."""
        return self._open(i) and (
            (self._finished(i) and len(self._core(i)) >= _SHORTEST[self.lang])
            or len(self._core(i)) > (0.8 if self.unstopped else 2) * _LONG[self.lang]
        )

    def roles(self) -> list[Role]:
        count = len(self.lines)
        sentences = [self._sentence(i) for i in range(count)]
        start = self._body_start(sentences)
        if start is None:
            return self._without_body()
        end = story_end(self.lines, self.marks, self.cores, sentences, start)
        headline = self._headline(start, end, sentences)
        if headline is not None and headline >= start:
            start = self._after_headline(headline, start, sentences)
        roles = [self._role(i, start, end, headline) for i in range(count)]
        self._drop_repeats(roles, headline)
        self._drop_strangers(roles, start, end)
        self._drop_pull_quotes(roles)
        self._keep_extracted(roles)
        return roles

    def _keep_extracted(self, roles: list[Role]) -> None:
        """Let the markup's text stand where the rules would leave much less of it than it told to be the story."""
        told: dict[str, int] = {}
        for i, line in enumerate(self.lines):
            if line.hint is Role.BODY and self.marks[i] is None:
                told.setdefault(fold(self._core(i)), i)
        kept = {fold(self._core(i)) for i, role in enumerate(roles) if role.aligned}
        lost = [i for key, i in told.items() if key not in kept]
        size = sum(len(self.lines[i].text) for i in told.values())
        if sum(len(self.lines[i].text) for i in lost) > _MOST_LOST * size:
            for i in lost:
                roles[i] = Role.BODY

    def _body_start(self, sentences: list[bool]) -> int | None:
        """Return the first line of the running text: the one with the dateline, or the first sentence."""
        first = next((i for i, good in enumerate(sentences) if good), None)
        if first is not None and self._is_standfirst(first):
            first = next((i for i in range(first + 1, len(sentences)) if sentences[i]), first)
        for i, dateline in enumerate(self.datelines):
            if not dateline or not self._open(i):
                continue
            before = [j for j in range(i) if sentences[j]]
            told = [j for j in before if self.lines[j].hint is Role.BODY]
            # Much running text before a dateline: the dateline belongs to a piece of another story.
            if len(before) >= 4 or len(told) >= 2:
                break
            return i
        return first

    def _is_standfirst(self, i: int) -> bool:
        """Tell whether the first sentences are a standfirst: below the title, above the byline and the day of filing.

        Only where the page puts neither above them, and goes on below with sentences in a row.
        """
        if i == 0 or self.datelines[i] or not self._titles_above(i):
            return False
        below: list[int] = []
        for j in range(i + 1, min(i + 5, len(self.lines))):
            if self._sentence(j):
                break
            below.append(j)
        else:
            return False
        signed = any(
            mark is not None and mark.role is not Role.CAPTION and _SIGNED_HERE.search(self.lines[j].text)
            for j, mark in ((j, self.marks[j]) for j in below)
        )
        return signed and j + 1 < len(self.lines) and self._sentence(j + 1)

    def _titles_above(self, i: int) -> bool:
        above = [j for j in range(max(0, i - 4), i) if self._open(j) and not is_label(self.lines[j].text)]
        stamped = any(_SIGNED_HERE.search(line.text) for line in self.lines[max(0, i - 6) : i])
        return bool(above) and not stamped

    def _headline(self, start: int, end: int, sentences: list[bool]) -> int | None:
        if self.title is not None:
            return self.title
        body = " ".join(self._core(i) for i in range(start, end) if sentences[i])[:3000]
        told = [i for i, line in enumerate(self.lines) if line.hint is Role.HEADLINE and self.marks[i] is None]
        if told and headline_score(self.lines, told[0], body, self.lang) >= LEAST_SCORE:
            return told[0]
        context = self.title_context(start, end, sentences)
        if not context.candidates and self._first_is_headline(start, end):
            return start
        chosen = choose_title(context)
        if chosen is None and context.candidates[:1] == [0] and not any(context.marked[: start + 1]):
            # Above a text without anything of a page stands its headline, whatever it says.
            chosen = 0
        return told[0] if chosen is None and told else chosen

    def context(self) -> TitleContext | None:
        """Return what decides about the page's headline; None if it holds no running text."""
        sentences = [self._sentence(i) for i in range(len(self.lines))]
        start = self._body_start(sentences)
        if start is None:
            return None
        return self.title_context(start, story_end(self.lines, self.marks, self.cores, sentences, start), sentences)

    def title_context(self, start: int, end: int, sentences: list[bool]) -> TitleContext:
        """Return what the page tells about the lines among which its headline is."""
        limit = self._limit(start, sentences)
        if any(line.hint is Role.BODY for line in self.lines):
            # Markup told the body but not the headline: what stands right before the body may be it.
            limit = start
            above: tuple[int, ...] = (*range(max(0, start - 8), start),)
            candidates = [i for i in above if self.marks[i] is None and len(self.lines[i].text) >= 8]
        else:
            above = (*range(min(limit, _NEAR)), *range(max(_NEAR, limit - _NEAR), limit))
            candidates = [i for i in above if self._open(i) and len(self.lines[i].text) >= 4]
            if self._asks(limit) or self._first_is_headline(limit, end) or self._bare_first(limit):
                candidates.append(limit)
        candidates = [i for i in candidates if not self._captioned(i)]
        return TitleContext(
            self.lines,
            candidates,
            [mark is not None and mark.role is not Role.CAPTION and bool(_SIGNED_HERE.search(line.text))
             for mark, line in zip(self.marks, self.lines, strict=True)],
            [mark is not None for mark in self.marks],
            " ".join(self._core(i) for i in range(start, end) if sentences[i] and i not in candidates)[:3000],
            limit,
            self.lang,
        )  # fmt: skip

    def _limit(self, start: int, sentences: list[bool]) -> int:
        """Return the line at which the running text surely begins: a dateline, or sentences in a row."""
        signed = [
            i
            for i in range(min(start + _FEW_LINES, len(self.lines)))
            if self.marks[i] is not None and _SIGNED_HERE.search(self.lines[i].text)
        ]
        # Single sentences stand above a headline only where who wrote it, and when, stands below both.
        if self.datelines[start] or not self._open(start) or not signed or signed[0] < start:
            return start
        for i in range(start, min(start + _FEW_LINES, len(sentences) - 1)):
            if self.datelines[i] or (sentences[i] and sentences[i + 1]):
                return i
        return start

    def _captioned(self, i: int) -> bool:
        """Tell whether the line below is line `i` again as a caption, with its credit and nothing else."""
        if i + 1 >= len(self.lines):
            return False
        text = self.lines[i + 1].text
        key, below = fold(self.lines[i].text), fold(text)
        return certain_caption(text[:30]) and key in below and len(below) <= len(key) + 40

    def _bare_first(self, i: int) -> bool:
        """Tell whether the first line lacks the stop that the others have and a blank line stands below it."""
        if i or self.datelines[0] or len(self.lines) < 3 or self.unstopped or self._stopped(0):
            return False
        if not all(self._stopped(j) for j in range(1, min(4, len(self.lines))) if self._open(j)):
            return False
        return self.lines[1].gap and len(self.lines[0].text) <= _LONG[self.lang]

    def _asks(self, i: int) -> bool:
        """Tell whether line `i` is a headline in the form of a sentence, with something of the page below it.

        A question, a quotation, or what is told without a stop on a page that uses stops.
        """
        text = self.lines[i].text
        if self.datelines[i] or len(text) > _LONG[self.lang] or i + 1 >= len(self.lines):
            return False
        bare = not self._stopped(i) and not self.unstopped
        if not (bare or text.endswith("?") or _WHOLE_QUOTE.fullmatch(text)):
            return False
        return not self._sentence(i + 1)

    def _first_is_headline(self, start: int, end: int) -> bool:
        """Tell whether the first line is a headline in the form of a question or a quotation."""
        if start != 0 or end < 2 or self.datelines[0]:
            return False
        text = self.lines[0].text
        if len(text) > _LONG[self.lang] or not self.lines[1].gap:
            return False
        bare = bare_end(text)
        return not re.search(r"[.．。｡:][\"'”’」』»)\]]*\Z", bare) and not (
            self.lang == "ko" and _KO_PLAIN.search(bare)
        )

    def _after_headline(self, headline: int, start: int, sentences: list[bool]) -> int:
        following = [i for i in range(headline + 1, len(sentences)) if sentences[i]]
        return following[0] if following and headline == start else start

    def _role(self, i: int, start: int, end: int, headline: int | None) -> Role:
        line, mark = self.lines[i], self.marks[i]
        if i == headline:
            return Role.HEADLINE
        if mark is not None:
            return mark.role
        if self.told[i]:
            assert line.hint is not None
            return line.hint
        if i >= end:
            return Role.FURNITURE
        if i < start:
            if line.hint is Role.BODY and headline is not None and i > headline and not self.datelines[start]:
                return Role.BODY
            return self._role_before(i, headline)
        return self._role_inside(i)

    def _role_before(self, i: int, headline: int | None) -> Role:
        if headline is None or i < headline:
            return Role.FURNITURE
        if self._finished(i) and len(self.lines[i].text) > 30:
            return Role.CAPTION
        marked = any(self._is_furniture(j) for j in range(headline + 1, i))
        return Role.SUBHEAD if not marked and len(self.lines[i].text) >= 6 else Role.FURNITURE

    def _role_inside(self, i: int) -> Role:
        text, core = self.lines[i].text, self._core(i)
        if self.datelines[i] and not core.strip():
            return Role.DATELINE
        if self._describes_photo(i):
            return Role.CAPTION
        if self._is_in_a_list(i):
            return Role.FURNITURE
        if _PINNED.match(text) and len(text) <= 0.6 * _LONG[self.lang] and not _FULL_STOP.search(text):
            return Role.SUBHEAD
        if self._finished(i) and not (text.endswith(":") and len(text) < 12):
            return Role.BODY
        if _LIST_BULLET.match(text) and (len(_LIST_BULLET.findall(text)) > 1 or len(text) > _LONG[self.lang]):
            return Role.BODY
        if _SUBHEAD_BULLET.match(text) and len(text) <= 1.5 * _LONG[self.lang]:
            return Role.SUBHEAD
        return Role.BODY if self._tells(core) else Role.SUBHEAD

    def _is_in_a_list(self, i: int) -> bool:
        """Tell whether line `i` is a title below the heading of a list that stands inside the story."""
        if self.unstopped or self._stopped(i) or len(self.cores[i]) > _LONG[self.lang]:
            return False
        for j in range(i - 1, max(-1, i - 7), -1):
            mark = self.marks[j]
            if mark is not None and mark.end is End.SOFT:
                return True
            if self._stopped(j) or (self.lines[j].gap and mark is not None):
                return False
        return False

    def _tells(self, core: str) -> bool:
        """Tell whether a line inside the story that lacks a stop is running text all the same."""
        if len(core) > _LONG[self.lang]:
            return True
        if self.unstopped:
            return self._told_without_stop(core)
        if self.lang == "ko" and _OF_THE_DEAD.search(core):
            return True
        # A short quotation on a line of its own is a cross-heading.
        return reads_as_sentence(core, self.lang) and not (_WHOLE_QUOTE.fullmatch(core) and len(core) < 40)

    def _describes_photo(self, i: int) -> bool:
        """Tell whether a lone ▲ line says what a photo shows; several such lines are a list of the story."""
        text = self.lines[i].text
        if not _ARROW.match(text) or len(text) > 160 or len(_LIST_BULLET.findall(text)) > 1:
            return False
        if not _SHOWN.search(text) and (self.lang == "en" or reads_as_sentence(text.rstrip(". "), "ko")):
            return False
        beside = [self.lines[j].text for j in (i - 1, i + 1) if 0 <= j < len(self.lines)]
        return not any(_ARROW.match(other) for other in beside)

    def _drop_repeats(self, roles: list[Role], headline: int | None) -> None:
        """Take the headline's repetitions (page title, caption, related list) out of the story."""
        if headline is None:
            return
        title = self.lines[headline].text
        first = next((i for i, role in enumerate(roles) if role is Role.BODY), None)
        for i, line in enumerate(self.lines):
            if i == first and self._finished(i) and line.text.rstrip("\"'”’)").endswith("."):
                continue  # The lead of a flash may be its headline with a stop.
            if (
                i != headline
                and roles[i] in (Role.BODY, Role.SUBHEAD, Role.HEADLINE)
                and repeats_headline(line.text, title)
            ):
                roles[i] = Role.FURNITURE

    def _drop_pull_quotes(self, roles: list[Role]) -> None:
        """Take out lines that only repeat what a longer paragraph, or the same one before, says."""
        body = [i for i, role in enumerate(roles) if role is Role.BODY]
        if len(body) > _MOST_FOR_QUOTES:
            return
        keys = {i: fold(self._core(i)) for i in body}
        # In a text without anything of a page what stands twice was written twice.
        page = any(mark is not None for mark in self.marks) or any(line.hint is not None for line in self.lines)
        # A lead with the story right below it is no summary, though a later paragraph repeats it.
        lead = body[0] if len(body) > 1 and body[1] == body[0] + 1 and keys[body[0]] not in keys[body[1]] else None
        for i in body:
            if len(keys[i]) < _SHORTEST_REPEAT[self.lang] or i == lead:
                continue
            longer = any(keys[i] in keys[j] and len(keys[j]) > len(keys[i]) for j in body)
            before = page and any(keys[j] == keys[i] and roles[j] is Role.BODY for j in body if j < i)
            if longer or before:
                roles[i] = Role.SUBHEAD if longer else Role.FURNITURE

    def _drop_strangers(self, roles: list[Role], start: int, end: int) -> None:
        """Take sentences addressed to the reader out of a Korean story that is told in the plain style.

        News in the -다 style has no -습니다 or -세요 outside quotations; a page's own sentences have nothing else.
        """
        if self.lang != "ko":
            return
        body = [i for i, role in enumerate(roles) if role is Role.BODY]
        polite = [i for i in body if _polite(self._core(i)) and not re.search(r"[\"“”‘’']", self._core(i))]
        plain = sum(bool(_KO_PLAIN.search(self._core(i))) and i not in set(polite) for i in body)
        if not polite or plain < 3 or len(polite) > 0.34 * plain:
            return
        for i in polite:
            # In the middle of the story it may be a letter or a speech set off in lines of its own.
            edge = all(j in polite for j in body if j > i) or all(j in polite for j in body if j < i)
            if edge:
                roles[i] = Role.FURNITURE

    def _is_furniture(self, i: int) -> bool:
        mark = self.marks[i]
        return mark is not None and mark.role is Role.FURNITURE

    def _without_body(self) -> list[Role]:
        """Give roles to lines among which nothing is running text: all that may be story is."""
        roles: list[Role] = []
        for line, mark, told in zip(self.lines, self.marks, self.told, strict=True):
            hint = line.hint if told else None
            roles.append(mark.role if mark is not None else hint or Role.BODY)
        return roles
