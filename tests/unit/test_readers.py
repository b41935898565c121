"""Files, folders and manifests: which stories they hold, and what is said when they hold none."""

from __future__ import annotations

import io
import json
import sys
import time
from pathlib import Path

import pytest

from aligner.cleaning import clean
from aligner.errors import InputError, UnsafeInputError
from aligner.readers import MAX_LINE_CHARS, StoryFiles, discover, read_document, read_pair, tell_language
from aligner.readers.oddities import story_language
from aligner.segmentation import segment

KO = "정부, 예산안 의결\n\n(서울=노래통신) 한가을 기자 = 정부는 24일 예산안을 의결했다. 국회도 동의했다.\n"
EN = "Gov't approves budget\n\nSEOUL, Dec. 24 (Norae) -- The government approved the budget. Lawmakers agreed.\n"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


# --- one file -----------------------------------------------------------------------------------------------------


def test_document_keeps_the_text_and_names_its_encoding(tmp_path: Path) -> None:
    text = KO.replace("\n", "\r\n") + "\u200b\xa0"
    document = read_document(write(tmp_path / "a.txt", text, "cp949" if "\u200b" not in text else "utf-8"))
    assert document.text == text
    assert (document.id, document.lang, document.meta["encoding"]) == ("a", "ko", "utf-8")
    assert len(document.meta["sha256"]) == 64


def test_decomposed_hangul_is_korean_and_composed_in_sentences(tmp_path: Path) -> None:
    import unicodedata

    document = read_document(write(tmp_path / "a.txt", unicodedata.normalize("NFD", KO)))
    assert document.lang == "ko"
    sentences = segment(document, clean(document)).aligned
    assert [s.text for s in sentences] == ["정부, 예산안 의결", "정부는 24일 예산안을 의결했다.", "국회도 동의했다."]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(KO.encode("cp949"))))
    document = read_document("-")
    assert (document.text, document.source, document.lang) == (KO, "-", "ko")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("정부는 예산안을 의결했다.", "ko"),
        ("The government approved the budget.", "en"),
        ("LG·SK·KT·POSCO가 CES에서 AI TV를 공개했다.", "ko"),
        ("The Hankyoreh (한겨레) and the Dong-A Ilbo (동아일보) reported it.", "en"),
        ("뉴스\n정치\n경제\n로그인\n구독하기\nThe government approved the budget for next year on Wednesday.", "en"),
    ],
)
def test_language_is_told_by_the_text(text: str, lang: str) -> None:
    assert tell_language(text, source="x") == lang


@pytest.mark.parametrize("text", ["政府は予算案を可決した。", "Правительство одобрило бюджет на год.", "12345 67.8"])
def test_other_languages_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="give a story in Korean or English"):
        tell_language(text, source="x")


