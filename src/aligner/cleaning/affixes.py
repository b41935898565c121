"""What stands on a line of the story without being of it: dateline and byline before, address and end mark after."""

# ruff: noqa: E501 - the rules are long regular expressions.
from __future__ import annotations

import re

from aligner.cleaning.endings import bare_end, holds_sentence, reads_as_sentence, stopped
from aligner.cleaning.lines import TextLine
from aligner.cleaning.patterns import AGENCY
from aligner.types import Lang, Role

__all__ = ["dateline_end", "lead_end", "prefix_end", "spans", "tail_start"]

_NAME = r"[가-힣]{2,4}"
_JOB = r"(?:(?:인턴|수습|객원|선임|전문|대|통신|사진|영상|의학|경제|과학|문화|스포츠|법조|국제)\s?)?(?:기자|특파원|통신원|논설위원|해설위원|에디터|리포터|PD|앵커|위원|칼럼니스트|기자단)(?![가-힣])"
_NAMES = rf"{_NAME}(?:\s*[·,∙ㆍ/、]\s*{_NAME}|\s+{_NAME}(?!\s*[=＝]))*"
_BRACKET = r"[(\[【〔<〈（](?:[^()\[\]【】〔〕<>〈〉（）]|[(\[][^()\[\]]{1,15}[)\]]){1,60}[)\]】〕>〉）]"
_OUTLET = r"(?:=|＝|기자|특파원|뉴스|일보|신문|통신|경제|방송|타임[스즈]|투데이|데일리|헤럴드|저널|미디어|이데일리|뉴시스|노컷|서울|연합|TV|KBS|MBC|SBS|YTN|JTBC)"
# (서울=연합뉴스) 김철수 기자 = / [서울=뉴시스]김철수 기자 = / [이데일리 김철수 기자] / 서울=김철수 특파원 = / 김철수 기자 =
_KO_BRACKET = re.compile(rf"\s*{_BRACKET}\s*")
_NAMES_OUTLET = re.compile(_OUTLET)
# [경제] and [기자수첩] are a section or a column, not an outlet that opens a dateline.
_SECTION = re.compile(
    r"\s*[\[【<(](?:정치|경제|사회|국제|문화|스포츠|연예|과학|생활|전국|지역|북한|산업|증권|금융|부동산|오피니언|기획|특집|방송"
    r"|(?:기자|취재|현장)\s?수첩|기자의?\s?눈|데스크\s?칼럼|기자\s?칼럼)[\]】>)]"
)
_KO_BYLINE = re.compile(
    rf"(?:{_NAMES}\s*(?:{_JOB})|{_NAMES}\s*=|{_JOB}\s*{_NAME})(?:\s*[·,]?\s*{_NAMES}\s*{_JOB}){{0,3}}\s*(?:\S+@[\w.-]+\s*)?[=＝:|\-–—]?\s*"
)
# Whatever stands between the bracket and "기자 =": a pool of reporters, a desk, several names.
_KO_CREDITED = re.compile(rf"(?:[^=＝.\"“”]{{0,40}}?{_JOB}[^=＝.\"“”]{{0,12}})?\s*[=＝]\s*")
_KO_PLACE = re.compile(rf"\s*(?:{_NAME}(?:·{_NAME})*\s?[=＝/]\s?)(?:{_NAMES}\s*{_JOB}\s*)(?:[=＝]\s*)?")
_KO_REPORTER = re.compile(rf"\s*{_NAMES}\s*{_JOB}\s*[=＝]\s*")

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October|November|December)\.?"
_CITY = r"[A-Z][A-Z.'’\-]+(?:[ \-][A-Z][A-Z.'’\-]+){0,3}"
_REGION = r"(?:,\s(?:[A-Z][\w.'’\-]*(?:\s(?:of|the|and|[A-Z][\w.'’\-]*)){0,4}))"
_DASH = r"(?:\s*(?:---?|—|–|―|-)\s+|\s*(?:---?|—|―)(?=[A-Z\"“]))"
_DATE = rf"(?:,?\s{_MONTH}\s?\d{{1,2}}(?:,\s\d{{4}})?|,?\s\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?)"
_DAY = rf"(?:{_MONTH}\s?\d{{1,2}}(?:,\s\d{{4}})?|\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?)"
# (Yonhap) / (Levant Press (LP)) / [[Norae News]] / PRNewswire between slashes
_AGENCY = (
    r"(?:\s?(?:\((?:[^()\[\]]|\([^()\[\]]{1,20}\)){2,60}\)|\[{1,2}[^()\[\]]{2,60}\]{1,2}|/[A-Z][\w .&-]{2,30}/)"
    r"|--?\([A-Z][A-Z .&-]{2,30}\)(?=--?))"
)
_PAPER = r"\b(?:News|Press|Agency|Times|Daily|Herald|Post|Journal|Tribune|Today|Newswire|Newspaper|Broadcasting)\b"
_EN_DATELINE = re.compile(
    r"\s*(?:By\s[A-Z][\w.'’\-]+(?:\s[A-Z][\w.'’\-]+){1,4}\s+)?"
    r"(?:"
    # SEOUL, Dec. 24 (Yonhap) -- / WASHINGTON/SEOUL (Reuters) - / PARIS —
    rf"{_CITY}(?:\s?/\s?{_CITY}|\sand\s{_CITY})*(?:{_REGION}){{0,2}}(?:{_DATE}{_AGENCY}?|{_AGENCY}){_DASH}"
    # A city alone needs a long dash and the beginning of a sentence: "NATO - the alliance - agreed".
    rf"|{_CITY}(?:\s?/\s?{_CITY})*(?:{_REGION}){{0,2}}\s*(?:--|—|–)\s+(?:{_DAY},?\s*(?:--|—|–|-)\s+)?(?=[A-Z\"“'‘])"
    # Seoul, Dec. 24 (Yonhap) -- : a city in small letters needs the date or the agency.
    rf"|[A-Z][\w.'’\-]+(?:[ /][A-Z][\w.'’\-]+){{0,3}}(?:{_REGION}){{0,2}}(?:{_DATE}{_AGENCY}|{_DATE}|{_AGENCY}){_DASH}"
    # (Yonhap) --
    rf"|{_AGENCY}{_DASH}"
    # May 8 (Reuters) -
    rf"|{_MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?{_AGENCY}{_DASH}"
    # [[SEOUL, May 8 (Norae)]] / [Tongyeong, May 8] / [Norae News]: a bracket of place, day or outlet and nothing else
    r"|\[\[[^\[\]]{2,80}\]\]\s+(?=[A-Z\"“'‘])"
    rf"|[(\[<](?=[^()\[\]<>]{{0,60}}(?:{_DATE}|{_PAPER}))[A-Z][^()\[\]<>:]{{2,60}}[)\]>]\s+(?=[A-Z\"“'‘])"
    # SEOUL, Dec. 24 The government …: no dash, but a city in capitals and a day.
    rf"|{_CITY}(?:{_REGION}){{0,2}}{_DATE}{_AGENCY}?\s+(?=[A-Z\"“'‘])"
    r")"
)
# (NEWSWELL) / (NEWSWELL- Levant Press Agency (LPA)): the distributor, before the dateline or in its place.
_DESK_MARK = r"(?!(?:\d*(?:ST|ND|RD|TH)?\s?)?(?:LEAD|LD|URGENT|UPDATE|ADD|FLASH|CORRECTED|CORRECTION|EXCLUSIVE|BREAKING|YEARENDER|PHOTO|VIDEO|WATCH)\b)"
_EN_DISTRIBUTOR = re.compile(
    rf"\s*[(\[]{_DESK_MARK}"
    r"(?:[A-Z][A-Z0-9.&]{2,15}(?:\s[A-Z0-9.&]{2,12}){0,2})(?:\s?[-–/:]\s?(?:[^()\[\]]|[(\[][^()\[\]]{1,20}[)\]]){2,60})?[)\]]\s+(?=[A-Z\"“'‘(])"
)
# [Asia Daily Reporter Kim Cheol-su] / [Kim Cheol-su, Asia Daily Reporter]
_EN_REPORTER = re.compile(
    r"\s*[(\[【](?=[^()\[\]【】]{0,80}\b(?:[Rr]eporters?|[Cc]orrespondents?|[Ss]taff [Ww]riter|[Jj]ournalist)\b)[A-Z][^()\[\]【】]{4,80}[)\]】]\s*(?:[=:–—-]\s*)?"
)
# (평양 10월 11일발 조선중앙통신)
_KO_PYONGYANG = re.compile(r"\s*[(（\[][가-힣]{2,6}\s\d{1,2}월\s?\d{1,2}일발\s[가-힣]{2,10}[)）\]]\s*")
# By Kim Cheol-su The ministry …: a given name with a hyphen tells where the name ends.
_EN_BY = re.compile(
    r"\s*By\s(?:[A-Z][a-z]+\s[A-Z][a-z]+-[a-z]+)(?:(?:,|\sand)\s[A-Z][a-z]+\s[A-Z][a-z]+-[a-z]+){0,3}"
    r"(?:,?\s(?:[Ss]taff\s)?(?:[Rr]eporters?|[Ww]riters?|[Cc]orrespondents?)|,\s[A-Z][\w.&' -]{2,30}(?=\s(?:--|—|–)\s))?"
    r"(?:[,:]|\s(?:--|—|–))?\s+(?=[A-Z\"“‘'])"
)
# Before the first sentence of a story only: "SEOUL: ", "Seoul, Dec. 24: ", "SEOUL — (Norae) ", "(Norae) ", "[통영] ",
# "통영 | 한가을 기자 ". On other lines the same marks name a speaker, a part of a list, an entry.
_PARTING = r"(?:\s?[:|]\s+|,?\s?(?:---?|[—–-])\s+|\s?—)"
_LABEL = r"(?!(?:UPDATED?|WATCH|NOTES?|LIVE|BREAKING|QUESTION|ANSWER|ANALYSIS|EXCLUSIVE|OPINION|Q|A|CEO|FYI|TL;?DR)\b)"
_EN_LEAD = re.compile(
    r"\s*(?:By\s[A-Z][\w.'’\-]+(?:\s[A-Z][\w.'’\-]+){1,3},\s)?(?:(?:"
    rf"{_LABEL}{_CITY}(?:\s?/\s?[A-Z][\w.'’\-]+)*(?:{_REGION}){{0,2}},?(?:{_DATE})?(?:{_AGENCY})?{_PARTING}"
    rf"|[A-Z][\w.'’\-]+(?:[ /][A-Z][\w.'’\-]+){{0,3}}(?:{_REGION}){{0,2}}(?:{_DATE}{_AGENCY}?|{_AGENCY}){_PARTING}"
    rf"|{_CITY}(?:{_REGION}){{0,2}},?{_AGENCY}\s+"
    rf")(?:(?:{_DAY}|{_AGENCY})(?:{_PARTING}|\s+))?"
    rf"|(?:\({_DESK_MARK}[A-Z][^()]{{1,40}}\)|\[{_DESK_MARK}[A-Z][^\[\]]{{1,40}}\]|<[A-Z][^<>]{{1,40}}>)\s+"
    r")(?=[A-Z\"“‘'])"
)
_KO_WORDS = r"[가-힣A-Za-z][가-힣A-Za-z·ㆍ/=＝. ]{1,18}"
_KO_LEAD = re.compile(
    r"\s*(?:"
    rf"(?:\[\s?{_KO_WORDS}\]|【\s?{_KO_WORDS}】)\s*(?:{_NAMES}\s?{_JOB}\s*=?\s*)?"
    rf"|(?:\({_KO_WORDS}\)|<{_KO_WORDS}>|〈{_KO_WORDS}〉)\s+(?:{_NAMES}\s?{_JOB}\s*=\s*)?"
    rf"|[◆■▲/]?\s?[가-힣]{{2,6}}(?:\s[가-힣]{{2,6}})?\s?(?:[=＝/|]\s?{_NAMES}\s?{_JOB}\s*[=＝]?\s*|[=＝]\s)"
    r")(?=[가-힣A-Z\d\"“‘'])"
)
# What a page or a script puts before the text of a line: a stamp, the name of a board, a speaker's cue.
_CUE = r"(?:ANC|앵커(?:\s?멘트)?|기자(?:\s?멘트)?|리포트|리포터|VCR|내레이션|아나운서|진행자|Anchor|Reporter|Report|Host|Narration)"
_PREFIX = re.compile(
    r"\s*(?:"
    r"(?:date\s+)?(?:19|20)\d\d-(?:0\d|1[0-2])(?:-[0-3]\d)?\s+(?=[^\W\d_]|[\[(\"“‘'])"
    r"|(?:기사|뉴스|이슈|정보|유머|스크랩|속보|News|Article)\s?[/|]\s?(?:기사|뉴스|이슈|정보|News|Article)\s?[|:)\]]?\s*(?=\S)"
    rf"|(?:\[\s?{_CUE}\s?\]|<\s?{_CUE}\s?>|〈\s?{_CUE}\s?〉|◀\s?{_CUE}\s?▶|【\s?{_CUE}\s?】|\(\s?{_CUE}\s?\))\s*[:：]?\s*(?=\S)"
    r")"
)

