"""`./dothi units`: units on the command line, and a reform from its files to its end."""

import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from tests.gis.cli.command_line import CommandLine
from tests.importers.services.files import EAST, NORTH, geopackage, squares


def outlines(folder: Path, name: str, shapes: dict[str, shapely.Polygon]) -> Path:
    """A file of communes, as somebody delivers it."""
    columns = {
        "code": list(shapes),
        "name": [f"Mới {code}" for code in shapes],
        "fullName": [f"Phường Mới {code}" for code in shapes],
        "type": ["Phường"] * len(shapes),
        "province_code": ["75"] * len(shapes),
    }
    return geopackage(folder, gpd.GeoDataFrame(columns, geometry=list(shapes.values()), crs=5899), name)


def test_units_are_found(commands: CommandLine) -> None:
    (unit,) = commands.json("units", "find", "26041", "--era", "before-2025-07")["units"]
    assert unit["full_name"] == "Phường Trung Dũng"
    said = commands.run("units", "find", "26041", "--on", "2025-07-01")
    assert said == "26041  Phường Trấn Biên, Tỉnh Đồng Nai  (2025-07-01 – …)\n" or "Trấn Biên" in said
    assert commands.refusal("units", "find", "26041").startswith("E-UNIT-02")
    assert commands.json("units", "named", "tran bien", "--era", "today")["units"][0]["code"] == "26041"
    became = commands.json("units", "successors", "26041", "--era", "before-2025-07")["units"]
    assert [one["name"] for one in became] == ["Trấn Biên"]
    assert "Phường Trung Dũng, Thành phố Biên Hòa, Tỉnh Đồng Nai" in commands.run("units", "predecessors", "26041")
    assert commands.refusal("units", "at", "106.82,10.95").startswith("E-UNIT-06")
    assert commands.outcome("units", "at", "10.95,106.82").returncode == 2
    assert commands.outcome("units", "find", "26041", "--on", "30/6/2025").returncode == 2


def test_a_reform_from_its_files(commands: CommandLine, tmp_path: Path) -> None:
    commands.run("import", geopackage(tmp_path, squares(3, SOTO=["1", "2", "3"])), "--layer", "parcels")
    west, east = (shapely.box(EAST + a, NORTH - 50, EAST + b, NORTH + 50) for a, b in ((-5, 17), (17, 90)))
    commands.run("import", outlines(tmp_path, "communes", {"26041": west, "26017": east}), "--layer", "communes")
    done = commands.json("units", "refresh")["layers"]
    assert done == [{"layer": "parcels", "features": 0, "drafts": 0, "outside": 0}], "the import has done it"
    merged = outlines(tmp_path, "merged", {"26041": shapely.union(west, east)})
    commands.run("import", merged, "--layer", "merged", "--template", "communes")
    links = tmp_path / "links.csv"
    links.write_text("old_code,new_code,valid_from\n26041,26041,2026-10-01\n26017,26041,2026-10-01\n")
    words = ("units", "reform", links, "--outlines", "merged")
    preview = commands.json(*words)
    assert preview["moves"][0]["place"] == "parcels"
    assert [(one["from"], one["to"]) for one in preview["moves"][0]["codes"]] == [("26017", "26041")]
    said = commands.run(*words, LANG="vi_VN.UTF-8")
    assert "Chưa thay đổi gì" in said
    assert preview["token"] in said
    assert commands.refusal(*words, "--apply", "0123456789abcdef").startswith("E-UNIT-19")
    applied = commands.json(*words, "--apply", preview["token"])
    assert (applied["moving"], applied["again"]) == (preview["moving"], False)
    assert "It had been applied before" in commands.run(*words, "--apply", preview["token"])
    assert commands.refusal(*words).startswith("E-UNIT-13")
    (unit,) = commands.json("units", "find", "26017", "--on", "2026-09-30")["units"]
    assert unit["valid_to"] == "2026-10-01"
    links.write_text("old;new\n")
    assert commands.refusal(*words).startswith("E-UNIT-11 links.csv")


@pytest.mark.parametrize("words", [("refresh", "communes"), ("refresh", "no_such")])
def test_refresh_refuses(commands: CommandLine, words: tuple[str, ...]) -> None:
    assert json.dumps(commands.refusal("units", *words)).startswith(('"E-UNIT-10', '"E-LAYER-05'))
