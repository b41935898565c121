"""Mechanical faults and terms: each kind found in its forms, and what only looks like it left alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook
from tests.run_maker import make_run

from aligner.cli import main
from aligner.desk import Session
from aligner.desk.edits import bead_terms, confirm_above
from aligner.errors import InputError
from aligner.facts import NameEntry
from aligner.pipeline.corpus import Corpus
from aligner.pipeline.glossary import read_glossary
from aligner.qa import QA_KINDS, inspect
from aligner.qa.messages import MESSAGES, say
from aligner.qa.renderings import find_renderings

KO = "정부는 24일 대책을 내놨다."


def kinds(en: str | list[str], ko: str | list[str] = KO, **options: object) -> list[str]:
    left, right = [ko] if isinstance(ko, str) else ko, [en] if isinstance(en, str) else en
    beads = [((i,), (i,)) for i in range(min(len(left), len(right)))]
    return [finding.reason for finding in inspect(left, right, beads, **options)]  # type: ignore[arg-type]


FAULTS = [
    ("hangul", "The government of 대한민국 unveiled measures on Tuesday."),
    ("hangul", "The plan, dubbed 뉴홈, offers 500,000 homes."),
    ("doubled_word", "The plan was approved by by the Cabinet."),
    ("doubled_word", "The the plan takes effect next year."),
    ("doubled_word", "Officials said the ministry ministry would act."),
    ("blank_before_stop", "The ministry , however, disagreed."),
    ("blank_before_stop", "The ministry disagreed ."),
    ("no_blank", "The ministry disagreed,but the court did not."),
    ("no_blank", "The ministry disagreed.The court did not."),
    ("double_mark", "The ministry disagreed,, officials said."),
    ("double_mark", "The ministry disagreed.."),
    ("quote", '"The plan works, the minister said.'),
    ("quote", "The minister called it “a turning point for the region."),
    ("quote", 'The minister called it a turning point" on Tuesday.'),
    ("bracket", "The Bank of Korea (BOK held rates steady."),
    ("bracket", "The Bank of Korea BOK) held rates steady."),
    ("mixed_range", "It will take three to 5 days."),
    ("mixed_range", "Some 20 to thirty people were hurt."),
    ("mixed_range", "A two-3 win put them through."),
    ("capitals", "The government said THE PLAN WILL TAKE EFFECT next year."),
    ("spelling", "The goverment unveiled measures on Tuesday."),
    ("spelling", "Lawmakers recieved the bill on Tuesday."),
    ("spelling", "The presidental office declined to comment."),
]


@pytest.mark.parametrize(("kind", "en"), FAULTS, ids=lambda value: value[:40])
def test_faults_are_found(kind, en):
    assert kind in kinds(en)


RIGHT = [
    "The feeling, known as jeong (정), has no English word.",
    "The word 정 (jeong) has no English equivalent.",
    "He said that that plan had had no effect.",
    "The group performed in Bora Bora and Walla Walla.",
    "It was very, very cold, and Duran Duran played on.",
    "The company, Daehan Motors Co., said it would appeal.",
    "The U.S. and the U.K. signed the deal in Washington, D.C.",
    "Wait ... the deal is off ?!".replace(" ?!", "?!"),
    "He is 6'2\" tall, the team said.",
    "The talks lasted from five to 10 hours.",
    "The minister said, \"We will act (soon) — and 'soon' means now.\"",
    "Terms: 1) a pay rise; 2) shorter hours; a) none.",
    "SEOUL, May 8 (Hanbit News) -- The government unveiled measures.",
    "Shares of SK hynix, LG and KT rose, while CJ ENM and HYBE fell.",
    "The webtoon livestream was rebranded after the unification of programmes.",
    "The centre recognised the colourful behaviour of its neighbours.",
    "Write to press@hanbit.example or visit www.hanbit.example/news,today.",
    "The index closed at 2,650.30, up 1.2 percent.",
    'The court "did not err," the ruling said.',
]


@pytest.mark.parametrize("en", RIGHT, ids=lambda value: value[:40])
def test_right_copy_passes(en):
    assert kinds(en) == []


def test_two_blanks_are_seen_in_the_file_not_in_the_folded_sentence():
    assert kinds("The plan was approved.", raw=["The plan  was approved."]) == ["blanks"]
    assert kinds("The plan was approved.", raw=["The plan\n    was approved."]) == []


def test_a_quotation_may_run_over_paragraphs_and_sentences():
    en = ['"We will act.', "We will act soon.", '"And we will not stop," the minister said.']
    assert kinds(en, [KO] * 3, paragraphs=[0, 0, 1], off=["two_ways"]) == []


def test_a_stop_is_missed_only_where_the_others_have_one():
    body = [f"The ministry gave its reasons for measure {n} on Tuesday." for n in "ABCDE"]
    ko = [f"{KO} {n}호" for n in "가나다라마바"]
    assert kinds([*body, "The court has yet to set a date for it"], ko) == ["no_stop"]
    assert kinds([text.rstrip(".") for text in body], ko[:5]) == []
    assert kinds(["Ministry gives its reasons for it", *body], ko, headlines=[0]) == []


def test_a_question_keeps_its_mark():
    assert kinds("Will the plan work.", "이 대책이 통할까?") == ["question"]
    assert kinds("Will the plan work?", "이 대책이 통할까?") == []


@pytest.mark.parametrize(
    ("ko", "en", "found"),
    [
        ("자세한 내용은 www.hanbit.example/a12 에 있다.", "Details are at www.hanbit.example/a21.", True),
        ("자세한 내용은 www.hanbit.example/a12 에 있다.", "Details are at https://www.hanbit.example/a12.", False),
        ("문의는 press@hanbit.example 로 하면 된다.", "Write to pres@hanbit.example.", True),
        ("대한전자(005930.KS)가 올랐다.", "Daehan Electronics (005390.KS) rose.", True),
        ("대한전자(005930.KS)가 올랐다.", "Daehan Electronics (005930.KS) rose.", False),
        ("대한전자가 올랐다.", "Daehan Electronics (005930.KS) rose.", False),
    ],
)
def test_addresses_and_tickers_are_those_of_the_korean(ko, en, found):
    assert ("address" in kinds(en, ko)) == found


def test_one_sentence_in_two_ways_and_two_sentences_in_one():
    ko = [
        "정부는 추가 대책을 곧 내놓기로 했다.",
        "야당은 이에 강하게 반발했다.",
        "정부는 추가 대책을 곧 내놓기로 했다.",
    ]
    en = ["The government will soon announce further steps.", "The opposition objected.", "More steps are due soon."]
    assert kinds(en, ko) == ["two_ways"]
    assert kinds([en[0], en[0]], ko[:2]) == ["same_words"]
    assert kinds([en[0], en[1], en[0]], ko) == []


TERMS = (
    NameEntry("term", ("기준금리",), ("policy rate", "key rate"), forbidden=("base rate",)),
    NameEntry("term", ("가계부채",), ("household debt",)),
    NameEntry("term", ("누리호",), ("Nuri",), case=True),
    NameEntry("person", ("노영미",), ("Noh Young-mi",)),
    NameEntry("term", ("금리",), ("interest rate",)),
)


@pytest.mark.parametrize(
    ("ko", "en", "expected"),
    [
        ("한은은 기준금리를 내렸다.", "The Bank of Korea cut its policy rate.", []),
        ("한은은 기준금리를 내렸다.", "The bank's key rates were cut.", []),
        ("한은은 기준금리를 내렸다.", "Policy-rate cuts came early.", []),
        ("한은은 기준금리를 내렸다.", "The Bank of Korea cut its rate.", ["term"]),
        ("한은은 기준금리를 내렸다.", "The Bank of Korea cut its base rate.", ["term_forbidden"]),
        ("가계부채가 늘었다.", "Households' debts grew.", []),
        ("가계부채가 늘었다.", "Family borrowing grew.", ["term"]),
        ("신가계부채통계가 나왔다.", "New figures are out.", []),
        ("누리호가 발사됐다.", "Nuri was launched.", []),
        ("누리호가 발사됐다.", "The nuri was launched.", ["term_case"]),
        ("노영미 감독이 말했다.", "She said so.", ["term"]),
        ("금리가 올랐다.", "Interest rates rose.", []),
    ],
)
def test_terms_keep_the_promise_of_the_glossary(ko, en, expected):
    assert sorted(kinds(en, ko, glossary=TERMS)) == expected


def test_a_name_may_be_a_pronoun_where_the_story_has_it_elsewhere():
    ko, en = ["노영미 감독이 왔다.", "노영미 감독은 웃었다."], ["Director Noh Young-mi came.", "She smiled."]
    assert kinds(en, ko, glossary=TERMS) == []


def test_a_term_in_two_ways_in_one_story():
    ko = ["한은은 기준금리를 내렸다.", "기준금리는 이제 2.5%다."]
    en = ["The Bank of Korea cut its policy rate.", "The key rate is now 2.5 percent."]
    assert kinds(en, ko, glossary=TERMS) == ["term_two_ways"]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("kind", QA_KINDS)
def test_every_kind_explains_itself_in_both_languages(kind, lang):
    text = say(kind, lang, ko="기준금리", en="base rate", detail="policy rate")
    assert text
    assert "{" not in text
    assert any("가" <= c <= "힣" for c in MESSAGES[kind][0])


def test_switches_turn_kinds_off():
    assert kinds("The plan was approved by by the Cabinet .", off=["doubled_word"]) == ["blank_before_stop"]


def _workbook(path: Path, rows: list[list[object]]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_glossary_is_read_from_every_kind_of_file(tmp_path):
    want = NameEntry("term", ("기준금리",), ("policy rate", "key rate"), forbidden=("base rate",), case=True)
    tsv = tmp_path / "a.tsv"
    tsv.write_bytes("기준금리\tpolicy rate|key rate\tterm\tbase rate\tyes\n".encode("cp949"))
    named = tmp_path / "b.csv"
    named.write_text(
        '금지어,영어,한국어,대소문자\n"base rate","policy rate|key rate",기준금리,예\n', encoding="utf-8-sig"
    )
    book = _workbook(
        tmp_path / "c.xlsx",
        [
            ["한국어", "영어", "금지", "대소문자"],
            ["기준금리", "policy rate|key rate", "base rate", "yes"],
            [None, None],
        ],
    )
    assert read_glossary(tsv) == read_glossary(named) == read_glossary(book) == (want,)


def test_deprecated_terms_of_a_tbx_are_forbidden(tmp_path):
    file = tmp_path / "terms.tbx"
    file.write_text(
        '<tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry>'
        '<langSec xml:lang="ko-KR"><termSec><term>기준금리</term></termSec></langSec>'
        '<langSec xml:lang="en-US"><termSec><term>policy rate</term></termSec><termSec><term>base rate</term>'
        '<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec>'
        "</conceptEntry></body></text></tbx>",
        encoding="utf-8",
    )
    assert read_glossary(file) == (NameEntry("term", ("기준금리",), ("policy rate",), forbidden=("base rate",)),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("기준금리\n", "line 1: '기준금리' has no English column"),
        ("기준금리\tpolicy rate\tplanet\n", "kind 'planet' is unknown"),
        ("policy rate\t기준금리\nbudget\t예산\n", "wrong way round"),
    ],
)
def test_a_glossary_that_cannot_be_right_is_refused(tmp_path, text, message):
    file = tmp_path / "terms.tsv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_glossary(file)


# How words were rendered.

LINKS = [
    ("한국은행은 기준금리를 내렸다.", "The Bank of Korea cut its policy rate."),
    ("기준금리를 동결할 것이라는 전망이 많다.", "Many expect the policy rate to stay."),
    ("시장은 기준금리가 내릴 것으로 봤다.", "Markets had seen the base rate falling."),
    ("송하린 총재는 말을 아꼈다.", "Gov. Song Ha-rin would not comment."),
    ("송하린 총재가 회의를 이끌었다.", "Song Ha-rin led the meeting."),
    ("이미 여러 번 밝힌 대로다.", "It is as said several times already."),
    ("이미 끝난 일이다.", "It is over already."),
]


def test_renderings_seen_are_offered_with_those_that_differ_first():
    found = {one.ko: one for one in find_renderings(LINKS)}
    assert next(iter(found)) == "기준금리"
    rate = found["기준금리"]
    assert (rate.count, [(text, n) for text, n, _ in rate.renderings]) == (3, [("policy rate", 2), ("base rate", 1)])
    assert not rate.name
    governor = found["송하린"]
    assert [(text, n, at) for text, n, at in governor.renderings] == [("Song Ha-rin", 2, 3)]
    assert governor.name
    assert "이미" not in found, "a word without a particle is no term"
    assert find_renderings(LINKS[:1]) == []


def test_a_glossary_is_made_from_confirmed_links(tmp_path):
    folder = make_run(tmp_path / "news")
    call = CliRunner().invoke
    refused = call(main, ["terms", str(folder)])
    assert (refused.exit_code, "has no link that a person confirmed" in refused.stderr) == (2, True)
    corpus = Corpus.open(folder)
    session = Session(corpus)
    for story in corpus.names():
        confirm_above(session, story, 0.5)
    made = call(main, ["terms", str(folder), "--out", str(tmp_path / "house.tsv")])
    assert (made.exit_code, made.stdout) == (0, "")
    entries = {entry.ko[0]: entry for entry in read_glossary(tmp_path / "house.tsv")}
    assert entries["기준금리"].en == ("policy rate",)
    assert entries["기준금리"].kind == "term"
    row = next(r for r in (tmp_path / "house.tsv").read_text("utf-8-sig").splitlines() if r.startswith("기준금리\t"))
    assert row.split("\t")[5] == "rates.2025:2"
    # The desk offers it while another sentence with the word is edited, after what the house's glossary asks for.
    seen = {"ko": "기준금리", "en": [["policy rate", 2], ["key rate", 1]]}
    assert seen in bead_terms(session, "odd.2025", 1)
    told = replace(corpus.config, glossary=str(tmp_path / "asked.tsv"))
    (tmp_path / "asked.tsv").write_text("기준금리\tkey rate\n", encoding="utf-8")
    corpus.__dict__["config"] = told
    assert bead_terms(session, "odd.2025", 1)[0] == {"ko": "기준금리", "en": [["key rate", None]]}