# [Seoul=Newsis] Reporter Kim =
_EN_BRACKET = re.compile(
    r"\s*[(\[][A-Z][A-Za-z .,'’\-/]{1,30}=[A-Za-z0-9 .&\-]{2,40}[)\]]\s*"
    r"(?:(?:Reporter\s)?[A-Z][\w\-]+(?:\s[A-Z][\w\-]+){1,2}(?:\s[Rr]eporter)?\s?=\s)?"
)

# What a forum, portal or mail puts before the title of an article: 정보글) / [스크랩] / r/korea: / Fwd: / 경제 >
_OUTLETS = (
    rf"(?:{AGENCY}|클리앙|뽐뿌|루리웹|더쿠|디시(?:인사이드)?|에펨코리아|펨코|보배드림|네이트판|블라인드|레딧|Reddit|Hacker\sNews"
    r"|(?!(?:오늘|카드|포토|주간|지역|국제|세계|글로벌|경제|사회|정치|스포츠|연예|날씨|영상|속보|단독|AI|현장)(?:의|\s)?\s?뉴스)[가-힣A-Za-z0-9]{1,8}(?:뉴스|일보|신문|통신사?|닷컴|미디어|투데이|데일리)"
    r"|(?!Breaking|Photo|Video|Top|Latest|Daily\sNews)[A-Z][\w.&'’]*(?:\s[A-Z][\w.&'’]*){0,2}\s(?:News|Times|Herald|Daily|Post|Journal|Tribune|Press|Newswire))"
)
_BOARD_WORDS = r"(?:정보글?|뉴스|기사|유머|이슈|스크랩|펌|퍼옴|잡담|질문|일반|자유|공지|네이버\s?(?:뉴스)?|다음\s?(?:뉴스)?|News|Article|Link|OC|Repost|Discussion|Serious)"
_BOARD = re.compile(
    r"\s*(?:"
    r"(?!속보|단독|종합|긴급)(?:[가-힣]{2,6}|[ㄱ-ㅎ]{1,4}|펌)\)\s*(?=\S)"
    rf"|[\[(]\s?{_BOARD_WORDS}\s?[\])]\s*(?=\S)"
    rf"|[\[(<【]\s?{_OUTLETS}\s?[\])>】]\s*(?=\S)|{_OUTLETS}\s?(?:[:|]\s+|\)\s?)(?=\S.{{8}})"
    rf"|(?:r/\w{{2,21}}|{_BOARD_WORDS})\s?(?::|\||-|–|—|·)\s+(?=\S)"
    r"|(?:(?:re|fwd?|subject|제목|답장|회신|전달)\s?[:：]\s*){1,3}(?=\S)"
    r"|(?:[^|>\s<(\[]{2,12}\s?[|>]\s+){1,3}(?=\S.{8})"
    r"|(?:[A-Z][\w.&']{1,12}\s){1,3}[|>]\s+(?=\S.{8})"
    r")",
    re.I,
)

