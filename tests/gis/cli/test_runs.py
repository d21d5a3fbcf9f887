"""`./dothi import --mode` and `./dothi runs`: what was loaded is told, taken back and done again."""

from pathlib import Path

import pytest

from tests.gis.cli.command_line import CommandLine
from tests.importers.services.files import geopackage, shapefile, squares


def test_update_show_and_undo(commands: CommandLine, tmp_path: Path) -> None:
    first = geopackage(tmp_path, squares(3, SOTO=1, SOTHUA=[1, 2, 3], LOAIDAT="ODT"), "a")
    second = geopackage(tmp_path, squares(4, SOTO=1, SOTHUA=[1, 2, 7, 8], LOAIDAT=["CLN", "ODT", "ODT", "ODT"]), "b")
    commands.run("import", first, "--layer", "runs_u", "--template", "parcels", "--mode", "new")
    words = ["import", second, "--layer", "runs_u", "--mode", "update", "--key", "so_to, so_thua", "--absent", "retire"]
    assert "new 2, changed 1, unchanged 1; retired 1" in commands.run(*words, "--dry-run")
    report = commands.json(*words)
    assert [report[name] for name in ("mode", "inserted", "changed", "unchanged", "retired")] == ["update", 2, 1, 1, 1]
    shown = commands.json("runs", "show", str(report["run"]))
    assert (shown["state"], shown["options"]["absent"], shown["options"]["key"]) == (
        "loaded", "retire", ["so_to", "so_thua"],
    )  # fmt: skip
    said = commands.run("runs", "undo", str(report["run"]))
    assert f"Run {report['run']} of runs_u is undone: 2 removed, 1 restored, 1 brought back, 0 left" in said
    (undoing, undone, loaded) = commands.json("runs", "list", "--layer", "runs_u")["runs"]
    assert [(one["mode"], one["state"]) for one in (undoing, undone, loaded)] == [
        ("undo", "loaded"), ("update", "undone"), ("new", "loaded"),
    ]  # fmt: skip
    assert "E-RUN-09" in commands.refusal("runs", "undo", str(report["run"]))
    assert "E-RUN-05" in commands.refusal("import", first, "--layer", "runs_u", "--mode", "new")


def test_a_refused_run_is_done_again_once_its_reason_is_gone(commands: CommandLine, tmp_path: Path) -> None:
    path = shapefile(tmp_path, squares(2, SOTO=1, DIACHI="Hẻm số 5"), encoding="tcvn3")
    commands.refusal("import", path, "--layer", "runs_r", "--template", "parcels", "--map", "SOTO=so_thua")
    (refused,) = commands.json("runs", "list", "--layer", "runs_r")["runs"]
    assert (refused["state"], refused["findings"][0]["code"]) == ("refused", "E-CRS-02")
    squares(0).to_file(tmp_path / "crs.shp")
    path.with_suffix(".prj").write_text((tmp_path / "crs.prj").read_text())
    report = commands.json("runs", "resume", str(refused["id"]))
    assert (report["imported"], report["fields"]["SOTO"]) == (2, "so_thua")
    assert "E-RUN-13" in commands.refusal("runs", "resume", str(report["run"]))


@pytest.mark.parametrize("words", [["runs", "undo"], ["runs", "show", "x"], ["import", "x.gpkg", "--layer", "x", "--mode", "all"]])  # fmt: skip
def test_wrong_usage_ends_with_2(commands: CommandLine, words: list[str]) -> None:
    commands.run(*words, code=2)
