"""Cut a Korean sentence into small pieces at whose edges content may have been left out.

A clause is too coarse for this: what a translator drops is as often a purpose (…하려고), a means (…를 분석해), a
time (1998년 이후 처음으로) or a relative clause (세 차례 연기됐던). So a piece ends wherever a word closes a phrase:
after a verb in a connective or adnominal form, a bound noun (뒤, 경우, 바람에), an adverbial or topic particle, a
comma or a quotation. Endings are told by their syllables, without a dictionary of verbs: a cut too many does no harm,
since runs of pieces are judged and not pieces.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from aligner.korean.romanise import final_of

__all__ = ["Edge", "Piece", "pieces"]

Edge: TypeAlias = Literal["clause", "adnominal", "phrase", "topic"]
"""What closes a piece: a clause (also a comma), an adnominal form or a quotation, an adverbial particle, 은 or 는."""


class Piece(NamedTuple):
    """A half-open character range, without surrounding blanks, and what closes it."""

    start: int
    end: int
    edge: Edge


_WORD = re.compile(r"\S+")
_MARKS = "\"“”‘’'()[]"
# 고 며 면 서 …: connective endings; the words below end like one, and like 해, 여, 어 …, and are none.
_CONNECTIVE = re.compile(
    r"(?:고|며|면서?도?|지만|데도?|데다|니|니까|도록|려고?|으러|고자|거나|느라|다가|듯이?|자마자|던데|으?나|더니|므로|[아어해여려져와워춰줘라러켜쳐혀펴돼]서|자|채|든지|만)$"
)
_VERB_STEM = re.compile(r"(?:[해돼져쳐겨켜혀워춰줘봐셔텨펴여내째]|[가-힣][아어]|[나돌들올내넘따데살]와)$")
_NO_VERB = frozenset(
    (
        "남해 서해 동해 북해 발해 피해 올해 손해 이해 새해 가해 상해 재해 수해 유해 무해 오해 견해 저해 방해 통해 "
        "의해 대해 관해 화해 공해 참여 기여 급여 부여 수여 증여 투여 단어 언어 국어 영어 용어 검색어 아시아 러시아 "
        "말레이시아 육아 유아 소아 영아 고아 아내 국내 시내 무려 배려 우려 고려 염려 독려 격려 장려 심려 미처 부처 "
        "대처 출처 조처 사고 최고 광고 보고 권고 경고 재고 참고 창고 신고 국고 금고 원고 피고 선고 해고 충고 기고 "
        "상고 항고 잔고 중고 공고 통고 그리고 라면 측면 화면 전면 국면 표면 정면 장면 수면 지면 도면 방면 당면 "
        "직면 외면 내면 혼자 과자 투자 환자 기자 남자 여자 학자 적자 흑자 피해자 당사자 관리자 소비자 의자 이자 "
        "누구나 보고서 군데 한데 기록 목록 그러나 하나"
    ).split()
)
_ADNOMINAL = re.compile(
    r"(?:던|(?:하|되|있|없|않|지|리|르|오|이|치|키|내|나|주|받|맞|막|찾|얻|겪|넘|다니|만드|여기|마치|앓|가|보|쓰|사|서|살|끄|크|뛰)는"
    r"|[받맞입잃얻겪남찾앉갚낳넣닫묶죽적잡묻끊쏟쌓닿놓않없맡늙]은|[한된온간낸긴힌춘킨친진린든센둔본준쓴운룬인먼산난딴])$"
)
_PARTICLE = re.compile(r"(?:에서는?|에[는도만]?|에겐?|에게서|에선|으?로는?|까지|부터|마다|보다|처럼|같이|없이|대로)$")
_TOPIC = re.compile(r"(?:은|는)$")  # after a consonant 는 is no particle: 짓는, 받는
_REPORTED = re.compile(r"(?:라며|다며|라고|다고)$")
# Nouns that close the clause or phrase before them; the word before does not close one of its own.
_BOUND = re.compile(
    r"(?:뒤|후|이후|직후|직전|전|전에|끝에|때|때까지|때마다|때부터|경우|경우에만|대신|동안|사이|중|중에|중인|"
    r"도중|가운데|바람에|탓에|덕에|덕분에|위해|위하여|위한|대해|대한|한해|따라|따른|맞서|달리|처음|"
    r"처음으로|채|전제로|조건으로|이유로|혐의로|목적으로|취지로|명목으로|방식으로|차원에서|상태에서|"
    r"상황에서|속에|속에서|앞서|앞두고|이어|결과|반면|한편|때문에|통해|의해|비해|인해|걸쳐|불구하고|이래|"
    r"만에|뒤에도|후에도|뒤에야|후에야|대로|만큼|차|계기로|기점으로|대가로|겸)$"
)
# After a future adnominal form these go on with it: 갈 때까지, 짓기로 할 예정이다.
_AWAITED = re.compile(r"(?:경우|때|예정|계획|전망|방침|만큼|정도|뻔|수)")
# 해 달라고, 내려 왔다: two verbs that are one.
_AUXILIARY = re.compile(
    r"(?:있|않|못|말|보|주|두|놓|버리|가|나가|오|왔|내|냈|대|댔|달라|줬|본|준|둔|온|간|줄|볼|했|한다|하겠|나서|됐|될|된)"
)
_AUXILIARY_LETTERS = 5


@lru_cache(maxsize=1 << 12)
def pieces(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a Korean sentence, ascending; together they hold every word of it.

    Examples
    --------
    >>> text = "연구진은 나무 나이테를 분석해 700년 전 가뭄을 밝혀냈다."
    >>> [text[piece.start : piece.end] for piece in pieces(text)]
    ['연구진은', '나무 나이테를 분석해', '700년 전', '가뭄을 밝혀냈다.']
    """
    words = list(_WORD.finditer(text))
    found: list[Piece] = []
    start: int | None = None
    for at, word in enumerate(words):
        start = word.start() if start is None else start
        edge: Edge | None = "clause" if word is words[-1] else _edge(word.group(), words[at + 1].group())
        if edge is not None:
            found.append(Piece(start, word.end(), edge))
            start = None
    return tuple(found)


def _edge(word: str, after: str) -> Edge | None:
    """What a word closes, if anything, before the word `after`."""
    if word.endswith((",", ";")):
        return "clause"
    if word.endswith(('"', "”", "’")):
        return "adnominal"
    core, ahead = word.rstrip(".·").strip(_MARKS), after.strip(_MARKS + ",.")
    if not core or _BOUND.match(ahead):
        return None
    if _BOUND.match(core):
        return "clause"
    if core in _NO_VERB:
        return None
    stem = _VERB_STEM.search(core)
    if stem and _AUXILIARY.match(ahead) and len(ahead) <= _AUXILIARY_LETTERS:
        return None
    if stem or _CONNECTIVE.search(core) or _REPORTED.search(core):
        return "clause"
    if _ADNOMINAL.search(core) or (core.endswith("는") and len(core) > 1 and final_of(core[-2])):
        return "adnominal"
    if final_of(core[-1]) == "ㄹ" and _AWAITED.match(ahead):
        return None
    if _PARTICLE.search(core):
        return "phrase"
    return "topic" if _TOPIC.search(core) else None
