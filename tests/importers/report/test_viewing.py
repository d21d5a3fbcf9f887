"""A report is an exit: each viewer reads of it what they may know, and nothing of the rest in any document."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from django.db import connection

from gis.errors import NotFound
from gis.spatial.crs import WGS84, transformer
from importers.report import Material, open_report, write_documents
from importers.report.viewing import seen_by
from importers.services import ImportRequest, import_files
from layers.access.grants import Grant
from layers.access.queries import public_view
from layers.access.rights import Right
from layers.access.view import View
from layers.access.withheld import Withheld
from layers.catalog.queries import stored_description
from layers.features.authority import OPERATOR
from tests.importers.checks.ground import EAST, NORTH
from tests.importers.services.files import geopackage

pytestmark = pytest.mark.django_db
OWNER, ASIDE = "chunhanbiet", "riengnhanbiet"
PLACE = shapely.box(EAST + 40, NORTH, EAST + 60, NORTH + 20)


@pytest.fixture
def kept(settings, tmp_path: Path) -> tuple[Material, int]:
    """Two parcels that overlap, two others, and one without a place; owners and a column that nobody mapped."""
    settings.MEDIA_ROOT = tmp_path / "files"
    shapes = [
        shapely.box(EAST, NORTH, EAST + 20, NORTH + 20), shapely.box(EAST + 15, NORTH, EAST + 35, NORTH + 20),
        PLACE, PLACE, None,
    ]  # fmt: skip
    frame = gpd.GeoDataFrame(
        {"so_to": "1", "so_thua": list("12345"), "ten_chu": [f"{OWNER}{n}" for n in range(5)],
         "cot_rieng": [f"{ASIDE}{n}" for n in range(5)]},
        geometry=shapes, crs=5899,
    )  # fmt: skip
    (report,) = import_files([ImportRequest(geopackage(tmp_path, frame), "parcels", by=OPERATOR)])
    assert report.run is not None
    return open_report(report.run, OPERATOR), report.run


def viewer(*grants: tuple[Right, str | None], withheld: tuple[Withheld, ...] = ()) -> View:
    held = frozenset(Grant(right, "*", "", None if code is None else frozenset({code})) for right, code in grants)
    return View(held, [stored_description("parcels")], withheld)


def said(material: Material, by: View, folder: Path) -> str:
    """All that the documents say."""
    write_documents(seen_by(material, by), folder, by)
    rejected = folder / "rejected.gpkg"
    frame = gpd.read_file(rejected).to_csv() if rejected.exists() else ""
    texts = [(folder / name).read_text(encoding="utf-8") for name in ("report.html", "report.json", "report.csv")]
    return "\n".join([*texts, frame])


def test_the_operator_reads_all_of_it(kept, tmp_path) -> None:
    write_documents(kept[0], tmp_path / "out")
    text = (tmp_path / "out" / "report.json").read_text(encoding="utf-8")
    assert all(f"{OWNER}{n}" in text and f"{ASIDE}{n}" in text for n in range(5))


def test_personal_values_and_unmapped_columns_need_the_right(kept, tmp_path) -> None:
    plain = said(kept[0], viewer((Right.SEE, None), (Right.IMPORT, None)), tmp_path / "a")
    assert OWNER not in plain
    assert ASIDE not in plain
    assert "cot_rieng" not in plain.replace("N-VALUE-01", "").split('"findings"')[0]
    personal = said(kept[0], viewer((Right.SEE, None), (Right.SEE_PERSONAL, None)), tmp_path / "b")
    assert f"{OWNER}1" in personal
    assert f"{ASIDE}1" in personal


def test_a_look_at_personal_values_is_recorded(kept) -> None:
    before = looks()
    open_report(kept[1], viewer((Right.SEE, None), (Right.IMPORT, None)), account=7)
    assert looks() == before
    open_report(kept[1], viewer((Right.SEE, None), (Right.IMPORT, None), (Right.SEE_PERSONAL, None)), account=7)
    assert looks() == before + 1


def looks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit.event WHERE action = 'personal.seen' AND fields = '{ten_chu}'")
        return cursor.fetchone()[0]


def test_in_one_commune_alone_what_lies_nowhere_known_is_hidden(kept, tmp_path) -> None:
    seen = seen_by(kept[0], viewer((Right.SEE, "26041"), (Right.SEE_PERSONAL, "26041")))
    assert (len(seen.features), [case for case in seen.cases if case.fids]) == (0, [])
    assert seen.facts["read"] == 5


def test_withheld_areas_hide_features_and_places(kept, tmp_path) -> None:
    change = transformer(5899, WGS84).transform
    around = shapely.transform(PLACE.buffer(1), lambda xy: __import__("numpy").column_stack(change(xy[:, 0], xy[:, 1])))
    area = Withheld(1, shapely.to_wkb(shapely.MultiPolygon([around])), ("*",), None)
    seen = seen_by(kept[0], viewer((Right.SEE, None), (Right.SEE_PERSONAL, None), withheld=(area,)))
    fids = set(seen.features.column("fid").to_pylist())
    assert fids == {1, 2}
    assert {fid for case in seen.cases for fid in case.fids} <= fids
    assert any(case.fids == (1, 2) for case in seen.cases)


def test_who_may_not_know_the_layer_reads_counts_alone(kept) -> None:
    seen = seen_by(kept[0], View(frozenset(), [stored_description("parcels")]))
    assert (len(seen.features), list(seen.cases), seen.columns) == (0, [], [])


@pytest.mark.parametrize("by", ["public", "one commune"])
def test_others_are_told_that_there_is_none(kept, by) -> None:
    view = public_view() if by == "public" else viewer((Right.SEE, None), (Right.IMPORT, "26041"))
    with pytest.raises(NotFound, match="E-CHECK-35"):
        open_report(kept[1], view, account=7)


def test_who_imports_everywhere_may_open_it(kept) -> None:
    assert len(open_report(kept[1], viewer((Right.SEE, None), (Right.IMPORT, None)), account=7).features) > 0
