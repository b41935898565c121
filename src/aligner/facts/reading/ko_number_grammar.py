"""What a number can look like in Korean: the combined expression, its counters, bounds and traps."""

from __future__ import annotations

import re

from aligner.facts.reading.units import CODES, KO_COUNTERS, KO_UNITS, SIGNS
from aligner.korean.numerals import HANJA_DIGITS, NATIVE, NATIVE_DAYS, NATIVE_PATTERN

__all__ = [
    "APPROXIMATE",
    "HANJA_UNITS",
    "KEEP_SINO",
    "NOT_UNIT_TAIL",
    "SPELLED",
    "TOKEN",
    "TRAP_SINO",
    "bound_around",
]

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# 조 is also "group" and "article", 경 begins many nouns: they count as units only before what can follow a figure.
BIG = (
    r"(?:만(?!찬|남|료|기|난|약|에 하나)|억(?!제|류|압|지|울)|조(?!각|사|항|약|치|직|건(?!물)|선|종|합|별|원들|성|"
    r"기)|경(?=\s?\d|\s?원|\s?[조억]))"
)
UNIT_CHAIN = rf"(?:[천백십]?{BIG}|[천백십](?![가-힣]*사(?:태|건)))"
SPACED = r"\s(?=[천백십]?[만억조]\s?(?:명|원|달러|톤|개|건|표|대|엔|위안|유로|여|\s))"
YEO_INSIDE = r"여\s?(?=[천백십]?[만억조])"  # 3000여만원, 2억6000여만원
NEXT_GROUP = (
    r"(?:\s(?=[\d,]+(?:\.\d+)?[천백십]?[만억조]|[1-9]\d{3}(?!\d|년)|[1-9],\d{3}|[1-9]\d\d(?=\s?(?:여|명|원|달러))|[1-9]천)"
    r"|(?<=천)\s(?=[1-9]백)|(?<=백)\s(?=[1-9]십))"
)
# A magnitude that leads: 만5천원, 천5백명, 억5천만원; 만 18세 (full years) and 백2 are none.
LEADING = (
    r"(?:(?=만\d천|만\s?\d{4}\s?원|천\d백|천\d\d{1,2}\s?(?:여|명|원|개|건|만|억|달러)|백\d십|"
    r"백\d{1,2}\s?(?:여|명|원|개|건|만|억|달러|살|세)|억\d|조\d+[천백]?억))"
)
NUMERAL = rf"(?:{DIGITS}|{LEADING})(?:(?:{SPACED}|{YEO_INSIDE})?{UNIT_CHAIN}+{NEXT_GROUP}?(?:{DIGITS})?)*"
# 10∼20만, 10-20만, 10에서 20만; 3, 4만 and 2·3천 only from a single digit to the next
RANGE = r"(?:\s?[∼~〜～–-]\s?|에서\s|(?<![\d.,]\d)(?:,\s?|[·ㆍ‧])(?=[1-9](?![\d.]))|[·ㆍ‧](?=[1-9]0대))"
CURRENCY = (
    "|".join(sorted((re.escape(sign) for sign in SIGNS), key=len, reverse=True))
    + rf"|(?<![A-Za-z])(?:{'|'.join(CODES)})"
)

