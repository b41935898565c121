"""Names as they stand in a text: people, places and organisations, Korean and English."""

from __future__ import annotations

import re
from functools import lru_cache

from aligner.facts.lexicon import word_keys
from aligner.facts.names.story import (
    SURNAME,
    TITLES,
    WORDLIKE,
    Name,
)
from aligner.facts.names.table import NameTable
from aligner.facts.negation.acts import is_act
from aligner.korean.romanise import SURNAMES, looks_korean

__all__ = ["ENGLISH_WORDS", "english_names", "korean_names", "strict"]


_PERSON = re.compile(
    rf"\b(?P<sur>{SURNAME})\s(?P<given>[A-Z][a-z]{{1,6}}(?:-[A-Za-z][a-z]{{1,6}}|"
    rf"\s(?!(?:{SURNAME})\s[A-Z])[A-Z][a-z]{{1,6}})?)(?![A-Za-z-])"
    rf"|\b(?P<given2>[A-Z][a-z]{{1,6}}-[A-Za-z][a-z]{{1,6}})\s(?P<sur2>{SURNAME})\b"
)


_CAPITAL = re.compile(r"\b[A-Z][A-Za-z’']*(?:-[A-Za-z]+)*\b")


_KO_PERSON = re.compile(
    rf"(?<![가-힣])(?P<name>[가-힣]{{2,4}})(?:\s?\((?:\d{{1,3}}[,)]|[一-鿿]{{2,4}}\)|[남여][,)])|(?:\s(?:전|신임|현|"
    rf"부)?\s?[가-힣]{{0,14}}?\s?(?:{TITLES})(?![가-힣]*(?:회의|은행))|(?:씨|군|양|옹)(?![가-힣]{{2}})))"
)


_ANY_PERSON = re.compile(rf"(?<![가-힣])(?P<name>[가-힣]{{2,7}})\s(?:전\s)?(?:[가-힣]{{1,6}}\s)?(?:{TITLES})")


_SUFFIXED = re.compile(
    r"(?<![가-힣])([가-힣]{2,6}?)(?P<suffix>전자|건설|은행|그룹|중공업|조선해양|조선|제약|증권|보험|화학|에너지|통신|"
    r"항공|해운|식품|바이오|대학교|병원|고등학교|"
    r"초등학교|중학교|경찰서|소방서|구청|시청|군청|연구원|연구소|재단|협회|방송|신문|일보|지방법원|지법|지검|교도소|"
    r"특별시|광역시|시|군|구|읍|면(?=\s)|동(?=[에의])|리(?=[에의])|항|공항|역|산|강|섬|대교|터널|사찰|해수욕장|시장)"
    r"(?=[은는이가을를의에도과와로](?![가-힣]{2})|[,.\s]|에서|으로|$)"
)


_OF_COUNTRY = re.compile(
    r"(?<![가-힣])(?P<name>[가-힣]{1,6}(?:\s[가-힣]{2,6})?)\((?P<country>[가-힣]{2,7})\)|"
    r"(?<![가-힣])(?P<country2>[가-힣]{2,7})의\s(?P<name2>[가-힣]{2,6}\s[가-힣]{1,6}?)(?=[이가은는을를와과도](?![가-힣])|에게|에\s)"
)
"""넬리 코르다(미국), 미국의 넬리 코르다가."""
_MONK = re.compile(r"(?<![가-힣])(?P<name>[가-힣]{2})(?:대사|국사|선사|대왕|왕후|공주|스님)(?![가-힣]{2}|관)")
_SHIP = re.compile(r"(?<![가-힣])(?P<name>[가-힣]{2,4})함(?=[은이의을과에,·\s]|에서|으로|\()")
_NAVAL = re.compile(r"해군|번함|잠수함|호위함|구축함|함정|진수|취역|상륙함|초계함")
_NOT_SHIPS = frozenset(
    (
        "잠수 구축 호위 순양 초계 상륙 수송 대형수송 항공모 전투 훈련 군수지원 중요 위대 심각 필요 가능 우편 투표 "
        "보관 "
        "유도탄고속 이지스 이지스구축 대형상륙 원자력잠수 핵잠수 핵추진잠수 소해 기뢰 주미 주일 주중 주한 유엔 전직 "
        "현직 "
        "특명전권 홍보 명예"
    ).split()
)


