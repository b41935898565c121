"""Cases from the bug reports of public sentence splitters, each retold in a sentence of our own ("‖": a boundary).

The second column says where the family was reported: kss and korean-sentence-splitter (Korean), kiwi, pysbd, nltk
(punkt), spaCy, sbd, yasbd, sentencex; "desk" stands for slips seen in desk copy.
"""

from __future__ import annotations

import pytest

from aligner.segmentation import split_text

KOREAN = [
    (
        "부부 규칙에는 ‘돈 히트’(Don’t hit)가 있다.‖상대를 아프게 하면 안 된다.‖정도는 다르다.",
        "korean-sentence-splitter #8",
    ),
    ("행사는 2013 S'데이 강연회로 열렸다.‖회원 480명이 왔다.‖입장은 무료다.", "korean-sentence-splitter #8"),
    ("역사학자 'C.H.Park'에 따르면 그는 용감했다.‖군 생활은 짧았다.", "kss #60"),
    ("은(銀)이 없었다면 불가능했다는 것이다.‖성은 그 시대의 블랙홀이었다.", "kss #7"),
    ('방사능 표시와 함께 "☢ CAUTION!"의 문자가 표시된다.‖소리도 난다.', "kss #19"),
    ("화면 크기는 1'1″였다.‖두께는 얇았다.", "kss #28"),
    ("수입차 판매는 2017년까지 하락세를 보이다 지난해 반등했다.‖비중도 높아질 전망이다.", "kss #8"),
    ("한 시민은 \"'2020년'이란 시간은 멈춘 듯하다. 다시는 없어야 한다\"고 말했다.‖거리는 비었다.", "kss #8"),
    ("나눌 수 있다\u200b.‖다음 문장도 있다.", "kss #29"),
    ("이참에 [ 키와 Shift 키를 누른다.‖화면이 바뀐다.", "kss #16"),
    ("확인해야 한다고 했기 때문이다.‖EBS 최 박사도 그렇게 말했다.", "kss #35"),
    ("그는 “소방관이에요. 다른 일을 하고 싶었죠.” 슈발이 말했다.‖모두 웃었다.", "kiwi #181"),
    ("회사(이하 '회사'라 한다) 대표는 저녁을 샀다.‖직원은 스무 명이다.", "kiwipiepy #116"),
    ("경사로 설치 의무 대상은 아닙니다.‖이용 하시라 고 얘기를 했습니다.", "kiwipiepy #113"),
    ("어떻게 될 수도 있다라고 보시면 될 것 같습니다.‖오늘은 여기까지입니다.", "kiwi #151"),
    ("특파원입니다.‖지난 회의의 결과가 나왔습니다.", "kiwipiepy #131"),
    ("법이 통과했다.‖2018년 일이다.", "desk, glued"),
    ("계약을 마쳤다.‖LG가 부지를 샀다.", "desk, glued"),
    ("왜 그랬나?‖그는 되물었다.", "desk, glued"),
    ("정말 그랬을까？！．‖그는 말이 없었다.", "desk, full-width"),
    ("전반 23' 김 선수가 넣었다.‖후반 12' 이 선수가 따라붙었다.‖경기는 비겼다.", "desk, minutes"),
    ("예산이 늘었다.[1]‖인력은 줄었다.[2][3]‖이유는 밝히지 않았다.", "desk, footnotes"),
    ("비가 그쳤다. 😀‖축제가 다시 열렸다.", "desk, emoji"),
    ("다리가 열렸다. (사진=시청)‖차들이 건넜다.", "desk, credit"),
    ("사업은 끝났다.</p>‖돈은 남았다.<br>", "desk, tags"),
    ("그는 떠났다．‖그리고 돌아왔다．", "desk, full-width"),
    ("전원회의가 진행되였다.‖동지들이 토론하였다.‖결정서가 채택되였다.", "desk, Northern spelling"),
    ("값은 ３．５％ 올랐다．‖수요가 컸다．", "desk, full-width figures"),
]