_MAIL = r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
_TAILS = (
    ((")", ">", "]", "〉"),
     re.compile(r"\s*[(<\[〈]\s*(?:끝|END|The End|[Ee]nds?|以上|more|MORE|계속)\s*[)>\]〉]\s*\Z")),
    (("#", "＃"),
     re.compile(r"(?<=[.?!”\"’)])\s*(?:[#＃][^\s#＃]{1,30}\s*){1,12}\Z")),
    (("@",),
     re.compile(rf"(?<=[.?!”\"'’)\]])\s*(?:[/=#■▶◆☞]\s*)?(?:{_NAMES}\s*{_JOB}\s*)?[(\[<]?\s*(?:{_MAIL})\s*[)\]>]?\s*\Z")),
    (("기자", "특파원", "통신원", "위원", "에디터", "리포터", "pd", "앵커", "칼럼니스트"),
     re.compile(rf"(?<=[.?!”\"’)])\s*[/=■▶◆]?\s*{_NAMES}\s*{_JOB}\s*\Z")),
    (("저작권자", "ⓒ", "©", "copyr", "(c)"),
     re.compile(r"(?<=[.?!”\"’)])\s*(?:<\s*)?(?:저작권자|ⓒ|©|Copyright\b|\(c\)\s).{0,120}\Z", re.I)),
    (("/",),
     re.compile(r"(?<=[.?!”\"’)])\s*/\s?[가-힣A-Za-z0-9]{2,12}\s*\Z")),
)  # fmt: skip
"""What such a tail must hold, in small letters, and the tail: most lines hold nothing of the kind."""
_SITE_TAILS = (
    (("|", "｜", "ㅣ", "│", "::", "<", "»"),
     re.compile(r"\s+(?:[|｜ㅣ│]|::|<<?|»)\s+[^|｜ㅣ│]{1,40}(?:\s+[|｜]\s+[^|]{1,30})*\Z")),
    ((":",), re.compile(r"\s+(?:Posted|Published|Updated|Modified|입력|등록|승인|수정)(?:\s(?:on|at))?\s?:\s?.{6,120}\Z")),
    # A dash or colon parts headlines too: only a name of an outlet or board behind it is the site's.
    (("-", "–", "—", ":"),
     re.compile(r"\s+[-–—:]\s+(?:r/\w{2,21}|YouTube|유튜브|(?:[A-Z][\w.&'’]*\s){0,4}(?:News|Times|Herald|Daily|Post|Journal|Tribune|Today|Press|Newspaper)"
                r"|(?:[가-힣A-Za-z0-9]{1,10}\s?){1,2}(?:뉴스|일보|신문|통신|방송|타임스|닷컴|미디어|저널|데일리|투데이|헤럴드|TV))\Z")),
)  # fmt: skip


