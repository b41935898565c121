"""The desk as people use it: a real server, a real browser."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from aligner.exporters import read
from aligner.pipeline import run as align
from aligner.pipeline.corpus import Corpus

PATIENCE = 180
KO = """한은, 기준금리 0.25%포인트 인하

한국은행은 24일 기준금리를 연 2.75%로 0.25%포인트 내렸다.
이도현 총재는 "물가가 안정됐다"고 말했다.
다만 가계부채는 여전히 부담이라고 덧붙였다.
시장은 이날 결정을 예상했다.
코스피는 1.2% 오른 2,650.3으로 마감했다.
원화는 달러당 1,430원에 거래됐다.
"""
EN = """BOK cuts key rate by quarter point

The Bank of Korea lowered its policy rate by a quarter percentage point to 2.75 percent on Wednesday.
Gov. Lee Do-hyun said prices had stabilized.
But he added that household debt remained a burden.
The benchmark KOSPI closed 2.1 percent higher at 2,650.3.
The won traded at 1,430 to the dollar.
The central bank had held rates steady since January.
"""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One story, aligned once."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "in").mkdir()
    (folder / "in" / "rates.ko.txt").write_text(KO, encoding="utf-8")
    (folder / "in" / "rates.en.txt").write_text(EN, encoding="utf-8")
    align([folder / "in"], folder / "out", workers=1, cache=None)
    return folder / "out"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Desk:
    """A running desk."""

    def __init__(self, run: Path, *arguments: str) -> None:
        environment = {**os.environ, "PYTHONUNBUFFERED": "1", "OMP_NUM_THREADS": "1"}
        self.run = run
        said = ""
        for _ in range(6):
            # A port of its own: another test's desk must not take the one that is to be opened again. Between the
            # question for a free one and the desk's opening any program may take it.
            chosen = arguments if "--port" in arguments else ("--port", str(free_port()), *arguments)
            command = [sys.executable, "-m", "aligner", "desk", str(run), "--no-browser", "--who", "민지", *chosen]
            self.process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", env=environment
            )
            assert self.process.stdout is not None
            self.address = self.process.stdout.readline().strip()
            if self.address:
                break
            said = self.process.communicate()[1]
            if "--port" in arguments or "is taken" not in said:
                break
        assert self.address, said
        self.base, self.token = self.address.split("/?token=")

    def call(self, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"content-type": "application/json", **headers})
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def entries(self) -> list[dict[str, Any]]:
        path = self.run / "review.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        return [json.loads(line) for line in lines]

    def stop(self, how: signal.Signals = signal.SIGTERM) -> str:
        self.process.send_signal(how)
        return str(self.process.communicate(timeout=PATIENCE)[1])


@pytest.fixture
def start(made: Path, tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    started: list[Desk] = []
    run = tmp_path / "news"
    shutil.copytree(made, run)

    def begin(*arguments: str, run: Path = run) -> Desk:
        started.append(Desk(run, *arguments))
        return started[-1]

    yield begin
    for desk in started:
        if desk.process.poll() is None:
            desk.process.kill()
            desk.process.communicate()


@pytest.fixture
def page(start: Callable[..., Desk], browser: Any) -> Iterator[Any]:
    """A desktop page, closed before its server; an error in a script fails the test."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="en-US")
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    yield opened
    context.close()
    assert problems == []


def test_a_finished_run_is_checked_anew_with_a_glossary(start: Callable[..., Desk], tmp_path: Path) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text("ko\ten\tkind\n가계부채\tfamily debt\tterm\n", encoding="utf-8")

    def told(desk: Desk) -> list[str]:
        data = desk.call("/api/story?id=rates", **{"x-aligner-token": desk.token})[1]
        return [item["kind"] for item in data["items"]]

    desk = start("--glossary", str(terms))
    record = (desk.run / "stories.jsonl").read_bytes()
    assert "term" in told(desk)
    desk.stop()
    kept = sorted((desk.run / ".reviewed").glob("*.asked.json"))
    assert len(kept) == 1
    assert (desk.run / "stories.jsonl").read_bytes() == record
    assert "term" not in told(start())  # the run's own record is as it was made


