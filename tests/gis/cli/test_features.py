"""`./dothi features`: a feature by hand, from GeoJSON to its end."""

import json
from pathlib import Path

import pytest

from tests.gis.cli.command_line import CommandLine

LAYER = {
    "name": "benches",
    "title": "Ghế đá",
    "theme": "public_spaces",
    "geometry": "point",
    "storage_crs": "EPSG:9210",
    "fields": [
        {"name": "code", "title": "Mã", "required": True, "pattern": "G[0-9]+"},
        {"name": "places", "title": "Chỗ ngồi", "type": "integer", "minimum": 1},
        {"name": "photo", "title": "Ảnh", "type": "file"},
    ],
    "title_field": "code",
}
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


@pytest.fixture(scope="module")
def benches(commands: CommandLine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A declared layer; the folder for its files."""
    folder = tmp_path_factory.mktemp("benches")
    (folder / "benches.json").write_text(json.dumps(LAYER, ensure_ascii=False))
    commands.run("layers", "create", folder / "benches.json")
    point = {"type": "Point", "coordinates": [106.82, 10.95]}
    (folder / "bench.geojson").write_text(
        json.dumps({"type": "Feature", "properties": {"code": "G1", "places": 2}, "geometry": point})
    )
    for name, properties in (("list", [1]), ("stranger", {"code": "G9", "photo": "@/etc/hostname"})):
        document = {"type": "Feature", "properties": properties, "geometry": point}
        (folder / f"{name}.geojson").write_text(json.dumps(document))
    (folder / "point.json").write_text(json.dumps({"type": "Point", "coordinates": [400_000, 1_210_000]}))
    return folder


def test_a_life_by_hand(commands: CommandLine, benches: Path) -> None:
    added = commands.json("features", "add", "benches", benches / "bench.geojson", "places=3")
    assert added == {"layer": "benches", "id": 1, "version": 1}
    changed = commands.json(
        "features", "change", "benches", "1", "places=4",
        "--geometry", benches / "point.json", "--crs", "EPSG:9210", "--version", "1",
    )  # fmt: skip
    assert changed["version"] == 2
    shown = json.loads(commands.run("features", "show", "benches", "1"))
    assert (shown["properties"]["places"], shown["properties"]["code"], shown["version"]) == (4, "G1", 2)
    commands.run("features", "change", "benches", "1", "places=6", "--from", "2999-01-01")
    later = json.loads(commands.run("features", "show", "benches", "1", "--on", "2999-01-01"))
    assert later["properties"]["places"] == 6
    (listed,) = [one for one in commands.json("layers", "list")["layers"] if one["name"] == "benches"]
    assert listed["features"] == 2, "one row for each period of validity"
    ((recorded, _), *_) = [
        (v["recorded_from"], v) for v in commands.json("layers", "history", "benches", "1")["versions"]
    ]
    then = [
        json.loads(line) for line in commands.run("features", "list", "benches", "--recorded", recorded).splitlines()
    ]
    assert [(one["id"], one["properties"]["places"]) for one in then] == [(1, 3)]
    on = commands.run("features", "list", "benches", "--on", "2999-01-01", "--crs", "EPSG:9210").splitlines()
    assert [json.loads(one)["properties"]["places"] for one in on] == [6]
    assert json.loads(on[0])["geometry"]["coordinates"] == [400_000, 1_210_000]
    commands.run("features", "remove", "benches", "1")
    assert commands.refusal("features", "show", "benches", "1").startswith("E-FEATURE-01")
    assert "Chỗ ngồi: 3 → 4" in commands.run("layers", "history", "benches", "1", LANG="vi_VN.UTF-8")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["add", "benches", "nothing.geojson"], "E-FILE-01"),
        (["add", "benches", "benches.json", "code=G7"], "E-FEATURE-05"),  # JSON, but no geometry
        (["add", "benches", "point.json", "--crs", "EPSG:9210"], "E-FEATURE-04"),
        (["add", "benches", "bench.geojson", "code=X"], "E-FEATURE-03"),
        (["add", "benches", "point.json", "code=G7"], "E-FEATURE-05"),  # metres said to be degrees
        (["add", "benches", "point.json", "code=G7", "--crs", "EPSG:1"], "E-CRS-01"),
        (["add", "benches", "bench.geojson", "photo=@bench.geojson"], "E-FEATURE-08"),
        (["add", "benches", "list.geojson"], "E-FILE-03"),  # properties that are a list
        (["add", "benches", "stranger.geojson"], "E-FEATURE-09"),  # its author names a file of this machine
        (["change", "benches", "99", "places=1"], "E-FEATURE-01"),
        (["remove", "benches", "99"], "E-FEATURE-01"),
        (["show", "nothing", "1"], "E-LAYER-05"),
    ],
)
def test_refused(commands: CommandLine, benches: Path, words: list[str], code: str) -> None:
    given = [
        benches / word if word.endswith("json") and "=" not in word else word.replace("@", f"@{benches}/")
        for word in words
    ]
    assert commands.refusal("features", *given).startswith(code)


def test_a_file_is_put_away_and_named(commands: CommandLine, benches: Path) -> None:
    photo = benches / "ghế 1.png"
    photo.write_bytes(PNG)
    added = commands.json("features", "add", "benches", benches / "bench.geojson", f"photo=@{photo}")
    name = json.loads(commands.run("features", "show", "benches", str(added["id"])))["properties"]["photo"]
    assert name.endswith("/ghế 1.png")
    assert (commands.var / "files" / name).read_bytes() == PNG
