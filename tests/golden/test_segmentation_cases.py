"""Hard cases of sentence splitting, each written out as the desk would split it ("‖" stands for a boundary)."""

from __future__ import annotations

import pytest

from aligner.segmentation import split_text

KOREAN = [
    # quotations taken up by -고, -며, 라고 and verbs of saying are one sentence
    '김 대표는 "안 된다. 절대 안 된다"고 말했다.‖그는 자리를 떴다.',
    '"물가가 올랐다. 금리도 오른다. 걱정이다"라고 그는 말했다.‖회의는 끝났다.',
    '그는 "첫째는 안전이다. 둘째도 안전이다"라며 "예산을 늘리겠다"고 밝혔다.‖야당은 반발했다.',
    "그는 “비가 온다. 눈도 온다.”고 전했다.‖날씨는 흐렸다.",
    '"정말 그런가?"라고 물었다.‖답은 없었다.',
    '"도와주세요!"라는 외침이 들렸다.‖구조대가 뛰어갔다.',
    '그는 "모르겠다…"며 말끝을 흐렸다.‖기자들이 몰렸다.',
    '"승리했다. 우리가 이겼다." 라고 그가 외쳤다.‖관중이 환호했다.',
    '"우리는 최선을 다했다. 후회는 없다." 박 감독이 말했다.‖팀은 귀국했다.',
    '법원은 "증거가 없다. 자백뿐이다"는 이유로 무죄를 선고했다.‖검찰은 항소했다.',
    "당국자는 '협의 중이다. 결론은 없다'고 설명했다.‖추가 언급은 피했다.",
    "그는 \"북한이 '대화는 없다. 끝났다'고 했다\"고 전했다.‖정부는 침묵했다.",
    "판결문은 「피고인은 유죄다. 형은 무겁다」고 적었다.‖방청석이 술렁였다.",
    '"간다", "안 간다. 못 간다"를 두고 말이 엇갈렸다.‖결국 갔다.',
    # a quotation that stands alone is split inside
    '그는 이렇게 썼다.‖"나는 살아 있다.‖너희를 기다린다."‖편지는 여기서 끝났다.',
    '"이제 시작이다.‖우리는 간다."‖그러나 길은 멀었다.',
    # numbers and dates
    "성장률은 3.5%였다.‖전년보다 0.2%포인트 높다.",
    "계약은 2025. 12. 24. 체결됐다.‖효력은 1월부터다.",
    "편지 끝에는 '2025. 10. 28.'이라는 날짜가 있다.‖서명도 있다.",
    "기간은 2024. 1. 5.부터 2025. 3. 1.까지다.‖연장도 된다.",
    "환율은 달러당 1,380.5원이다.‖전날은 1,375.2원이었다.",
    "12. 24. 열린 회의에서 결정됐다.‖이견은 없었다.",
    "점수는 2대 1.‖승자는 없었다.",
    "1. 개요를 본다.‖내용은 짧다.",
    "버전 2.0.1을 배포했다.‖오류를 고쳤다.",
    # Latin abbreviations and names
    "S. Korea와 U.S. 관계가 중요하다.‖동맹은 굳건하다.",
    "J. K. 롤링은 작가다.‖영국에 산다.",
    "Samsung Electronics Co. Ltd.는 삼성전자다.‖본사는 수원이다.",
    "주소는 www.example.com이다.‖메일은 a.b@example.com이다.",
    "No. 1 자리를 지켰다.‖벌써 3년째다.",
    "그는 Dr. Kim으로 불린다.‖의사는 아니다.",
    "회사는 LG.‖본사는 서울이다.",
    # ellipses, question and exclamation marks
    "그는 잠시 침묵했다…‖그리고 입을 열었다.",
    "반도체…자동차까지 올랐다.‖수출이 늘었다.",
    "글쎄... 잘 모르겠다.‖그는 웃었다.",
    "왜 그랬을까?‖이유는 돈이었다.",
    "정말일까?!‖모두 놀랐다.",
    "드디어 이겼다!‖10년 만이다.",
    # brackets, bullets, missing spaces
    "정부(장관 김철수. 60)는 밝혔다.‖예산은 준다.",
    "그는 웃었다(사진).‖기자회견은 짧았다.",
    "품목은 ▲반도체 ▲자동차 ▲선박 등이다.‖비중은 60%다.",
    "계획은 다음과 같다.‖■ 첫째 예산을 늘린다.‖■ 둘째 인력을 뽑는다.",
    "◇ 전망은 밝다.‖수요가 늘었다.",
    "비가 왔다.‖이어 눈도 왔다.‖길이 얼었다.",
    "그는 사과했다.‖이번이 두 번째다.",
    "좋은 질문입니다.(웃음)‖다음 질문 받겠습니다.",
    "회의가 끝났다.‖[서울] 다음 회의는 5일이다.",
    "“안녕하세요.‖저는 김철수입니다.”‖그가 고개를 숙였다.",
    "올해는 을사년.‖푸른 뱀의 해다.",
    "매출은 5조원.‖영업이익은 7천억원이다.",
]

KOREAN_GLUED = [
    ("비가 왔다.이어 눈도 왔다.", ["비가 왔다.", "이어 눈도 왔다."]),
    ('그는 떠났다."안녕"이 끝이었다.', ["그는 떠났다.", '"안녕"이 끝이었다.']),
]

