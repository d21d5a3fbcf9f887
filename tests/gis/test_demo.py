"""The demo goes in whole through the real importers: pinned counts, what is synthetic says so."""

import pytest

from gis.demo.parcel_sheet import parcels
from layers.catalog.queries import list_layers, stored_description
from tests.layers.features.rows import run

COUNTS = {
    "provinces": 34,
    "communes": 3321,
    "parcels": 2000,
    "rotterdam_parcels": 971,
    "minneapolis_zoning": 2193,
    "toronto_trees": 17106,
}


@pytest.mark.usefixtures("demo")
def test_every_feature_of_every_file_is_there() -> None:
    assert {s.description.name: s.feature_count for s in list_layers()} == COUNTS
    assert {name: run(f"SELECT count(*) FROM feature.{name}")[0][0] for name in COUNTS} == COUNTS


@pytest.mark.usefixtures("demo")
def test_text_in_tcvn3_is_vietnamese_again() -> None:
    assert run("SELECT count(*) FROM feature.parcels WHERE dia_chi LIKE '%% Đường %%, phường Trấn Biên'")[0][0] == 1994
    run_ = run(
        "SELECT encodings->'DIACHI'->>'encoding', survey_epsg FROM catalog_importrun WHERE layer_name = 'parcels'"
    )
    assert run_ == [("tcvn3", 5899)]


@pytest.mark.usefixtures("demo")
def test_the_synthetic_parcels_lie_in_their_ward_and_say_what_they_are() -> None:
    assert run("SELECT DISTINCT commune_code FROM feature.parcels") == [("26041",)]
    description = stored_description("parcels")
    assert description.synthetic
    assert "giả lập" in description.attribution


@pytest.mark.usefixtures("demo")
def test_foreign_layers_keep_their_own_system_and_name_their_source() -> None:
    systems = {name: stored_description(name).storage_epsg for name in COUNTS}
    assert systems == {
        "provinces": 4756, "communes": 4756, "parcels": 5899,
        "rotterdam_parcels": 28992, "minneapolis_zoning": 4326, "toronto_trees": 4326,
    }  # fmt: skip
    for name in COUNTS:
        assert stored_description(name).attribution
        assert stored_description(name).licence


def test_the_sheet_is_the_same_every_time() -> None:
    first, second = parcels(), parcels()
    assert first.equals(second)
    assert len(first) == 2000
    assert first.geometry.is_valid.all()
    shared = first.geometry.union_all().area
    assert shared == pytest.approx(first.geometry.area.sum(), rel=1e-6), "no parcel lies on another"
