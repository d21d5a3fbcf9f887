"""A file goes in whole or not at all, and the report says what was done."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.errors import DothiError, LayerRefused
from gis.spatial.kinds import GeometryKind
from importers.services import ImportReport, ImportRequest, import_files
from layers.access.seen import SeenLayer
from layers.catalog.queries import layer_exists, stored_description
from layers.features.authority import OPERATOR
from layers.features.queries import ItemsQuery, read_items
from tests.importers.formats.test_markup import ARC, gml
from tests.importers.services.files import EAST, NORTH, STREETS, geopackage, shapefile, squares
from tests.layers.features.rows import run

pytestmark = pytest.mark.django_db


def load(path: Path, layer: str = "parcels", **options: object) -> ImportReport:
    return import_files([ImportRequest(path, layer, **options, by=OPERATOR)])[0]


def codes(report: ImportReport) -> dict[str, int]:
    return {finding.code: finding.count for finding in report.findings}


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.read, report.imported, report.repaired, report.rejected


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "utf-8"])
def test_a_bare_shapefile_of_an_old_survey(tmp_path: Path, encoding: str) -> None:
    frame = squares(20, SOTO=range(20), SOTHUA=range(20), LOAIDAT="ODT", DIACHI=[STREETS[i % 4] for i in range(20)])
    report = load(shapefile(tmp_path, frame, encoding=encoding), crs="EPSG:5899")
    assert counts(report) == (20, 20, 0, 0)
    assert (report.crs, report.storage_crs, report.created) == ("EPSG:5899", "EPSG:5899", True)
    assert report.encoding == encoding
    assert report.encoding_confidence > 0.9
    assert report.fields == {"SOTO": "so_to", "SOTHUA": "so_thua", "LOAIDAT": "loai_dat", "DIACHI": "dia_chi"}
    assert [row[0] for row in run("SELECT dia_chi FROM feature.parcels ORDER BY public_id LIMIT 4")] == STREETS
    assert run("SELECT sum(ST_Area(geom)) FROM feature.parcels")[0][0] == pytest.approx(2000)


def test_the_report_as_json(tmp_path: Path) -> None:
    report = load(shapefile(tmp_path, squares(2, SOTO=1, KHAC="x")), crs="EPSG:5899").as_json()
    assert {name: report[name] for name in ("read", "imported", "repaired", "rejected", "crs", "encoding")} == {
        "read": 2, "imported": 2, "repaired": 0, "rejected": 0, "crs": "EPSG:5899", "encoding": "utf-8",
    }  # fmt: skip
    assert report["issues"] == [
        {
            "code": "N-VALUE-01",
            "severity": "note",
            "count": 2,
            "message": "Columns without a field were kept in extra: KHAC.",
            "fids": [],
        }
    ]
    assert json.loads(json.dumps(report)) == report


def test_unmapped_columns_are_kept(tmp_path: Path) -> None:
    load(shapefile(tmp_path, squares(2, SOTO=1, KHAC=["ô", None]), encoding="tcvn3"), crs="EPSG:5899")
    assert run("SELECT extra->>'KHAC', extra IS NULL FROM feature.parcels ORDER BY public_id") == [
        ("ô", False),
        (None, True),
    ]


def test_what_is_broken_is_repaired_or_rejected_and_named(tmp_path: Path) -> None:
    frame = squares(5, SOTO=range(5))
    frame.loc[1, "geometry"] = shapely.Polygon(
        [(EAST, NORTH), (EAST + 9, NORTH + 9), (EAST + 9, NORTH), (EAST, NORTH + 9)]
    )
    frame.loc[3, "geometry"] = None
    report = load(geopackage(tmp_path, frame))
    assert counts(report) == (5, 4, 1, 1)
    found = codes(report)
    assert {code: found[code] for code in found if "GEOM" in code} == {"E-GEOM-03": 1, "W-GEOM-01": 1}
    assert run("SELECT bool_and(ST_IsValid(geom)) FROM feature.parcels") == [(True,)]


def test_a_ring_that_is_not_closed_is_closed_and_told(tmp_path: Path) -> None:
    """As in the samples of INSPIRE parcels: nothing is wrong with it but its last vertex."""
    rings = [[[106.8, 10.95], [106.801, 10.95], [106.801, 10.951], [106.8, 10.951]] for _ in range(2)]
    rings[1].append(rings[1][0])
    features = [
        {"type": "Feature", "properties": {"SOTO": "1"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for ring in rings
    ]
    path = tmp_path / "ho.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    report = load(path, template="parcels")
    assert (report.read, report.imported) == (2, 2)
    assert {code: count for code, count in codes(report).items() if "GEOM" in code} == {"W-GEOM-04": 1}
    assert run("SELECT ST_IsClosed(ST_ExteriorRing(ST_GeometryN(geom, 1))) FROM feature.parcels") == [(True,), (True,)]


@settings(max_examples=15)
@given(
    st.lists(st.sampled_from(["good", "none", "bowtie"]), min_size=1, max_size=12).filter(
        lambda kinds: set(kinds) != {"none"}
    )
)
def test_every_feature_read_is_imported_or_rejected(tmp_path_factory, kinds: list[str]) -> None:
    frame = squares(len(kinds), SOTO=1)
    bowtie = shapely.Polygon([(EAST, NORTH), (EAST + 9, NORTH + 9), (EAST + 9, NORTH), (EAST, NORTH + 9)])
    frame["geometry"] = [
        {"none": None, "bowtie": bowtie, "good": g}[k] for k, g in zip(kinds, frame.geometry, strict=True)
    ]
    path = geopackage(tmp_path_factory.mktemp("any"), frame)
    report = load(path, layer="parcels", dry_run=True)
    assert report.read == len(kinds) == report.imported + report.rejected
    assert report.rejected == kinds.count("none")
    assert report.repaired == kinds.count("bowtie")


def test_a_dry_run_changes_nothing_and_says_the_same(tmp_path: Path) -> None:
    path = shapefile(tmp_path, squares(3, SOTO=1, DIACHI=STREETS[0]), encoding="vni")
    dry = load(path, crs="EPSG:5899", dry_run=True)
    assert not layer_exists("parcels")
    assert run("SELECT count(*) FROM catalog_importrun") == [(0,)]
    assert dry.preview[0]["dia_chi"] == STREETS[0]
    wet = load(path, crs="EPSG:5899")
    assert counts(dry) == counts(wet)
    assert dry.fields == wet.fields


def test_the_same_file_goes_in_once(tmp_path: Path) -> None:
    path = geopackage(tmp_path, squares(3, SOTO=1))
    load(path)
    with pytest.raises(DothiError) as refused:
        load(path)
    assert refused.value.code == "E-RUN-02"
    assert run("SELECT count(*) FROM feature.parcels") == [(3,)]
    load(path, again=True)
    assert run("SELECT count(*) FROM feature.parcels") == [(6,)]


def test_a_file_given_twice_is_noticed(tmp_path: Path) -> None:
    path = geopackage(tmp_path, squares(3, SOTO=1))
    with pytest.raises(DothiError) as refused:
        import_files([ImportRequest(path, "parcels", by=OPERATOR), ImportRequest(path, "parcels", by=OPERATOR)])
    assert refused.value.code == "E-RUN-03"
    assert not layer_exists("parcels")


@pytest.mark.parametrize("said", [{"template": "zoning"}, {"storage_crs": "EPSG:9210"}])
def test_what_only_a_new_layer_takes_is_refused_later(tmp_path: Path, said: dict[str, str]) -> None:
    load(geopackage(tmp_path, squares(1, SOTO=1)))
    with pytest.raises(DothiError) as refused:
        load(geopackage(tmp_path, squares(2, SOTO=1), "more"), **said)
    assert refused.value.code == "E-LAYER-08"
    assert counts(load(geopackage(tmp_path, squares(2, SOTO=1), "more"), template="parcels")) == (2, 2, 0, 0)


def test_several_files_are_one_load(tmp_path: Path) -> None:
    good, bad = geopackage(tmp_path, squares(3, SOTO=1)), tmp_path / "bad.gpkg"
    bad.write_text("nothing of the kind")
    with pytest.raises(DothiError):
        import_files([ImportRequest(good, "parcels", by=OPERATOR), ImportRequest(bad, "parcels", by=OPERATOR)])
    assert not layer_exists("parcels")
    assert run("SELECT state, findings->0->>'code' FROM catalog_importrun ORDER BY id") == [
        ("refused", "E-FILE-02"),
        ("refused", "E-FILE-02"),
    ]
    other = geopackage(tmp_path, squares(4, SOTO=2), "other")
    reports = import_files([ImportRequest(good, "parcels", by=OPERATOR), ImportRequest(other, "parcels", by=OPERATOR)])
    assert [report.imported for report in reports] == [3, 4]
    assert run("SELECT count(*), count(DISTINCT import_run) FROM feature.parcels") == [(7, 2)]


def test_a_unique_key_is_kept(tmp_path: Path) -> None:
    frame = squares(4, code=["a", "b", "b", "c"], name="x")
    report = load(geopackage(tmp_path, frame), layer="communes")
    assert counts(report) == (4, 3, 0, 1)
    assert codes(report)["E-VALUE-02"] == 1
    more = load(geopackage(tmp_path, squares(2, code=["c", "d"], name="x"), "more"), layer="communes")
    assert counts(more) == (2, 1, 0, 1)


def test_a_required_field_is_required(tmp_path: Path) -> None:
    report = load(geopackage(tmp_path, squares(3, code=["a", None, "c"], name=["x", "y", None])), layer="communes")
    assert counts(report) == (3, 1, 0, 2)
    assert [(f.values["field"], f.fids) for f in report.findings if f.code == "E-VALUE-01"] == [
        ("code", [2]),
        ("name", [3]),
    ]


def test_values_that_are_none_stay_in_extra(tmp_path: Path) -> None:
    report = load(geopackage(tmp_path, squares(3, DIENTICH=["1.234,5", "100", "chưa đo"])))
    assert codes(report)["W-VALUE-01"] == 1
    rows = run("SELECT dien_tich, extra->>'DIENTICH' FROM feature.parcels ORDER BY public_id")
    assert rows == [(1234.5, None), (100.0, None), (None, "chưa đo")]


def test_a_mapping_said_by_a_person_goes_first(tmp_path: Path) -> None:
    report = load(geopackage(tmp_path, squares(1, A="7", SOTO="9")), mapping={"A": "so_to"})
    assert report.fields == {"A": "so_to"}
    with pytest.raises(DothiError) as refused:
        load(geopackage(tmp_path, squares(1, A="8"), "b"), mapping={"B": "so_to"})
    assert refused.value.code == "E-MAP-01"


def test_the_commune_of_today_is_stored(tmp_path: Path) -> None:
    outline = gpd.GeoDataFrame(
        {"code": ["26041"], "name": ["Trấn Biên"]},
        geometry=[shapely.box(EAST - 5, NORTH - 50, EAST + 28, NORTH + 50)],
        crs=5899,
    )
    load(geopackage(tmp_path, outline, "communes"), layer="communes")
    load(geopackage(tmp_path, squares(3, SOTO=1)))
    assert run("SELECT commune_code FROM feature.parcels ORDER BY public_id") == [("26041",), ("26041",), (None,)]


def test_layers_that_came_before_the_communes_get_their_codes(tmp_path: Path) -> None:
    load(geopackage(tmp_path, squares(3, SOTO=1)))
    assert run("SELECT DISTINCT commune_code FROM feature.parcels") == [(None,)]
    outline = gpd.GeoDataFrame(
        {"code": ["26041"], "name": ["Trấn Biên"]},
        geometry=[shapely.box(EAST - 5, NORTH - 50, EAST + 28, NORTH + 50)],
        crs=5899,
    )
    report = load(geopackage(tmp_path, outline, "communes"), layer="communes")
    assert "W-UNIT-01" not in codes(report)
    assert run("SELECT commune_code, version FROM feature.parcels ORDER BY public_id") == [
        ("26041", 1), ("26041", 1), (None, 1),
    ]  # fmt: skip
    again = load(geopackage(tmp_path, squares(3, SOTO=2), "more"))
    assert again.imported == 3
    assert run("SELECT commune_code FROM feature.parcels WHERE so_to = '2' ORDER BY public_id") == [
        ("26041",), ("26041",), (None,),
    ]  # fmt: skip
    run("INSERT INTO feature.parcels (geom) SELECT geom FROM feature.parcels WHERE public_id = 1")
    last = run("SELECT commune_code FROM feature.parcels ORDER BY public_id DESC LIMIT 1")
    assert last == [("26041",)], "found for what comes after a bulk load in the same transaction"


def test_a_foreign_layer_keeps_its_system(tmp_path: Path) -> None:
    plot = gpd.GeoDataFrame({"SOTO": [1]}, geometry=[shapely.box(92_000, 436_000, 92_100, 436_100)], crs=28992)
    report = load(geopackage(tmp_path, plot), layer="dutch", template="parcels")
    assert report.storage_crs == "EPSG:28992"
    assert "N-RUN-01" in codes(report)
    assert run("SELECT ST_Area(geom) FROM feature.dutch")[0][0] == pytest.approx(10_000)


def test_a_system_that_is_said_is_kept_for_storage(tmp_path: Path) -> None:
    report = load(geopackage(tmp_path, squares(1, SOTO=1)), storage_crs="EPSG:9218")
    assert (report.crs, report.storage_crs) == ("EPSG:5899", "EPSG:9218")
    assert stored_description("parcels").storage.srid == 909218
    assert run("SELECT survey_epsg FROM catalog_importrun") == [(5899,)]


def test_mixed_kinds_can_be_chosen_from(tmp_path: Path) -> None:
    frame = squares(3, SOTO=1)
    frame.loc[0, "geometry"] = shapely.Point(EAST, NORTH)
    path = tmp_path / "mixed.geojson"
    frame.to_crs(4326).to_file(path, driver="GeoJSON", engine="pyogrio")
    with pytest.raises(DothiError) as refused:
        load(path)
    assert refused.value.code == "E-GEOM-01"
    report = load(path, geometry=GeometryKind.POLYGON)
    assert counts(report) == (3, 2, 0, 1)


def _truncated(folder: Path) -> Path:
    path = shapefile(folder, squares(9, SOTO=1), bare=False)
    path.write_bytes(path.read_bytes()[:200])
    return path


def _html(folder: Path) -> Path:
    path = folder / "thua.shp"
    path.write_text("<!DOCTYPE html><html><body>404</body></html>")
    return path


def _empty(folder: Path) -> Path:
    path = folder / "thua.shp"
    path.touch()
    return path


def _mixed(folder: Path) -> Path:
    path = folder / "mixed.geojson"
    square, point = (
        '{"type":"Polygon","coordinates":[[[106,10],[106.1,10],[106,10.1],[106,10]]]}',
        '{"type":"Point","coordinates":[106,10]}',
    )
    features = ",".join(f'{{"type":"Feature","properties":{{}},"geometry":{g}}}' for g in (square, point))
    path.write_text(f'{{"type":"FeatureCollection","features":[{features}]}}')
    return path


REFUSED: list[tuple[str, str, Callable[[Path], Path], dict[str, object]]] = [
    ("no such file", "E-FILE-01", lambda folder: folder / "nope.shp", {}),
    ("a web page called .shp", "E-FILE-02", _html, {}),
    ("an empty file", "E-FILE-03", _empty, {}),
    ("a cut-off file", "E-FILE-03", _truncated, {}),
    ("no coordinate system", "E-CRS-02", lambda folder: shapefile(folder, squares(2, SOTO=1)), {}),
    ("an unknown system", "E-CRS-01", lambda folder: shapefile(folder, squares(2, SOTO=1)), {"crs": "EPSG:1234567"}),
    ("metres that are called degrees", "E-CRS-03", lambda folder: shapefile(folder, squares(2, SOTO=1)), {"crs": "EPSG:4326"}),
    ("another continent's system", "E-CRS-03", lambda folder: shapefile(folder, squares(2, SOTO=1)), {"crs": "EPSG:28992"}),
    ("polygons and points in one file", "E-GEOM-01", _mixed, {}),
    ("polygons for a layer of points", "E-GEOM-02", lambda folder: geopackage(folder, squares(2, SOTO=1)), {"template": "trees", "layer": "my_trees"}),
    ("no geometry at all", "E-GEOM-06", lambda folder: geopackage(folder, squares(2, SOTO=1).set_geometry([None, None])), {}),
    ("a layer that nobody knows", "E-LAYER-06", lambda folder: geopackage(folder, squares(2, SOTO=1)), {"layer": "nope"}),
    ("a template that nobody knows", "E-LAYER-07", lambda folder: geopackage(folder, squares(2, SOTO=1)), {"layer": "x", "template": "nope"}),
    ("a name that can't be", "E-LAYER-01", lambda folder: geopackage(folder, squares(2, SOTO=1)), {"layer": "Thửa đất", "template": "parcels"}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "code", "make", "options"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_wrong_file_is_refused_and_changes_nothing(
    tmp_path: Path, why: str, code: str, make: Callable[[Path], Path], options: dict[str, object]
) -> None:
    standing = geopackage(tmp_path, squares(3, SOTO=5), "standing")
    load(standing)
    before = run("SELECT public_id, version, ST_AsEWKB(geom) FROM feature.parcels ORDER BY 1")
    tables = run("SELECT count(*) FROM pg_tables WHERE schemaname = 'feature'")
    (tmp_path / "in").mkdir()
    with pytest.raises(DothiError) as refused:
        load(make(tmp_path / "in"), **{"layer": "parcels", **options})
    assert refused.value.code == code, refused.value
    assert refused.value.way_out("vi")
    assert run("SELECT public_id, version, ST_AsEWKB(geom) FROM feature.parcels ORDER BY 1") == before
    assert run("SELECT count(*) FROM pg_tables WHERE schemaname = 'feature'") == tables
    assert run("SELECT findings->0->>'code' FROM catalog_importrun ORDER BY id DESC LIMIT 1") == [(code,)]


def test_what_was_loaded_is_what_is_read(tmp_path: Path) -> None:
    frame = squares(5, SOTO=[str(i) for i in range(5)])
    load(geopackage(tmp_path, frame))
    page = read_items(
        SeenLayer.of(stored_description("parcels")), ItemsQuery(limit=10, crs=stored_description("parcels").storage)
    )
    features = json.loads(b"[%s]" % page.features)
    for feature, original in zip(features, frame.geometry, strict=True):
        assert shapely.geometry.shape(feature["geometry"]).equals_exact(
            shapely.MultiPolygon([original]).normalize(), 0.001
        ) or (shapely.geometry.shape(feature["geometry"]).symmetric_difference(original).area < 0.01)


def test_a_zip_with_curves_goes_the_whole_way(tmp_path: Path) -> None:
    """An archive of a GML with an arc: imported straight, and told."""
    with zipfile.ZipFile(tmp_path / "giao.zip", "w") as archive:
        archive.writestr("Thửa/thua.gml", gml(ARC))
    [report] = import_files([ImportRequest(tmp_path / "giao.zip", "cong", template="parcels", by=OPERATOR)])
    assert (report.format, report.imported) == ("gml", 1)
    assert "N-FILE-01" in {finding.code for finding in report.findings}


def test_templates_that_fit_a_file_stand_first(tmp_path: Path) -> None:
    """Of eighty templates those of another kind of geometry can't take it; the rest are in the order of what matches."""
    path = geopackage(tmp_path, squares(2, SOTO=1, SOTHUA=[1, 2], LOAIDAT="ODT", TENCHU="A"))
    with pytest.raises(LayerRefused) as refused:
        import_files([ImportRequest(path, "nope", by=OPERATOR)])
    names = refused.value.values["templates"].split(", ")
    assert names[0] == "parcels"
    assert "zoning" in names and "roads" not in names and "trees" not in names


