"""Keep or reject: the filters at default settings on real news with noise injected at known rates, beside OpusFilter.

    python benchmarks/filters.py                                   # ours only
    python benchmarks/filters.py --opusfilter /path/to/python      # the same data through OpusFilter in its own venv
    python benchmarks/filters.py --corpora gold                    # hand-aligned, edited wire stories in place of NTREX
    python benchmarks/filters.py --wire RUN                        # planted errors of corpora/wire in a finished run

Of the clean lines of each corpus, a share (30 %) is spoilt in one way a time; all lines are scored with the bundled
encoder and filtered. F1 of "keep" counts clean pairs kept, F1 of "reject" spoilt pairs rejected; means over five draws.
A corpus's lines count as clean even where they are not (Park holds untranslated headlines and dictionary entries), so
its figures are a floor.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aligner.dataset.figures import contradictions
from aligner.dataset.selection import SelectionSettings, select
from aligner.encoders import load_encoder
from aligner.pairs import ScoredPair
from aligner.pipeline.corpus import Corpus
from aligner.scoring import score_bitext
from signature import corpus_hash, signature

ROOT = Path(__file__).resolve().parents[1]
SEED = 20251224
RATE = 0.3

# Sentences in other languages, written for this benchmark.
OTHER_EN = (
    "Der Präsident sagte am Dienstag, dass die Gespräche in der kommenden Woche fortgesetzt werden.",
    "Die Polizei nahm nach dem Vorfall drei Verdächtige in der Innenstadt fest.",
    "Das Unternehmen meldete im dritten Quartal einen Gewinn von 320 Millionen Euro.",
    "Le ministre a déclaré mardi que les discussions se poursuivraient la semaine prochaine.",
    "La police a arrêté trois suspects après l'incident survenu dans le centre-ville.",
    "L'entreprise a annoncé un bénéfice de 320 millions d'euros au troisième trimestre.",
    "El presidente dijo el martes que las conversaciones continuarán la próxima semana.",
    "La policía detuvo a tres sospechosos tras el incidente ocurrido en el centro.",
    "La empresa informó de un beneficio de 320 millones de euros en el tercer trimestre.",
    "Presiden mengatakan pada hari Selasa bahwa pembicaraan akan dilanjutkan pekan depan.",
    "Polisi menangkap tiga tersangka setelah kejadian di pusat kota itu.",
    "Perusahaan itu melaporkan laba 320 juta euro pada kuartal ketiga tahun ini.",
)
OTHER_KO = (
    "大統領は火曜日、協議が来週も続くと述べた。",
    "警察は市内中心部での事件の後、容疑者3人を逮捕した。",
    "同社は第3四半期に3億2千万ユーロの利益を計上した。",
    "总统周二表示，会谈将于下周继续进行。",
    "警方在市中心的事件发生后逮捕了三名嫌疑人。",
    "该公司公布第三季度利润为三亿两千万欧元。",
    "The president said on Tuesday that the talks would go on next week.",
    "Police arrested three suspects after the incident in the city centre.",
)


@dataclass(frozen=True)
class Line:
    """A pair with its truth."""

    pair: ScoredPair
    keep: bool


Spoil = Callable[[random.Random, list[ScoredPair], int], ScoredPair | None]


def cut(rng: random.Random, text: str) -> str:
    """Return the first 30–75 % of the words of `text`."""
    words = text.split()
    return " ".join(words[: max(1, int(len(words) * rng.uniform(0.3, 0.75)))])


def misaligned(rng: random.Random, pairs: list[ScoredPair], at: int) -> ScoredPair | None:
    """The English of another line of the corpus."""
    other = rng.randrange(len(pairs))
    return None if other == at else replace(pairs[at], en=pairs[other].en)


def neighbour(rng: random.Random, pairs: list[ScoredPair], at: int) -> ScoredPair | None:
    """The English of the next line, as when an alignment slips."""
    return replace(pairs[at], en=pairs[at + 1].en) if at + 1 < len(pairs) else None


def untranslated(rng: random.Random, pairs: list[ScoredPair], at: int) -> ScoredPair | None:
    """One side copied to the other."""
    pair = pairs[at]
    return replace(pair, en=pair.ko) if rng.random() < 0.5 else replace(pair, ko=pair.en)


def wrong_language(rng: random.Random, pairs: list[ScoredPair], at: int) -> ScoredPair | None:
    """One side in a third language (or, for Korean, a foreign sentence)."""
    pair = pairs[at]
    return replace(pair, en=rng.choice(OTHER_EN)) if rng.random() < 0.6 else replace(pair, ko=rng.choice(OTHER_KO))


def truncated(rng: random.Random, pairs: list[ScoredPair], at: int) -> ScoredPair | None:
    """One side cut to 30–75 % of its words."""
    pair = pairs[at]
    if len(pair.en.split()) < 8 or len(pair.ko.split()) < 6:
        return None
    return replace(pair, en=cut(rng, pair.en)) if rng.random() < 0.5 else replace(pair, ko=cut(rng, pair.ko))


_FIGURE = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-]|,\d|\.\d)")


def wrong_number(rng: random.Random, pairs: list[ScoredPair], at: int) -> ScoredPair | None:
    """A figure of the English made ten times larger or smaller (years are not), or one of its leading digits changed.

    Trailing zeros are left alone: 350,040 for 350,000 is no slip that a desk makes.
    """

    pair = pairs[at]
    figures = [m for m in _FIGURE.finditer(pair.en) if any(c in "123456789" for c in m.group())]
    if not figures:
        return None
    figure = rng.choice(figures)
    digits = figure.group()
    if rng.random() < 0.4 and digits.isdigit() and not 1900 <= int(digits) < 2100:
        new = digits[:-1] if digits.endswith("0") and len(digits) > 1 else digits + "0"
    else:
        places = [n for n, c in enumerate(digits.rstrip("0,")) if c.isdigit()]
        place = rng.choice(places)
        choices = [d for d in "123456789" if d != digits[place]]
        new = digits[:place] + rng.choice(choices) + digits[place + 1 :]
    return replace(pair, en=pair.en[: figure.start()] + new + pair.en[figure.end() :])


def machine_copy(rng: random.Random, pairs: list[ScoredPair], at: int) -> ScoredPair | None:
    """What machines leave: a phrase looped, or both languages on one side."""
    pair = pairs[at]
    words = pair.en.split()
    if rng.random() < 0.5:
        size = rng.randrange(1, 4)
        start = rng.randrange(max(1, len(words) - size))
        loop = words[start : start + size] * rng.randrange(4, 9)
        return replace(pair, en=" ".join(words[:start] + loop + words[start + size :]))
    if rng.random() < 0.5:
        return replace(pair, ko=f"{pair.en} {pair.ko}")
    return replace(pair, en=f"{pair.ko} {pair.en}")


def duplicate(rng: random.Random, pairs: list[ScoredPair], at: int) -> ScoredPair | None:
    """The pair once more: exact, or with other spacing, case and marks."""
    pair = pairs[at]
    if rng.random() < 0.5:
        return pair
    return replace(pair, ko=pair.ko.replace(" ", "", 2).rstrip("."), en=pair.en.upper().rstrip(".") + " !")


def broken_text(rng: random.Random, pairs: list[ScoredPair], at: int) -> ScoredPair | None:
    """Mojibake, markup or furniture."""
    pair = pairs[at]
    kind = rng.randrange(5)
    if kind == 0:
        return replace(pair, ko=pair.ko.encode("utf-8").decode("latin-1"))
    if kind == 1:
        return replace(pair, ko=pair.ko.encode("utf-8").decode("cp949", "replace"))
    if kind == 2:
        return replace(pair, en=f'<p class="x">{pair.en}</p>')
    if kind == 3:
        return replace(pair, ko=f"{pair.ko} <저작권자(c) 예시통신, 무단 전재-재배포 금지>")
    return replace(pair, en=f"{pair.en} Copyright © 2025. All rights reserved.")


NOISE: dict[str, Spoil] = {
    "misaligned": misaligned,
    "neighbour": neighbour,
    "untranslated": untranslated,
    "wrong language": wrong_language,
    "truncated": truncated,
    "wrong number": wrong_number,
    "machine copies": machine_copy,
    "duplicates": duplicate,
    "broken text": broken_text,
}


def spoil(pairs: list[ScoredPair], name: str, seed: int = SEED, rate: float = RATE) -> list[Line]:
    """Return the corpus with a share `rate` of its lines spoilt in one way; duplicates are added, the rest replaced."""
    rng = random.Random(f"{seed}-{name}")
    wanted = int(rate * len(pairs))
    spoilt: dict[int, ScoredPair] = {}
    for at in rng.sample(range(len(pairs)), len(pairs)):
        if len(spoilt) == wanted:
            break
        made = NOISE[name](rng, pairs, at)
        if made is not None and (name == "duplicates" or (made.ko, made.en) != (pairs[at].ko, pairs[at].en)):
            spoilt[at] = made
    lines: list[Line] = []
    for at, pair in enumerate(pairs):
        if name == "duplicates":
            lines.append(Line(pair, True))
        elif at in spoilt:
            lines.append(Line(spoilt[at], False))
        else:
            lines.append(Line(pair, True))
    if name == "duplicates":
        lines += [Line(pair, False) for pair in spoilt.values()]
    return [replace(line, pair=replace(line.pair, id=str(n))) for n, line in enumerate(lines)]


def load(folder: Path, name: str) -> list[ScoredPair]:
    """Return the lines of a corpus as pairs, without repeats: those too that differ in case, spaces or marks only."""
    sides = [(folder / f"{name}-dev.{side}").read_text(encoding="utf-8").split("\n")[:-1] for side in ("ko", "en")]
    seen: set[tuple[str, str]] = set()
    pairs = []
    for n, (ko, en) in enumerate(dict.fromkeys(zip(*sides, strict=True))):
        plain = (_letters(ko), _letters(en))
        if ko.strip() and en.strip() and plain not in seen:
            seen.add(plain)
            pairs.append(ScoredPair(str(n), ko.strip(), en.strip()))
    return pairs


def load_gold() -> list[ScoredPair]:
    """Return the hand-aligned one-to-one beads of corpora/wire and corpora/dev that carry no planted error."""
    pairs = []
    for story in sorted(
        path.parent for name in ("wire", "dev") for path in (ROOT / "corpora" / name).glob("*/gold.align")
    ):
        ko, en = ((story / f"{side}.sents.txt").read_text(encoding="utf-8").splitlines() for side in ("ko", "en"))
        planted = (
            json.loads((story / "errors.json").read_text(encoding="utf-8")) if (story / "errors.json").is_file() else []
        )
        wrong = {(error.get("ko_index"), error.get("en_index")) for error in planted}
        for line in (story / "gold.align").read_text(encoding="utf-8").splitlines():
            left, right = (json.loads(part) for part in line.split(":")[:2])
            if len(left) == len(right) == 1 and (left[0], right[0]) not in wrong:
                pairs.append(ScoredPair(f"{story.name}-{line}", ko[left[0]], en[right[0]]))
    return pairs


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def f1(truth: Sequence[bool], told: Sequence[bool]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of True."""
    hits = sum(a and b for a, b in zip(truth, told, strict=True))
    precision, recall = hits / max(1, sum(told)), hits / max(1, sum(truth))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def ours(lines: list[Line], encoder: object) -> tuple[list[bool], dict[str, int]]:
    """Return what our filters keep, and how often each filter was the first to reject."""
    kept: dict[str, bool] = {}

    def emit(pair: ScoredPair) -> None:
        kept[pair.id] = pair.status == "accepted"

    scored = score_bitext((line.pair for line in lines), encoder)  # type: ignore[arg-type]
    selection = select(scored, SelectionSettings(), check=contradictions, emit=emit)
    return [kept[line.pair.id] for line in lines], {c.name: c.after for c in selection.counts if c.after}


