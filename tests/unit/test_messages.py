"""The terminal in Korean: every error, remark and help text of the source has its own, and values find their place."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import aligner
from aligner.cli import COMMANDS, main
from aligner.errors import ConfigError, InputError
from aligner.texts.messages import choose_language, in_korean, known_messages, speak, tell_error

ROOT = Path(aligner.__file__).parent
RAISED = {
    "InputError", "UnsafeInputError", "ConfigError", "EncoderError", "OutputError", "AlignerError", "UsageError",
    "BadParameter",
}  # fmt: skip
SAID = {"say", "tell"}
CARRIED = {"bad_unit", "StoryWarning"}
"""Calls whose last sentence is shown to a person later."""
HANGUL = re.compile("[가-힣]")


def templates(node: ast.expr, names: dict[str, list[ast.expr]], depth: int = 0) -> Iterator[str]:
    """Yield what a string expression can say, ``{}`` for every value; what is computed elsewhere yields nothing."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from templates(node.body, names, depth)
        yield from templates(node.orelse, names, depth)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        for left in templates(node.left, names, depth):
            for right in templates(node.right, names, depth):
                yield left + right
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.JoinedStr):
        yield from templates(node.value, names, depth)
    elif isinstance(node, ast.Name) and depth < 2:
        for value in names.get(node.id, ()):
            yield from templates(value, names, depth + 1)


