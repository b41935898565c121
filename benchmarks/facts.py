"""How many wrong figures, dates, names, negations and lost clauses the fact checker finds, and how often it is wrong.

    python benchmarks/facts.py [--wire FOLDER] [--data FOLDER] [--rounds N] [--seed N] [--no-encoder] [--json]

Two parts:

* ``planted``: the hand-made wire stories with their planted errors (``errors.json``) and traps (``traps.json``). An
  error counts as found if a finding of its type stands on its sentence, on either side; every other finding is a false
  alarm; a trap is flagged if a false alarm touches its words. Gold beads are used, so that this measures the checker
  and not the aligner.
* ``perturbed``: one change at a time in an English sentence of the wire stories and of the translated NTREX news:
  a magnitude, a digit, a date, a name, a dropped clause, a flipped negation. Found: a finding of that type stands on
  that sentence which was not there before. Precision is found / (found + findings on the same texts unchanged, scaled
  to as many sentences as were changed).

Stories are split by a hash of their id: grammar and thresholds were tuned on ``tune``; read ``test``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from aligner.facts import Finding, compare, extract
from aligner.facts.clauses.split import split_clauses
from aligner.facts.names.table import builtin_table
from aligner.facts.negation.bead import strong_negations
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("ALIGNER_SHARED_DATA", ROOT.parent / "shared" / "data"))
TYPES = ("number", "date", "name", "negation", "clause")
KINDS = ("magnitude", "digit", "date", "name", "clause", "negation")
_TYPE_OF = {
    "magnitude": "number",
    "digit": "number",
    "date": "date",
    "name": "name",
    "clause": "clause",
    "negation": "negation",
}


@dataclass
class Story:
    """One story with its beads, and for wire stories what was planted in it."""

    id: str
    ko: list[str]
    en: list[str]
    beads: list[tuple[tuple[int, ...], tuple[int, ...]]]
    day: date | None = None
    errors: list[dict[str, Any]] = field(default_factory=list)
    traps: list[dict[str, Any]] = field(default_factory=list)
    source: str = "wire"

    @property
    def half(self) -> str:
        return "tune" if int(hashlib.sha256(self.id.encode()).hexdigest(), 16) % 2 == 0 else "test"


def wire_stories(folder: Path) -> Iterator[Story]:
    for place in sorted(path for path in folder.iterdir() if (path / "gold.align").is_file()):
        lines = {
            n: (place / n).read_text(encoding="utf-8").splitlines()
            for n in ("ko.sents.txt", "en.sents.txt", "gold.align")
        }
        meta = json.loads((place / "meta.json").read_text(encoding="utf-8"))

        def side(name: str, place: Path = place) -> list[dict[str, Any]]:
            path = place / name
            return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []

        beads = []
        for line in lines["gold.align"]:
            if line.strip():
                left, right = re.findall(r"\[[^\]]*\]", line)
                beads.append((tuple(json.loads(left)), tuple(json.loads(right))))
        yield Story(
            place.name,
            lines["ko.sents.txt"],
            lines["en.sents.txt"],
            beads,
            date.fromisoformat(meta["date"]),
            side("errors.json"),
            side("traps.json"),
        )


def ntrex_stories(folder: Path) -> Iterator[Story]:
    if not (folder / "ntrex-dev.ko").is_file():
        return
    ko, en, ids = ((folder / f"ntrex-dev.{n}").read_text(encoding="utf-8").split("\n") for n in ("ko", "en", "docids"))
    groups: dict[str, list[int]] = {}
    for n, name in enumerate(ids):
        if name.strip():
            groups.setdefault(name.strip(), []).append(n)
    for name, rows in groups.items():
        yield Story(
            f"ntrex-{name}",
            [ko[n] for n in rows],
            [en[n] for n in rows],
            [((k,), (k,)) for k in range(len(rows))],
            source="ntrex",
        )


Check = Callable[[Story, Sequence[str]], tuple[Finding, ...]]


def planted(stories: Sequence[Story], check: Check, show: bool) -> dict[str, Any]:
    """Score the checker on the planted errors and traps of the wire stories."""
    total: Counter[str] = Counter()
    found: Counter[str] = Counter()
    false: Counter[str] = Counter()
    sentences = traps = flagged = 0
    for story in stories:
        findings = check(story, story.en)
        sentences += len(story.en)
        used: set[int] = set()
        for error in story.errors:
            kind = {"omission_in_sentence": "clause"}.get(error["type"], error["type"])
            total[kind] += 1
            hits = [n for n, f in enumerate(findings) if f.type == kind and _on(f, error)]
            used.update(hits)
            found[kind] += bool(hits)
            if show and not hits:
                print(f"  missed {story.id} {kind}: {error['ko_span']} | {error['en_span']}")
        rest = [f for n, f in enumerate(findings) if n not in used]
        false.update(f.type for f in rest)
        if show:
            for f in rest:
                print(f"  false {story.id} {f.type} {f.score:.2f}: {f.ko_text} | {f.en_text}")
        for trap in story.traps:
            traps += 1
            flagged += any(_touches(f, trap, story) for f in rest)
    return {
        "sentences": sentences,
        "found": {t: f"{found[t]}/{total[t]}" for t in TYPES if total[t]},
        "false_alarms": dict(false),
        "false_per_100_sentences": round(100 * sum(false.values()) / max(1, sentences), 2),
        "traps_flagged": f"{flagged}/{traps}",
    }


def _on(finding: Finding, error: dict[str, Any]) -> bool:
    return (finding.en_sentence is not None and finding.en_sentence == error["en_index"]) or (
        finding.ko_sentence is not None and finding.ko_sentence == error["ko_index"]
    )


def _touches(finding: Finding, trap: dict[str, Any], story: Story) -> bool:
    for sentence, span, index, words, texts in (
        (finding.ko_sentence, finding.ko_span, trap["ko_index"], trap["ko_span"], story.ko),
        (finding.en_sentence, finding.en_span, trap["en_index"], trap["en_span"], story.en),
    ):
        if sentence is None or sentence != index or span is None or not words:
            continue
        at = texts[index].find(words)
        if at >= 0 and span[0] < at + len(words) and at < span[1]:
            return True
    return False


_MONTHS = "January February March April May June July August September October November December".split()
_SHORT = "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def _magnitude(text: str, _: Story, __: Sequence[str], dice: random.Random) -> str | None:
    words = {
        "million": "billion",
        "billion": "million",
        "trillion": "billion",
        "thousand": "million",
        "hundred": "thousand",
    }
    hits = list(re.finditer(r"(?<=\d )(?:million|billion|trillion)\b|\b(?:thousand|hundred)\b(?= [a-z])", text))
    figures = list(re.finditer(r"(?<![\d.,])\d{1,3},\d{3}\b(?!,)", text))
    if figures and (not hits or dice.random() < 0.5):
        match = dice.choice(figures)
        value = int(match[0].replace(",", "")) * 10
        return text[: match.start()] + f"{value:,}" + text[match.end() :]
    if not hits:
        return None
    match = dice.choice(hits)
    return text[: match.start()] + words[match[0]] + text[match.end() :]


def _digit(text: str, story: Story, _: Sequence[str], dice: random.Random) -> str | None:
    facts = [
        f
        for f in extract(text, "en", date=story.day)
        if f.kind == "number" and not f.derived and f.unit not in ("model",)
    ]
    facts = [f for f in facts if re.search(r"\d", f.text) and "(" not in text[max(0, f.start - 2) : f.start]]
    if not facts:
        return None
    fact = dice.choice(facts)
    places = [m.start() for m in re.finditer(r"\d", fact.text)]
    lead = places[0] if len(places) < 3 else dice.choice(places[:2])
    old = int(fact.text[lead])
    new = dice.choice([d for d in range(1, 10) if abs(d - old) > 1])
    return text[: fact.start + lead] + str(new) + text[fact.start + lead + 1 :]


def _date(text: str, story: Story, _: Sequence[str], dice: random.Random) -> str | None:
    options: list[tuple[int, int, str]] = []
    for match in re.finditer(
        r"\b(" + "|".join(dict.fromkeys([*_MONTHS, *_SHORT])) + r")(\.?) (\d{1,2})\b(?!,\d)", text
    ):
        day = int(match[3])
        options.append((match.start(3), match.end(3), str(day - 3 if day > 4 else day + 3)))
    for match in re.finditer(r"(?<=[Ii]n )(" + "|".join(_MONTHS) + r")\b", text):
        options.append((match.start(), match.end(), _MONTHS[(_MONTHS.index(match[0]) + 2) % 12]))
    for match in re.finditer(r"(?<=\bin )((?:19|20)\d\d)\b", text):
        options.append((match.start(), match.end(), str(int(match[0]) - 2)))
    if story.day is not None:
        for match in re.finditer(r"\b(" + "|".join(_DAYS) + r")\b", text):
            options.append((match.start(), match.end(), _DAYS[(_DAYS.index(match[0]) + 2) % 7]))
    if not options:
        return None
    start, end, new = dice.choice(options)
    return text[:start] + new + text[end:]


_GIVEN = "Jae-hoon Min-kyu Soo-yeon Dong-wook Hye-jin Sang-chul Ji-won Tae-young".split()


def _name(text: str, story: Story, ko: Sequence[str], dice: random.Random) -> str | None:
    table = builtin_table()
    source = " ".join(story.ko)
    options: list[tuple[int, int, str]] = []
    for start, end, numbers in table.in_english(text):
        entry = table.entries[numbers[0]]
        if (
            entry.kind not in ("place", "person", "country")
            or text[start:end] not in entry.en[:1]
            or text[start:end].startswith(("South Korea", "North Korea"))
        ):
            continue
        if not any(form in line for form in entry.ko for line in ko) or (
            entry.kind == "country" and text[end : end + 1].isalpha()
        ):
            continue
        others = [
            e
            for e in table.entries
            if e.kind == entry.kind
            and not any(form in source for form in (*e.ko, *e.ko_support))
            and e.en[0] not in text
        ]
        options.append((start, end, dice.choice(others).en[0]))
    for match in re.finditer(
        r"\b(?:Kim|Lee|Park|Choi|Jung|Kang|Cho|Yoon|Jang|Lim|Han|Oh|Seo|Shin|Kwon|Song|Moon|Bae|Ryu|Yang|Hong) "
        r"([A-Z][a-z]+-[a-z]+)",
        text,
    ):
        options.append((match.start(1), match.end(1), dice.choice([g for g in _GIVEN if g[:3] != match[1][:3]])))
    if not options:
        return None
    start, end, new = dice.choice(options)
    return text[:start] + new + text[end:]


def _clause(text: str, story: Story, ko: Sequence[str], dice: random.Random) -> str | None:
    parts = split_clauses(text, "en")
    if len(parts) < 2 or sum(len(split_clauses(line, "ko")) for line in ko) < 2:
        return None
    choice = [
        p
        for p in parts
        if 0.25 <= (p[1] - p[0]) / len(text) <= 0.65
        and not re.search(r"\b(?:said|says|told|according)\b", text[p[0] : p[1]])
    ]
    if not choice:
        return None
    start, end = dice.choice(choice)
    return (text[:start].rstrip(" ,") + " " + text[end:].lstrip(" ,")).strip()


def _negation(text: str, story: Story, ko: Sequence[str], dice: random.Random) -> str | None:
    changes: list[str] = []
    for pattern, new in (
        (r"\b(do|does|did) not |\b(do|does|did)n['’]t ", ""),
        (r"\b(is|are|was|were|has|have|had|will|would|can|could|should|may|must|might) not\b", r"\1"),
        (r"\b(is|are|was|were|has|have|had|would|could|should)n['’]t\b", r"\1"),
        (r"\bcannot\b|\bcan['’]t\b", "can"),
        (r"\bwon['’]t\b", "will"),
        (r"\bnever ", ""),
        (r"\bthere (is|was|are|were|will be) no ", r"there \1 "),
        (r"\bunable to\b", "able to"),
        (r"\bdenied\b", "admitted"),
    ):
        for match in re.finditer(pattern, text):
            changes.append(text[: match.start()] + match.expand(new) + text[match.end() :])
    if changes and any(strong_negations(line) for line in ko):
        return dice.choice(changes)
    if any(strong_negations(line) or re.search("않|없|못|아니", line) for line in ko):
        return None
    match = dice.choice(
        list(re.finditer(r"\b(?:is|are|was|were|has|have|had|will|would|can|could)\b(?! (?:not|no|never)\b)", text))
        or [None]
    )
    return None if match is None else text[: match.end()] + " not" + text[match.end() :]


_CHANGES = {
    "magnitude": _magnitude,
    "digit": _digit,
    "date": _date,
    "name": _name,
    "clause": _clause,
    "negation": _negation,
}


def perturbed(stories: Sequence[Story], check: Check, rounds: int, seed: int, show: bool) -> dict[str, dict[str, Any]]:
    """Change one English sentence at a time and see whether the checker notices."""
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    sentences = 0
    for story in stories:
        before = check(story, story.en)
        bad = {e["en_index"] for e in story.errors}
        sentences += len(story.en)
        alarms.update(f.type for f in before if f.en_sentence not in bad)
        for kind in KINDS:
            dice = random.Random(f"{seed}-{story.id}-{kind}")
            places = [(ko, en) for ko, en in story.beads if len(ko) == len(en) == 1 and en[0] not in bad]
            dice.shuffle(places)
            done = 0
            for ko, en in places:
                if done == rounds:
                    break
                changed = _CHANGES[kind](story.en[en[0]], story, [story.ko[i] for i in ko], dice)
                if changed is None or changed == story.en[en[0]]:
                    continue
                done += 1
                tried[kind] += 1
                after = check(story, [changed if j == en[0] else text for j, text in enumerate(story.en)])
                wanted = _TYPE_OF[kind]
                hit = any(
                    f.type == wanted and (f.en_sentence == en[0] or f.ko_sentence == ko[0]) and f not in before
                    for f in after
                )
                found[kind] += hit
                if show and not hit:
                    print(f"  missed {kind} {story.id}\n    {story.ko[ko[0]]}\n    {story.en[en[0]]}\n    {changed}")
    out = {}
    for kind in KINDS:
        rate = alarms[_TYPE_OF[kind]] / max(1, sentences)
        out[kind] = {
            "tried": tried[kind],
            "recall": round(found[kind] / max(1, tried[kind]), 3),
            "precision": round(found[kind] / max(1e-9, found[kind] + rate * tried[kind]), 3),
        }
    return out


def speed(stories: Sequence[Story]) -> dict[str, float]:
    """Sentences a second of `extract`, by CPU time of one thread."""
    out = {}
    for lang in ("ko", "en"):
        texts = [text for story in stories for text in getattr(story, lang)]
        start = time.process_time()
        for text in texts:
            extract(text, lang)  # type: ignore[arg-type]
        out[lang] = round(len(texts) / (time.process_time() - start))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--wire", type=Path, default=ROOT / "corpora" / "wire")
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--rounds", type=int, default=2, help="changes of each kind in each story")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--half", choices=("tune", "test", "all"), default="all")
    parser.add_argument("--no-encoder", action="store_true", help="without clauses")
    parser.add_argument("--skip-perturbed", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true", help="print what was missed and what was flagged wrongly")
    args = parser.parse_args()
    stories = [*wire_stories(args.wire), *ntrex_stories(args.data)]
    encode = None
    name = "none"
    if not args.no_encoder:
        from aligner.encoders import load_encoder

        encoder = load_encoder("bundled", threads=1)
        name = encoder.info.fingerprint
        cache: dict[str, Any] = {}

        def encode(texts: Sequence[str]) -> Any:
            import numpy as np

            new = [t for t in dict.fromkeys(texts) if t not in cache]
            if new:
                cache.update(zip(new, encoder.encode(new), strict=True))
            return np.stack([cache[t] for t in texts])

    def check(story: Story, en: Sequence[str]) -> tuple[Finding, ...]:
        return compare(story.ko, en, story.beads, date=story.day, encode=encode)

    result: dict[str, Any] = {"planted": {}, "perturbed": {}, "speed_sentences_per_second": speed(stories)}
    for half in ("tune", "test") if args.half == "all" else (args.half,):
        mine = [s for s in stories if s.half == half]
        result["planted"][half] = planted([s for s in mine if s.source == "wire"], check, args.errors)
        for source in ("wire", "ntrex") if not args.skip_perturbed else ():
            chosen = [s for s in mine if s.source == source]
            if chosen:
                result["perturbed"][f"{source} {half}"] = perturbed(chosen, check, args.rounds, args.seed, args.errors)
    paths = sorted(args.wire.glob("*/*.sents.txt")) + sorted(args.data.glob("ntrex-dev.*"))
    result["signature"] = signature(encoder=name, corpus=corpus_hash(paths), seed=args.seed)
    if args.json:
        print(json.dumps(result, ensure_ascii=False, indent=2))
        return
    _print(result)


def _print(result: dict[str, Any]) -> None:
    for half, row in result["planted"].items():
        print(
            f"planted, {half}: found {row['found']}; false alarms {row['false_alarms']}, "
            f"{row['false_per_100_sentences']} per 100 sentences; traps flagged {row['traps_flagged']}"
        )
    for name, kinds in result["perturbed"].items():
        shown = "; ".join(f"{k} R {v['recall']:.3f} P {v['precision']:.3f} (n={v['tried']})" for k, v in kinds.items())
        print(f"perturbed, {name}: {shown}")
    rates = result["speed_sentences_per_second"]
    print("extract:", ", ".join(f"{lang} {n:,} sentences/s" for lang, n in rates.items()))
    print(result["signature"])


if __name__ == "__main__":
    main()