def settled(page: Any) -> None:
    """Wait until nothing is being saved or checked."""
    # By the page's own clock: what a key set off comes before it, however slow the machine is.
    page.evaluate("() => new Promise((done) => setTimeout(() => setTimeout(done, 30), 30))")
    page.locator("#saved:not(.busy)").wait_for()


def pasted(page: Any) -> None:
    """Wait until what was pasted is on the desk; if it was refused instead, say why."""
    page.locator("#b-keep, #pa-error").locator("visible=true").first.wait_for()
    assert page.locator("#pa-error:visible").all_inner_texts() == []
    page.locator("#en-5").wait_for()


def beads(page: Any, side: str, number: int) -> list[str]:
    """Return what the page says a sentence is linked to."""
    label = page.locator(f"#{side}-{number}").get_attribute("data-bead")
    other = "en" if side == "ko" else "ko"
    return [node.get_attribute("id") for node in page.locator(f"#list-{other} [data-bead='{label}']").all()]


# What is let in.


def test_only_this_page_in_this_browser_is_let_in(start: Callable[..., Desk]) -> None:
    desk = start()
    entry = {"do": "comment", "story": "rates", "ko": [], "en": [], "text": "x"}
    known = {"x-aligner-token": desk.token}
    cookie = {"cookie": f"aligner_desk_{desk.base.rpartition(':')[2]}={desk.token}"}
    assert desk.call("/api/review", entry)[0] == 403
    assert desk.call("/api/review", entry, **{"x-aligner-token": "wrong"})[0] == 403
    assert desk.call("/api/review", entry, **cookie)[0] == 403
    assert desk.call("/api/review", entry, **known, origin="http://evil.example")[0] == 403
    assert desk.call("/api/review", entry, **known, origin="null")[0] == 403
    assert desk.call("/api/review", entry, **known, host="evil.example:80")[0] == 403
    assert desk.call("/")[0] == 403
    assert desk.call("/api/story?id=rates")[0] == 403
    assert desk.entries() == []
    assert desk.call("/api/story?id=rates", **cookie)[0] == 200
    assert desk.call("/api/review", entry, **known, origin=desk.base)[0] == 200
    assert desk.call("/api/changes?rev=x", **known)[0] == 400
    assert desk.call("/api/check", {"story": "rates"}, **known)[0] == 400
    for body, why in (
        ({"do": "pair"}, "cannot be understood"),
        ({"do": "rm"}, "cannot be understood"),
        ([1], "JSON object"),
    ):
        status, told = desk.call("/api/review", body, **known)
        assert status == 400
        assert why in told
    korean = desk.call("/api/review", {"do": "rm"}, **known, **{"accept-language": "ko"})[1]
    assert json.loads(korean)["error"] == "'rm' 종류의 변경을 알아들을 수 없습니다"
    assert desk.call("/api/review", {**entry, "story": "../../etc"}, **known)[0] == 400
    assert len(desk.entries()) == 1
    assert desk.entries()[0]["who"] == "민지"


# What a translator does.


def test_a_run_of_one_story_opens_on_it_and_everything_works_with_keys(page: Any, start: Callable[..., Desk]) -> None:
    desk = start()
    page.goto(desk.address)
    page.locator("#ko-5").wait_for()
    assert "token" not in page.url
    page.locator("#ko-4 .no").click()
    page.locator("#en-6 .no").click()
    page.keyboard.press("m")
    settled(page)
    assert beads(page, "ko", 4) == ["en-6"]
    page.keyboard.press("z")
    settled(page)
    assert beads(page, "ko", 4) == []
    page.keyboard.press("Control+Shift+z")
    settled(page)
    assert beads(page, "ko", 4) == ["en-6"]
    # With arrows alone: up to the sentence before, across, into the link above.
    page.locator("#ko-3 .t").click()
    page.keyboard.press("Alt+ArrowUp")
    settled(page)
    assert beads(page, "ko", 3) == beads(page, "ko", 2) == ["en-2"]
    page.keyboard.press("u")
    settled(page)
    assert beads(page, "ko", 3) == []
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.reload()
    page.locator("#ko-5").wait_for()
    assert beads(page, "ko", 4) == ["en-6"]
    assert [e["do"] for e in desk.entries()] == ["links", "undo", "undo", "links", "links"]
    rows = Corpus.open(desk.run).story("rates")
    assert next(p for p in rows.pairs if p["ko_sentences"] == [4])["en_sentences"] == [6]