ENGLISH = [
    "Mr. Kim left at 5 p.m. on Monday.‖He did not return.",
    "Gen. Park Jung-hee met Lt. Col. Lee.‖They spoke for an hour.",
    "The U.S. Army is in S. Korea.‖It has 28,500 troops there.",
    "Exports to the U.S. rose 3.5 percent.‖Imports fell.",
    "He flew to the U.S. The trip took 14 hours.",
    "The talks begin at 10 a.m. They end at noon.",
    "The meeting ended at 6 p.m. Monday.‖No deal was reached.",
    "Samsung Electronics Co. said profit rose.‖Shares gained.",
    "It was bought by Hanul Inc. The price was not disclosed.",
    "Dasol Corp. Chairman Park resigned.‖His son takes over.",
    "Prices rose 0.3 pct.‖Economists had expected 0.5 pct.",
    "She ranks No. 1 in the world.‖Her rival is No. 2.",
    "The answer was no. Then he left.",
    "On Dec. 24, the letter was released.‖It was dated Oct. 28.",
    "The deal was signed on Jan. 5. The two sides shook hands.",
    "J. K. Rowling lives in Britain.‖She writes.",
    "George W. Bush met John F. Kennedy Jr. in 1999.‖They talked.",
    "The company makes vitamin C. It also makes soap.",
    "They moved to Plan B. The cost doubled.",
    "South Korea is in Group A. Mexico is too.",
    '"We drew strength from it," they wrote.‖"We want a new life."',
    '"Stop.‖Go back.‖Leave us alone," he shouted.',
    '"We are ready," Kim said.‖"We will not wait."‖The talks failed.',
    'He said, "We will win.‖We must win."‖The crowd cheered.',
    '"Where is it?" Kim asked.‖No one knew.',
    '"Is it over?" the minister asked reporters.‖They nodded.',
    '"No way!" she said.‖Everyone laughed.',
    'He called it "a new era." The opposition disagreed.',
    "“It is over.‖We lost,” he said.",
    "Was it true?‖Nobody knew!‖The search went on.",
    "He paused ... and then went on.‖The room was silent.",
    "They waited... Nothing came.",
    "The price is $1.5 million.‖That is 2.1 billion won.",
    "The index closed at 2,643.94.‖It had opened at 2,650.10.",
    "He works for Yahoo! Inc. in Seoul.‖She does not.",
    "The case is Roe v. Wade.‖It was decided in 1973.",
    "Bring food, water, etc. The hike is long.",
    "Many fruits, e.g. apples, i.e. Fuji apples, are costly.‖Pears are not.",
    "Visit www.example.com.‖It is free.",
    "Write to a.b@example.com.‖Replies are slow.",
    "The firm (est. 1998) is small.‖It has 12 workers.",
    "(The talks were held in Geneva.)‖Both sides agreed.",
    "He was told (by his aide, a Mr. Lee) to go.‖He did.",
    "The list: ▲ chips ▲ cars ▲ ships.‖All rose.",
    "The plan has two parts.‖■ First, cut costs.‖■ Second, hire.",
    "Prof. Lee of St. Mary's Hospital on Main St. said so.‖Others agreed.",
    "Rep. Kim, D-Calif., voted no.‖Sen. Park abstained.",
    "The law took effect in 2019.‖30 people were charged.",
    "Kim Jong Un visited.‖iPhones were banned.",
    "The ship is the S.S. Sewol.‖It sank in 2014.",
    "Ph.D. students protested.‖They want more pay.",
    "He studied in the U.S.‖Kim returned in 1998.",
    "The office opens at 9 a.m.‖Lee arrives at 8.",
    "She met J.K. Kim of the U.S. Navy.‖They talked.",
    "It weighs 5 kg.‖It is 3 m long.",
    "World War II. It ended in 1945.",
]
# Boundaries that only the words after an abbreviation tell are marked here, so that the list above stays readable.
ENGLISH = [
    case.replace("U.S. The trip", "U.S.‖The trip")
    .replace("a.m. They", "a.m.‖They")
    .replace("Inc. The price", "Inc.‖The price")
    .replace("no. Then", "no.‖Then")
    .replace("Jan. 5. The", "Jan. 5.‖The")
    .replace("C. It also", "C.‖It also")
    .replace("B. The cost", "B.‖The cost")
    .replace("A. Mexico", "A.‖Mexico")
    .replace('era." The', 'era."‖The')
    .replace("waited... Nothing", "waited...‖Nothing")
    .replace("etc. The", "etc.‖The")
    .replace("II. It", "II.‖It")
    for case in ENGLISH
]


def split(text: str, lang: str) -> list[str]:
    return [text[start:end] for start, end in split_text(text, lang)]  # type: ignore[arg-type]


@pytest.mark.parametrize("case", KOREAN)
def test_korean(case: str) -> None:
    assert split(case.replace("‖", " "), "ko") == case.split("‖")


@pytest.mark.parametrize(("text", "expected"), KOREAN_GLUED)
def test_korean_without_a_space(text: str, expected: list[str]) -> None:
    assert split(text, "ko") == expected


@pytest.mark.parametrize("case", ENGLISH)
def test_english(case: str) -> None:
    assert split(case.replace("‖", " "), "en") == case.split("‖")


def test_there_are_enough_cases() -> None:
    assert len(KOREAN) >= 40
    assert len(ENGLISH) >= 40