_PLACE_WORDS = frozenset(
    (
        "시 군 구 읍 면 동 리 항 공항 역 산 강 섬 천 특별시 광역시 시청 군청 구청 지법 지방법원 지검 교도소 경찰서 "
        "소방서 해수욕장 시장 대교 터널 사 궁 사찰"
    ).split()
)


_TITLE_BEFORE = re.compile(
    r"(?:President|Minister|Premier|Chairman|Chairwoman|Rep\.|Sen\.|Gov\.|Mayor|Ambassador|Secretary|Chancellor|King|"
    r"Queen|Prince|Pope|coach|Coach|"
    r"Professor|Prof\.|Dr\.|Gen\.|Lt\.|Col\.|Adm\.|CEO|leader|director|Director|spokesperson|spokesman|spokeswoman|"
    r"captain|striker|midfielder|surnamed)\s$"
)


_REMEMBERED = 1 << 12
"""Sentences whose names are remembered: several checks of a story ask for them."""


@lru_cache(maxsize=_REMEMBERED)
def english_names(text: str, table: NameTable) -> tuple[Name, ...]:
    """Return the checkable names of an English sentence: table names, Korean people, romanised words."""
    found: list[Name] = []
    taken: list[tuple[int, int]] = []
    hits = table.in_english(text)
    for match in _PERSON.finditer(text):
        surname = (match["sur"] or match["sur2"]).lower()
        given = re.sub(r"[\s-]", "", match["given"] or match["given2"]).lower()
        split = "-" in (match["given"] or match["given2"]) or " " in (match["given"] or "")
        if not looks_korean(given, given=True) or (
            surname in WORDLIKE and "-" not in (match["given"] or match["given2"])
        ):
            if " " in (match["given"] or ""):
                first = (match["given"] or "").split()[0]
                if looks_korean(first.lower(), given=True) and len(first) >= 5 and surname not in WORDLIKE:
                    end = match.start("given") + len(first)
                    found.append(Name("person", match.start(), end, text[match.start() : end], (), surname))
                    taken.append((match.start(), end))
            continue
        if not split and any(s <= match.start("given") < e for s, e, _ in hits if text[s:e] != match[0]):
            continue
        numbers = next((n for s, e, n in hits if s == match.start() and e == match.end()), ())
        found.append(Name("person", match.start(), match.end(), match[0], numbers, surname))
        taken.append((match.start(), match.end()))
    for start, end, numbers in hits:
        if not any(s < end and start < e for s, e in taken):
            found.append(Name(table.entries[numbers[0]].kind, start, end, text[start:end], numbers))
            taken.append((start, end))
    for match in _CAPITAL.finditer(text):
        start, end = match.span()
        if any(s < end and start < e for s, e in taken):
            continue
        word = match[0].removesuffix("'s").removesuffix("’s")
        first = (
            start == 0 or text[:start].rstrip(" \"“‘'").endswith((".", "?", "!")) or not text[:start].strip(" \"“‘'")
        )
        if len(word) < 4 or word.isupper() or word in _HEADS:
            continue
        if text[max(0, start - 2) : start] == "& " or (first and "-" not in word):
            continue
        if strict(word) or _AFTER_PROPER.match(text, end):
            if looks_korean(re.sub("[^a-z]", "", word.lower())) and word.lower() not in ENGLISH_WORDS:
                found.append(Name("romanised", start, start + len(word), word))
        elif _TITLE_BEFORE.search(text, max(0, start - 14), start) or re.match(
            r",?\s(?:\d\d,|said\b|told\b)", text[end : end + 6]
        ):
            found.append(Name("foreign", start, start + len(word), word))
    for match in _FOREIGN.finditer(text):
        start, end = match.span()
        if any(s < end and start < e for s, e in taken) or any(n.start < end and start < n.end for n in found):
            continue
        if match["first"].lower() not in ENGLISH_WORDS and match["first"] not in _OPENERS:
            found.append(Name("foreign", start, end, match[0]))
    found.sort(key=lambda name: name.start)
    return tuple(found)


