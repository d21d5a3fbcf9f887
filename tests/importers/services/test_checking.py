"""Files through the whole import: what stands in the layer counts, and severities decide what goes in."""

import geopandas as gpd
import pyarrow as pa
import pytest
import shapely
from django.db import connection

from importers.services import ImportReport, ImportRequest, import_files
from importers.services.request import Mode
from layers.catalog.queries import stored_description
from layers.checks.queries import SEPARATOR, Standing
from layers.checks.services import set_severity
from layers.features.authority import OPERATOR
from tests.importers.checks.ground import EAST, NORTH, coverage
from tests.importers.services.files import geopackage

pytestmark = pytest.mark.django_db


def parcels(shapes: list[shapely.Geometry], first: int = 1) -> gpd.GeoDataFrame:
    numbers = [str(number) for number in range(first, first + len(shapes))]
    columns = {"so_to": "1", "so_thua": numbers, "dien_tich": [round(s.area, 1) if s else 0.0 for s in shapes]}
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=5899)


def load(folder, frame: gpd.GeoDataFrame, name: str = "thua", **options) -> ImportReport:
    request = ImportRequest(geopackage(folder, frame, name), "parcels", by=OPERATOR, **options)
    (report,) = import_files([request])
    assert report.read == report.imported + report.rejected
    return report


def codes(report: ImportReport) -> dict[str, int]:
    return {finding.code: finding.count for finding in report.findings if "CHECK" in finding.code}


def with_overlap() -> list[shapely.Polygon]:
    shapes = coverage(4, 3)
    vertices = list(shapes[4].exterior.coords)[:-1]
    vertices[3] = (vertices[3][0] + 1, vertices[3][1])
    return [*shapes[:4], shapely.Polygon(vertices), *shapes[5:]]


def test_clean_parcels_say_nothing(tmp_path) -> None:
    assert codes(load(tmp_path, parcels(coverage(5, 4)))) == {}


def test_a_warning_is_loaded_and_told(tmp_path) -> None:
    report = load(tmp_path, parcels(with_overlap()))
    assert (report.imported, codes(report)) == (12, {"W-CHECK-06": 1})
    (finding,) = [one for one in report.findings if one.code == "W-CHECK-06"]
    (place,) = finding.places
    assert len(place.fids) == 2
    assert shapely.from_wkb(place.shape).area == pytest.approx(place.values["area"])


def test_what_is_appended_is_compared_with_what_stands(tmp_path) -> None:
    """An overlap of two that stand already is no business of the new ones."""
    shapes = with_overlap()
    load(tmp_path, parcels(shapes[:9]))
    assert codes(load(tmp_path, parcels(shapes[9:], 10), "tiep")) == {}
    moved = [shapely.affinity.translate(shapes[0], -1.0, 0), shapes[7]]
    report = load(tmp_path, parcels(moved, 20), "chong")
    assert report.imported == 2
    found = codes(report)
    assert found["W-CHECK-12"] == 1
    assert found["W-CHECK-06"] >= 1
    (duplicate,) = [one for one in report.findings if one.code == "W-CHECK-12"]
    assert (len(duplicate.places[0].fids), len(duplicate.places[0].ids)) == (1, 1)


def test_an_error_keeps_the_features_out(tmp_path) -> None:
    load(tmp_path, parcels(coverage(1, 1)))
    set_severity("parcels", "overlapping_parcels", "error")
    shapes = [shapely.affinity.translate(shape, 0, 500) for shape in with_overlap()]
    report = load(tmp_path, parcels(shapes, 10), "tiep")
    assert (report.read, report.imported, report.rejected) == (12, 10, 2)
    assert codes(report) == {"E-CHECK-06": 1}
    assert report.details is not None
    assert sum(bool(reasons) for reasons in report.details.features.column("reasons").to_pylist()) == 2