def test_dragging_a_number_onto_a_sentence_links_it(page: Any, start: Callable[..., Desk]) -> None:
    desk = start()
    page.goto(desk.address)
    page.locator("#en-6 .no").drag_to(page.locator("#ko-4"))
    settled(page)
    assert beads(page, "ko", 4) == ["en-6"]


def test_the_english_is_edited_in_place_with_its_checks_running(page: Any, start: Callable[..., Desk]) -> None:
    desk = start()
    page.goto(desk.address)
    page.locator("#items .b-number").first.wait_for()
    page.locator("#en-4 .t").dblclick()
    area = page.locator(".ed textarea")
    area.fill("The benchmark KOSPI closed 3.5 percent higher at 2,650.3.")
    page.locator(".ed .live li", has_text="3.5 percent").wait_for()
    area.fill("The benchmark KOSPI closed 1.2 percent higher at 2,650.3.")
    page.locator(".ed .live li.good").wait_for()
    area.press("Enter")
    settled(page)
    assert page.locator("#en-4.edited .was").inner_text().startswith("The benchmark KOSPI closed 2.1")
    assert page.locator("#items .b-number").count() == 0
    assert any(p.en.startswith("The benchmark KOSPI closed 1.2") for p in Corpus.open(desk.run).pairs())
    # A bad edit, left with Escape, leaves no trace.
    page.locator("#en-4 .t").dblclick()
    page.locator(".ed textarea").fill("Nonsense.")
    page.keyboard.press("Escape")
    assert page.locator("#en-4 .t").inner_text().startswith("The benchmark KOSPI closed 1.2")
    assert [e["do"] for e in desk.entries()] == ["text"]


def test_the_korean_is_edited_too_and_sentences_are_cut_and_joined(page: Any, start: Callable[..., Desk]) -> None:
    desk = start()
    page.goto(desk.address)
    page.locator("#items .b-number").first.wait_for()
    # The Korean was mistyped, not the English: its checks run as it is corrected.
    page.locator("#ko-5").click()
    page.keyboard.press("Shift+E")
    page.locator("#ko-5 .ed textarea").fill("코스피는 2.1% 오른 2,650.3으로 마감했다.")
    page.locator(".ed .live li.good").wait_for()
    page.keyboard.press("Enter")
    settled(page)
    assert page.locator("#items .b-number").count() == 0
    # Two sentences of the English are joined, then cut again elsewhere, with the caret.
    page.locator("#en-2 .t").dblclick()
    page.locator(".ed .glue").click()
    settled(page)
    assert page.locator("#list-en > li").count() == 6
    page.locator("#en-2 .t").dblclick()
    area = page.locator(".ed textarea")
    area.fill("Gov. Lee Do-hyun said prices had stabilized but debt remained. He did not say more.")
    for _ in range(len(" He did not say more.")):
        area.press("ArrowLeft")
    area.press("Control+Enter")
    settled(page)
    assert page.locator("#list-en > li").count() == 7
    assert page.locator("#en-3 .t").inner_text() == "He did not say more."
    assert [e["do"] for e in desk.entries()] == ["text", "merge", "split"]
    # All of it is in the record, and is taken back step by step.
    rows = Corpus.open(desk.run).story("rates")
    assert [s["text"] for s in rows.story["en"]["sentences"]][3] == "He did not say more."
    page.keyboard.press("h")
    assert "He did not say more." in page.locator("#jr-list li").first.inner_text()
    page.keyboard.press("Escape")
    for _ in range(3):
        page.keyboard.press("z")
        settled(page)
    assert page.locator("#en-3 .t").inner_text() == "But he added that household debt remained a burden."
    assert page.locator(".s.edited").count() == 0
    # A Korean sentence that was left out gets its English, linked to it.
    page.locator("#ko-4").click()
    page.keyboard.press("e")
    page.locator("#ask-fields textarea").fill("Markets had expected the decision.")
    page.locator("#ask-ok").click()
    settled(page)
    assert beads(page, "ko", 4) == ["en-4"]
    assert page.locator("#en-4 .t").inner_text() == "Markets had expected the decision."