_FOREIGN = re.compile(
    r"(?<![A-Za-z-]\s)(?<![A-Z]\.\s)(?<![\w-])(?P<first>[A-Z][a-z]{2,})\s"
    r"(?:(?:de|van|von|der|den|al|bin|la|le|di)\s){0,2}"
    r"(?P<last>[A-Z][a-z]{3,})(?=\sof\s(?:the\s)?[A-Z]|\s(?:said|told|won|finished|took|scored|who|carded|"
    r"shot|defeated|"
    r"beat|claimed|captured)\b|,\s(?:an?|the|who|\d\d)\s?)"
)
_OPENERS = frozenset(
    (
        "The This That These Those But And For With When While After Before Since Under From South North East West New "
        "President Prime Vice Foreign Defense Finance Deputy Former Acting Minister Chairman Secretary General "
        "National "
        "United World Asian Korean American Japanese Chinese Supreme High District Appeals Constitutional Central "
        "Grand "
        "University Ministry Department Bank Olympic Golden Great Saint San Los Las Lake Mount Port Fort Cape "
        "Santa Hong"
    ).split()
)
_HEADS = frozenset(
    (
        "Province County City District Ward Village Island University Hospital College Institute Corporation "
        "Association Foundation Center Group Bank"
    ).split()
)
"""Last words of names of bodies, no names by themselves."""
_AFTER_PROPER = re.compile(
    r"\s(?:City|County|Province|District|Ward|Island|Station|Airport|Port|Village|Electronics|Heavy|Market|"
    r"Shipbuilding|Engineering|Bank|Group|Motors?|"
    r"Securities|Chemical|Pharmaceuticals?|Airlines|University|Hospital|Energy|Telecom|Bridge|Temple|Dam|High|Middle|"
    r"Elementary)\b"
)


ENGLISH_WORDS = frozenset(
    (
        "people peoples european europa europe museum museums neo geo theo leo reo geography theology theorem video "
        "deon leon eugene september november december october january february metropolitan municipal asia asian "
        "human union national korea korean seoul state states supreme union nation general major manager senior "
        "junior super series pension home house open one euro union internet media regional local national canada "
        "japan china human union union unit"
    ).split()
)


_SCHOOL = re.compile(r"학과|학부|대학원|교수|총장")
"""Words after which a name in -대 is a university: 동명대 부동산학과 교수."""


@lru_cache(maxsize=_REMEMBERED)
def korean_names(text: str, table: NameTable, *, loose: bool = False) -> tuple[Name, ...]:
    """Return the names of a Korean sentence: of the table, people by title or age, places and firms by suffix.

    `loose` takes places that are ordinary words too (영주, 경기) where a particle follows.
    """
    hits = table.in_korean(text, loose=loose)
    found = [Name(table.entries[numbers[0]].kind, s, e, text[s:e], numbers) for s, e, numbers in hits]
    taken = [(n.start, n.end) for n in found]

    def free(start: int, end: int) -> bool:
        return not any(s < end and start < e for s, e in taken)

    for match in _KO_PERSON.finditer(text):
        name = match["name"]
        start, end = match.span("name")
        if (
            len(name) >= 3
            and name[0] in SURNAMES
            and free(start, end)
            and name not in _NOT_PEOPLE
            and not (len(name) == 3 and name[-1] in "의는을를은에과와")
            and not (len(name) == 4 and name[-1] in "의는을를은에과와이가도" and name[:2] not in _DOUBLE)
            and not name.endswith("인인")
            and not (name[-1] == "인" and word_keys(name[:-1], "ko"))
            and not (name[-1] in "한된할" and is_act(name[:-1]))
            and not (name[-1] == "대" and _SCHOOL.search(match[0]))
        ):
            found.append(Name("person", start, end, name, (), name[0]))
            taken.append((start, end))
    for match in _ANY_PERSON.finditer(text):
        start, end = match.span("name")
        if (
            free(start, end)
            and match["name"] not in _NOT_PEOPLE
            and match["name"][-1] not in "의은는이가을를도인고며서한된던할과와로에면"
        ):
            found.append(Name("maybe-person", start, end, match["name"]))
            taken.append((start, end))
    for pattern, allowed in ((_MONK, True), (_SHIP, _NAVAL.search(text) is not None)):
        for match in pattern.finditer(text) if allowed else ():
            start, end = match.span("name")
            if free(start, end) and match["name"] not in _NOT_SHIPS:
                found.append(Name("person", start, end, match["name"], (), ""))
                taken.append((start, end))
    for match in _OF_COUNTRY.finditer(text):
        group = "name" if match["name"] else "name2"
        start, end = match.span(group)
        if free(start, end) and table.is_country(match["country"] or match["country2"]):
            found.append(Name("maybe-person", start, end, match[group]))
            taken.append((start, end))
    for match in _SUFFIXED.finditer(text):
        start, end = match.span(1)
        if free(start, end) and match[1] not in _NOT_PLACES:
            if word_keys(match[1][:-1], "ko") and word_keys(match[1][-1] + match["suffix"], "ko"):
                continue  # 분쟁지역 is an ordinary word, 분쟁 and 지역
            if match["suffix"] == "리" and match[1].endswith(("총", "권", "금", "관", "처")):
                continue
            found.append(Name("place" if match["suffix"] in _PLACE_WORDS else "org", start, end, match[1]))
            taken.append((start, end))
    found.sort(key=lambda name: name.start)
    return tuple(found)


