"""Rows of a run folder made by hand, for tests of the ledger's views: no model needed."""

from __future__ import annotations

from typing import Any

KO = [
    "북한, 단거리 미사일 발사…8발 포착",
    "북한이 24일 오전 동해상으로 단거리 미사일 8발을 발사했다고 합동참모본부가 밝혔다.",
    "미사일은 350㎞를 날았으며, 최고 고도는 90㎞로 탐지됐다.",
    "합참은 미국과 정보를 공유했으며, 감시와 경계를 강화했다.",
    "당시 북한은 핵무기 관리체계의 가동 절차를 점검했다고 주장했다.",
    "국방부는 긴급회의를 열었다.",
    "회의에는 김철수 장관이 참석했다.",
]
EN = [
    "N. Korea fires eight short-range missiles",
    "North Korea fired eight short-range missiles into the East Sea on Wednesday, the JCS said.",
    "The ministry held an emergency meeting attended by Minister Kim Chul-soo.",
    "The missiles flew 530 kilometers and reached an altitude of 90 km.",
    "The military has stepped up surveillance and vigilance.",
    "The two Koreas remain technically at war.",
]
BEADS: list[tuple[list[int], list[int], float, bool]] = [
    ([0], [0], 0.97, False),
    ([1], [1], 0.98, False),
    ([2], [3], 0.91, False),
    ([3], [4], 0.42, False),
    ([], [5], 0.93, False),
    ([4], [], 0.96, False),
    ([5, 6], [2], 0.88, True),
]


def story_rows(name: str = "missile", ko: list[str] | None = None, en: list[str] | None = None) -> dict[str, Any]:
    """Return ``{"story", "pairs", "coverage"}`` of one story."""
    ko, en = ko or KO, en or EN
    ko_entries: list[dict[str, Any]] = []
    en_entries: list[dict[str, Any]] = []
    for at, (left, right, score, moved) in enumerate(BEADS):
        linked = "moved" if moved else ""
        shared = {"confidence": score, "weight": 0.5, "moved": moved, "condensed": len(left) > 1, "bead": at}
        for i in left:
            clauses = []
            verdict = (linked or "covered") if right else "omitted"
            if i == 3:
                end = ko[3].find(",") + 1
                clauses = [{"start": 0, "end": end, "text": ko[3][:end], "confidence": 0.8, "reasons": ["meaning"]}]
                verdict = "partly_covered"
            ko_entries.append({"sentence": i, "verdict": verdict, "evidence": [], "clauses": clauses, **shared})
        for j in right:
            verdict = (linked or "sourced") if left else "added"
            en_entries.append({"sentence": j, "verdict": verdict, "evidence": [], "clauses": [], **shared})
    ko_entries.sort(key=lambda e: e["sentence"])
    en_entries.sort(key=lambda e: e["sentence"])
    wrong_ko, wrong_en = ko[2].find("350"), en[3].find("530")
    facts = [_fact("number", "wrong", "350 km", ("ko", 2, wrong_ko, wrong_ko + 4), ("en", 3, wrong_en, wrong_en + 14))]
    day, weekday = ko[1].find("24일"), en[1].find("Wednesday")
    facts.append(_fact("date", "kept", "2025-12-24", ("ko", 1, day, day + 3), ("en", 1, weekday, weekday + 9)))
    finding = {
        "type": "number",
        "status": "wrong",
        "severity": "error",
        "ko_sentence": 2,
        "en_sentence": 3,
        "ko_span": [wrong_ko, wrong_ko + 4],
        "en_span": [wrong_en, wrong_en + 14],
        "score": 0.99,
        "message": "The Korean says 350 km but the English says 530 km.",
    }
    return {
        "story": {
            "id": name,
            "ko": {"source": f"{name}/ko.txt", "sentences": _sentences(ko)},
            "en": {"source": f"{name}/en.txt", "sentences": _sentences(en)},
            "meta": {"date": "2025-12-24"},
            "findings": [finding],
        },
        "pairs": [
            {
                "id": f"{name}#{at:04d}",
                "story": name,
                "type": f"{len(left)}-{len(right)}",
                "status": "accepted",
                "ko_sentences": left,
                "en_sentences": right,
                "moved": moved,
                "score": score,
                "parts": {"similarity": 0.7},
                "reasons": [],
            }
            for at, (left, right, score, moved) in enumerate(BEADS)
        ],
        "coverage": {
            "story": name,
            "coverage": {"sentence": 6 / 7, "character": 0.8, "fact": 0.5},
            "ko": ko_entries,
            "en": en_entries,
            "facts": facts,
        },
    }


def _sentences(texts: list[str]) -> list[dict[str, Any]]:
    rows = [
        {"text": t, "start": 0, "end": len(t), "role": "body" if i else "headline", "paragraph": i}
        for i, t in enumerate(texts)
    ]
    # A byline stands between headline and body and counts for nothing.
    rows.insert(1, {"text": "김철수 기자 =", "start": 0, "end": 8, "role": "byline", "paragraph": 0})
    return rows


def _fact(
    kind: str, status: str, value: str, ko: tuple[str, int, int, int], en: tuple[str, int, int, int]
) -> dict[str, Any]:
    places = {}
    for side, sentence, start, end in (ko, en):
        places[side] = {"side": side, "sentence": sentence, "start": start, "end": end, "text": ""}
    return {"kind": kind, "status": status, "confidence": 0.97, "value": value, "weight": 0.7, "message": "", **places}