def test_a_dismissed_finding_is_gone_from_memory_and_gates(
    page: Any, start: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = start()
    page.goto(desk.address)
    item = page.locator("#items .b-number").first
    item.locator("> button").click()
    assert page.locator("#en-4.cur").count() == 1
    page.keyboard.press("x")
    page.locator("#ask-fields input").fill("옳게 환산함")
    page.keyboard.press("Enter")
    settled(page)
    assert page.locator("#items .b-number").count() == 0
    page.locator("#m-export summary").click()
    with page.expect_download() as got:
        page.locator("[data-export='tmx']").click()
    memory = tmp_path / "out.tmx"
    got.value.save_as(memory)
    pair = next(p for p in read(memory) if "KOSPI" in p.en)
    assert (pair.notes, pair.status) == ((), "accepted")
    # The settled one can be opened again.
    page.locator("#items .settled summary").click()
    page.locator("#items .settled button").click()
    settled(page)
    assert page.locator("#items .b-number").count() == 1


def test_confirming_many_and_realigning_around_what_a_person_linked(page: Any, start: Callable[..., Desk]) -> None:
    desk = start()
    page.goto(desk.address)
    page.locator("#ko-0 .t").click()
    page.keyboard.press("c")
    settled(page)
    assert page.locator("#pg-text").inner_text() == "Confirmed 1 of 6"
    page.keyboard.press("b")
    page.locator("#ask-fields input").fill("50")
    page.locator("#ask-ok").click()
    settled(page)
    assert page.locator("#pg-text").inner_text() == "Confirmed 6 of 6"
    page.keyboard.press("z")
    settled(page)
    assert page.locator("#pg-text").inner_text() == "Confirmed 1 of 6"
    # A wrong link by a person stays; the rest is found again around it.
    for side, number in (("ko", 5), ("en", 5)):
        page.locator(f"#{side}-{number} .no").click()
    page.keyboard.press("m")
    settled(page)
    page.keyboard.press("r")
    settled(page)
    assert beads(page, "ko", 5) == ["en-5"]
    assert beads(page, "ko", 1) == ["en-1"]


def test_two_windows_edit_and_neither_loses_anything(browser: Any, start: Callable[..., Desk]) -> None:
    desk = start()
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="en-US")
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(desk.address)
        page.locator("#en-4").wait_for()
    # What one does appears in the other.
    first.locator("#ko-0 .t").click()
    first.keyboard.press("c")
    second.locator("#ko-0.rv").wait_for()
    # Both edit one sentence: the second is told, sees both texts, and decides.
    second.locator("#en-3 .t").dblclick()
    second.locator(".ed textarea").fill("But he added that household debt was still a burden.")
    first.locator("#en-3 .t").dblclick()
    first.locator(".ed textarea").fill("But household debt, he added, remained a burden.")
    first.keyboard.press("Enter")
    settled(first)
    second.locator(".ed .clash").wait_for()
    assert "But household debt, he added" in second.locator(".ed .clash").inner_text()
    assert second.locator(".ed textarea").input_value() == "But he added that household debt was still a burden."
    second.locator(".ed textarea").press("Enter")
    settled(second)
    first.locator("#en-3 .t", has_text="was still a burden").wait_for()
    texts = [e["text"] for e in desk.entries() if e["do"] == "text"]
    assert texts == [
        "But household debt, he added, remained a burden.",
        "But he added that household debt was still a burden.",
    ]
    context.close()


def test_a_killed_server_loses_nothing(browser: Any, start: Callable[..., Desk]) -> None:
    desk = start()
    port = desk.base.rpartition(":")[2]
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="en-US")
    page = context.new_page()
    page.goto(desk.address)
    page.locator("#ko-0 .t").click()
    page.keyboard.press("c")
    settled(page)
    page.locator("#en-3 .t").dblclick()
    page.locator(".ed textarea").fill("He added that household debt was a burden.")
    desk.stop(signal.SIGKILL)
    assert [e["do"] for e in desk.entries()] == ["status"]
    # The half-written sentence is still there when the desk is back, at another address with another token.
    again = start("--port", port)
    page.goto(again.address)
    area = page.locator(".ed textarea")
    area.wait_for()
    assert area.input_value() == "He added that household debt was a burden."
    assert page.locator("#ko-0.rv").count() == 1
    area.press("Enter")
    settled(page)
    assert [e["do"] for e in again.entries()] == ["status", "text"]
    assert "Traceback" not in again.stop()
    context.close()


