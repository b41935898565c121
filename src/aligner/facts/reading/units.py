"""Units of news copy, how they are written in both languages, and their conversions.

Factors are exact by definition where a definition exists (international yard and pound agreement 1959: inch 25.4 mm,
pound 0.45359237 kg; SI brochure); 평 = 400/121 m² and 근 = 600 g are the customary Korean values.
"""

from __future__ import annotations

from typing import Final

__all__ = [
    "BUNDLES",
    "CODES",
    "COUNTS",
    "EN_UNITS",
    "GROUPS",
    "KO_UNITS",
    "MONEY",
    "PHYSICAL",
    "SIGNS",
    "base",
    "dimension",
    "group",
]

UNITS: Final[dict[str, tuple[str, float]]] = {
    "percent": ("percent", 1), "point": ("point", 1), "bp": ("point", 0.01), "fraction": ("fraction", 1),
    "krw": ("krw", 1), "usd": ("usd", 1), "jpy": ("jpy", 1), "cny": ("cny", 1), "eur": ("eur", 1), "gbp": ("gbp", 1),
    "rub": ("rub", 1), "hkd": ("hkd", 1), "aud": ("aud", 1), "cad": ("cad", 1), "sgd": ("sgd", 1), "twd": ("twd", 1),
    "chf": ("chf", 1), "inr": ("inr", 1), "thb": ("thb", 1), "vnd": ("vnd", 1), "idr": ("idr", 1), "myr": ("myr", 1),
    "php": ("php", 1), "brl": ("brl", 1), "mxn": ("mxn", 1), "try": ("try", 1), "sek": ("sek", 1), "nok": ("nok", 1),
    "pln": ("pln", 1), "sar": ("sar", 1), "aed": ("aed", 1), "zar": ("zar", 1), "uah": ("uah", 1), "nzd": ("nzd", 1),
    "cent": ("usd", 0.01), "jeon": ("krw", 0.01),
    "km": ("length", 1000), "m": ("length", 1), "cm": ("length", 0.01), "mm": ("length", 0.001),
    "nm": ("length", 1e-9), "um": ("length", 1e-6),
    "mile": ("length", 1609.344), "nautical": ("length", 1852), "yard": ("length", 0.9144), "foot": ("length", 0.3048),
    "inch": ("length", 0.0254), "li": ("length", 392.727),
    "m2": ("area", 1), "km2": ("area", 1e6), "ha": ("area", 1e4), "acre": ("area", 4046.8564224),
    "pyeong": ("area", 400 / 121), "sqft": ("area", 0.09290304), "sqmile": ("area", 2589988.110336),
    "kg": ("mass", 1), "g": ("mass", 0.001), "mg": ("mass", 1e-6), "ton": ("mass", 1000), "lb": ("mass", 0.45359237),
    "ounce": ("mass", 0.028349523125), "geun": ("mass", 0.6), "shortton": ("mass", 907.18474),
    "litre": ("volume", 1), "ml": ("volume", 0.001), "gallon": ("volume", 3.785411784), "barrel": ("barrel", 1),
    "m3": ("volume", 1000),
    "c": ("temperature", 1), "f": ("temperature", 1), "degree": ("temperature", 1),
    "kmh": ("speed", 1), "mph": ("speed", 1.609344), "knot": ("speed", 1.852), "mps": ("speed", 3.6),
    "w": ("power", 1), "kw": ("power", 1e3), "mw": ("power", 1e6), "gw": ("power", 1e9), "hp": ("power", 745.7),
    "kwh": ("energy", 1), "mwh": ("energy", 1e3), "gwh": ("energy", 1e6),
    "byte": ("data", 1), "mb": ("data", 1e6), "gb": ("data", 1e9), "tb": ("data", 1e12),
    "year": ("duration", 365.25 * 24 * 60), "month": ("duration", 365.25 * 2 * 60), "week": ("duration", 7 * 24 * 60),
    "day": ("duration", 24 * 60), "hour": ("duration", 60), "minute": ("duration", 1), "second": ("duration", 1 / 60),
    "decade": ("duration", 3652.5 * 24 * 60), "century": ("duration", 36525 * 24 * 60),
    "age": ("age", 1), "ordinal": ("ordinal", 1), "rank": ("ordinal", 1), "multiple": ("times", 1),
    "times": ("times", 1), "score": ("score", 1), "vote": ("vote", 1), "person": ("person", 1),
    "group": ("ordinal", 1), "index": ("model", 1),
    "magnitude": ("magnitude", 1), "article": ("article", 1), "model": ("model", 1), "": ("", 1), "thing": ("", 1),
}  # fmt: skip

