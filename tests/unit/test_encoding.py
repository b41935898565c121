"""Bytes to text: the encodings that Korean and English stories come in."""

from __future__ import annotations

import unicodedata

import pytest

from aligner.errors import InputError
from aligner.korean.encoding import decode

KO = "정부는 24일 예산안을 의결했다.\n(서울=노래통신) 한가을 기자 = 국회도 동의했다.\n"
EN = "The government approved the budget (예산안) on Dec. 24.\nLawmakers agreed.\n"


@pytest.mark.parametrize("text", [KO, EN, "가\n", "Kim (김) said so.\n"])
@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp949", "cp949"),
        ("euc-kr", "cp949"),
        ("utf-32", "utf-32"),
    ],
)
def test_told_apart(text: str, codec: str, name: str) -> None:
    decoded = decode(text.encode(codec), source="x.txt")
    assert decoded.text == text
    assert decoded.encoding == name


@pytest.mark.parametrize(
    "text",
    [
        "(서울=연합)",
        "Samsung Electronics (삼성전자) reported record profit on Thursday, the company said in a filing. " * 20,
        "North Korean leader Kim Jong Un (김정은) visited. " + "The visit was the first in six years. " * 50,
        "똠방각하 펲시콜라 뷁",  # syllables of the CP949 extension only Windows has
        "韓美 정상회담 “성과” ‘있다’ … ㈜한화 ①②③ ℃ ㎏",
        "AP·AFP 통신 ▲ 반도체 ◇ 전망",
    ],
)
def test_short_and_mostly_english_cp949(text: str) -> None:
    assert decode(text.encode("cp949"), source="x.txt").text == text


def test_windows_1252_english_is_not_taken_for_korean() -> None:
    text = "“We won,” said José. The café — it’s closed — cost £5."
    decoded = decode(text.encode("cp1252"), source="x.txt")
    assert (decoded.text, decoded.encoding) == (text, "cp1252")


def test_nothing_is_normalised() -> None:
    text = unicodedata.normalize("NFD", "정부는 밝혔다.") + "\u200b\xa0\r\n끝"
    assert decode(text.encode(), source="x").text == text


@pytest.mark.parametrize("data", [b"", b"  \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00\x00\x00"])
def test_empty(data: bytes) -> None:
    with pytest.raises(InputError, match=r"^x\.txt: the file is empty; give"):
        decode(data, source="x.txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "a PNG image"),
        (b"PK\x03\x04" + bytes(64), "a ZIP archive or an office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "HWP"),
        (b"\x1f\x8b\x08" + bytes(40), "gzip"),
        (bytes(range(256)) * 40, "not text"),
        (b"\x00\x01\x02\x03" * 1000, "not text"),
        (b"abc" + b"\x00" * 999 + b"d", "not text"),
        (b"\x01\x02\x03\x04\x05\x06" * 50, "not text"),
    ],
)
def test_binary(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        decode(data, source="x.bin")
    assert str(caught.value).startswith("x.bin: ")
    assert caught.value.hint


def test_a_broken_byte_is_named_and_never_repaired() -> None:
    data = ("가나다라 " * 30).encode() + b"\xff\xff" + "마바사".encode()
    with pytest.raises(InputError, match=r"byte 0xff at offset 390 is not UTF-8"):
        decode(data, source="x.txt")
    with pytest.raises(InputError, match="begins with the mark of utf-8-sig"):
        decode(b"\xef\xbb\xbfabc\xff", source="x.txt")