def test_refusals_in_vietnamese_have_no_english_words(tmp_path: Path) -> None:
    path = geopackage(tmp_path, squares(2, SOTO=1))
    with pytest.raises(DothiError) as refused:
        import_files([ImportRequest(path, "my_trees", template="trees", by=OPERATOR)])
    assert "chứa vùng, còn lớp hoặc mẫu my_trees chứa điểm" in refused.value.sentence("vi")
    assert "holds polygon, the layer or template my_trees holds point" in refused.value.sentence("en")
    with pytest.raises(DothiError) as mixed:
        import_files([ImportRequest(_mixed(tmp_path), "parcels", by=OPERATOR)])
    assert "vùng" in mixed.value.sentence("vi") and "polygon" not in mixed.value.sentence("vi")


def test_a_repair_says_its_reason_in_both_languages(tmp_path: Path) -> None:
    frame = squares(2, SOTO=1, SOTHUA=[1, 2])
    frame.loc[0, "geometry"] = shapely.Polygon(
        [(EAST, NORTH), (EAST + 9, NORTH + 9), (EAST + 9, NORTH), (EAST, NORTH + 9)]
    )
    (report,) = import_files([ImportRequest(geopackage(tmp_path, frame), "parcels", by=OPERATOR)])
    (repaired,) = (finding for finding in report.findings if finding.code == "W-GEOM-01")
    assert "(Self-intersection: 1)" in repaired.message("en")
    assert "(Tự cắt: 1)" in repaired.message("vi")


def test_of_many_columns_without_a_field_their_number_is_said(tmp_path: Path) -> None:
    """A table of 300 columns: the first are named."""
    path = tmp_path / "rong.csv"
    names = [f"cot_{number}" for number in range(298)]
    rows = [f"{106.83 + row / 1000},10.95," + ",".join(f"{row}-{n}" for n in range(298)) for row in range(5)]
    path.write_text("\n".join(["x,y," + ",".join(names), *rows]))
    (report,) = import_files([ImportRequest(path, "my_trees", template="trees", by=OPERATOR)])
    (kept,) = (finding for finding in report.findings if finding.code == "N-VALUE-01")
    assert kept.values["columns"].endswith("cot_9, … (300)")
