"""`./dothi import`: the words, counts and exit codes that people and scripts rely on."""

import json
from pathlib import Path

import pytest

from gis.setup.places import ROOT
from tests.gis.cli.command_line import CommandLine
from tests.importers.services.files import geopackage, shapefile, squares

ROTTERDAM = ROOT / "gis/demo/data/rotterdam/BRK_SelectieCentrum.shp"


def test_a_real_shapefile_from_a_template(commands: CommandLine) -> None:
    report = commands.json(
        "import", ROTTERDAM, "--layer", "rotterdam", "--template", "parcels", "--map", "INDEXNR=so_thua"
    )
    counts = {name: report[name] for name in ("read", "imported", "repaired", "rejected")}
    assert counts == {"read": 971, "imported": 971, "repaired": 0, "rejected": 0}
    assert (report["crs"], report["storage_crs"]) == ("EPSG:28992", "EPSG:28992")
    assert report["encoding"] == "utf-8"
    assert all(set(issue) == {"code", "severity", "count", "message", "fids"} for issue in report["issues"])


def test_for_a_person_it_reads_as_text(commands: CommandLine, tmp_path: Path) -> None:
    path = shapefile(tmp_path, squares(1234, SOTO=1, DIACHI="Đường Nguyễn Ái Quốc"), encoding="tcvn3")
    said = commands.run("import", path, "--layer", "people", "--template", "parcels", "--crs", "EPSG:5899")
    assert "read 1,234, imported 1,234, repaired 0, rejected 0" in said
    assert "text in tcvn3" in said
    said = commands.run("import", path, "--layer", "people", "--again", "--crs", "EPSG:5899", LANG="vi_VN.UTF-8")
    assert "đọc 1.234, nhập 1.234, sửa 0, loại 0" in said


def test_a_dry_run_shows_rows_and_keeps_nothing(commands: CommandLine, tmp_path: Path) -> None:
    path = geopackage(tmp_path, squares(3, SOTO=["7", "8", "9"]))
    said = commands.run("import", path, "--layer", "tried", "--template", "parcels", "--dry-run")
    assert "so_to=7" in said
    assert "nothing changed" in said
    report = commands.json("import", path, "--layer", "tried", "--template", "parcels", "--dry-run")
    assert report["created"]
    assert report["dry_run"]


def test_a_refusal_is_a_sentence_and_json_with_the_code(commands: CommandLine, tmp_path: Path) -> None:
    path = shapefile(tmp_path, squares(2, SOTO=1))
    refused = commands.refusal("import", path, "--layer", "bare", "--template", "parcels")
    assert refused.startswith(
        "E-CRS-02 thua.shp does not say its coordinate system. Say which it is with --crs EPSG:n."
    )
    assert "read with, best first: --crs EPSG:5899 (100%)" in refused
    listed = commands.outcome("import", path, "--layer", "bare", "--template", "parcels").stderr
    assert "  1. --crs EPSG:5899  VN-2000 / TM-3 107-45  100%  106.83" in listed
    done = commands.outcome("import", path, "--layer", "bare", "--template", "parcels", "--json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert [issue["code"] for issue in report["issues"]][:2] == ["E-CRS-02", "N-CRS-01"]
    assert report["candidates"][0]["options"] == "--crs EPSG:5899"
    assert (report["read"], report["imported"]) == (0, 0)


def test_when_every_feature_is_rejected_the_reasons_are_told(commands: CommandLine, tmp_path: Path) -> None:
    path = geopackage(tmp_path, squares(2, code=[None, None], name="x"))
    done = commands.outcome("import", path, "--layer", "mine", "--template", "communes", "--json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert [issue["code"] for issue in report["issues"]] == ["E-RUN-01", "E-VALUE-01"]
    assert (report["read"], report["rejected"]) == (2, 2)


def test_several_files_are_summed(commands: CommandLine, tmp_path: Path) -> None:
    a, b = geopackage(tmp_path, squares(2, SOTO=1), "a"), geopackage(tmp_path, squares(3, SOTO=2), "b")
    report = commands.json("import", a, b, "--layer", "two", "--template", "parcels")
    assert (report["read"], report["imported"]) == (5, 5)
    assert [one["source"] for one in report["files"]] == ["a.gpkg", "b.gpkg"]


@pytest.mark.parametrize(
    "words",
    [
        ["import"],
        ["import", "x.gpkg"],
        ["import", "x.gpkg", "--layer", "x", "--geometry", "blob"],
        ["import", "x.gpkg", "--layer", "x", "--map", "nothing"],
    ],
)
def test_wrong_usage_ends_with_2(commands: CommandLine, words: list[str]) -> None:
    commands.run(*words, code=2)