COUNTS: Final = frozenset({"", "person", "vote", "score", "times"})
"""Dimensions that a bare English number may stand for."""

PHYSICAL: Final = frozenset(("length", "area", "mass", "volume", "barrel", "temperature", "speed", "power", "energy"))
"""Dimensions that no bare figure and no other dimension can stand for."""

CODES: Final[dict[str, str]] = {
    code: code.lower()
    for code in (
        "KRW USD JPY CNY EUR GBP RUB HKD AUD CAD SGD TWD CHF INR THB VND IDR MYR PHP BRL MXN SEK NOK PLN SAR AED ZAR "
        "UAH NZD"
    ).split()
} | {"KPW": "krw", "RMB": "cny"}
"""ISO 4217 codes of the currencies of news copy (TRY and the like are words too); 원 does not say which Korea's."""

SIGNS: Final[dict[str, str]] = {
    "US$": "usd", "U.S.$": "usd", "USD$": "usd", "$": "usd", "€": "eur", "£": "gbp", "¥": "jpy", "￥": "jpy",
    "₩": "krw", "￦": "krw", "HK$": "hkd", "A$": "aud", "AU$": "aud", "C$": "cad", "CA$": "cad", "S$": "sgd",
    "NT$": "twd", "NZ$": "nzd", "₹": "inr", "฿": "thb", "₫": "vnd", "₽": "rub", "₺": "try", "₱": "php", "R$": "brl",
}  # fmt: skip
"""Currency signs, written before the figure."""

MONEY: Final = frozenset(CODES.values()) | frozenset(SIGNS.values())

