"""`./dothi audit`: found, exported, verified on the command line; using it is recorded too."""

import json
import stat
from pathlib import Path

import pytest

from tests.gis.cli.command_line import CommandLine


@pytest.fixture(scope="module", autouse=True)
def written(commands: CommandLine) -> None:
    commands.run("layers", "create", "--template", "trees", "--name", "cay_xanh", DOTHI_PURPOSE="Hồ sơ 12")
    commands.run("layers", "change", "cay_xanh", "attribution=Công ty Cây xanh")


def test_who_did_what_is_listed(commands: CommandLine) -> None:
    found = commands.json("audit", "list", "--layer", "cay_xanh")["events"]
    assert [event["action"] for event in found] == ["layer.changed", "layer.created"]
    assert (found[1]["purpose"], found[1]["via"], found[1]["actor_kind"]) == (
        "Hồ sơ 12",
        "command line",
        "command_line",
    )
    assert found[0]["details"]["attribution"]["after"] == "Công ty Cây xanh"
    said = commands.run("audit", "list", "--layer", "cay_xanh", LANG="vi_VN.UTF-8")
    assert "Sửa lớp  cay_xanh" in said
    older = commands.json("audit", "list", "--layer", "cay_xanh", "--before", str(found[0]["id"]))
    assert [event["action"] for event in older["events"]] == ["layer.created"]
    searched = commands.json("audit", "list", "--action", "audit.searched")["events"]
    assert {"search": {"layer": "cay_xanh"}} in [event["details"] for event in searched]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--from", "yesterday"), "E-AUDIT-01"),
        (("--feature", "x"), "E-AUDIT-01"),
        (("--address", "here"), "E-AUDIT-01"),
        (("--action", "sneezed"), "E-AUDIT-01"),
    ],
)
def test_refusals(commands: CommandLine, words: tuple[str, str], code: str) -> None:
    assert commands.refusal("audit", "list", *words).startswith(code)


@pytest.mark.parametrize("words", [("--limit", "0"), ("--limit", "1001"), ("--before", "0"), ("--who", "x")])
def test_wrong_usage(commands: CommandLine, words: tuple[str, str]) -> None:
    commands.run("audit", "list", *words, code=2)


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_exporting(commands: CommandLine, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"log.{kind}"
    done = commands.json("audit", "export", file, "--format", kind, "--layer", "cay_xanh")
    text = file.read_text(encoding="utf-8-sig")
    assert done["events"] == 2
    assert "Layer changed" in text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert commands.refusal("audit", "export", file).startswith("E-AUDIT-10")
    assert file.read_text(encoding="utf-8-sig") == text
    exported = commands.json("audit", "list", "--action", "audit.exported")["events"][0]
    assert (exported["subject"], exported["details"]["format"]) == (file.name, kind)


def test_verifying(commands: CommandLine) -> None:
    whole = commands.json("audit", "verify")
    assert (whole["damages"], whole["waiting"]) == ([], 0)
    assert "as they were sealed" in commands.run("audit", "verify", "--head", whole["head"])
    other = commands.json("audit", "verify", "--head", "1:" + "ab" * 32, code=1)
    assert [one["code"] for one in other["damages"]] == ["E-AUDIT-07"]
    tamper = "ALTER TABLE audit.event DISABLE TRIGGER append_only; UPDATE audit.event SET actor_name = 'x' WHERE id = (SELECT min(id) FROM audit.event); ALTER TABLE audit.event ENABLE ALWAYS TRIGGER append_only"
    commands.run("db", "psql", "-qc", tamper)
    assert "E-AUDIT-03" in commands.run("audit", "verify", code=1)
    assert "bị sửa sau khi niêm phong" in commands.run("audit", "verify", code=1, LANG="vi_VN.UTF-8")


def test_archiving_is_refused_for_what_is_young(commands: CommandLine, tmp_path: Path) -> None:
    assert commands.refusal("audit", "archive", tmp_path / "x", "--before", "2099-01-01").startswith("E-AUDIT-08")
    assert json.dumps(commands.outcome("audit", "archive", tmp_path / "x").returncode) == "2"