# What OpusFilter 3 offers for Korean without models of its own, at its default limits; the scripts are named because
# its default list has none. Run in its own interpreter, so that its dependencies stay out of ours.
OPUS = """
import json, sys
from opusfilter import filters as f
pairs = json.load(sys.stdin)
made = {
 "LengthFilter": f.LengthFilter(unit="char", min_length=1, max_length=2000),
 "LengthRatioFilter": f.LengthRatioFilter(unit="char"),
 "LongWordFilter": f.LongWordFilter(),
 "AverageWordLengthFilter": f.AverageWordLengthFilter(),
 "HtmlTagFilter": f.HtmlTagFilter(),
 "AlphabetRatioFilter": f.AlphabetRatioFilter(),
 "CharacterScoreFilter": f.CharacterScoreFilter(scripts=["Hangul", "Latin"], thresholds=[1, 1]),
 "CharacterScoreFilter-0.4-0.8": f.CharacterScoreFilter(scripts=["Hangul", "Latin"], thresholds=[0.4, 0.8]),
 "TerminalPunctuationFilter": f.TerminalPunctuationFilter(),
 "NonZeroNumeralsFilter": f.NonZeroNumeralsFilter(),
 "LongestCommonSubstringFilter": f.LongestCommonSubstringFilter(),
 "SimilarityFilter": f.SimilarityFilter(),
 "RepetitionFilter": f.RepetitionFilter(),
 "LangidFilter": f.LangidFilter(languages=["ko", "en"], thresholds=[0.5, 0.5]),
}
out = {}
for name, one in made.items():
    out[name] = [bool(one.accept(score)) for score in one.score(iter(pairs))]
seen, unique = set(), []
for ko, en in pairs:  # opusfilter's remove_duplicates: exact, over both sides
    unique.append((ko, en) not in seen)
    seen.add((ko, en))
out["remove_duplicates"] = unique
json.dump(out, sys.stdout)
"""