KO_UNITS: Final[dict[str, str]] = {
    "%포인트": "point", "% 포인트": "point", "％포인트": "point", "%p": "point", "% p": "point", "%P": "point",
    "퍼센트포인트": "point", "퍼센트 포인트": "point",
    "포인트": "score", "p": "point", "bp": "bp", "%": "percent", "％": "percent", "퍼센트": "percent",
    "프로": "percent", "㏊": "ha", "원": "krw", "달러": "usd", "불": "usd", "엔": "jpy", "위안": "cny", "유로": "eur",
    "파운드": "gbp", "루블": "rub", "홍콩달러": "hkd", "홍콩 달러": "hkd", "호주달러": "aud", "호주 달러": "aud",
    "캐나다달러": "cad", "캐나다 달러": "cad", "싱가포르달러": "sgd", "싱가포르 달러": "sgd", "대만달러": "twd",
    "대만 달러": "twd", "뉴질랜드달러": "nzd", "뉴질랜드 달러": "nzd", "스위스프랑": "chf", "스위스 프랑": "chf",
    "프랑": "chf", "루피아": "idr", "루피": "inr", "바트": "thb", "링깃": "myr", "헤알": "brl", "리라": "try",
    "즈워티": "pln", "흐리우냐": "uah", "디르함": "aed", "센트": "cent", "전": "jeon", "㎞": "km", "km": "km",
    "KM": "km", "킬로미터": "km", "킬로": "km", "m": "m", "ｍ": "m", "미터": "m", "㎝": "cm", "cm": "cm",
    "센티미터": "cm", "센티": "cm", "㎜": "mm", "mm": "mm", "밀리미터": "mm",
    "나노미터": "nm", "나노": "nm", "㎚": "nm", "마이크로미터": "um", "㎛": "um", "마이크론": "um",
    "마일": "mile", "해리": "nautical",
    "야드": "yard", "피트": "foot", "인치": "inch", "㎡": "m2", "m²": "m2", "제곱미터": "m2", "평방미터": "m2",
    "㎢": "km2", "km²": "km2", "제곱킬로미터": "km2", "평방킬로미터": "km2", "ha": "ha", "헥타르": "ha",
    "에이커": "acre", "평": "pyeong", "제곱피트": "sqft", "㎏": "kg", "kg": "kg", "킬로그램": "kg", "g": "g",
    "그램": "g", "㎎": "mg", "mg": "mg", "밀리그램": "mg", "톤": "ton", "t": "ton", "근": "geun", "온스": "ounce",
    "ℓ": "litre", "L": "litre", "리터": "litre", "㎖": "ml", "ml": "ml", "밀리리터": "ml", "갤런": "gallon",
    "배럴": "barrel", "㎥": "m3", "세제곱미터": "m3", "℃": "c", "℉": "f", "도": "degree", "㎞/h": "kmh",
    "노트": "knot", "㎾": "kw", "kW": "kw", "킬로와트": "kw", "㎿": "mw", "MW": "mw", "메가와트": "mw", "GW": "gw",
    "기가와트": "gw", "마력": "hp", "kWh": "kwh", "GWh": "gwh", "MB": "mb", "GB": "gb", "TB": "tb",
    "기가바이트": "gb", "테라바이트": "tb", "년": "year", "개년": "year", "년간": "year", "해": "year",
    "개월": "month", "달": "month", "주": "week", "주일": "week", "주간": "week", "일": "day", "일간": "day",
    "날": "day", "시간": "hour", "분": "minute", "분간": "minute", "초": "second", "세기": "ordinal", "세": "age",
    "살": "age", "주년": "ordinal", "주기": "ordinal", "번째": "ordinal", "째": "ordinal", "위": "rank", "등": "rank",
    "배": "multiple", "곱절": "multiple", "갑절": "multiple", "번": "times", "차례": "times", "회": "times",
    "차": "ordinal", "호선": "ordinal", "표": "vote", "점": "score", "골": "score",
    "명": "person", "사람": "person", "인": "person", "분께": "minute", "식구": "person",
    "여 명": "person", "층": "ordinal", "호": "ordinal", "세대": "thing", "학년": "ordinal", "급": "ordinal",
    "학년도": "year", "대": "thing",
    "연패": "times", "연승": "times", "라운드": "ordinal", "승": "score", "패": "score", "무": "score",
    "조": "article", "항": "article", "쪽": "thing", "억원": "krw",
}  # fmt: skip

KO_COUNTERS: Final = (
    "개국", "개사", "개소", "개교", "개월", "개", "마리", "척", "발", "곳", "건", "채", "대", "자루", "장", "통",
    "권", "편", "팀", "가지", "군데", "쌍", "켤레", "그루", "송이", "벌", "잔", "병", "갑", "통", "군", "구", "석",
    "경기", "가구", "가족", "나라", "국가", "도시", "종", "종류", "단계", "문제", "문항", "과목", "학교", "업체",
    "기업", "회사", "노선", "정거장", "바퀴", "자리", "형제", "자매", "남매", "아들", "딸", "아이", "자녀", "부",
    "기", "문", "정", "좌", "필지", "동", "실", "칸", "객실", "호실", "세트", "묶음", "상자", "박스", "봉지", "그릇",
    "컵", "줄", "줄기", "조각", "방울", "모금", "마디", "구절", "글자", "자", "행", "라인", "홀", "안타", "홈런",
    "타", "도움", "어시스트", "득점", "실점", "리바운드", "이닝", "세트", "게임", "판", "코스", "타점", "주", "필",
    "가닥", "뿌리", "포기", "알", "톨", "대씩", "개씩", "세대", "쪽", "페이지", "걸음", "계단", "집", "건물", "방",
    "축", "갈래", "품목", "항목", "조항", "부문", "분야", "사건", "사고", "차원", "측면", "후보", "정상", "선수",
    "감독", "작품", "영화", "지역", "지점", "공장", "회원국", "부처", "기관", "단체", "정당", "의원", "장관", "은행",
    "병원", "배", "접", "톳", "쾌", "두름",
)  # fmt: skip
"""Counters and counted nouns that carry no unit of their own."""