_DOUBLE = frozenset(name for name in SURNAMES if len(name) == 2)
_NOT_PEOPLE = frozenset(
    (
        "공동 전임 후임 현직 전직 신임 초대 역대 이번 해당 담당 주요 최고 정부 여당 야당 국회 시민 임시 선임 수석 "
        "책임 대표 차기 한국 미국 중국 일본 노동 경제 외교 국방 통일 법무 이사회 위원회 조사단 주민 유엔 금융 정책 "
        "연구 기획 총괄 부서 사내 사외 비상 상임 원내 이들 우리 여성 남성 전문 이날 전날 지난 오는 주최 소속 변호인 "
        "고위 한미 남북 조선 전국 지역 하원 상원 지방 최근 당시 이후 이전 정당 경찰 검찰 소방 육군 해군 공군 구단 "
        "선거 조합 노조 기업 회사 병원 학교 대학 도청 시청 구청 군청 인천시 서울시"
    ).split()
)


_NOT_PLACES = frozenset(
    (
        "대도 중소도 신도 의하 따르 "
        "반드 이번 다음 당시 일시 즉시 동시 임시 수시 다시 역시 잠시 표시 무시 제시 실시 감시 지시 전시 공동 행동 "
        "노동 이동 활동 변동 운동 자동 아동 충동 방면 측면 전면 반면 정면 장면 화면 가능 정리 처리 관리 거리 우리 "
        "금리 논리 승리 유리 심리 원리 권리 총리 머리 무리 자리 소리 다리 의사 회사 조사 검사 수사 행사 기사 인사 "
        "감사 역사 판사 형사 이사 공사 상사 지역 구역 권역 전역 용역 생산 재산 예산 자산 국산 수산 계산 확산 해산 "
        "분산 도산 파산 요구 연구 지구 친구 기구 가구 입구 인구 야구 축구 농구 배구 사항 상황 공항 저항 대항 반항 "
        "취항 미군 해군 공군 육군 장군 적군 국군 최대 기대 시대 세대 상대 절대 확대 반대 현대 초대 무대 군대 부대 "
        "한국 중국 미국 영국 세계 국제 시중 지방 민간 정책 대형 종합 전문 하천 실천 추천 인천 최강 건강 보강 전자 "
        "반도체 첨단"
    ).split()
)


def strict(word: str) -> bool:
    """Whether a word is unmistakably romanised Korean (eo, eu, hyphen before -si, -gu, -dong …)."""
    return _STRICT.search(word.lower()) is not None


_STRICT = re.compile(r"eo|eu|yeo|hy[eou]|gy[eou]|-(?:si|gu|gun|dong|ri|eup|myeon|do|ro)$|gw|hw|ngj|ngn")