def opusfilter(python: str, lines: list[Line]) -> dict[str, list[bool]]:
    """Return what each filter of OpusFilter accepts."""
    data = json.dumps([(line.pair.ko, line.pair.en) for line in lines])
    done = subprocess.run(
        [python, "-c", OPUS], input=data, capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        sys.exit(f"OpusFilter failed in {python}:\n{done.stderr[-2000:]}")
    result: dict[str, list[bool]] = json.loads(done.stdout)
    return result


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, default=Path(os.environ.get("ALIGNER_SHARED_DATA", ROOT.parent / "shared/data"))
    )
    parser.add_argument("--opusfilter", metavar="PYTHON", help="interpreter that has OpusFilter")
    parser.add_argument("--only", help="only these kinds of noise, with commas")
    parser.add_argument("--corpora", default="ntrex,park", help="only these corpora, with commas")
    parser.add_argument("--draws", type=int, default=5, help="how often lines are drawn and spoilt anew")
    parser.add_argument("--misses", action="store_true", help="show every error")
    parser.add_argument("--wire", metavar="RUN", type=Path, help="a finished run over corpora/wire")
    args = parser.parse_args()
    if args.wire:
        wire(args.wire)
        return
    encoder = load_encoder()
    memory = _Remembering(encoder)
    for corpus in args.corpora.split(","):
        pairs = load_gold() if corpus == "gold" else load(args.data, corpus)
        usable: list[str] | None = None
        if args.opusfilter:
            clean = opusfilter(args.opusfilter, [Line(pair, True) for pair in pairs])
            lost = {name: 1 - sum(told) / len(told) for name, told in clean.items()}
            usable = [name for name in clean if lost[name] <= 0.05]
            print("OpusFilter on clean", corpus, "rejects:", ", ".join(f"{n} {x:.1%}" for n, x in lost.items()))
            print("  used together: those that reject 5 % or less of the clean lines:", ", ".join(usable))
        print(f"\n{corpus}: {len(pairs)} lines, {RATE:.0%} spoilt")
        head = "keep P / R / F1        reject P / R / F1"
        print(f"{'noise':<16} {'n':>4}  {'aligner ' + head:<44}" + (f"  {'OpusFilter ' + head}" if usable else ""))
        print(_row("none", [[Line(p, True) for p in pairs]], memory, args, usable), flush=True)
        for name in args.only.split(",") if args.only else NOISE:
            draws = [spoil(pairs, name, SEED + draw) for draw in range(args.draws)]
            print(_row(name, draws, memory, args, usable), flush=True)
    print(signature(encoder=encoder.info.fingerprint, corpus=corpus_hash(_files(args.data)), seed=SEED))