_LETTERS = re.compile(r"[A-Za-z가-힣]{2}")
_NOTE = re.compile(r"[\[(](?:각?주|[Nn]otes?|[Ff]n|[Rr]ef)\.?\s?\d{1,3}[\])]")
_LONGEST = 300
"""Characters in which a dateline with its byline must end."""


def prefix_end(text: str) -> int:
    """Return where a stamp, a board's name or a speaker's cue at the start of `text` ends; 0: there is none."""
    match = _PREFIX.match(text, 0, _LONGEST)
    return match.end() if match else 0


def lead_end(text: str, lang: Lang) -> int:
    """Return where a place, day or agency before the first sentence of a story ends; 0: there is none."""
    match = (_KO_LEAD if lang == "ko" else _EN_LEAD).match(text, 0, 120)
    rest = text[match.end() :] if match else ""
    told = stopped(rest) or holds_sentence(rest, lang) or (lang == "ko" and reads_as_sentence(rest, lang))
    return match.end() if match and told else 0


def board_end(text: str, begin: int) -> int:
    """Return where the name of a board or portal before a title ends; `begin` if there is none."""
    match = _BOARD.match(text, begin, begin + 60)
    return match.end() if match else begin


def dateline_end(text: str, begin: int = 0) -> tuple[int, int]:
    """Return where the dateline and then the byline after `begin` end; equal: no byline, 0: neither."""
    text = text[: begin + _LONGEST]
    match = _EN_BRACKET.match(text, begin) or _EN_REPORTER.match(text, begin)
    if match:
        return match.end(), match.end()
    match = _EN_DISTRIBUTOR.match(text, begin)
    if match:
        inner = _EN_DATELINE.match(text, match.end())
        end = inner.end() if inner and inner.end() <= match.end() + 140 else match.end()
        return end, end
    match = _KO_PYONGYANG.match(text, begin)
    if match:
        return match.end(), match.end()
    match = _KO_BRACKET.match(text, begin)
    if match and match.end() > begin + 3 and _NAMES_OUTLET.search(match.group()) and not _SECTION.match(match.group()):
        byline = _KO_BYLINE.match(text, match.end())
        if not (byline and "=" in byline.group()):
            byline = _KO_CREDITED.match(text, match.end()) or byline
        if byline and re.search(rf"{_JOB}|=", byline.group()):
            return match.end(), byline.end()
        # A bracket without "=" opens a dateline only if it names a reporter or is nothing but the outlet's name.
        rest = text[match.end() :]
        if re.search(r"[=＝]|기자|특파원", match.group()) or re.fullmatch(
            rf"\s*[\[【][가-힣A-Za-z0-9 .]{{2,15}}{_OUTLET}?[\]】]\s*", match.group()
        ):
            return (match.end(), match.end()) if rest or "=" in match.group() else (0, 0)
        return 0, 0
    for pattern in (_KO_PLACE, _KO_REPORTER):
        match = pattern.match(text, begin)
        if match:
            return begin, match.end()
    match = _EN_DATELINE.match(text, begin)
    if match and match.end() <= begin + 140:
        return match.end(), match.end()
    match = _EN_BY.match(text, begin)
    if match:
        return begin, match.end()
    return 0, 0


