from __future__ import annotations

import pytest

from aligner.config import AlignmentConfig, RunConfig, differences
from aligner.errors import ConfigError


def test_toml_reads_nested_settings(tmp_path):
    path = tmp_path / "aligner.toml"
    path.write_text(
        'pre_split = true\n[alignment]\nmin_score = 1\n[encoder]\nname = "bundled-large"\n', encoding="utf-8"
    )
    config = RunConfig.from_toml(path)
    assert config.pre_split
    assert config.alignment == AlignmentConfig(min_score=1.0)
    assert config.encoder.name == "bundled-large"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[alignment]\nmax_beads = 3\n", "unknown setting alignment.max_beads; known here: max_bead"),
        ("[alignment]\nmax_bead = 1\n", "max_bead is 1; give 2 or more"),
        ('[alignment]\nmax_bead = "3"\n', "alignment.max_bead is '3'; give a value of type int"),
        ("[alignment]\nmax_bead = true\n", "alignment.max_bead is True; give a value of type int"),
        ('pair = "guess"\n', "pair is 'guess'; give one of name, auto"),
        ("alignment = 3\n", "alignment is 3; write it as a table [alignment]"),
        ("= 3\n", "not valid TOML"),
    ],
)
def test_bad_toml_names_the_setting_and_the_way_out(tmp_path, text, said):
    path = tmp_path / "aligner.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        RunConfig.from_toml(path)
    assert said in str(caught.value)


def test_missing_toml_is_one_clear_line(tmp_path):
    with pytest.raises(ConfigError, match=r"nothing\.toml: No such file or directory; give a TOML file that exists"):
        RunConfig.from_toml(tmp_path / "nothing.toml")


def test_fingerprint_changes_with_every_setting_and_with_nothing_else():
    base = RunConfig()
    assert base.fingerprint == RunConfig.from_dict(base.to_dict()).fingerprint
    changed = [
        base.with_flags(pre_split=True),
        base.with_flags(**{"alignment.monotone": True}),
        base.with_flags(**{"encoder.prompt": "query: "}),
    ]
    assert len({base.fingerprint, *(c.fingerprint for c in changed)}) == 4
    assert base.with_flags(pre_split=None) == base


def test_differences_name_dotted_settings():
    old, new = RunConfig().to_dict(), RunConfig().with_flags(**{"alignment.max_bead": 3}).to_dict()
    assert differences(old, new) == ["alignment.max_bead: 5 → 3"]
    assert differences(old, old) == []