def wire(run: Path) -> None:
    """Print what becomes of the pairs with planted errors, and of the others, at default settings."""
    planted: dict[str, list[dict[str, object]]] = {}
    for path in sorted((ROOT / "corpora/wire").glob("*/errors.json")):
        planted[path.parent.name] = json.loads(path.read_text(encoding="utf-8"))
    counts: dict[str, Counter[str]] = {}

    def emit(pair: ScoredPair) -> None:
        if not pair.two_sided:
            return
        kinds = {
            str(error["type"])
            for error in planted.get(pair.story, ())
            if error.get("ko_index") in pair.ko_sentences or error.get("en_index") in pair.en_sentences
        }
        for kind in kinds or {"nothing planted"}:
            by_facts = any(reason.startswith("facts") for reason in pair.reasons)
            fate = "facts" if by_facts else "other filters" if pair.status == "rejected" else pair.tier
            counts.setdefault(kind, Counter())[fate] += 1

    corpus = Corpus.open(run)
    select(corpus.judged_pairs(), SelectionSettings(), check=contradictions, emit=emit)
    fates = ("facts", "other filters", "condensed", "training_safe")
    print(f"{'planted':<22}" + "".join(f"{fate:>15}" for fate in fates))
    for kind, count in sorted(counts.items()):
        print(f"{kind:<22}" + "".join(f"{count[fate]:>15}" for fate in fates))
    print(
        signature(
            encoder=corpus.info.encoder, corpus=corpus_hash(sorted((ROOT / "corpora/wire").rglob("*.txt"))), seed=0
        )
    )