def assigned(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """Return what each name of a module is set to, anywhere in it."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            if isinstance(target, ast.Name):
                found.setdefault(target.id, []).append(node.value)
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                for one, value in zip(target.elts, node.value.elts, strict=False):
                    if isinstance(one, ast.Name):
                        found.setdefault(one.id, []).append(value)
    return found


def sentences() -> Iterator[tuple[str, str]]:
    """Yield (place, sentence) of every error, hint and remark in the source."""
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = assigned(tree)
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            shown: list[ast.expr] = []
            if name in RAISED or (name in SAID and "cli" in path.parts):
                shown = [*node.args[:1], *(k.value for k in node.keywords if k.arg == "hint")]
            elif name == "fail" and "cli" in path.parts:
                shown = node.args[:1]
            elif name in CARRIED:
                shown = [next(a for a in reversed(node.args) if isinstance(a, ast.JoinedStr | ast.Constant))]
            for expression in shown:
                for text in templates(expression, names):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", text.strip().removeprefix("aligner: ")


def plain(key: str) -> str:
    return key.replace("{n}", "{}")


def test_every_error_and_remark_has_its_korean() -> None:
    known = {plain(key) for key in known_messages()}
    lacking = {text: place for place, text in sentences() if text.strip("{}: \r\n") and text not in known}
    assert not lacking, lacking


def test_commands_speak_through_one_mouth() -> None:
    """A sentence printed past `say` would stay English; what is for machines (JSON, tables, texts) is no literal."""
    for path in (ROOT / "cli").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("echo", "secho") and node.args:
                for text in templates(node.args[0], {}):
                    words = re.search("[A-Za-z]{3}", text.replace("aligner: {}", "").replace("stories", ""))
                    assert not words, f"{path.name}:{node.lineno}: say() what is for people: {text}"


def helps() -> Iterator[str]:
    for name, (_, text) in {"": ("", main.help or ""), **COMMANDS}.items():
        yield text
        command = main.get_command(click.Context(main), name) if name else main
        assert command is not None
        yield from inspect.cleandoc(command.help or "").split("\n\n")
        yield from (str(help) for option in command.params if (help := getattr(option, "help", None)))


def test_every_help_text_has_its_korean() -> None:
    lacking = {one for text in helps() if (one := " ".join(text.split())) not in known_messages()}
    assert not lacking, lacking


def test_the_korean_is_korean_and_puts_every_value() -> None:
    same = {key for key, korean in known_messages().items() if not HANGUL.search(korean)}
    assert all(not re.search(r"[a-z]{3} ", key) for key in same), "sentences without Hangul"
    for key, korean in known_messages().items():
        slots = len(re.findall(r"\{n?\}", key))
        assert {int(at) for at in re.findall(r"\{(\d+)", korean)} == set(range(slots)), key


def test_a_sentence_with_values_is_known_again() -> None:
    wrong = {}
    for key, korean in known_messages().items():
        if sum(c.isalpha() for c in plain(key).replace("{}", "")) < 4:
            continue
        text = key
        while slot := re.search(r"\{n?\}", text):
            text = text.replace(slot[0], "12" if slot[0] == "{n}" else "'값'", 1)
        told = in_korean(text)
        fixed = max(re.split(r"\{[^}]*\}", korean), key=len).strip()
        if fixed not in told or (text == told and HANGUL.search(korean)):
            wrong[text] = told
    assert not wrong, wrong


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("story 'rates' has no sentence", "기사 'rates'에 문장이 없습니다"),
        ("port 8765 is taken", "포트 8765는 이미 쓰이고 있습니다"),
        ("left out: 3 omitted, 2 one-sided", "뺀 것: 빠짐 3, 한쪽뿐 2"),
        ("line 7 is no pair: no column 'ko'", "7행: 문장 쌍이 아닙니다: 'ko' 열이 없습니다"),
        (
            "story a-1 failed: in/b.txt: the file is empty; give a file that holds the story's text",
            "기사 a-1을 처리하지 못했습니다: in/b.txt: 빈 파일입니다. 기사 본문이 든 파일을 지정하십시오.",
        ),
        ("something that nobody ever wrote", "something that nobody ever wrote"),
    ],
)
def test_particles_and_values(english: str, korean: str) -> None:
    assert in_korean(english) == korean


def test_the_language_is_chosen_by_flag_variable_and_system() -> None:
    system = {"LANG": "ko_KR.UTF-8"}
    assert choose_language(["run", "x"], system) == "ko"
    assert choose_language(["run", "x"], {"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}) == "en"
    assert choose_language(["run", "x"], {**system, "ALIGNER_LANG": "en"}) == "en"
    assert choose_language(["check", "--lang=ko", "x"], {"ALIGNER_LANG": "en"}) == "ko"
    assert choose_language(["--lang", "en", "run"], system) == "en"
    with pytest.raises(ConfigError, match="give en or ko"):
        choose_language([], {"ALIGNER_LANG": "fr"})


def test_commands_speak_korean(tmp_path: Path) -> None:
    """The same command, exit code and JSON; other words. English stays the default of whoever imports aligner."""

    def call(*arguments: str) -> click.testing.Result:
        return CliRunner(env={"ALIGNER_LANG": "ko"}).invoke(main, list(arguments), prog_name="aligner")

    (tmp_path / "a.ko.txt").write_text("", encoding="utf-8")
    (tmp_path / "a.en.txt").write_text("The won rose.\n", encoding="utf-8")
    empty = call("check", str(tmp_path / "a.ko.txt"), str(tmp_path / "a.en.txt"))
    assert "빈 파일입니다. 기사 본문이 든 파일을 지정하십시오." in empty.stderr
    missing = call("export", str(tmp_path), "--format", "tmx", "--out", str(tmp_path / "o.tmx"))
    assert (missing.exit_code, missing.stderr.splitlines()) == (
        2,
        [f"aligner: {tmp_path}: 끝난 작업 폴더가 아닙니다(run.json이 없음). aligner run --out으로 만드십시오."],
    )
    wrong = call("run", "--pair", "zz", "x")
    assert wrong.exit_code == 2
    assert wrong.stderr.startswith("사용법: aligner run [옵션] INPUT...")
    assert "'zz'는 다음 가운데 하나가 아닙니다: 'name', 'auto'" in wrong.stderr
    help = call("run", "--help").stdout
    assert "옵션:" in help
    assert "Options" not in help
    assert max(sum(2 if ord(c) > 0x1100 else 1 for c in line) for line in help.splitlines()) <= 80
    speak("en")
    assert tell_error(InputError("the file is empty", file="a")) == "a: the file is empty"
