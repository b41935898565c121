"""Deciding over a corpus: order of filters, near-duplicates, tiers, reviews, splits, scores."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from aligner.dataset.dedupe import NearDuplicates, band_shape
from aligner.dataset.selection import SelectionSettings, select, tier_of
from aligner.dataset.splits import StoryText, assign_splits, parse_shares, stories_of
from aligner.errors import ConfigError
from aligner.pairs import ScoredPair
from aligner.scoring import margins, pair_score, score_bitext
from aligner.types import EncoderInfo

KO = "한국은행은 24일 기준금리를 연 2.75%로 0.25%포인트 내렸다."
EN = "The Bank of Korea lowered its policy rate by a quarter percentage point to 2.75 percent on Wednesday."


def pair(id: str, ko: str = KO, en: str = EN, **more: object) -> ScoredPair:
    return replace(ScoredPair(id, ko, en, score=0.9), **more)  # type: ignore[arg-type]


def test_counts_alone_and_after_and_every_reason() -> None:
    pairs = [
        pair("good"),
        pair("two", ko="둘 다 나쁘다고 그가 말했다.", en="<b>Both are bad, he said.</b>", score=0.1),
        pair("low", ko="점수만 낮다고 그가 말했다.", en="Only its score is low, he said.", score=0.2),
        pair("omitted", en="", status="omitted", type="1-0"),
    ]
    out: list[ScoredPair] = []
    selection = select(pairs, emit=out.append)
    by_name = {count.name: count for count in selection.counts}
    assert (by_name["markup"].alone, by_name["markup"].after) == (1, 1)
    assert (by_name["probability"].alone, by_name["probability"].after) == (2, 1)
    assert [s.id for s in by_name["probability"].samples] == ["low"]
    assert (selection.pairs, selection.one_sided, selection.rejected) == (3, 1, 2)
    assert selection.tiers == {"training_safe": 1, "condensed": 0}
    assert [p.id for p in out] == ["good", "two", "low", "omitted"]
    assert [p.status for p in out] == ["accepted", "rejected", "rejected", "omitted"]
    assert [reason.partition(":")[0] for reason in out[1].reasons] == ["markup", "probability"]
    assert out[1].ko == pairs[1].ko
    assert out[3] == pairs[3]


def test_the_first_good_copy_is_kept_not_the_first_copy() -> None:
    out: list[ScoredPair] = []
    copies = [pair("rejected", score=0.1), pair("kept"), pair("marks", en=EN.upper() + "!"), pair("again", score=0.2)]
    select(copies, emit=out.append)
    told = {p.id: (p.status, [r.partition(":")[0] for r in p.reasons]) for p in out}
    assert told["kept"] == ("accepted", [])
    assert told["marks"] == ("rejected", ["near_duplicate"])
    assert told["rejected"] == ("rejected", ["probability", "near_duplicate"])
    assert out[2].reasons == ("near_duplicate: 1.00 like kept",)


def test_a_person_is_not_overruled() -> None:
    out: list[ScoredPair] = []
    reviewed = {"reviewed": True}
    pairs = [
        pair("yes", score=0.01, extra=reviewed),
        pair("no", ko="다른 문장이다.", en="Another one.", status="rejected", extra=reviewed),
    ]
    selection = select(pairs, emit=out.append)
    assert [(p.status, p.reasons) for p in out] == [
        ("accepted", ()),
        ("rejected", ("review: rejected by a person",)),
    ]
    assert selection.reviewed == 2


def test_tiers() -> None:
    assert tier_of(pair("a"), 1.5) == "training_safe"
    assert tier_of(pair("a", type="2-1"), 1.5) == "training_safe"
    assert tier_of(pair("a", type="2-1", ko=f"{KO} {KO} {KO}"), 1.5) == "condensed"
    assert tier_of(pair("a", type="3-2"), 1.5) == "condensed"
    assert tier_of(pair("a", parts={"clauses_missing": 1.0}), 1.5) == "condensed"
    assert tier_of(pair("a", type="1-2", ko=f"{KO} {KO}"), 1.5) == "training_safe"
    assert tier_of(pair("a", type="1-2", en=f"{EN} {EN}"), 1.5) == "condensed"
    assert tier_of(pair("a", type="1-1", ko=f"{KO} {KO}"), 1.5) == "training_safe"


def test_settings_are_parsed_and_checked() -> None:
    settings = SelectionSettings.parse(["probability=0.7", "markup=off", "near_duplicate=off", "condensed=2"])
    assert settings.limits == {"probability": 0.7, "markup": None}
    assert settings.near_duplicate is None
    assert settings.condensed == 2
    for bad in ("probability", "proba=1", "probability=high", "near_duplicate=2"):
        with pytest.raises(ConfigError):
            SelectionSettings.parse([bad])


# Near-duplicates against the plain definition.


def _naive_runs(ko: str, en: str) -> set[tuple[str, str]]:
    import unicodedata

    runs = set()
    for side, size, text in (("ko", 3, ko), ("en", 5, en)):
        plain = "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
        size = min(size, len(plain))
        runs |= {(side, plain[i : i + size]) for i in range(len(plain) - size + 1)} if size else set()
    return runs


def _changed(rng: random.Random, text: str, words: int) -> str:
    parts = text.split()
    for _ in range(words):
        parts[rng.randrange(len(parts))] = rng.choice(["가나다", "라마바사", "something", "otherwise"])
    return " ".join(parts)


def test_near_duplicates_agree_with_the_plain_definition() -> None:
    rng = random.Random(3)
    base = [
        (" ".join(f"{rng.choice('가나다라마바사아자차')}{rng.choice('각난달람밥')}{n}" for n in range(9)),
         " ".join(f"{rng.choice(['alpha', 'bravo', 'china', 'delta'])}{rng.randrange(99)}" for _ in range(12)))
        for _ in range(40)
    ]  # fmt: skip
    rows = base + [(_changed(rng, k, n), _changed(rng, e, n)) for n in (0, 1, 2, 3) for k, e in base[:20]]
    with NearDuplicates(0.7) as finder:
        for ko, en in rows:
            finder.add(ko, en)
        original, similarity = finder.find()
    runs = [_naive_runs(*row) for row in rows]
    wrong = 0
    for at in range(len(rows)):
        alike = [len(runs[at] & runs[i]) / len(runs[at] | runs[i]) for i in range(at)]
        has = any(value >= 0.7 for value in alike)
        if original[at] >= 0:
            assert has, "a row without a near-copy before it was rejected"
            assert similarity[at] >= 0.7
            assert original[original[at]] == -1, "the row named is one that is kept"
        wrong += has != (original[at] >= 0)
    assert wrong <= 1  # MinHash misses a pair on the threshold once in a hundred


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.8, 0.95])
def test_bands_miss_at_most_one_in_a_hundred(threshold: float) -> None:
    bands, rows = band_shape(threshold)
    assert (1 - threshold**rows) ** bands <= 0.01


def test_no_rows_and_empty_rows() -> None:
    with NearDuplicates(0.8) as finder:
        assert len(finder.find()[0]) == 0
    with NearDuplicates(0.8) as finder:
        finder.add("", "")
        finder.add("가", "a")
        assert finder.find()[0].tolist() == [-1, -1]
        assert finder.count == 2


def test_nothing_stays_in_the_temporary_folder(tmp_path: Path) -> None:
    select([pair("a"), pair("b")], temporary=tmp_path)
    assert list(tmp_path.iterdir()) == []


# Splits.


def _stories(count: int, rng: random.Random) -> list[StoryText]:
    made = []
    for n in range(count):
        ko = " ".join(f"{rng.choice('가나다라마바사')}{rng.randrange(9999)}" for _ in range(60))
        en = " ".join(f"w{rng.randrange(9999)}" for _ in range(80))
        made.append(StoryText(f"s{n}", ko, en, rng.randrange(5, 20), f"2025-{1 + n % 6:02d}"))
    return made


def test_splits_by_story_near_copies_together_shares_and_strata_met() -> None:
    rng = random.Random(8)
    stories = _stories(300, rng)
    updates = [
        replace(s, id=f"{s.id}-2nd", ko=s.ko + " 추가된 문장이 하나 있다.", en=s.en + " one more sentence at the end")
        for s in stories[::5]
    ]
    everything = stories + updates
    shares = {"train": 0.8, "dev": 0.1, "test": 0.1}
    splits = assign_splits(everything, shares, seed=1)
    assert set(splits) == {s.id for s in everything}
    for story in updates:
        assert splits[story.id] == splits[story.id.removesuffix("-2nd")]
    weights: Counter[str] = Counter()
    strata: dict[str, Counter[str]] = defaultdict(Counter)
    for story in everything:
        weights[splits[story.id]] += story.pairs
        strata[story.stratum][splits[story.id]] += story.pairs
    total = sum(weights.values())
    for name, share in shares.items():
        assert weights[name] / total == pytest.approx(share, abs=0.01)
        for counts in strata.values():
            assert counts[name] / sum(counts.values()) == pytest.approx(share, abs=0.06)
    assert splits == assign_splits(everything, shares, seed=1)
    assert splits != assign_splits(everything, shares, seed=2)


def test_duplicates_are_the_same_however_many_are_sorted_at_a_time(monkeypatch) -> None:
    from aligner.dataset import dedupe

    rng = random.Random(3)
    texts = [f"낱말 {rng.randrange(40)} 이야기 {rng.randrange(3)} 번째 발표" for _ in range(300)]

    def found() -> list[list[float]]:
        with dedupe.NearDuplicates(0.8) as finder:
            for number, text in enumerate(texts):
                finder.add(text, text[::-1], late=number % 7 == 0)
            return [values.tolist() for values in finder.find()]

    whole = found()
    assert sum(at >= 0 for at in whole[0]) > 100
    monkeypatch.setattr(dedupe, "_SORTED", 20)
    monkeypatch.setattr(dedupe, "_FLUSH_ROWS", 11)
    assert found() == whole


def test_a_chain_of_updates_stays_together() -> None:
    words = [f"낱말{n}" for n in range(120)]
    chain = [StoryText(f"v{n}", " ".join(words[n * 15 : n * 15 + 60]), "", 5) for n in range(5)]
    rng = random.Random(4)
    for seed in range(6):
        splits = assign_splits([*_stories(20, rng), *chain], {"train": 0.5, "test": 0.5}, seed=seed)
        assert len({splits[s.id] for s in chain}) == 1


def test_shares_are_checked() -> None:
    assert parse_shares("dev=0.1,test=0.1") == pytest.approx({"train": 0.8, "dev": 0.1, "test": 0.1})
    for bad in ("dev", "dev=x", "dev=1.2", "dev=0.6,test=0.6", "../x=0.1", "train=0.5,dev=0.1", "dev=0.1,dev=0.1"):
        with pytest.raises(ConfigError):
            parse_shares(bad)


def test_pairs_of_a_story_must_lie_together() -> None:
    pairs = [pair("1", story="a"), pair("2", story="b"), pair("3", story="a")]
    with pytest.raises(ConfigError, match="do not lie together"):
        assign_splits(stories_of(pairs), {"train": 1.0})
    lone = list(stories_of([pair("1"), pair("2")]))
    assert [story.id for story in lone] == ["1", "2"]


# Scores.


class Fake:
    """Two texts are near when they share words that stand for the same thing."""

    info = EncoderInfo("fake", "1", 64)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for at, text in enumerate(texts):
            rng = np.random.default_rng(int("".join(c for c in text if c.isdigit()) or 0))
            rows[at] = rng.normal(size=64)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_scores_tell_aligned_from_misaligned_and_whole_from_cut() -> None:
    ko = [f"이것은 {n}번째 문장이라고 관계자가 오늘 오전 서울에서 기자들에게 말했다." for n in range(200)]
    en = [f"This is sentence number {n}, an official told reporters in Seoul this morning." for n in range(200)]
    pairs = [ScoredPair(str(n), ko[n], en[n]) for n in range(150)]
    pairs += [ScoredPair(str(n), ko[n], en[n - 150]) for n in range(150, 200)]
    pairs.append(ScoredPair("cut", ko[3], "This is sentence number 3, an"))
    pairs.append(ScoredPair("one", ko[0], ""))
    scored = list(score_bitext(pairs, Fake()))
    assert [p.id for p in scored] == [p.id for p in pairs]
    assert all((p.score or 0) > 0.8 for p in scored[:150])
    assert all((p.score or 0) < 0.2 for p in scored[150:200])
    assert (scored[200].score or 0) < 0.2
    assert scored[201].score is None
    assert set(scored[0].parts) == {"similarity", "margin", "length", "ends", "aligned", "complete"}


def test_copies_are_no_rivals_and_a_lone_pair_has_a_margin() -> None:
    rng = np.random.default_rng(0)
    one = rng.normal(size=(1, 32)).astype(np.float32)
    one /= np.linalg.norm(one)
    assert margins(one, one)[0] > 3
    assert margins(np.repeat(one, 50, axis=0), np.repeat(one, 50, axis=0)).min() > 3
    assert len(margins(one[:0], one[:0])) == 0


def test_the_score_is_the_product_of_its_parts() -> None:
    score, parts = pair_score(KO, EN, 2.0)
    assert score == pytest.approx(parts["aligned"] * parts["complete"])
    assert pair_score(KO, EN, -3.0)[0] < 0.05 < score
