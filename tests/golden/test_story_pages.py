"""From a page as a reader saves or copies it to the sentences of its story, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_designs import ENGLISH, HTML_DESIGNS, KOREAN, TEXT_DESIGNS, Story

from aligner.cleaning import clean
from aligner.readers import read_document
from aligner.segmentation import segment
from aligner.types import Role

STORIES = {"ko": KOREAN, "en": ENGLISH}
WIRE = Path(__file__).resolve().parents[2] / "corpora" / "wire"


def sentences(path: Path) -> list[str]:
    document = read_document(path)
    return [s.text for s in segment(document, clean(document)).aligned]


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("design", sorted(HTML_DESIGNS))
def test_saved_page_gives_the_story(tmp_path: Path, design: str, lang: str) -> None:
    story = STORIES[lang]
    path = tmp_path / "page.html"
    path.write_text(HTML_DESIGNS[design](story), encoding="utf-8")
    assert sentences(path) == story.sentences
    assert read_document(path).lang == lang


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("design", sorted(TEXT_DESIGNS))
def test_copied_page_gives_the_story(tmp_path: Path, design: str, lang: str) -> None:
    story = STORIES[lang]
    path = tmp_path / "page.txt"
    path.write_bytes(TEXT_DESIGNS[design](story).encode("utf-8"))
    expected = story.sentences
    if design == "newswire_terminal":
        # The mark of a later version belongs to the headline.
        expected = [("[2보] " if lang == "ko" else "(2nd LD) ") + expected[0], *expected[1:]]
    assert sentences(path) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_page_gives_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "page.txt"
    # CP949 has no ⓒ problem but lacks a few signs: the story itself has none of them.
    path.write_bytes(TEXT_DESIGNS["desk_file"](KOREAN).encode(encoding))
    assert sentences(path) == KOREAN.sentences


PAGES = Path(__file__).resolve().parent / "pages"


@pytest.mark.parametrize("name", sorted(p.name[:-10] for p in PAGES.glob("*.sents.txt")))
def test_invented_copied_pages(name: str) -> None:
    """Boxes between paragraphs, captions without credit, slugs, machine-translation notes, a caption twice …"""
    gold = (PAGES / f"{name}.sents.txt").read_text(encoding="utf-8").splitlines()
    assert sentences(PAGES / f"{name}.txt") == gold


def _wire_cases() -> list[tuple[str, str, str]]:
    found = []
    for folder in sorted(WIRE.iterdir()) if WIRE.is_dir() else []:
        for lang in ("ko", "en"):
            for kind in ("txt", "html", "page.txt"):
                if (folder / f"{lang}.{kind}").exists() and (folder / f"{lang}.sents.txt").exists():
                    found.append((folder.name, lang, kind))
    return found


def test_sample_stories_give_their_sentences() -> None:
    """At least 98 % of the sentences of the sample stories come out exactly as annotated, from every kind of file."""
    cases = _wire_cases()
    assert len(cases) >= 32
    right = total = 0
    wrong: list[str] = []
    for name, lang, kind in cases:
        gold = (WIRE / name / f"{lang}.sents.txt").read_text(encoding="utf-8").splitlines()
        got = sentences(WIRE / name / f"{lang}.{kind}")
        right += len(set(gold) & set(got))
        total += max(len(gold), len(got))
        if got != gold:
            wrong.append(f"{name}/{lang}.{kind}: {sorted(set(gold) ^ set(got))[:4]}")
    assert right >= 0.98 * total, wrong


def test_every_line_has_the_role_it_plays(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(TEXT_DESIGNS["magazine_copy"](KOREAN), encoding="utf-8")
    document = read_document(path)
    roles = {document.text[line.start : line.end]: line.role for line in clean(document)}
    assert roles[KOREAN.title] is Role.HEADLINE
    assert roles[KOREAN.deck] is Role.SUBHEAD
    assert roles[KOREAN.subhead] is Role.SUBHEAD
    assert roles[KOREAN.caption] is Role.CAPTION
    assert roles["(해솔=노래통신) "].value == "dateline"
    assert roles["한가을 기자 = "] is Role.BYLINE
    assert roles["광고"] is Role.FURNITURE
    assert roles["후원하기"] is not Role.BODY


def test_html_offsets_point_into_the_file(tmp_path: Path) -> None:
    story: Story = ENGLISH
    path = tmp_path / "page.html"
    path.write_text(HTML_DESIGNS["component_site"](story), encoding="utf-8")
    html = path.read_text(encoding="utf-8")
    document = read_document(path)
    for sentence in segment(document, clean(document)).aligned:
        start = document.source_offset(sentence.start)
        end = document.source_offset(sentence.end - 1) + 1
        assert html[start:end] == document.text[sentence.start : sentence.end]