def tail_start(text: str, begin: int, role: Role = Role.BODY) -> int:
    """Return where an address, end mark or site's name at the end of `text` begins; its length if it has none."""
    tail = len(text)
    cut = True
    while cut:
        cut = False
        held = text[max(begin, tail - 200) : tail].lower()
        for needles, pattern in _SITE_TAILS if role is Role.HEADLINE else _TAILS:
            if not any(needle in held for needle in needles):
                continue
            match = pattern.search(text, max(begin, tail - 200), tail)
            if match and match.start() > begin and match.end() == tail:
                tail, cut = match.start(), True
                held = text[max(begin, tail - 200) : tail].lower()
    # A credit, an address or a link behind the last stop is no sentence of its own; a mark without letters may stay.
    bare = begin + len(bare_end(text[begin:tail])) if role is not Role.HEADLINE else tail
    return bare if _LETTERS.search(_NOTE.sub("", text[bare:tail])) else tail


def spans(line: TextLine, role: Role, lead: Lang | None = None) -> list[tuple[int, int, Role]]:
    """Cut a line of the story into its dateline, byline, text and tail.

    Parameters
    ----------
    line
        A line of the story.
    role
        Its role.
    lead
        The story's language if the line is its first and no other line begins in the same manner.

    Returns
    -------
    list of (start, end, role)
        Ascending document offsets; the middle part has the line's own role.
    """
    text = line.text
    prefix = prefix_end(text)
    if role is Role.HEADLINE:
        prefix = board_end(text, prefix)
    head, after_byline = (0, 0) if role is Role.HEADLINE else dateline_end(text, prefix)
    head = max(head, prefix)
    if lead is not None and not max(head, after_byline):
        head = lead_end(text, lead)
    begin = max(head, after_byline)
    tail = tail_start(text, begin, role)
    if not text[begin:tail].strip():
        return [(line.start, line.end, Role.DATELINE if head > prefix else Role.BYLINE)]
    points: list[tuple[int, Role]] = []
    if prefix:
        points.append((0, Role.FURNITURE))
    if head > prefix:
        points.append((prefix, Role.DATELINE))
    if after_byline > head:
        points.append((head, Role.BYLINE))
    points.append((begin, role))
    if tail < len(text):
        points.append((tail, Role.FURNITURE))
    return _placed(line, points)


def _placed(line: TextLine, points: list[tuple[int, Role]]) -> list[tuple[int, int, Role]]:
    if len(points) == 1:
        return [(line.start, line.end, points[0][1])]
    starts = [line.start if at == 0 else line.find(at) for at, _ in points]
    ends = [*starts[1:], line.end]
    return [(s, e, role) for s, e, (_, role) in zip(starts, ends, points, strict=True)]
