"""How a source was understood is kept by name, applied by itself where the columns fit, and only by who may import."""

from pathlib import Path

import pytest

from gis.errors import DothiError
from importers.services import ImportReport, ImportRequest, import_files
from layers.access.grants import Grant
from layers.access.rights import Right
from layers.access.view import View
from layers.catalog.queries import every_layer, lineage
from layers.features.authority import OPERATOR
from layers.imports.queries import list_presets, preset_named
from layers.imports.services import remove_preset
from tests.importers.services.files import geopackage, shapefile, squares
from tests.layers.features.rows import run

pytestmark = pytest.mark.django_db

ODD = {"A1": ["7", "8"], "B2": ["1", "2"], "C3": ["nhà", "vườn"]}
MAPPING = {"A1": "so_to", "B2": "so_thua", "C3": "loai_dat"}
VALUES = {"loai_dat": {"nhà": "ODT", "vườn": "CLN"}}


def load(path: Path, layer: str = "parcels", **options: object) -> ImportReport:
    return import_files([ImportRequest(path, layer, by=OPERATOR, **options)])[0]


def codes(report: ImportReport) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.fixture
def saved(tmp_path: Path) -> ImportReport:
    """A delivery of a source with columns of its own, kept as `quan_1`."""
    path = shapefile(tmp_path, squares(2, **ODD), encoding="tcvn3", name="first")
    return load(path, crs="EPSG:5899", mapping=MAPPING, value_maps=VALUES, save_preset="quan_1")


def test_it_is_applied_to_the_next_delivery(saved: ImportReport, tmp_path: Path) -> None:
    assert "N-MAP-04" in codes(saved)
    later = shapefile(
        tmp_path, squares(2, C3=["vườn", "ODT"], B2=["3", "4"], A1=["9", "9"]), encoding="vni", name="later"
    )
    report = load(later)  # its system comes from the preset, its encoding from its text
    assert (report.preset, report.crs, report.fields) == ("quan_1", "EPSG:5899", {**MAPPING})
    assert [one.preset for one in lineage("parcels")] == ["quan_1", ""], "the layer says so, the latest run first"
    assert [finding.message("en") for finding in report.findings if finding.code == "N-MAP-01"] == [
        "The preset quan_1 was applied: its columns are those of the file. Say --no-preset to go without."
    ]
    assert run("SELECT so_to, so_thua, loai_dat, extra->>'C3' FROM feature.parcels ORDER BY public_id OFFSET 2") == [
        ("9", "3", "CLN", "vườn"),
        ("9", "4", "ODT", None),
    ]


def test_it_serves_other_layers_of_the_template(saved: ImportReport, tmp_path: Path) -> None:
    path = geopackage(tmp_path, squares(2, **ODD))
    assert load(path, "other", template="parcels").preset == "quan_1"
    assert load(path, "lots", template="zoning").preset is None


@pytest.mark.parametrize(
    ("columns", "options", "applied"),
    [
        (ODD, {"no_preset": True}, None),
        ({**ODD, "D4": ["x", "y"]}, {}, None),  # another source: it has a column more
        ({**ODD, "D4": ["x", "y"]}, {"preset": "quan_1"}, "quan_1"),
        ({name.lower(): values for name, values in ODD.items()}, {}, "quan_1"),
    ],
)
def test_when_it_is_applied(
    saved: ImportReport, tmp_path: Path, columns: dict[str, list[str]], options: dict[str, object], applied: str | None
) -> None:
    assert load(geopackage(tmp_path, squares(2, **columns)), **options).preset == applied


def test_what_is_said_goes_first(saved: ImportReport, tmp_path: Path) -> None:
    report = load(geopackage(tmp_path, squares(2, **ODD)), mapping={"A1": "so_thua"})
    assert report.fields == {"A1": "so_thua", "C3": "loai_dat"}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"preset": "quan_2"}, "E-MAP-02"),
        ({"preset": "quan_1"}, "E-MAP-03"),  # it needs A1, B2 and C3
        ({"save_preset": "a/b"}, "E-MAP-05"),
        ({"save_preset": "quan_1", "layer": "zoning"}, "E-MAP-04"),
    ],
)
def test_refused(saved: ImportReport, tmp_path: Path, options: dict[str, object], code: str) -> None:
    path = geopackage(tmp_path, squares(1, SOTO="5"))
    with pytest.raises(DothiError) as refused:
        load(path, **options)
    assert refused.value.code == code
    assert [one.name for one in list_presets(OPERATOR)] == ["quan_1"]


def test_a_dry_run_keeps_none(tmp_path: Path) -> None:
    load(geopackage(tmp_path, squares(2, **ODD)), save_preset="tried", dry_run=True)
    assert list_presets(OPERATOR) == []


def test_it_belongs_to_who_may_import_into_its_layer(saved: ImportReport) -> None:
    catalog = [summary.description for summary in every_layer()]
    reader = View(frozenset({Grant(Right.SEE, "*", "", None)}), catalog)
    loader = View(frozenset(Grant(right, "layer:parcels", "", None) for right in (Right.SEE, Right.IMPORT)), catalog)
    assert list_presets(reader) == []
    with pytest.raises(DothiError, match="E-MAP-02"):
        remove_preset("quan_1", by=reader)
    assert [one.name for one in list_presets(loader)] == ["quan_1"]
    assert preset_named(loader, "quan_1").value_maps == VALUES
    remove_preset("quan_1", by=loader)
    assert list_presets(OPERATOR) == []