def test_two_texts_pasted_are_aligned_at_once_and_kept_only_if_asked(
    page: Any, start: Callable[..., Desk], tmp_path: Path
) -> None:
    desk = start("--lang", "ko")
    before = sorted(tmp_path.rglob("*"))
    page.goto(desk.address)
    page.locator("#b-paste").click()
    page.locator("#pa-ko").fill(KO)
    page.locator("#pa-en").fill(EN)
    page.locator("#pa-go").click()
    pasted(page)
    page.locator("#ko-0 .t").click()
    page.keyboard.press("c")
    settled(page)
    assert page.locator("#pg-text").inner_text() == "확정 1 / 6"
    assert sorted(tmp_path.rglob("*")) == before
    # What cannot be used is said, and nothing is lost.
    page.goto(desk.address)
    page.locator("#b-paste").click()
    page.locator("#pa-ko").fill(KO)
    page.locator("#pa-en").fill(KO)
    page.locator("#pa-go").click()
    page.locator("#pa-error", has_text="Korean").wait_for()
    assert page.locator("#pa-ko").input_value() == KO
    files = [{"name": "a.txt", "mimeType": "text/plain", "buffer": text.encode("cp949", "ignore")} for text in (EN, KO)]
    page.locator("#pa-files").set_input_files(files)
    page.locator("#pa-error").wait_for(state="hidden")
    pasted(page)


def test_an_empty_desk_opens_for_pasting(page: Any, start: Callable[..., Desk], tmp_path: Path) -> None:
    code = "import sys; from aligner.cli import main; main(['desk', '--no-browser', '--port', sys.argv[1]])"
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(port)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    assert process.stdout is not None
    page.goto(process.stdout.readline().strip())
    page.locator("#b-paste").wait_for()
    process.terminate()
    process.communicate(timeout=PATIENCE)