UNITS = "|".join(re.escape(u) + ("(?![A-Za-z])" if u in CODES else "") for u in sorted(KO_UNITS, key=len, reverse=True))
COUNTERS = "|".join(sorted(set(KO_COUNTERS), key=len, reverse=True))
PARTICLE = (
    r"(?=이[가나다든라며면었지]|이?었|이?였|[은는이가을를의에도만과와로씩여뿐당간인입꼴중째쯤말짜후전내]|으로|까지|"
    r"부터|보다|마다|이상|이하|미만|초과|"
    r"정도|가량|안팎|남짓|배기|넘|들[은이을의과에도]|하고|하며|[한된될했]|상당|규모|동안|이내|차지|밖|모두|수준|전후|"
    r"대[의로에])"
)
END = rf"(?:(?![가-힣])|{PARTICLE})"
APPROXIMATE = {
    "한두": (1, 2), "두세": (2, 3), "두서너": (2, 4), "서너": (3, 4), "너댓": (4, 5), "네댓": (4, 5), "네다섯": (4, 5),
    "너더댓": (4, 5), "너덧": (4, 5), "네대여섯": (4, 6), "대여섯": (5, 6), "대엿": (5, 6), "예닐곱": (6, 7),
    "일고여덟": (7, 8), "일여덟": (7, 8), "여덟아홉": (8, 9), "엳아홉": (8, 9), "여남은": (10, 12),
    "이삼": (2, 3), "삼사": (3, 4),
    "사오": (4, 5), "오륙": (5, 6), "육칠": (6, 7), "칠팔": (7, 8), "팔구": (8, 9), "일이": (1, 2),
}  # fmt: skip
"""Two neighbouring numerals said as one: about so many."""
_NATIVE_PAIRS = (w for w in APPROXIMATE if w[0] not in "이삼사오육칠팔일" or len(w) > 2)
NATIVE_PAIR = "|".join(sorted(_NATIVE_PAIRS, key=len, reverse=True))
SINO = r"[일이삼사오육칠팔구십백천만억조]"
HANJA = "[" + "".join(HANJA_DIGITS) + "]"
PRE = re.compile(
    r"(약|대략|거의|근|최소한?|최저|적어도|최대|최고|많게는|많으면|많아야|적게는|줄잡아|어림잡아|족히)\s?"
    r"(?:[가-힣]{1,3}\s)?$"
)
_A_LITTLE = r"(?:(?:조금|약간|살짝|훌쩍|크게|다소|소폭|간신히|가까스로)\s)?"
POST = re.compile(
    r"\s?(?:(?P<post>이상|이하|미만|초과|안팎|내외|가량|정도|쯤|남짓|이내|안에(?!서)|전후|여(?![가-힣])|"
    rf"[을를이가]?\s?(?:넘|초과하)지\s?(?:않|못|말)|[을를이가]?\s?{_A_LITTLE}넘[^어기지]|[을를]?\s?{_A_LITTLE}넘(?:어|기[는고며])|"
    rf"[을를]?\s?{_A_LITTLE}웃[도돌돈]|[을를]?\s?상회|[을를]?\s?{_A_LITTLE}밑[도돌돈]|[을를]?\s?하회|"
    r"[이가도]?\s?(?:채\s)?(?:안\s?[되돼된될됐됩]|되지\s?않)|[에을를]?\s?육박|에?\s?달[하한해]|[을를]?\s?돌파|"
    rf"에?도?\s?{_A_LITTLE}못\s?미[치쳐친쳤칠칩]|에?도?\s?{_A_LITTLE}미치지\s?못)|"
    r"(?P<near>에?\s?가까[운이워]))"
)

_OTHER_HEADS = "첫둘셋넷갑곱절반수몇영마제하이사나닷엿여아열보대일삼오육칠팔구십백천만억조"
HEADS = "".join(sorted({word[0] for word in (*NATIVE, *APPROXIMATE, *NATIVE_DAYS, *_OTHER_HEADS)}))
"""Every syllable that a numeral may begin with: nothing else is looked at twice."""
SIGN_HEADS = re.escape("".join(sorted({sign[0] for sign in SIGNS} - set("ACHNRSU"))))
COUNTED = rf"달러|곱절|갑절|살|근|평|톤|위안|시간|해|달|번|차례|배|명|사람|표|골|점|분|{COUNTERS}|주일|주|쪽|마디"
SPOKEN = "달러|개월|년|원|명|퍼센트|표|살|세|층|배|개|시간|분|톤|주년|미터|킬로미터|킬로그램|차례|회|건|마리|대|일간"

