"""The demo goes in whole through the real importers: every feature of every file, what is synthetic says so."""

import pytest

from gis.demo.city.deliveries import city_deliveries
from gis.demo.city.generate import City
from gis.demo.city.lists import listed_counts
from gis.demo.load import size_wanted
from layers.catalog.queries import layers_in_use, stored_description
from tests.layers.features.rows import run

REAL = {
    "provinces": 34,
    "communes": 3321,
    "rotterdam_parcels": 971,
    "minneapolis_zoning": 2193,
    "toronto_trees": 17106,
}
SYNTHETIC = [delivery.layer for delivery in city_deliveries(2_000)]


@pytest.mark.usefixtures("demo")
def test_every_feature_of_every_file_is_there(small: City) -> None:
    counts = REAL | small.counts() | listed_counts(small)
    assert {s.description.name: s.feature_count for s in layers_in_use()} == counts
    assert {name: run(f"SELECT count(*) FROM feature.{name}")[0][0] for name in counts} == counts


@pytest.mark.usefixtures("demo")
def test_text_in_tcvn3_is_vietnamese_again(small: City) -> None:
    stored = {row[0] for row in run("SELECT dia_chi FROM feature.parcels")}
    assert stored == set(small.parcels["dia_chi"])
    users = {row[0] for row in run("SELECT ten_chu FROM feature.parcels")}
    assert users == set(small.parcels["ten_chu"]), "personal data, for those alone who may see it"
    found = run(
        "SELECT DISTINCT encodings->'DIACHI'->>'encoding', survey_epsg FROM catalog_importrun WHERE layer_name = 'parcels'"
    )
    assert found == [("tcvn3", 5899)]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("layer", ["parcels", "buildings", "trees", "lights", "manholes", "schools", "zoning"])
def test_synthetic_features_lie_in_their_ward(layer: str) -> None:
    """All but a few: the simplified outlines of neighbouring wards overlap by some metres."""
    found = dict(run(f"SELECT commune_code, count(*) FROM feature.{layer} GROUP BY 1"))
    assert found["26041"] >= 0.998 * sum(found.values()), found


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("layer", SYNTHETIC)
def test_what_is_synthetic_says_so(layer: str) -> None:
    description = stored_description(layer)
    assert description.synthetic
    assert "giả lập" in description.attribution and "giả lập" in description.description.vi
    assert description.licence == "apache-2.0"
    assert description.storage_epsg == 5899


@pytest.mark.usefixtures("demo")
def test_nothing_of_a_column_is_lost_on_the_way() -> None:
    for layer in SYNTHETIC:
        failed = run(
            "SELECT count(*) FROM catalog_importrun, jsonb_array_elements(to_jsonb(findings)) f"
            " WHERE layer_name = %s AND f->>'code' LIKE 'W-VALUE%%'",
            layer,
        )
        assert failed == [(0,)], layer


@pytest.mark.usefixtures("demo")
def test_poles_without_coordinates_stand_on_their_streets_and_are_estimates() -> None:
    assert run("SELECT DISTINCT position_quality FROM feature.power_poles") == [("estimated",)]
    assert run(
        "SELECT count(*) FROM feature.power_poles p WHERE NOT EXISTS (SELECT FROM feature.roads r"
        " WHERE r.name = p.street AND ST_DWithin(r.geom, p.geom, r.width_m))"
    ) == [(0,)]


@pytest.mark.usefixtures("demo")
def test_lists_of_corners_and_the_network_model_are_true_to_what_was_made() -> None:
    assert run(
        "SELECT count(*) FROM feature.resurveyed_parcels a JOIN feature.parcels b USING (ma_xa, so_to, so_thua)"
        " WHERE ST_Area(ST_SymDifference(a.geom, b.geom)) < 0.01"
    ) == run("SELECT count(*) FROM feature.resurveyed_parcels")
    assert run(
        "SELECT count(*) FROM feature.water_model_pipes a JOIN feature.water_pipes b USING (code)"
        " WHERE ST_HausdorffDistance(a.geom, b.geom) > 0.002 OR a.diameter_mm <> b.diameter_mm"
    ) == [(0,)]


@pytest.mark.usefixtures("demo")
def test_plans_have_dates_and_levels() -> None:
    assert run("SELECT DISTINCT level FROM feature.plans ORDER BY 1") == [("general",), ("sub_area",)]
    assert run("SELECT count(*) FROM feature.plans WHERE decided_on IS NULL OR decision IS NULL") == [(0,)]
    assert run("SELECT count(*) FROM feature.zoning WHERE mat_do_xd ~ '[-≤]'")[0][0] > 20


@pytest.mark.usefixtures("demo")
def test_foreign_layers_keep_their_own_system_and_name_their_source() -> None:
    systems = {name: stored_description(name).storage_epsg for name in REAL}
    assert systems == {
        "provinces": 4756, "communes": 4756,
        "rotterdam_parcels": 28992, "minneapolis_zoning": 4326, "toronto_trees": 4326,
    }  # fmt: skip
    for name in REAL:
        assert stored_description(name).attribution
        assert stored_description(name).licence


@pytest.mark.parametrize(("said", "wanted"), [("", 8_000), ("2500", 2_500), ("many", 8_000), ("-3", 8_000)])
def test_the_size_is_a_setting(said: str, wanted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOTHI_DEMO_PARCELS", said)
    assert size_wanted() == wanted