def _files(folder: Path) -> list[Path]:
    return [folder / f"{name}-dev.{side}" for name in ("ntrex", "park") for side in ("ko", "en")]


def _row(
    name: str, draws: list[list[Line]], encoder: object, args: argparse.Namespace, usable: list[str] | None
) -> str:
    """Return a line of the table: means over `draws` of the same noise."""
    mine, theirs, shown = [], [], ""
    for lines in draws:
        truth = [line.keep for line in lines]
        told, first = ours(lines, encoder)
        mine.append(_scores(truth, told))
        if usable:
            by_filter = opusfilter(args.opusfilter, lines)
            theirs.append(_scores(truth, [all(by_filter[n][i] for n in usable) for i in range(len(lines))]))
        if args.misses:
            shown += f"\n    {first}"
            for line in (line for line, keep in zip(lines, told, strict=True) if keep != line.keep):
                shown += f"\n    {'lost' if line.keep else 'let in'}: {line.pair.ko[:90]} | {line.pair.en[:120]}"
    spoilt = sum(not line.keep for line in draws[0])
    text = f"{name:<16} {spoilt:>4}  {_mean(mine):<44}"
    return text + (f"  {_mean(theirs)}" if usable else "") + shown


def _scores(truth: list[bool], told: list[bool]) -> list[float]:
    """Return precision, recall and F1 of keeping, and of rejecting if anything is to be rejected."""
    reject = [] if all(truth) else f1([not t for t in truth], [not t for t in told])
    return [*f1(truth, told), *reject]


def _mean(rows: list[list[float]]) -> str:
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    return "   ".join(" ".join(f"{value:.3f}" for value in means[at : at + 3]) for at in range(0, len(means), 3))


class _Remembering:
    """The encoder, with every text encoded once: the clean lines come again for each kind of noise."""

    def __init__(self, encoder: object) -> None:
        self._encoder = encoder
        self._known: dict[str, object] = {}
        self.info = encoder.info  # type: ignore[attr-defined]

    def encode(self, texts: Sequence[str]) -> object:
        import numpy as np

        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))  # type: ignore[attr-defined]
        return np.stack([self._known[text] for text in texts])  # type: ignore[misc]


if __name__ == "__main__":
    main()