def test_of_duplicates_the_first_stays(tmp_path) -> None:
    load(tmp_path, parcels(coverage(1, 1)))
    set_severity("parcels", "duplicate_geometry", "error")
    shape = shapely.affinity.translate(coverage(1, 1)[0], 0, 300)
    report = load(tmp_path, parcels([shape, shape, shape], 10), "ba")
    assert (report.imported, report.rejected, codes(report)) == (1, 2, {"E-CHECK-12": 1})


def test_lots_beyond_their_plan(tmp_path) -> None:
    boundary = shapely.box(EAST, NORTH, EAST + 100, NORTH + 100)
    plan = gpd.GeoDataFrame({"maHoSoQH": ["75QPK"]}, geometry=[boundary], crs=5899)
    import_files([ImportRequest(geopackage(tmp_path, plan, "do_an"), "plans", by=OPERATOR)])
    lots = gpd.GeoDataFrame(
        {"maHoSoQH": ["75QPK", "75QPK", "75QPK", "none"], "kyHieuLoDat": list("abcd")},
        geometry=[shapely.box(EAST + x, NORTH, EAST + x + 20, NORTH + 20) for x in (0, 30, 90, 200)],
        crs=5899,
    )
    (report,) = import_files([ImportRequest(geopackage(tmp_path, lots, "lo"), "zoning", by=OPERATOR)])
    assert codes(report) == {"W-CHECK-10": 1}
    (place,) = [one.places[0] for one in report.findings if one.code == "W-CHECK-10"]
    assert shapely.from_wkb(place.shape).equals(shapely.box(EAST + 100, NORTH, EAST + 110, NORTH + 20))


def test_what_is_off_is_not_looked_for(tmp_path) -> None:
    load(tmp_path, parcels(coverage(1, 1)))
    set_severity("parcels", "overlapping_parcels", "off")
    set_severity("parcels", "missing_vertex", "note")
    shapes = [shapely.affinity.translate(shape, 0, 500) for shape in with_overlap()]
    assert codes(load(tmp_path, parcels(shapes, 10), "tiep")) == {}


def test_a_trial_run_finds_the_same(tmp_path) -> None:
    assert codes(load(tmp_path, parcels(with_overlap()), dry_run=True)) == {"W-CHECK-06": 1}


def test_a_number_that_stands_in_the_layer(tmp_path) -> None:
    load(tmp_path, parcels(coverage(2, 1)))
    shapes = [shapely.affinity.translate(shape, 0, 500) for shape in coverage(2, 1)]
    report = load(tmp_path, parcels(shapes, 2), "tiep")
    assert codes(report) == {"W-CHECK-02": 1}


def test_whose_place_is_taken_is_not_compared(tmp_path) -> None:
    """As where a file is laid beside the layer by its key."""
    shapes = coverage(2, 2)
    load(tmp_path, parcels(shapes))
    layer = stored_description("parcels")
    west, south, east, north = shapely.total_bounds(shapes)
    replacing = Standing(layer, OPERATOR, None, (("so_to", "so_thua"), (f"1{SEPARATOR}1", f"1{SEPARATOR}3")))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE feature.parcels SET recorded_from = now() - interval '1 day'")
    assert len(Standing(layer, OPERATOR, None).near((west, south, east, north)).ids) == 4
    assert len(replacing.near((west, south, east, north)).ids) == 2
    assert replacing.keyed(("so_thua",), pa.array(["1", "2"])).keys() == {"2"}


@pytest.mark.parametrize("mode", [Mode.UPDATE, Mode.REPLACE])
@pytest.mark.parametrize("severity", ["warning", "error"])
def test_a_later_file_is_not_compared_with_what_it_replaces(tmp_path, mode: Mode, severity: str) -> None:
    shapes = coverage(3, 3)
    load(tmp_path, parcels(shapes))
    for rule in ("overlapping_parcels", "duplicate_geometry", "repeated_parcel_number"):
        set_severity("parcels", rule, severity)
    changed = parcels(shapes)
    changed.loc[0, "dien_tich"] += 0.1
    report = load(tmp_path, changed, "moi", mode=mode)
    assert (codes(report), report.imported, report.rejected) == ({}, 9, 0)
