"""Small things that somebody found by using the program on input of their own."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from aligner.cleaning import clean
from aligner.cli import main
from aligner.korean.languages import language_of_header
from aligner.readers import discover, read_document
from aligner.types import Role

KO = ["군의회는 3일 조례안을 의결했다.", "군수는 조례안을 곧 공포한다.", "농민회는 환영했다.", "시행은 내년부터다."]
EN = ["The county council passed the ordinance.", "The county head will promulgate it soon.", "Farmers welcomed it."]


def roles(path: Path, text: str) -> list[Role]:
    path.write_text(text, encoding="utf-8")
    return [line.role for line in clean(read_document(path))]


@pytest.mark.parametrize("mark", ["[{}]", "[1,{}]", "[{}-9]", "[주{}]", "[각주 {}]", "[note {}]"])
def test_footnote_marks_of_every_line_leave_the_story_in_place(tmp_path: Path, mark: str) -> None:
    for name, lines in (("a.ko.txt", KO), ("a.en.txt", EN)):
        text = "\n".join(line + mark.format(n) for n, line in enumerate(lines, 1))
        assert set(roles(tmp_path / name, text)) == {Role.BODY}


def test_a_section_in_brackets_opens_a_headline(tmp_path: Path) -> None:
    for section in ("경제", "기자수첩", "사회"):
        assert roles(tmp_path / "a.ko.txt", f"[{section}] 군의회, 조례안 의결\n\n" + "\n".join(KO))[0] is Role.HEADLINE


def test_korean_side_words_in_names_of_old_archives(tmp_path: Path) -> None:
    try:
        for side, lines in (("국문", KO), ("영문", EN)):
            name = os.fsencode(tmp_path) + b"/" + f"예산안_{side}.txt".encode("cp949")
            Path(os.fsdecode(name)).write_text("\n".join(lines), encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    (tmp_path / "b.ko.txt").write_text("\n".join(KO), encoding="utf-8")
    (tmp_path / "b.en.txt").write_text("\n".join(EN), encoding="utf-8")
    found = discover([tmp_path])
    assert sorted(story.id for story in found.stories) == ["b", "예산안"]


@pytest.mark.parametrize(
    ("ko", "en"), [("ko_text", "en_text"), ("원본", "번역본"), ("국문 기사", "영문 기사"), ("한국어 원문", "영어 번역")]
)
def test_headers_name_their_side(ko: str, en: str) -> None:
    assert (language_of_header(ko), language_of_header(en)) == ("ko", "en")


def test_coverage_as_json_says_first_that_two_files_do_not_belong_together(tmp_path: Path) -> None:
    wire = Path(__file__).parents[2] / "corpora" / "wire"
    result = CliRunner().invoke(
        main, ["coverage", str(wire / "nk-pow-letter" / "ko.txt"), str(wire / "typhoon-damage" / "en.txt"), "--json"]
    )
    told = json.loads(result.stdout)
    assert next(iter(told)) == "warnings"
    assert told["warnings"][0]["code"] == "unrelated"
    assert "do not look like versions of one story" in result.stderr
