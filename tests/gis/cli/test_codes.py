"""`./dothi codes`: a list's life on the command line."""

from pathlib import Path

import pytest

from tests.gis.cli.command_line import CommandLine
from tests.importers.services.files import geopackage, squares

TABLE = """code,title_vi,title_en,group,colour,valid_from,valid_to,successors,source,note
D,Đường đất,Dirt road,,#aa5500,2020-01-01,,,QĐ 7/2019,
N,Đường nhựa,Asphalt road,,,,,,,
"""


@pytest.fixture(scope="module")
def ways(commands: CommandLine, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A city's own list."""
    file = tmp_path_factory.mktemp("lists") / "ways.csv"
    file.write_text(TABLE, encoding="utf-8")
    tried = commands.json("codes", "import", file, "--dry-run")
    assert [change["kind"] for change in tried["changes"]] == ["added", "added"]
    assert commands.refusal("codes", "show", "ways").startswith("E-CODE-01 There is no code list ways.")
    done = commands.json("codes", "import", file, "--title-vi", "Loại đường", "--title-en", "Kinds of way")
    assert {**done, "dry_run": True} == tried
    return "ways"


def test_lists_are_listed_and_shown(commands: CommandLine, ways: str) -> None:
    lists = {one["name"]: one for one in commands.json("codes", "list")["lists"]}
    assert lists["land_use"]["codes"] == 110
    assert lists[ways]["title"] == {"vi": "Loại đường", "en": "Kinds of way"}
    before = {one["name"]: one["codes"] for one in commands.json("codes", "list", "--on", "2019-12-31")["lists"]}
    assert (lists[ways]["codes"], before[ways]) == (2, 1)
    said = commands.run("codes", "show", ways, LANG="vi_VN.UTF-8")
    assert "D  Đường đất  (2020-01-01 …)" in said
    assert [code["code"] for code in commands.json("codes", "show", ways, "--on", "2019-12-31")["codes"]] == ["N"]
    assert commands.json("codes", "show", "land_use", "ODT")["title"]["vi"] == "Đất ở tại đô thị"
    assert commands.refusal("codes", "show", ways, "D", "--on", "2019-12-31").startswith("E-CODE-03")


def test_export_gives_the_table_back(commands: CommandLine, ways: str, tmp_path: Path) -> None:
    commands.run("codes", "export", ways, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == TABLE
    assert commands.run("codes", "export", ways) == TABLE
    assert commands.json("codes", "import", tmp_path / "out.csv", "--list", ways)["changes"] == []
    assert commands.refusal("codes", "export", ways, tmp_path / "none" / "out.csv").startswith("E-CODE-15")


def test_a_code_ends_and_a_layer_is_checked(commands: CommandLine, ways: str, tmp_path: Path) -> None:
    commands.run("layers", "create", "--template", "trees", "--name", "old_trees")
    field = ("layers", "add-field", "old_trees", "x_way", "title=Đường", "type=code")
    assert "E-FIELD-13" in commands.refusal(*field, "code_list=none")
    commands.run(*field, f"code_list={ways}")
    points = squares(3, X_WAY=["D", "đường nhựa", "?"])
    points.geometry = points.geometry.centroid
    report = commands.json("import", geopackage(tmp_path, points), "--layer", "old_trees")
    assert {issue["code"] for issue in report["issues"] if "CODE" in issue["code"]} == {"W-CODE-01", "N-CODE-01"}
    gone = tmp_path / "ways.csv"
    gone.write_text("code,title_vi\nN,Đường nhựa\n")
    assert commands.refusal("codes", "import", gone, "--replace").startswith("E-CODE-11")
    assert commands.refusal("codes", "end", ways, "D", "2026-08-01", "--successor", "N").startswith("E-CODE-09")
    ended = commands.json("codes", "end", ways, "D", "2026-08-01", "--successor", "N", "--source", "QĐ 8/2026")
    assert (ended["valid_to"], ended["successors"]) == ("2026-08-01", [{"code": "N", "source": "QĐ 8/2026"}])
    assert "→ N [QĐ 8/2026]" in commands.run("codes", "show", ways)
    problems = commands.json("codes", "check", "old_trees")["problems"]
    assert [(one["field"], one["value"], one["standing"]) for one in problems] == [
        ("x_way", "?", "unknown"),
        ("x_way", "D", "ended"),
    ]
    assert [one["value"] for one in commands.json("codes", "check", "old_trees", "--on", "2026-07-31")["problems"]] == [
        "?"
    ]


@pytest.mark.parametrize(
    ("text", "code"), [(None, "E-FILE-01"), ("x\n1\n", "E-CODE-04"), ("code,title_vi\nA,a\nA,b\n", "E-CODE-08")]
)
def test_a_file_that_is_refused(commands: CommandLine, tmp_path: Path, text: str | None, code: str) -> None:
    file = tmp_path / "bad.csv"
    if text is not None:
        file.write_text(text)
    assert commands.refusal("codes", "import", file).startswith(code)
    assert "bad" not in {one["name"] for one in commands.json("codes", "list")["lists"]}


def test_a_day_that_is_none(commands: CommandLine) -> None:
    refused = commands.outcome("codes", "list", "--on", "24/11")
    assert refused.returncode == 2
    assert "write 2026-11-24" in refused.stderr