EN_UNITS: Final[dict[str, str]] = {
    "percentage points": "point", "percentage point": "point", "percentage-points": "point",
    "percentage-point": "point", "basis points": "bp", "basis point": "bp", "bps": "bp", "bp": "bp",
    "percent": "percent", "per cent": "percent", "pct": "percent", "%p": "point", "%": "percent", "points": "score",
    "point": "score", "goals": "score", "goal": "score", "won": "krw", "dollars": "usd", "dollar": "usd",
    "bucks": "usd", "yen": "jpy", "yuan": "cny", "renminbi": "cny", "euros": "eur", "euro": "eur", "pounds": "lb",
    "pound": "lb", "lbs": "lb", "lb": "lb", "rubles": "rub", "roubles": "rub", "hong kong dollars": "hkd",
    "australian dollars": "aud", "canadian dollars": "cad", "singapore dollars": "sgd", "taiwan dollars": "twd",
    "new zealand dollars": "nzd", "swiss francs": "chf", "francs": "chf", "pounds sterling": "gbp", "rupees": "inr",
    "rupiah": "idr", "baht": "thb", "ringgit": "myr", "reais": "brl", "lira": "try", "zlotys": "pln", "dirhams": "aed",
    "cents": "cent", "cent": "cent", "square kilometers": "km2", "square kilometres": "km2",
    "square kilometer": "km2", "square kilometre": "km2", "square meters": "m2", "square metres": "m2",
    "square meter": "m2", "square metre": "m2", "sq m": "m2", "sq km": "km2", "square miles": "sqmile",
    "square mile": "sqmile", "square feet": "sqft", "square foot": "sqft", "hectares": "ha", "hectare": "ha",
    "acres": "acre", "acre": "acre", "pyeong": "pyeong", "kilometers per hour": "kmh", "kilometres per hour": "kmh",
    "kilometers an hour": "kmh", "km/h": "kmh", "kph": "kmh",
    "km per hour": "kmh", "km an hour": "kmh", "kilometer per hour": "kmh", "kilometre per hour": "kmh",
    "mile per hour": "mph", "meter per second": "mps", "m per second": "mps", "m/s": "mps",
    "miles per hour": "mph", "miles an hour": "mph",
    "mph": "mph", "knots": "knot", "meters per second": "mps", "metres per second": "mps", "kilometers": "km",
    "kilometres": "km", "kilometer": "km", "kilometre": "km", "km": "km", "kms": "km", "nautical miles": "nautical",
    "nautical mile": "nautical", "miles": "mile", "mile": "mile", "centimeters": "cm", "centimetres": "cm",
    "centimeter": "cm", "centimetre": "cm", "cm": "cm", "millimeters": "mm", "millimetres": "mm", "millimeter": "mm",
    "millimetre": "mm", "mm": "mm", "cubic meters": "m3", "cubic metres": "m3", "cubic meter": "m3",
    "cubic metre": "m3", "cubic feet": "", "meters": "m", "metres": "m", "meter": "m", "metre": "m", "m": "m",
    "yards": "yard", "yard": "yard", "feet": "foot", "foot": "foot", "ft": "foot", "inches": "inch", "inch": "inch",
    "kilograms": "kg", "kilogram": "kg", "kilos": "kg", "kilo": "kg", "kg": "kg", "grams": "g", "gram": "g", "g": "g",
    "nanometers": "nm", "nanometer": "nm", "nm": "nm",
    "micrometers": "um", "micrometer": "um", "microns": "um", "milligrams": "mg", "mg": "mg",
    "metric tons": "ton", "metric ton": "ton", "tons": "ton", "ton": "ton",
    "tonnes": "ton", "tonne": "ton", "ounces": "ounce", "ounce": "ounce", "liters": "litre", "litres": "litre",
    "liter": "litre", "litre": "litre", "milliliters": "ml", "ml": "ml", "gallons": "gallon", "gallon": "gallon",
    "barrels": "barrel", "barrel": "barrel", "c": "c", "f": "f",
    "degrees celsius": "c", "degrees centigrade": "c", "degree celsius": "c",
    "celsius": "c", "°c": "c", "℃": "c", "degrees fahrenheit": "f", "fahrenheit": "f", "°f": "f", "degrees c": "c",
    "degrees f": "f", "degrees": "degree", "degree": "degree", "kilowatts": "kw", "kw": "kw", "megawatts": "mw",
    "megawatt": "mw", "mw": "mw", "gigawatts": "gw", "gw": "gw", "horsepower": "hp", "gigabytes": "gb", "gb": "gb",
    "terabytes": "tb", "tb": "tb", "megabytes": "mb", "mb": "mb", "years old": "age", "year old": "age",
    "year-olds": "age", "year-old": "age", "years of age": "age", "years": "year", "year": "year", "yrs": "year",
    "months": "month", "month": "month", "weeks": "week", "week": "week", "days": "day", "day": "day",
    "hours": "hour", "hour": "hour", "hrs": "hour", "minutes": "minute", "minute": "minute", "mins": "minute",
    "min": "minute", "seconds": "second", "second": "second", "decades": "decade", "decade": "decade",
    "centuries": "century", "century": "century", "fortnight": "day", "nights": "day", "times": "times",
    "occasions": "times", "votes": "vote", "vote": "vote", "people": "person", "persons": "person",
    "person": "person", "men": "person", "women": "person", "man": "person", "woman": "person", "children": "person",
    "soldiers": "person", "workers": "person", "students": "person", "passengers": "person", "troops": "person",
    "residents": "person", "employees": "person", "officials": "person", "lawmakers": "person", "patients": "person",
    "others": "person", "deaths": "person", "killed": "person", "injured": "person", "dead": "person",
    "participants": "person", "households": "thing", "fold": "multiple", "-fold": "multiple", "x": "multiple",
}  # fmt: skip


