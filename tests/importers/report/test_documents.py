"""The documents of a report: complete, self-contained, and the rejected features come back corrected."""

import csv
import io
import json
import re
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from gis.errors import NotFound
from gis.spatial.kinds import GeometryKind
from importers.report import open_report, write_documents
from importers.services import ImportReport, ImportRequest, import_files
from importers.services.request import NothingImported
from layers.catalog.models import ImportRun
from layers.catalog.queries import lineage
from layers.features.authority import OPERATOR
from tests.importers.checks.ground import EAST, NORTH, coverage
from tests.importers.services.files import geopackage

pytestmark = pytest.mark.django_db
BOWTIE = shapely.Polygon([(EAST + 300, NORTH), (EAST + 310, NORTH + 10), (EAST + 310, NORTH), (EAST + 300, NORTH + 10)])


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"


def delivered() -> gpd.GeoDataFrame:
    """Two without geometry, one that crosses itself, one pair that overlaps, and a name that is a formula."""
    shapes = coverage(3, 2)
    shapes[0] = shapely.affinity.translate(shapes[0], 0.5, 0)
    shapes += [None, None, BOWTIE]
    return gpd.GeoDataFrame(
        {
            "so_to": ["1"] * 9,
            "so_thua": [str(number) for number in range(1, 10)],
            "ten_chu": ["=1+1", *(f"Nguyễn Văn {letter}" for letter in "BCDEFGHI")],
            "ghi_chu_rieng": [f"</script><b>{number}" for number in range(9)],
        },
        geometry=shapes,
        crs=5899,
    )


@pytest.fixture
def report(tmp_path: Path) -> ImportReport:
    (made,) = import_files([ImportRequest(geopackage(tmp_path, delivered()), "parcels", by=OPERATOR)])
    return made


@pytest.fixture
def folder(report: ImportReport, tmp_path: Path) -> Path:
    """Written from what was kept with the run, as on another day."""
    assert report.run is not None
    written = write_documents(open_report(report.run, OPERATOR), tmp_path / "out")
    assert [path.name for path in written] == ["report.html", "report.json", "report.csv", "rejected.gpkg"]
    return tmp_path / "out"


def test_every_case_has_its_place_and_raw_values(folder: Path) -> None:
    document = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert (document["read"], document["imported"], document["rejected"]) == (9, 7, 2)
    by_code = {finding["code"]: finding for finding in document["findings"]}
    (repaired,) = by_code["W-GEOM-01"]["cases"]
    assert repaired["values"]["after"] == pytest.approx(50)
    assert repaired["values"]["before"] == pytest.approx(0)
    overlap = by_code["W-CHECK-06"]["cases"][0]
    assert overlap["geometry"]["type"] == "Polygon"
    west, south = overlap["geometry"]["coordinates"][0][0]
    assert 106 < west < 108
    assert 10 < south < 12
    values = {feature["feature"]: feature for feature in document["features"]}
    assert all(values[fid]["values"]["so_thua"] for fid in overlap["features"])
    assert (
        sorted(fid for fid, one in values.items() if one["rejected"])
        == by_code["E-GEOM-03"]["cases"][0]["features"] + by_code["E-GEOM-03"]["cases"][1]["features"]
    )


def test_the_table_holds_no_formula_and_opens_in_spreadsheets(folder: Path) -> None:
    text = (folder / "report.csv").read_text(encoding="utf-8")
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {row["ma"] for row in rows} >= {"E-GEOM-03", "W-GEOM-01", "W-CHECK-06"}
    assert not any(value.startswith("=") for row in rows for value in row.values())
    assert any(row["ten_chu"] == "'=1+1" for row in rows)


def test_the_page_asks_nobody_and_runs_no_values(folder: Path) -> None:
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert not re.findall(r"<(?:script|img|iframe)[^>]+src=|<link|@import|url\((?!#)", page)
    assert "cdn." not in page
    assert "</script><b>" not in page
    assert "Báo cáo nhập dữ liệu" in page
    assert "Import report" in page


def test_rejected_features_come_back_corrected(folder: Path, tmp_path: Path) -> None:
    rejected = gpd.read_file(folder / "rejected.gpkg", engine="pyogrio")
    assert list(rejected.columns.drop("geometry")) == [
        "so_to", "so_thua", "ten_chu", "ghi_chu_rieng", "_ly_do", "_reason", "_fid",
    ]  # fmt: skip
    assert rejected["so_thua"].tolist() == ["7", "8"]
    assert rejected["_ly_do"].str.startswith("E-GEOM-03: Không có hình học.").all()
    assert rejected["_reason"].str.startswith("E-GEOM-03: No geometry.").all()
    assert (rejected.crs.to_epsg(), rejected["_fid"].tolist()) == (5899, [7, 8])
    mended = rejected.set_geometry(
        [shapely.box(EAST + x, NORTH + 100, EAST + x + 9, NORTH + 109) for x in (0, 20)], crs=5899
    )
    (again,) = import_files([ImportRequest(geopackage(tmp_path, mended, "sua"), "parcels", by=OPERATOR)])
    assert (again.read, again.imported, again.rejected) == (2, 2, 0)
    assert again.fields["ten_chu"] == "ten_chu"
    kept_aside = [one for one in again.findings if one.code == "N-VALUE-01"]
    assert [one.values["columns"] for one in kept_aside] == ["ghi_chu_rieng"]


def test_a_refused_run_keeps_its_report_too(tmp_path: Path) -> None:
    nothing = gpd.GeoDataFrame({"so_thua": ["1", "2"]}, geometry=[None, shapely.Polygon()], crs=5899)
    with pytest.raises(NothingImported) as refused:
        import_files(
            [
                ImportRequest(
                    geopackage(tmp_path, nothing),
                    "parcels",
                    by=OPERATOR,
                    crs="EPSG:5899",
                    geometry=GeometryKind.POLYGON,
                )
            ]
        )
    run = ImportRun.objects.latest("pk")
    assert run.state == "refused"
    write_documents(open_report(run.pk, OPERATOR), tmp_path / "out")
    assert len(gpd.read_file(tmp_path / "out" / "rejected.gpkg")) == 2
    assert refused.value.details is not None


def test_a_trial_run_can_be_reported_and_keeps_nothing(tmp_path: Path) -> None:
    (made,) = import_files([ImportRequest(geopackage(tmp_path, delivered()), "parcels", by=OPERATOR, dry_run=True)])
    assert made.details is not None
    write_documents(made.details, tmp_path / "out")
    assert "Làm thử" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert not (tmp_path / "files" / "runs").exists()


def test_a_run_that_was_not(report: ImportReport) -> None:
    with pytest.raises(NotFound, match="E-CHECK-35"):
        open_report((report.run or 0) + 1, OPERATOR)


def test_a_layer_says_where_it_is_from(report: ImportReport) -> None:
    (origin,) = lineage("parcels")
    assert (origin.source, origin.read, origin.imported, len(origin.sha256)) == ("thua.gpkg", 9, 7, 64)
    assert {"dothi", "gdal", "geos", "proj"} <= set(origin.tool_versions)