def lengthen(made: Path, long: Path, copies: int) -> Path:
    """Write a run whose one story is that of `made`, many times over."""
    shutil.copytree(made, long)
    story, ledger = (
        json.loads((made / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[0])
        for name in ("stories", "coverage")
    )
    pairs = [json.loads(line) for line in (made / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    aligned = {
        side: [s for s in story[side]["sentences"] if s["role"] in ("headline", "body")] for side in ("ko", "en")
    }
    size = {side: len(sentences) for side, sentences in aligned.items()}
    for side in ("ko", "en"):
        story[side]["sentences"] = aligned[side] * copies
        entries = ledger[side]
        ledger[side] = [
            {**e, "sentence": e["sentence"] + size[side] * n, "evidence": []} for n in range(copies) for e in entries
        ]
    story["findings"], ledger["facts"] = [], []
    rows = [
        {
            **pair,
            "id": f"rates#{n}-{k}",
            "ko_sentences": [i + size["ko"] * n for i in pair["ko_sentences"]],
            "en_sentences": [j + size["en"] * n for j in pair["en_sentences"]],
        }
        for n in range(copies)
        for k, pair in enumerate(pairs)
    ]
    for name, lines in (("stories", [story]), ("coverage", [ledger]), ("pairs", rows)):
        (long / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in lines), encoding="utf-8")
    return long


def test_a_long_story_answers_every_key_as_a_short_one_does(
    browser: Any, start: Callable[..., Desk], made: Path, tmp_path: Path
) -> None:
    long = lengthen(made, tmp_path / "long", 290)  # of seven sentences: two thousand

    def keys(run: Path) -> tuple[float, float]:
        """Milliseconds from a key to the next frame, the fastest of many: moving, and typing."""
        desk = start(run=run)
        page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
        page.goto(desk.address)
        page.locator("#en-5").wait_for()
        measure = (
            "async ([target, key, times]) => { const took = [];"
            " const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));"
            " for (let n = 0; n < times; n++) { await frame(); const from = performance.now();"
            " const node = target ? document.querySelector(target) : document.body;"
            " if (target) { node.value += key; node.dispatchEvent(new Event('input', { bubbles: true })); }"
            " else document.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));"
            " await frame(); took.push(performance.now() - from); }"
            " return Math.min(...took); }"
        )
        moving = page.evaluate(measure, [None, "ArrowDown", 15])
        page.locator("#en-2 .t").dblclick()
        page.locator(".ed textarea").wait_for()
        typing = page.evaluate(measure, [".ed textarea", "x", 15])
        page.context.close()
        desk.stop()
        return float(moving), float(typing)

    short_keys, long_keys = keys(tmp_path / "news"), keys(long)
    # A ratio, for machines differ: a key may cost a few frames more, never the drawing of two thousand sentences.
    assert long_keys[0] < 8 * short_keys[0] + 60
    assert long_keys[1] < 8 * short_keys[1] + 60


def test_a_hostile_story_stays_text(page: Any, start: Callable[..., Desk], tmp_path: Path) -> None:
    attack = "</script><img src=x onerror=alert(1)><b>"
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "x.ko.txt").write_text(KO.replace("시장은", f"시장은 {attack}"), encoding="utf-8")
    (folder / "x.en.txt").write_text(EN.replace("The won", f"The won {attack}"), encoding="utf-8")
    align([folder], tmp_path / "bad", workers=1, cache=None, formats=())
    desk = start(run=tmp_path / "bad")
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(desk.address)
    page.locator("#ko-4 .t", has_text="onerror").wait_for()
    page.locator("#ko-4 .t").click()
    page.keyboard.press("t")
    page.locator("#ask-fields textarea").fill(attack)
    page.locator("#ask-ok").click()
    settled(page)
    page.locator(".cm", has_text="onerror").wait_for()
    page.keyboard.press("h")
    page.locator("#jr-list .what", has_text="onerror").wait_for()
    assert page.locator("img").count() == 0
    assert dialogs == []


# What everybody must be able to read.


def test_no_english_is_left_on_the_korean_desk(page: Any, start: Callable[..., Desk]) -> None:
    desk = start("--lang", "ko")
    page.goto(desk.address)
    page.locator("#ko-5").wait_for()
    page.locator("#items .b-number").first.wait_for()
    text = page.evaluate(
        "() => [...document.querySelectorAll("
        "'button, summary, h2, label, .kind, .msg, .tag, #pg-text, #saved, dt, dd')]"
        ".filter((n) => !n.closest('[lang=en]') && !n.querySelector('q'))"
        ".map((n) => n.innerText || n.textContent).join('\\n')"
    )
    words = {w for line in text.split("\n") for w in line.split() if w.isascii() and w.isalpha() and len(w) > 2}
    keys = {"Enter", "Esc", "Space", "Alt", "Ctrl", "Shift"}
    assert words <= {"English", "TMX", "XLSX", "XLIFF", "DOCX", "HTML", "percent", *keys}, words
    named = page.evaluate(
        "() => [...document.querySelectorAll('button, input, select, textarea, summary, progress')]"
        ".filter((n) => n.offsetParent && !(n.textContent.trim() || n.ariaLabel || n.labels?.length"
        " || n.getAttribute('aria-labelledby'))).map((n) => n.outerHTML)"
    )
    assert named == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(browser: Any, start: Callable[..., Desk], scheme: str) -> None:
    desk = start()
    context = browser.new_context(viewport={"width": 1400, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(desk.address)
    page.locator("#items li").first.wait_for()
    page.locator("#ko-2 .no").click()
    page.locator("#en-4 .t").dblclick()
    page.locator(".ed .live li").first.wait_for()
    script = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
    poor = page.evaluate(script[script.index("() =>") :])
    assert poor == []
    context.close()


def test_a_phone_shows_pairs_and_every_tool(browser: Any, start: Callable[..., Desk]) -> None:
    desk = start("--lang", "ko")
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    page = context.new_page()
    page.goto(desk.address)
    page.locator("#cards .card").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#card-ko-4 .no").tap()
    page.locator("#card-en-6 .no").tap()
    page.locator("[data-act='link']").tap()
    settled(page)
    card = page.locator("#cards .card", has=page.locator("#card-ko-4"))
    assert card.locator("#card-en-6").count() == 1
    context.close()