BUNDLES: Final[dict[str, int]] = {"접": 100, "톳": 100, "축": 20, "쾌": 20, "두름": 20, "판": 30}
"""Counters of market goods and how many each holds: 마늘 30접 is 3,000 bulbs."""

KO_UNITS.update(CODES)
EN_UNITS.update((code.lower(), unit) for code, unit in CODES.items())


def dimension(unit: str) -> str:
    """Return what a unit measures (``"km"`` → ``"length"``); currencies are dimensions of their own."""
    return UNITS.get(unit, ("", 1.0))[0]


def base(value: float, unit: str) -> float:
    """Return `value` in the base unit of its dimension (metres, kilograms, minutes, km/h, ℃ …)."""
    if unit == "f":
        return (value - 32) * 5 / 9
    return value * UNITS.get(unit, ("", 1.0))[1]


GROUPS: Final[dict[str, str]] = {
    "": "count", "person": "count", "vote": "count", "score": "count", "times": "times", "ordinal": "ordinal",
    "article": "ordinal", "percent": "percent", "point": "percent", "fraction": "percent", "age": "age",
}  # fmt: skip


def group(unit: str) -> str:
    """Return the class inside which two values can stand for one another (percent with points, counts with votes)."""
    dim = dimension(unit)
    return GROUPS.get(dim, dim)