TOKEN = re.compile(
    rf"""
    (?:(?=[\dA-Za-z−△–{SIGN_HEADS}{"".join(HANJA_DIGITS)}-])|(?<![가-힣\d])(?=[{HEADS}]))(?:
    (?P<model>(?<![A-Za-z])(?!(?:{CURRENCY})\d)[A-Za-z]+[-‐–]?\d[\dA-Za-z-]*
          |(?<=[가-힣])-\d{{1,3}}(?:[형호A-Z]|(?![\d명원%.])))
  | (?P<denominator>{DIGITS}[백천만]{{0,2}}|{SINO})\s?분의\s?(?P<numerator>{DIGITS}|{SINO}(?![가-힣]{{2}}))
  | (?<![\d.])(?P<left>\d{{1,3}})\s?대\s?(?P<right>\d{{1,3}})(?![\d,.]?\d|\s?(?:명|곳|개|건|월|일|년|차|[만천억]|시|%
          |대))
  | (?<![\d.\-–A-Za-z])(?P<sleft>\d{{1,3}})\s?[-–—:：×x]\s?(?P<sright>\d{{1,3}})
          (?![\d.\-–]|\s?(?:{UNITS}|[만억조천])|\s?(?:{COUNTERS}){END}|,\d{{3}})
  | (?<![\d.])(?P<tenths>\d|[일이삼사오육칠팔구](?=할\d|할\s?대))
          할(?!인|당|부|머|아|증|애|복|례)(?:\s?(?P<hundredth>\d)푼)?
          (?:\s?(?P<thousandth>\d)[리모])?
  | (?<![\d.])(?P<clocked>\d{{1,2}})(?:초(?P<hundredths>\d{{1,3}})|[mｍ](?P<cm>\d\d))(?!\d)
  | (?:(?P<ordmark>제)(?:\s(?=\d+\s?(?:차|회|호|조|항|기|대|위|장|절|과|부|세대|국|공화국|금융권|의|공장|롯데)))?)?
      (?P<minus>(?<![\d½가-힣A-Za-z)])[-−]|(?<![^\s(])[–△](?=\d+(?:\.\d+)?\s?(?:%|℃|도))
          |영하\s?(?:약\s)?|마이너스\s?(?:\([-−]\)\s?)?)?
      (?:(?P<cur>{CURRENCY})\s?(?=\d))?(?P<digits>{NUMERAL})
      (?:(?P<range>{RANGE})(?P<digits2>{NUMERAL}))?
      (?:\s?(?P<yeo>여(?=\s|명|건|개|년|일|원|달|곳|대|회|차|분|시|㎞|k|t|㎏|㎡|㏊|%|톤|채|석|쪽|표|점|만|명|척|발|가)|남짓))?
      (?:\s?(?P<unit>{UNITS})(?=(?P<unit2>\s?[가-힣]{{0,12}}))|\s?(?:{COUNTERS}){END})?
  | (?:(?P<ordnat>첫|두|세|네|다섯|여섯|일곱|여덟|아홉|열)\s?(?:번째|째|번\s째)|(?P<ordkin>[둘셋넷])째)
  | (?P<pair_tens>열|스물|서른|마흔|쉰)?(?P<pair>{NATIVE_PAIR})\s?
          (?P<pair_unit>{COUNTED}|개월|년|원|세|층|일|퍼센트|회|시간){END}
  | (?P<sino_pair>이삼|삼사|사오|오륙|육칠|칠팔|팔구|일이(?=[십백천]))(?P<sino_size>[십백천]?[만억조]?)여?\s?
          (?P<sino_unit>{SPOKEN}|일|주|㎞){END}
  | (?P<native>(?:(?:열|스물|서른|마흔|쉰|예순|일흔|여든
          |아흔)\s)?(?:{NATIVE_PATTERN}))(?P<yeo2>여)?\s?(?P<nunit>{COUNTED}){END}
  | (?P<aged>(?:스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉)?)
          (?=에\s|인\s|이던|\)|의\s나이|이?\s?넘|[을를]\s넘)
  | (?P<bare>(?:열|스물|서른|마흔|쉰)?(?:둘|셋|넷|다섯|여섯|일곱|여덟|아홉))
          (?=[은이을과의도만](?:[\s,.]|$)|[,.]|$|이다)
  | (?P<generic>두|세|네|다섯|여섯|일곱|여덟|아홉)\s(?=[가-힣]{{2}})
  | (?P<half>절반|반토막|반값|반액|(?<![간년월달주배]\s)반(?=\s?(?:이상|이하|정도|가량)))
  | (?P<spell>반년|하루|이틀|사흘|나흘|닷새|엿새|여드레|아흐레|열흘|보름|반세기|반나절|일주일
          |갑절|곱절){END}
  | (?P<vague>수(?:십|백|천)?[만억조]|수(?:십|백|천)|몇\s?(?:십|백|천)[만억]?)(?=\s?(?:여|명|원|달러|년|개
          |건|발|대|%|톤|㎞|㎏|곳|번|차례|일|시간|가지|배|마리|만|억))
  | (?P<sino>{SINO}{{1,20}}(?:\s{SINO}{{2,20}}){{0,5}})(?P<yeo3>여[만억조]?)?\s?(?P<sunit>{SPOKEN}){END}
  | (?P<round>[이삼사오육칠팔구]?[십백천]만)(?=\s(?!다행|번|부당)[가-힣]{{2}})
  | (?P<hanja>{HANJA}{{2,}}|{HANJA}(?=[年月日名個人])) (?P<hunit>[年月日名個人%]|년|월|일|명)?
    )""",
    re.VERBOSE,
)