ENGLISH = [
    ("She spoke to Kim et al. in 2004 about the tide.‖They agreed.", "pysbd #86, sbd #9"),
    ("Acme Inc. USA is growing.‖It hired 300 people.", "yasbd #260"),
    ("The Jang Jr. Center opened on Monday.‖Hundreds came.", "yasbd #260"),
    ("The post needs U.S. Government clearance.‖It pays well.", "yasbd #253"),
    ("Maybe he was wrong.‖Well, maybe the men did not get bored.", "sentencex #25"),
    ("The state of the cell (e.g., what it is bound to) is known.‖The rest is not.", "nltk #2543"),
    ("Use e.g. or i.e. in notes.‖Do not in copy.", "nltk #2376"),
    ("If Lee et al. get the money, work can go on.‖If not, it stops.", "nltk #2376"),
    ("“First it rained.”‖Then it snowed.", "nltk #3728"),
    ("«It is over.»‖He sat down.", "spaCy #13883"),
    ("The model wears size S. Fits are loose.", "nltk #1210, left whole: S. may be an initial"),
    ("Rule no. 5 applies here.‖Rule no. 6 does not.", "nltk #2154"),
    ("He was a Ph.D.: that took years.‖She was an M.D.'s aide.", "nltk #3370"),
    ("The fee fell in 2013.‖The next year it rose.", "nltk #2892"),
    ('This is it.‖"Don\'t worry!" he said.', "spaCy #1285"),
    ('The name stems from the gel.‖"Aqua" refers to water.', "spaCy #3553"),
    ("“That’s a fine house,” mothers would say.‖Nobody moved in.", "spaCy #3141"),
    ("It is not counted as leave.‖(Weekly off is for shift staff, who take it in lieu of weekends.)", "spaCy #4508"),
    ("The U.S. approach in Iraq shows a wish not to send U.S. soldiers back.‖It may fail.", "spaCy #68"),
    ("“I want this to work,” says a man.‖“That would be great.”", "spaCy #3942"),
    ("They met at Com. & Adm. headquarters.‖Nothing was settled.", "yasbd #150"),
    ("He agreed, he said.‖The talks went on.", "desk, glued"),
    ("It beat Los Angeles (LAFC).‖The crowd went home.", "desk, glued"),
    ("Prices rose.[1]‖Wages did not.[2][3]‖No one knows why.", "desk, footnotes"),
    ("They won. 😀‖The city celebrated.", "desk, emoji"),
    ("The bridge opened. (Photo: city hall)‖Cars crossed it.", "desk, credit"),
    ("Sales fell．‖Profits rose．", "desk, full-width"),
    ("He is 5' 11\" tall.‖His brother is 6' 2\".", "desk, feet"),
]

GLUED = [
    ("ko", "법이 통과했다.2018년 일이다.", 2),
    ("ko", "계약을 마쳤다.LG가 샀다.", 2),
    ("ko", "왜 그랬나?그는 되물었다.", 2),
    ("ko", "정말 그랬을까？！．그는 말이 없었다.", 2),
    ("ko", "그는 '야후!코리아'에 다녔다.지금은 아니다.", 2),
    ("ko", "주소는 www.haesol.kr이다.메일은 없다.", 2),
    ("ko", "성장률은 3.5%였다.2분기는 2.1%다.", 2),
    ("ko", '"정말인가?"라고 물었다.답은 없었다.', 2),
    ("ko", "정말인가?라는 물음이 나왔다.", 1),
    ("ko", "계약을 마쳤다.㈜해솔이 땅을 샀다.", 2),
    ("ko", "계약을 마쳤다.(주)해솔이 땅을 샀다.", 2),
    ("ko", "계약을 마쳤다.'끝'이라고 그는 말했다.", 2),
    ("ko", "시가 밝혔다.<해솔신문>이 먼저 알렸다.", 2),
    ("ko", "시가 밝혔다.e스포츠도 늘었다.", 2),
    ("ko", "그가 말했다(사진).표는 동났다.", 2),
    ("ko", "예산이 늘었다.<sup>1</sup> 인력은 줄었다.", 2),
    ("ko", "예산이 늘었다.1 인력은 줄었다.", 2),
    ("ko", "‘끝났다.’라고 적었다.", 1),
    ("ko", '"끝났다."며 웃었다.', 1),
    ("ko", "새 판은 제품.2로 나왔다.", 1),
    ("en", "The deal was done, it said.LG rose 3 percent.", 2),
    ("en", "Profit fell 12 percent.KB Financial rose.", 2),
    ("en", "The hall shuts at 3 p.m.The gates close then.", 2),
    ("en", "It was decided in the U.S.The talks failed.", 2),
    ("en", "Prices rose 3%.Kim left.", 2),
    ("en", "The boat sank.3 people died.", 2),
    ("en", "The rate held, it is said.iPhone sales fell.", 2),
    ("en", "Prices fell.[1]The rest rose.", 2),
    ("en", 'The boat sank."We lost," he said.', 2),
    ("en", "Prices climbed.12 Wages did not.", 2),
    ("en", "It is the No.1 brand in Korea.", 1),
    ("en", "See the file config.YAML for more.", 1),
    ("en", "It runs on ASP.NET or Node.JS here.", 1),
    ("en", "He pitched for the L.A.Dodgers.", 1),
    ("en", "J.P.Morgan rose as Mr.Kim said.", 1),
    ("en", "He agreed, he said.The talks went on.", 2),
    ("en", "It beat the club (LAFC).The crowd went home.", 2),
    ("en", "It ended in 2018.The next began.", 2),
    ("en", "Talks failed, officials said.Kim flew home.", 2),
    ("en", "It bought Amazon.Com Inc. for little.", 1),
    ("en", "The S.S. Sewol sank.", 1),
]


def split(text: str, lang: str) -> list[str]:
    return [text[start:end] for start, end in split_text(text, lang)]  # type: ignore[arg-type]


@pytest.mark.parametrize(("case", "source"), KOREAN)
def test_korean(case: str, source: str) -> None:
    assert split(case.replace("‖", " "), "ko") == case.split("‖"), source


@pytest.mark.parametrize(("case", "source"), ENGLISH)
def test_english(case: str, source: str) -> None:
    assert split(case.replace("‖", " "), "en") == case.split("‖"), source


@pytest.mark.parametrize(("lang", "text", "count"), GLUED)
def test_glued_sentences(lang: str, text: str, count: int) -> None:
    assert len(split(text, lang)) == count
