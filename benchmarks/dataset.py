"""Filtering, splitting and exporting a large run: rate of each stage, its growth, and the memory it takes.

    python benchmarks/dataset.py                        # 200,000 pairs
    python benchmarks/dataset.py --pairs 5000000        # the full size; about 25 GB of disk and some hours on one core
    python benchmarks/dataset.py --pairs 5000000 --run big --stages tmx,xliff       # with the run of an earlier call
    python benchmarks/dataset.py --pairs 2000000 --per-story 2                      # a million stories listed

A run folder is generated (15 pairs a story, 3 % near-copies, 2 % spoilt in some way), then each stage runs in a process
of its own, which reports its peak memory; what it wrote is deleted before the next. "of CPU" is pairs per second of
processor time, which a busy machine hardly changes; "growth" is the time of the last fifth of a stage's pairs over that
of the first: 1.0 is linear.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from signature import signature

PER_STORY = 15
SEED = 7
FORMATS = ("jsonl", "tsv", "parquet", "hf", "moses", "tmx", "xliff", "xces", "vecalign", "hunalign", "xlsx")

KO_STEMS = (
    "정부 국회 은행 시장 기업 경찰 법원 대통령 총리 장관 의원 위원회 협회 공장 수출 수입 금리 물가 환율 주가 예산 법안 "
    "회의 회담 협정 제재 미사일 훈련 선거 후보 여당 야당 조사 수사 재판 판결 사고 화재 지진 태풍 폭우 병원 환자 백신"
).split()
KO_ENDS = "은 는 이 가 을 를 에 에서 으로 와 과 도 만 의 까지 부터 에게 보다".split()
KO_VERBS = (
    "밝혔다 말했다 전했다 발표했다 강조했다 결정했다 요구했다 비판했다 설명했다 보도했다 지적했다 합의했다".split()
)
EN_WORDS = (
    "government parliament bank market company police court president premier minister lawmaker committee".split()
)
EN_WORDS += "factory exports imports rates prices currency shares budget bill meeting talks agreement sanctions".split()
EN_WORDS += (
    "missile drill election candidate party inquiry trial ruling accident fire quake typhoon rain hospital".split()
)
EN_GLUE = "the of and to that with was said has from by which in on for at after before under over new".split()


def _ko(rng: random.Random) -> str:
    words = [rng.choice(KO_STEMS) + rng.choice(KO_ENDS) for _ in range(rng.randrange(6, 14))]
    return f"{rng.randrange(10**6)}번째 {' '.join(words)} {rng.choice(KO_VERBS)}."


def _en(rng: random.Random) -> str:
    words = [
        rng.choice(EN_GLUE if n % 2 else EN_WORDS) + ("" if n % 2 else rng.choice(["", "s", "ing", "er"]))
        for n in range(rng.randrange(14, 28))
    ]
    return f"The {' '.join(words)} number {rng.randrange(10**6)}."


def make_run(folder: Path, pairs: int, per_story: int = PER_STORY) -> None:
    """Write a finished run of `pairs` generated pairs, `per_story` of them a story."""
    rng = random.Random(SEED)
    folder.mkdir(parents=True)
    recent: list[tuple[str, str]] = []
    with (
        (folder / "pairs.jsonl").open("w", encoding="utf-8") as out,
        (folder / "stories.jsonl").open("w", encoding="utf-8") as stories,
    ):
        for story in range((pairs + per_story - 1) // per_story):
            name = f"AKR{story:09d}"
            count = min(per_story, pairs - story * per_story)
            texts = []
            for _ in range(count):
                chance = rng.random()
                if chance < 0.03 and recent:
                    ko, en = rng.choice(recent)
                    texts.append((ko.replace(" ", "", 1), en.upper()))
                    continue
                ko, en = _ko(rng), _en(rng)
                if chance > 0.98:
                    ko, en = (ko, ko) if chance > 0.99 else (ko, f"<p>{en}</p>")
                texts.append((ko, en))
                if rng.random() < 0.01:
                    recent = [*recent[-500:], (ko, en)]
            about = {"date": f"2025-{1 + story % 12:02d}-{1 + story % 28:02d}", "source": f"Wire {story % 5}"}
            for n, (ko, en) in enumerate(texts):
                out.write(_dump(_pair(name, n, ko, en, rng) | about))
            sides = {
                side: {
                    "source": f"in/{name}.{side}.txt",
                    "sentences": [_sentence(t[at], n) for n, t in enumerate(texts)],
                }
                for at, side in enumerate(("ko", "en"))
            }
            stories.write(_dump({"id": name, **sides, "meta": about, "findings": []}))
    manifest = {
        "version": "0",
        "config": {},
        "config_fingerprint": "generated",
        "encoder": {"fingerprint": "none"},
        "run": f"generated-{pairs}",
        "schema": 2,
    }
    (folder / "run.json").write_text(json.dumps(manifest), encoding="utf-8")


def _pair(name: str, n: int, ko: str, en: str, rng: random.Random) -> dict[str, Any]:
    score = round(min(1.0, rng.betavariate(12, 1)), 4)
    return {
        "id": f"{name}#{n:04d}", "story": name, "type": "1-1", "status": "accepted", "ko": ko, "en": en,
        "ko_sentences": [n], "en_sentences": [n], "ko_offsets": [[n * 60, n * 60 + len(ko)]],
        "en_offsets": [[n * 130, n * 130 + len(en)]], "moved": False, "score": score,
        "parts": {"similarity": score, "length": 0.1, "numbers": 0.5}, "reasons": [],
    }  # fmt: skip


def _sentence(text: str, n: int) -> dict[str, Any]:
    return {"text": text, "start": n * 100, "end": n * 100 + len(text), "role": "body", "paragraph": n}


def _dump(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


class _Clock:
    """Notes when each fifth of the rows went by."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.marks: list[float] = []

    def over(self, rows: Iterator[Any]) -> Iterator[Any]:
        step = max(1, self.total // 5)
        # Splitting and looking up stories come before the first row and are no part of the growth.
        self.marks = [time.perf_counter()]
        for n, row in enumerate(rows, start=1):
            yield row
            if n % step == 0 and len(self.marks) <= 5:
                self.marks.append(time.perf_counter())

    @property
    def growth(self) -> float:
        spans = [b - a for a, b in zip(self.marks, self.marks[1:], strict=False)]
        return spans[-1] / spans[0] if len(spans) > 1 and spans[0] else float("nan")


def _filter(run: Path, out: Path, total: int) -> tuple[float, str]:
    from aligner.pipeline import datasets

    clock = _Clock(total)
    inner = datasets.Corpus.judged_pairs
    datasets.Corpus.judged_pairs = lambda corpus: clock.over(inner(corpus))  # type: ignore[method-assign]
    selection = datasets.filter_run(run)
    told = {c.name: c.after for c in selection.counts if c.after}
    return clock.growth, f"kept {sum(selection.tiers.values()):,}, rejected {selection.rejected:,} {told}"


def _export(name: str) -> Callable[[Path, Path, int], tuple[float, str]]:
    def stage(run: Path, out: Path, total: int) -> tuple[float, str]:
        from aligner.dataset.splits import parse_shares
        from aligner.pipeline import exports

        clock = _Clock(total)
        inner = exports._rows
        exports._rows = lambda *args: clock.over(inner(*args))
        splits = exports.SplitSettings(parse_shares("dev=0.01,test=0.01"), stratify="date") if name == "hf" else None
        (result,) = exports.export_run(run, [name], exports.target_path(out, name, several=True), splits=splits)
        return clock.growth, f"wrote {result.written:,} pairs"

    return stage


STAGES = {
    "filter and dedupe": _filter,
    **{f"export {name}": _export(name) for name in FORMATS},
}


def _size(folder: Path) -> float:
    """Return the megabytes below `folder`; not asked within the stage, whose memory the many names would count to."""
    return sum((Path(at) / name).lstat().st_size for at, _, names in os.walk(folder) for name in names) / 1e6


def _child(name: str, run: Path, out: Path, total: int, pipe: Any) -> None:
    started = time.perf_counter()
    growth, told = STAGES[name](run, out, total)
    used = resource.getrusage(resource.RUSAGE_SELF)
    # ru_maxrss counts mapped files too: an upper bound on what the stage needs.
    peak, processor = used.ru_maxrss / 1024, used.ru_utime + used.ru_stime
    pipe.send((time.perf_counter() - started, processor, growth, peak, told))


def main() -> None:
    """Print the table."""
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=form)
    parser.add_argument("--pairs", type=int, default=200_000)
    parser.add_argument("--per-story", type=int, default=PER_STORY, help="pairs a story (15)")
    parser.add_argument("--folder", type=Path, help="where to work; the system's temporary folder otherwise")
    parser.add_argument("--run", type=Path, help="keep the generated run there; take the one that is there already")
    parser.add_argument("--stages", help="only these, by the first word or the format, with commas")
    args = parser.parse_args()
    room = Path(tempfile.mkdtemp(prefix="aligner-dataset-", dir=args.folder))
    # Also for the stages, which are processes of their own.
    os.environ["TMPDIR"] = str(room)
    run = args.run or room / "run"
    try:
        started = time.perf_counter()
        if not (run / "run.json").is_file():
            make_run(run, args.pairs, args.per_story)
        took, size = time.perf_counter() - started, (run / "pairs.jsonl").stat().st_size / 1e6
        print(f"{args.pairs:,} pairs generated in {took:,.0f} s, {size:,.0f} MB", flush=True)
        head = f"{'stage':<18} {'s':>7} {'pairs/s':>9} {'of CPU':>9} {'growth':>7} {'peak MiB':>9}"
        print(head, flush=True)
        wanted = args.stages.split(",") if args.stages else None
        spawn = multiprocessing.get_context("spawn")
        for name in STAGES:
            if wanted and not any(word in name.split() for word in wanted):
                continue
            here, there = spawn.Pipe()
            process = spawn.Process(target=_child, args=(name, run, room / "out", args.pairs, there))
            process.start()
            there.close()
            try:
                seconds, processor, growth, peak, told = here.recv()
            except EOFError:
                print(f"{name}: the process died", flush=True)
                continue
            process.join()
            print(
                f"{name:<18} {seconds:>7.1f} {args.pairs / seconds:>9,.0f} {args.pairs / processor:>9,.0f}"
                f" {growth:>7.2f} {peak:>9,.0f}  {told}, {_size(room / 'out'):,.0f} MB",
                flush=True,
            )
            shutil.rmtree(room / "out", ignore_errors=True)
    finally:
        shutil.rmtree(room)
    print(signature(encoder="none", corpus=f"generated-{args.pairs}", seed=SEED))


if __name__ == "__main__":
    main()