HANJA_UNITS = {
    "年": "year",
    "月": "month",
    "日": "day",
    "名": "person",
    "個": "",
    "人": "person",
    "년": "year",
    "명": "person",
}
BOUNDS = {
    "약": "about", "대략": "about", "거의": "about", "근": "about", "줄잡아": "about", "어림잡아": "about",
    "최소": "min", "최소한": "min", "적어도": "min", "최대": "max", "많게는": "max", "많아야": "max", "이상": "min",
    "이하": "max", "미만": "under", "초과": "over", "안팎": "about", "내외": "about", "가량": "about",
    "정도": "about", "쯤": "about", "남짓": "about", "이내": "max", "안에": "max", "전후": "about", "여": "over",
    "최저": "min",
    "최고": "max", "많으면": "max", "적게는": "min", "족히": "min",
}  # fmt: skip
STEMS = (
    ("지않", "max"), ("지못", "under"), ("안", "under"), ("지말", "max"), ("넘", "over"),
    ("웃", "over"), ("상회", "over"), ("돌파", "over"), ("밑", "under"), ("하회", "under"), ("육박", "nearly"),
    ("달", "about"), ("못", "under"), ("가까", "nearly"),
)  # fmt: skip
SPELLED = {
    "반년": (6.0, "month"), "반세기": (50.0, "year"), "반나절": (0.5, "day"), "일주일": (1.0, "week"),
    "갑절": (2.0, "multiple"), "곱절": (2.0, "multiple"),
} | {word: (float(days), "day") for word, days in NATIVE_DAYS.items()}  # fmt: skip
TRAP_SINO = re.compile(
    r"^(?:이|사|오|조|천|일|만|구|백|십|이사|조사|사이|구조|이만|사천|이천|오천|구천|일조|일이|만일|이일|사일|조이|천일|만사|일사)$"
)
KEEP_SINO = re.compile(r"^(?:이천|사천|오천|구천|천|만|백|십|일|오|구)$")
NOT_UNIT_TAIL = {
    # unit -> what follows it makes another word of it
    "원": re.compile(r"^(?:내|외|정|칙|인|하|장|래|조|자|전|격|본|주|점|가(?!량|까|운))(?!\s)"),
    "일": re.compile(r"^(?:본|반|부(?!터)|자리|정(?!도)|선|행|제|단)"),
    "분": re.compile(r"^(?:기|야|의|석|위|쟁|배|류|양)"),
    "주": re.compile(r"^(?:민|택|요|식|가(?!량|까)|한|장|도|자|거|최|변|년)"),
    "대": re.compile(r"^(?:통령|표|학|형|선|회|변|책|비|상|응|북|남)"),
    "도": re.compile(r"^(?:로(?!\s)|시|착|움|쿄|전|달|입|심|발|약|중)"),
    "위": re.compile(r"^(?:원|험|해|협|반|치)"),
    "등": re.compile(r"^(?:장|록|산)"),
    "차": re.compile(r"^(?:량|이|단|관|선(?!거)|로(?![ ,]))"),
    "호": re.compile(r"^(?:선|텔|주)"),
    "인": re.compile(r"^(?:치|근|구|상|정|도|천|터|하|기|수)"),
    "점": re.compile(r"^(?:검|령|수|차|심|유|거)"),
    "배": re.compile(r"^(?:치|우|경|럴|터|상|당|급|포)"),
    "전": re.compile(r""),
    "표": re.compile(r"^(?:결|시|준|적)"),
    "급": re.compile(r"^(?:등|증|여|락|감|히)"),
    "승": re.compile(r"^(?:용|객|인|리|진)"),
    "회": re.compile(r"^(?:의|사|원|장|담|복|견|계|동)"),
    "조": re.compile(r"^(?:원|여|달러|엔)"),
    "달": re.compile(r"^(?:러|성|라)"),
    "해": re.compile(r"^(?:외|상|군|당|소|결|제|고|리)"),
    "번": re.compile(r"^(?:호|지|영|역)"),
    "층": re.compile(r""),
    "세": re.compile(r"^(?:계|금|관|력|종|트|부(?!터)|운|무|미(?!만))"),
    "명": re.compile(r"^(?:령|절|의|단|예|칭|백)(?!\s)"),
    "평": re.compile(r"^(?:창|양|가(?!량)|균|일|상|화|등|소|론|택|범|온|생|안|판|민|야|정)"),
    "사람": re.compile(r"^$(?!)"),
    "시간": re.compile(r"^$(?!)"),
}


def bound_around(text: str, start: int, end: int, yeo: str | None) -> str:
    """How exact the words around a figure say it is."""
    post = POST.match(text, end)
    if post is not None:
        if post["near"]:
            return "nearly"
        word = post["post"]
        if word in BOUNDS:
            return BOUNDS[word]
        word = word.replace(" ", "")
        if "되지않" in word:
            return "under"
        return next(bound for stem, bound in STEMS if stem in word)
    if yeo:
        return "over" if yeo == "여" else "about"
    pre = PRE.search(text, max(0, start - 9), start)
    return BOUNDS[pre[1]] if pre is not None else ""
