"""What two spans share, for all beads at once, against one bead at a time with sets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.alignment.agreement import AGREEMENT_NAMES, MOST, Agreement
from aligner.alignment.evidence import NAME, NUMBER, WORD, evidence_matrices
from aligner.alignment.field import make_field

KEYS = [*(f"num:{i}" for i in range(4)), *(f"name:{c}" for c in "abcd"), *(f"word:{c}" for c in "klmnop")]
SENTENCES = st.lists(st.frozensets(st.sampled_from(KEYS), max_size=6), min_size=1, max_size=5)
KINDS = {"num": NUMBER, "name": NAME, "word": WORD}


@settings(deadline=None)
@given(ko=SENTENCES, en=SENTENCES, n=st.integers(1, 3), m=st.integers(1, 3))
def test_features_of_every_bead(ko: list[frozenset[str]], en: list[frozenset[str]], n: int, m: int) -> None:
    if n > len(ko) or m > len(en):
        return
    evidence = evidence_matrices(ko, en)
    vectors = np.eye(8, dtype=np.float32)
    field = make_field(["가" * 9] * len(ko), ["a" * 9] * len(en), vectors[: len(ko)], vectors[: len(en)], evidence)
    found = dict(zip(AGREEMENT_NAMES, Agreement(field).bead(n, m), strict=True))
    all_ko, all_en = frozenset().union(*ko), frozenset().union(*en)
    kept = sorted((all_ko & all_en) | {k for k in all_ko | all_en if k.startswith("num:")})
    weight = dict(zip(kept, evidence[2].tolist(), strict=True))

    def mass(keys: frozenset[str], kind: str) -> float:
        return sum(weight[k] for k in keys if k in weight and k.startswith(kind + ":"))

    for i in range(len(ko) - n + 1):
        for j in range(len(en) - m + 1):
            mine, other = frozenset().union(*ko[i : i + n]), frozenset().union(*en[j : j + m])
            for kind, code in KINDS.items():
                name = {"num": "number"}.get(kind, kind)
                shared = mass(mine & other, kind)
                away = mass(mine & all_en, kind) - shared
                expected = {
                    f"{name}.shared": min(shared, MOST[code][0]),
                    f"{name}.ko.away": min(max(away, 0.0), MOST[code][1]),
                    f"{name}.en.away": min(max(mass(other & all_ko, kind) - shared, 0.0), MOST[code][1]),
                }
                if kind == "num":
                    expected["number.ko.gone"] = min(mass(mine - all_en, kind), 2.0)
                if kind == "word":
                    expected["word.ko.part"] = shared / (mass(mine & all_en, kind) + 0.5)
                    expected["word.ko.least"] = min(min(mass(s & other, kind) for s in ko[i : i + n]), 2.0)
                for feature, value in expected.items():
                    got = np.broadcast_to(found[feature], (len(ko) - n + 1, len(en) - m + 1))[i, j]
                    assert got == pytest.approx(value), feature
