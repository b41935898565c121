"""Cut a sentence into clauses by offset, in Korean and in English.

Korean is cut after a connective ending (-고, -며, -는데, -지만, -(으)면서 …), at the edges of a quotation and at
commas; English at quotation marks, commas, dashes, semicolons and before conjunctions and relative words. A piece that
is too short to say anything on its own stays with its neighbour. The clauses tile the sentence: no character is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from aligner.korean.romanise import final_of
from aligner.types import Lang

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Encode: TypeAlias = "Callable[[Sequence[str]], NDArray[np.float32]]"
"""Texts to float32 (n, dim), unit rows."""

__all__ = ["Encode", "clause_core", "split_clauses"]

# Words that end in what would be a connective ending and are nouns, adverbs or particles.
_NOT_VERBS = frozenset(
    (
        "사고 최고 광고 보고 권고 경고 재고 참고 창고 신고 예고 국고 금고 수고 원고 피고 "
        "선고 해고 충고 기고 투고 포고 상고 항고 차고 잔고 중고 냉장고 퇴고 공고 통고 부고 "
        "친고 고고 그리고 그러고 라고 다고 그러면서 가운데 한데 군데 그런데 하지만 그렇지만 "
        "하면 그러면 이러면 반면 측면 화면 전면 국면 표면 정면 이면 장면 수면 지면 도면 라면 "
        "냉면 방면 당면 직면 외면 내면 면 도록 기록 목록 등록 수록 회의록 고 며 데 지만 "
        "면서 서면서 그래서 따라서 혼자 과자 투자 환자 기자 남자 여자 학자 적자 흑자 피해자 "
        "당사자 관리자 승리자 대리자 거주자 입주자 이주자 소비자 의자 이자 바다가 누구나 보고서 "
    ).split()
)
# A connective ending at the end of a word.
_KO_ENDING = re.compile(
    r"(?:면서도?|으며|[가-힣]며|[가-힣]지만|는데|은데|던데|데다가?|느라|더라도|길래|(?<!바)다가|인데|한데|된데|[가-힣]고|으나|했으나|거나|더니|으므로|니까|도록|려고"
    r"|(?:[으하되이지가오나보]|[가-힣]다)면|자마자|(?:내려|올라|다|나아|들어|돌아|빠져|넘어)가자|(?:되|하|지|나|오|서|르|리|치|키|이|들|풀|놓|주|추|내|뜨|없|있|않)자|(?:있|없|않|해|돼|져|여|워|라|어|아|려|러|겨|혀|쳐|켜|와|춰|와|펴)서"
    r"|(?:있|없|않|했|됐|였|았|었)어)$"
)
# After -고 these make one verb with it (보고 있다, 하고 싶다), or end reported speech without saying anything new.
_KO_AUXILIARY = re.compile(r"^[,\s]*(?:보면|볼\s|있|싶|나서|나면|말았|말\s|계시|난|는\s|도\s|자\s|들어|다니)")
# -다고, -라고 without a comma leads on to the verb of saying or thinking it belongs to.
_KO_REPORTED = re.compile(r"[다라냐자]고$")
# Nouns that end a clause only after a verb: 끝난 뒤, 하기 위해, 함에 따라; not 경기 뒤, 승계를 위해.
_KO_BOUND = re.compile(
    r"^(?:뒤|후|이후|채|탓에|가운데|대신|반면|한편|때문에|만큼|위해|위하여|따라|중|중에|도중|사이|동안|직후|바람에|덕분에|결과|"
    r"이어|전|전에|앞서)$"
)
_KO_LASTING = frozenset(("동안", "사이", "중", "중에", "도중", "이후", "결과"))
_KO_AFTER_GI = frozenset(("위해", "위하여", "때문에", "전", "전에", "앞서"))
# A relative clause: an adnominal verb form, with enough before it to say something, and no bound noun after it.
_KO_ADNOMINAL = re.compile(
    r"(?:[가-힣](?:한|된|던|했던|됐던)|(?:하|되|있|없|않|지|리|르|오|이|치|키|내|나|주|받|맞|막|찾|얻|겪|넘|다니|만드|여기|마치|앓)는"
    r"|[받맞입잃얻겪남찾앉갚낳넣닫묶죽적잡묻끊쏟쌓닿놓않없맡늙]은|[가-힣](?:진|린|킨|친|든|낸|춘|힌|긴|뜬|룬|운|셴|뒀던|했단))$"
)
_KO_NOT_ADNOMINAL = re.compile(
    r"(?:^|\s)(?:북한|남한|대한|권한|제한|기한|무한|또한|유한|최소한|최대한|가능한|한|이른바|사진|추진|전진|선진|고진|직진|정진|취임한|의한|관한|위한|인한"
    r"|모든|힘든|무슨|어떤|같은|다른|새로운|젊은|많은|적은|높은|낮은|좋은|큰|작은|긴|지난|오는|이런|그런|있는|없는|어린|\S*(?:시간|기간|년간|월간|일간|주간|분간|순간))$"
)
_KO_HEADLESS = re.compile(
    r"^\s*(?:것|(?:수|적|바|등|중|뒤|후|채|데|줄|점|만큼|대로|듯|가운데|반면|대신|한편|때|전|이후|동안|사이|직후|상태|사실|뜻)(?![가-힣]{2}))"
)
_KO_TOPIC_FIRST = re.compile(
    r"^(?:[^\s\"“”]+\s){0,3}?[^\s\"“”]*[가-힣)](?:은|는)(?<!있는)(?<!없는)(?<!하는)(?<!되는)(?<!받은)(?<!같은)(?<!많은),?\s(?=\S)"
)
_MIN_RELATIVE = 12
_KO_COUNTED = re.compile(r"(?:\d\S*|직전|얼마|(?:열|스물|서른|마흔|쉰)한)$")
_KO_CITED = re.compile(r"(?:따르면|만큼)$")
# A comma after a noun cuts a list; it divides clauses only if a new topic follows.
_KO_CLOSING = re.compile(r"[고며서만데로면나지어아여자니까해에라]$")
_KO_LISTED = re.compile(r"^\s(?:\S+\s){0,2}?\S+(?:,|[와과]\s|\s(?:등|및)\s)")
_KO_TOPIC = re.compile(r"^\s*(?:\S+\s+)?\S*[가-힣%](?:은|는|이|가|을|를)(?=\s)")
_SAID = (
    r"(?:말|밝|전|덧붙|설명|강조|주장|지적|했|발표|답|반박|촉구|언급|보도|예고|당부|전망|분석|평가|비판|공시|통보|진술|호소"
    r"|약속|다짐|경고|요구|내다봤|내다보|물었|되물|외쳤|적었|썼|알렸|토로|회상|판단|추정|예상|집계)[가-힣]*"
)
_RECALLED = r"(?:당시|그때|순간|상황)[를을]\s(?:떠올|회상|전|설명)[가-힣]*"
_KO_SAYING = re.compile(rf"^[\s,]*(?:[^\s]{{0,12}}\s?{_SAID}|{_RECALLED})[.\s]*$")
# What surrounds what is said: the speaker before a quotation, the verb of saying after reported speech.
_KO_SPEAKER = re.compile(r"^[^\"“”]{0,60}[\"“](?!이?라?[고며는])(?=[^\"“”]{6})")
_KO_SAID_TAIL = re.compile(rf"(?:(?<=[다라냐자])|[\"”](?:이?라)?)고\s(?:(?!\S*[을를]\s)\S+\s){{0,3}}?{_SAID}[.\s\"”]*$")
_KO_OCCASION = re.compile(
    r"(?:회견|브리핑|간담회|회의|논평|성명|입장문|자료|담화|설명회|인터뷰)[을를에서]*\s"
    r"(?:열고|열어|내고|내어|내|갖고|통해|마치고|주재하고|하고|배포하고|배포해|보내)[,\s]*$"
)
# What such results and reasons are, the rest of the sentence says.
_KO_RESULT = re.compile(
    r"(?:(?:결과|내용)[를을]\s(?:발표|공개|설명)|(?:이유|배경|취지|경위)[를을]\s(?:설명|밝))[가-힣]*[.,]?$"
)
# "It announced these plans": what they are stands elsewhere.
_KO_BACK = re.compile(
    r"(?:^|\s)이\s?(?:런|같은|같이|처럼)\s.{0,40}"
    r"(?:발표|공개|밝|의결|결정|확정|내놨|선고|내놓)[가-힣]*[.,]?$"
)
# "…", he recalled the day; … and smiled: how it was said.
_KO_MANNER = re.compile(
    rf"[\"”](?:이?라)?[고며]\s(?:\S+\s){{0,2}}?(?:{_RECALLED}|(?:웃|미소|울먹|목소리를)[가-힣]*)[.\s]*$"
)
# Nods, thanks and handshakes: manners, which English leaves out.
_KO_COURTESY = re.compile(
    r"(?:고개를\s(?:끄덕|숙)|미소를\s|악수를\s|인사를\s(?:나누|나눴|건네|건넸|했|하)|박수[를로]\s|목소리를\s높|친교의\s시간|환담|"
    r"기념\s?촬영|포즈를\s|바쁘신\s|귀한\s(?:걸음|시간)|감사의\s(?:뜻|인사|말)|고마움을\s(?:전|표)|사의를\s표|경의를\s표|심려를\s끼|영광을\s돌|몸을\s낮[추췄]|귀를\s기울|말문을\s열|운을\s뗐?|입을\s모)"
)
# Thanks to those present, however long: 성원을 보내 주신 군민 여러분께 깊이 감사드린다"며.
_KO_THANKS = re.compile(
    r"(?:여러분|분들|관계자|국민|시민|주민|팬|고객|임직원|참석자|유권자)[가-힣]{0,4}\s(?:\S+\s){0,3}?(?:감사|고맙|고마)[가-힣]*[\s\"”]*"
    r"(?:이?라?[고며면]서?|[가-힣]*며)?[,.\s]*$"
)
_KO_DECIDED = re.compile(r"기로\s?했")
_KO_CITING = re.compile(r"(?:따르면|의하면),?$")
_WORD = re.compile(r"\S+")
_QUOTES = '"“”'

_EN_CUT = re.compile(
    r"(?<=[,;:])\s+(?!\d)|\s+(?=[–—-]{1,2}\s)|(?<=\s[–—])\s+"
    r"|\s+(?=(?:and|but|while|which|who|whose|whom|where|when|after|before|because|although|though|since|as|if|unless"
    r"|despite|amid|following|saying|adding|with|including|instead|according|until|so that)\b)",
    re.IGNORECASE,
)

_KO_SAYS = re.compile(r"(?:^|\s)(?:말|밝혔|전|덧붙였|설명|보도|발표|공시|예고|했)[가-힣]*[.\"”\s]*$")
_KO_OBJECT = re.compile(r"[을를]\s(?!통해)")
_EN_SAYS = re.compile(r"\b(?:said|says|told|added|according to|noted|saying|adding)\b", re.IGNORECASE)

_MIN_KO = 7  # Hangul syllables, letters and digits; shorter pieces are not clauses
_MIN_EN = 14
_MIN_CORE = 4


@lru_cache(maxsize=1 << 12)
def split_clauses(text: str, lang: Lang) -> tuple[tuple[int, int], ...]:
    """Return the clauses of `text` as half-open character ranges.

    Returns
    -------
    tuple of (start, end)
        Ascending, without surrounding white space; together they hold every character of `text` that is not white
        space. One range for a sentence of one clause, none for a blank text.
    """
    cuts = _korean_cuts(text) if lang == "ko" else _english_cuts(text)
    pieces: list[tuple[int, int]] = []
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        piece = _strip(text, start, end)
        if piece[0] < piece[1]:
            pieces.append(piece)
    return tuple(_join_short(text, pieces, _MIN_KO if lang == "ko" else _MIN_EN))


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _size(text: str) -> int:
    return sum(c.isalnum() for c in text)


def _join_short(text: str, pieces: list[tuple[int, int]], least: int) -> list[tuple[int, int]]:
    """Join pieces below `least` letters to a neighbour.

    One that ends in a comma closes something and goes to the piece before; a subject that stands before a quotation
    opens something and goes to the piece after.
    """
    joined: list[tuple[int, int]] = []
    open_start: int | None = None
    for start, end in pieces:
        if open_start is not None:
            start, open_start = open_start, None
        if _size(text[start:end]) < least:
            if joined and text[end - 1] in ",;":
                joined[-1] = (joined[-1][0], end)
            else:
                open_start = start
        else:
            joined.append((start, end))
    if open_start is not None:
        if joined:
            joined[-1] = (joined[-1][0], pieces[-1][1])
        else:
            joined.append((open_start, pieces[-1][1]))
    return joined


def _korean_cuts(text: str) -> list[int]:
    cuts: set[int] = set()
    words = list(_WORD.finditer(text))
    for word in words[:-1]:
        bare = word.group().rstrip(",.·")
        end = word.end()
        rest = text[end:]
        core = bare.strip("\"“”‘’'()")
        if word.group().endswith(",") and _divides(text, word.start(), core, rest):
            cuts.add(end)
        before = text[: word.start()].rstrip()
        if _KO_BOUND.match(core) and _ends_a_verb(before, core):
            cuts.add(end)
            continue
        if core in _NOT_VERBS and not (core == "하지만" and before.endswith(("야", "려", "도", "는"))):
            continue
        if _KO_ENDING.search(core):
            if not _leads_on(bare, core, rest):
                cuts.add(end)
        elif _is_relative(text, core, end, max(cuts, default=0)):
            cuts.add(end)
        elif _KO_CITED.search(core):
            cuts.add(end)
    cuts.update(_quotation_edges(text))
    # "…다고 말했다": the verb of saying alone is not a clause.
    return sorted(c for c in cuts if 0 < c < len(text) and not _KO_SAYING.match(text[c:]))


def _is_relative(text: str, core: str, end: int, since: int) -> bool:
    """Whether an adnominal verb form ends a relative clause that says something of its own."""
    if not _KO_ADNOMINAL.search(core) or _KO_NOT_ADNOMINAL.search(core) or _KO_HEADLESS.match(text[end:]):
        return False
    return _size(text[since:end]) >= _MIN_RELATIVE and text[since:end].count(" ") >= 2


def _leads_on(bare: str, core: str, rest: str) -> bool:
    """Whether the verb form goes on with the next word: 보고 있다, 늘었다고 밝혔다, 없도록 하겠다."""
    if core[-1] == "고":
        return bool(_KO_AUXILIARY.match(rest) or _KO_REPORTED.search(bare))
    return core.endswith("도록") and rest.lstrip().startswith(("하", "했", "한"))


def _ends_a_verb(before: str, noun: str) -> bool:
    """Whether the text before a bound noun ends in a verb form that takes it."""
    if not before or not "가" <= before[-1] <= "힣" or _KO_COUNTED.search(before):
        return False
    if noun in _KO_AFTER_GI:
        return before[-1] == "기" or (noun == "앞서" and before.endswith("기에"))
    if noun == "따라":
        return before[-1] == "에" and len(before) > 1 and final_of(before[-2]) == "ㅁ"
    if noun == "이어":
        return before.endswith(" 데") and final_of(before[-3]) == "ㄴ"
    if noun in _KO_LASTING and not before.endswith(("는", "던", "은", "한", "된", "인")):
        return False  # 세 시즌 동안
    return final_of(before[-1]) == "ㄴ" and not _KO_NOT_ADNOMINAL.search(before)


def _divides(text: str, start: int, core: str, rest: str) -> bool:
    """Whether the comma after the word `core`, which begins at `start`, stands between clauses and not in a list."""
    if _KO_TOPIC.match(rest):
        return True
    if not _KO_CLOSING.search(core):
        return False
    sure = core not in _NOT_VERBS and _KO_ENDING.search(core)
    return bool(sure) or not (_KO_LISTED.match(rest) or text[:start].rstrip().endswith((",", "과", "와")))


@lru_cache(maxsize=1 << 13)
def clause_core(text: str, lang: Lang) -> tuple[int, int]:
    """Return the range of the clause `text` that says something: without speaker and closing verb of saying.

    An empty range if it only tells who spoke or at what occasion (기자회견을 열고, 금감원에 따르면, *he said Monday*):
    leaving that out takes nothing from the story.
    """
    words = len(text.split())
    if lang == "en":
        return (0, 0) if words <= 7 and _EN_SAYS.search(text) else (0, len(text))
    if _KO_OCCASION.search(text) or _KO_BACK.search(text) or (_KO_RESULT.search(text) and words <= 6):
        return 0, 0
    if _KO_CITING.search(text) and _size(text) <= 30:
        return 0, 0
    opening, closing = _KO_SPEAKER.match(text), _KO_SAID_TAIL.search(text) or _KO_MANNER.search(text)
    if (words <= 6 and _KO_COURTESY.search(text)) or _KO_THANKS.search(text):
        return 0, 0
    if (
        not opening
        and not closing
        and words <= 4
        and not _KO_DECIDED.search(text)
        and _KO_SAYS.search(text)
        and not _KO_OBJECT.search(text)
    ):
        return 0, 0
    start = opening.end() if opening else 0
    topic = _KO_TOPIC_FIRST.match(text) if not opening and not text.rstrip('"”’ ').endswith(".") else None
    if topic and _size(text[topic.end() :]) >= _MIN_CORE + 2:
        start = topic.end()  # the topic of the sentence belongs to its main clause
    end = closing.start() if closing else len(text)
    if _size(text[start:end]) >= _MIN_CORE:
        return start, end
    return (0, 0) if closing else (0, len(text))


def _quotation_edges(text: str) -> list[int]:
    """Return where long quotations begin, and where the word that closes one ends (``"…"라며``).

    What stands before the first is who speaks and no clause of its own, unless it ends as one.
    """
    edges: list[int] = []
    marks = [m.start() for m in re.finditer(f"[{_QUOTES}]", text)]
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        if closing - opening < 12:
            continue
        before = text[:opening].split()
        if edges or (before and (before[-1].endswith(",") or _KO_ENDING.search(before[-1]))):
            edges.append(opening)
        word_end = re.compile(r"\s|$").search(text, closing)
        edges.append(word_end.start() if word_end else closing + 1)
    return edges


def _english_cuts(text: str) -> list[int]:
    cuts = {m.end() for m in _EN_CUT.finditer(text)}
    marks = [m.start() for m in re.finditer(f"[{_QUOTES}]", text)]
    for opening, closing in zip(marks[::2], marks[1::2], strict=False):
        if closing - opening >= 20:
            cuts.update((opening, closing + 1))
    return sorted(c for c in cuts if 0 < c < len(text))