def test_errors_name_file_and_next_step(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.txt: no such file; check the path"):
        read_document(tmp_path / "nowhere.txt")
    with pytest.raises(InputError, match="it is a folder, not a file"):
        read_document(tmp_path)
    with pytest.raises(InputError, match="the page holds no visible text"):
        read_document(write(tmp_path / "a.html", "<html><head><title>x</title></head><script>a</script></html>"))


def test_fifty_megabytes_on_one_line_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("가나다. ".encode() * (50 * 2**20 // 11))
    begin = time.process_time()
    with pytest.raises(InputError, match=rf"line 1 holds [\d,]+ characters \(limit {MAX_LINE_CHARS:,}\)"):
        read_document(path)
    assert time.process_time() - begin < 30
    path.write_bytes(b"<html><body>" + b"a b. " * (10 * 2**20))
    with pytest.raises(InputError, match="the page holds"):
        read_document(path)


def test_a_line_below_the_limit_is_read_in_linear_time(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", '그는 "간다. 못 간다"고 말했다. (끝 "안 ' * (MAX_LINE_CHARS // 40))
    begin = time.process_time()
    document = read_document(path)
    assert segment(document, clean(document)).aligned
    assert time.process_time() - begin < 60


def test_html_is_told_by_its_beginning_too(tmp_path: Path) -> None:
    page = "<!DOCTYPE html><html><body><p>The government approved the budget.</p></body></html>"
    assert read_document(write(tmp_path / "a.txt", page)).text == "The government approved the budget."
    assert read_document(write(tmp_path / "b.txt", page), pre_split=True).text == page


@pytest.mark.parametrize("encoding", ["cp949", "utf-8-sig", "utf-16"])
def test_pages_in_other_encodings_than_they_say(tmp_path: Path, encoding: str) -> None:
    page = f'<html><head><meta charset="euc-kr"></head><body><p>{KO.splitlines()[2]}</p></body></html>'
    document = read_document(write(tmp_path / "a.html", page, encoding))
    assert document.text == KO.splitlines()[2]
    start = document.source_offset(0)
    assert page[start : start + 4] == "(서울="


def test_page_meta_gives_way_to_the_manifest(tmp_path: Path) -> None:
    page = (
        '<html><head><meta property="article:published_time" content="2025-12-24T05:10:00"><title>Budget</title></head>'
        "<body><p>The government approved the budget.</p></body></html>"
    )
    path = write(tmp_path / "a.html", page)
    assert read_document(path).meta["date"] == "2025-12-24"
    assert read_document(path, meta={"date": "2025-12-25"}).meta["date"] == "2025-12-25"


# --- two files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("swap", [False, True])
def test_two_files_in_either_order(tmp_path: Path, swap: bool) -> None:
    paths = [write(tmp_path / "one.txt", KO), write(tmp_path / "two.txt", EN)]
    found = discover(paths[::-1] if swap else paths)
    pair = read_pair(found.stories[0])
    assert (pair.ko.source, pair.en.source) == tuple(map(str, paths))


def test_names_give_the_story_id(tmp_path: Path) -> None:
    for first, second, expected in (
        ("a/ko.txt", "a/en.txt", "a"),
        ("budget.ko.txt", "budget.en.txt", "budget"),
        ("2025.12.24.budget.ko", "2025.12.24.budget.en", "2025.12.24.budget"),
        ("budget_kor.txt", "budget_eng.txt", "budget"),
        ("ko/story.txt", "en/story.txt", "story"),
    ):
        files = [write(tmp_path / first, KO), write(tmp_path / second, EN)]
        assert discover(files).stories[0].id == expected


def test_both_in_one_language(tmp_path: Path) -> None:
    files = [write(tmp_path / "a.txt", EN), write(tmp_path / "b.txt", EN + "More.")]
    with pytest.raises(InputError, match=r"are both English \(Hangul 0% and 0% of the letters\); give one Korean"):
        read_pair(discover(files).stories[0])


def test_impossible_inputs(tmp_path: Path) -> None:
    ko = write(tmp_path / "ko.txt", KO)
    with pytest.raises(InputError, match="one file is given"):
        discover([ko])
    with pytest.raises(InputError, match="same file"):
        discover([ko, ko])
    with pytest.raises(InputError, match="3 files are given"):
        discover([ko, write(tmp_path / "b.txt", EN), write(tmp_path / "c.txt", EN)])
    with pytest.raises(InputError, match="no such file or folder"):
        discover([ko, tmp_path / "nothing.txt"])
    with pytest.raises(InputError, match="no input given"):
        discover([])
    with pytest.raises(InputError, match="stands beside a folder"):
        discover([ko, tmp_path])


def test_one_side_from_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(EN.encode())))
    found = discover(["-", write(tmp_path / "budget.ko.txt", KO)])
    pair = read_pair(found.stories[0])
    assert (pair.id, pair.en.source) == ("budget", "-")


# --- folders ------------------------------------------------------------------------------------------------------


def test_all_three_layouts_in_one_folder(tmp_path: Path) -> None:
    for side, text in (("ko", KO), ("en", EN)):
        write(tmp_path / side / "first.txt", text)
        write(tmp_path / f"2025.12.second.{side}", text)
        write(tmp_path / f"third.{side}.html", f"<html><body><p>{text}</p></body></html>")
        write(tmp_path / "fourth" / f"{side}.txt", text)
        write(tmp_path / "fourth" / f"{side}.sents.txt", text)
        write(tmp_path / "fourth" / f"{side}.page.txt", text)
    write(tmp_path / "fourth" / "gold.align", "[0]:[0]")
    write(tmp_path / "README.md", "notes")
    write(tmp_path / "ko" / "lonely.txt", KO)
    found = discover([tmp_path])
    assert [story.id for story in found.stories] == ["2025.12.second", "first", "fourth", "third"]
    assert [(side.id, side.lang) for side in found.one_sided] == [("lonely", "ko")]
    assert found.skipped == 6
    assert Path(found.stories[2].first).name == "ko.txt"


def test_names_in_either_normal_form_belong_together(tmp_path: Path) -> None:
    import unicodedata

    write(tmp_path / "ko" / (unicodedata.normalize("NFD", "예산") + ".txt"), KO)
    write(tmp_path / "en" / "예산.txt", EN)
    assert [story.id for story in discover([tmp_path]).stories] == ["예산"]


def test_pre_split_prefers_the_sentences(tmp_path: Path) -> None:
    for side, text in (("ko", KO), ("en", EN)):
        write(tmp_path / "s" / f"{side}.txt", text)
        write(tmp_path / "s" / f"{side}.sents.txt", text)
    assert Path(discover([tmp_path], pre_split=True).stories[0].first).name == "ko.sents.txt"


def test_copied_pages_stand_in(tmp_path: Path) -> None:
    for side, text in (("ko", KO), ("en", EN)):
        write(tmp_path / "s" / f"{side}.page.txt", text)
    assert Path(discover([tmp_path]).stories[0].first).name == "ko.page.txt"


def test_a_folder_without_stories_says_how_to_name_them(tmp_path: Path) -> None:
    write(tmp_path / "notes.txt", EN)
    with pytest.raises(InputError, match=r"no story with both sides \(0 with one side, 1 other files\); name them"):
        discover([tmp_path])


def test_the_same_id_twice_fails_only_the_second(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        for side, text in (("ko", KO), ("en", EN)):
            write(tmp_path / folder / f"s.{side}", text)
    found = discover([tmp_path / "a", tmp_path / "b"])
    assert len(found.stories) == 1
    assert "story id 's' is also in" in str(found.failures[0].error)


# --- manifests ----------------------------------------------------------------------------------------------------


def stories(folder: Path) -> None:
    write(folder / "texts" / "a.ko.txt", KO)
    write(folder / "texts" / "a.en.txt", EN)


def test_tsv_with_more_columns(tmp_path: Path) -> None:
    stories(tmp_path)
    manifest = write(
        tmp_path / "m.tsv",
        "\ufeffID\tko\ten\tdate\tdesk\r\nx-1\ttexts/a.ko.txt\ttexts/a.en.txt\t2025-12-24\t경제\r\n\r\n",
    )
    (story,) = discover([manifest]).stories
    assert (story.id, dict(story.meta)) == ("x-1", {"date": "2025-12-24", "desk": "경제"})
    assert read_pair(story).ko.meta["desk"] == "경제"


def test_csv_quotes_and_cp949(tmp_path: Path) -> None:
    stories(tmp_path)
    manifest = write(tmp_path / "m.csv", 'ko,en,note\n"texts/a.ko.txt",texts/a.en.txt,"쉼표, ""따옴표"""\n', "cp949")
    (story,) = discover([manifest]).stories
    assert (story.id, story.meta["note"]) == ("a", '쉼표, "따옴표"')


def test_jsonl(tmp_path: Path) -> None:
    stories(tmp_path)
    row = {"ko": "texts/a.ko.txt", "en": "texts/a.en.txt", "id": 7, "rank": 3}
    (story,) = discover([write(tmp_path / "m.jsonl", json.dumps(row) + "\n\n")]).stories
    assert (story.id, story.meta) == ("7", {"rank": 3})


def test_broken_rows_are_named_and_the_others_kept(tmp_path: Path) -> None:
    stories(tmp_path)
    good = "texts/a.ko.txt\ttexts/a.en.txt"
    rows = [
        "id\tko\ten",
        f"ok\t{good}",
        "short\tx",
        "gone\ttexts/b.ko.txt\ttexts/a.en.txt",
        "blank\t\ttexts/a.en.txt",
        f"../up\t{good}",
        f"ok\t{good}",
    ]
    found = discover([write(tmp_path / "m.tsv", "\n".join(rows) + "\n")])
    assert [story.id for story in found.stories] == ["ok"]
    messages = [str(failure.error) for failure in found.failures]
    assert "line 3 has 2 columns, the header 3" in messages[0]
    assert "line 4: no such file 'texts/b.ko.txt'" in messages[1]
    assert "line 5: column 'ko' is empty" in messages[2]
    assert "line 6: id '../up' holds a path separator" in messages[3]
    assert isinstance(found.failures[3].error, UnsafeInputError)
    assert "line 7: id 'ok' was used on line 2" in messages[4]
    assert all(message.startswith(str(tmp_path / "m.tsv")) and ";" in message for message in messages)


@pytest.mark.parametrize("bad", ["..", ".hidden", "a/b", "a\\b", "a\x00b", "a\nb", "", " ", "x" * 300, "/etc/passwd"])
def test_ids_cannot_lead_out_of_the_output(tmp_path: Path, bad: str) -> None:
    from aligner.readers.ids import check_id

    with pytest.raises(UnsafeInputError):
        check_id(bad, file="m.tsv", where="line 2")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("m.tsv", "id\tfirst\ten\n1\ta\tb\n", "the header has no column 'ko'"),
        ("m.csv", "ko,en\n", "the manifest holds no rows"),
        ("m.jsonl", "\n\n", "the file is empty"),
    ],
)
def test_useless_manifests(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        discover([write(tmp_path / name, text)])


def test_broken_json_and_csv_rows(tmp_path: Path) -> None:
    stories(tmp_path)
    good = json.dumps({"ko": "texts/a.ko.txt", "en": "texts/a.en.txt"})
    found = discover([write(tmp_path / "m.jsonl", good + "\n{oops\n[1]\n" + "[" * 100_000 + "\n")])
    assert [str(f.error).split(": ", 1)[1][:21] for f in found.failures] == [
        "line 2 is not JSON (E",
        "line 3 is no JSON obj",
        "line 4 is not JSON (m",
    ]
    found = discover([write(tmp_path / "m.csv", 'ko,en\ntexts/a.ko.txt,texts/a.en.txt\n"broken"x,y\n')])
    assert len(found.stories) == 1
    assert "line 3 is no valid CSV" in str(found.failures[0].error)


def test_a_story_whose_sides_are_swapped_is_put_right(tmp_path: Path) -> None:
    files = StoryFiles("s", str(write(tmp_path / "a.txt", EN)), str(write(tmp_path / "b.txt", KO)))
    assert read_pair(files).ko.lang == "ko"


def test_meta_json_of_a_story_folder_is_its_manifest_row(tmp_path):
    story = tmp_path / "budget"
    story.mkdir()
    (story / "ko.txt").write_text("국회가 예산안을 의결했다.", encoding="utf-8")
    (story / "en.txt").write_text("The Assembly passed the budget.", encoding="utf-8")
    (story / "meta.json").write_text('{"date": "2025-12-24", "subheads": [], "id": "other"}', encoding="utf-8")
    found = discover([tmp_path])
    assert (found.stories[0].id, dict(found.stories[0].meta)) == ("budget", {"date": "2025-12-24"})
    assert found.skipped == 0
    (story / "meta.json").write_text("[", encoding="utf-8")
    assert "meta.json: is not a JSON object" in str(discover([tmp_path]).failures[0].error)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Die Stadt eröffnet nächsten Monat eine neue Brücke.", "German"),
        ("De stad opent volgende maand een nieuwe brug over de rivier.", "Dutch"),
        ("Belediye yeni köprüyü gelecek ay trafiğe açıyor ve halk bekliyor.", "Turkish"),
        (
            "Kerajaan negeri akan membuka jambatan baharu itu pada bulan hadapan. Penduduk mengadu bahawa tol terlalu "
            "mahal dan mereka mahu bayaran itu dimansuhkan untuk setahun.",
            "Indonesian or Malay",
        ),
    ],
)
def test_another_language_is_named(text: str, name: str) -> None:
    with pytest.raises(InputError, match=name):
        story_language(text, source="x.txt")


@pytest.mark.parametrize(
    "text",
    [
        "Kim Min-su, Park Ji-won, Lee Do-yun and Han Ga-eul",
        "Bayern Munich beat Borussia Moenchengladbach 3-1.",
        "Haesol Bridge Opens",
        "Prabowo, Jokowi meet Megawati at Bogor palace Tuesday.",
    ],
)
def test_english_full_of_names_is_english(text: str) -> None:
    assert story_language(text, source="x.txt") == "en"
