"""What the search finds, by every word of a feature, by its numbers and by its place; and zones by parcel."""

from tests.exits.asking import Viewer, corners_in_degrees
from tests.exits.reference import Sight
from tests.exits.registry import MISSING_ID, leaves_by, touches


@leaves_by("search")
def search(viewer: Viewer) -> None:
    for layer, features in viewer.city.features.items():
        personal = {one.name for one in viewer.city.layers[layer].fields if one.personal}
        sights = {sight.id: sight for sight in viewer.sees.sights(layer)}
        for feature in features:
            for name in ("name", "own"):
                answer = viewer.get("/api/search", q=feature.values[name], limit="50").json()
                for result in answer["results"]:
                    seen = {sight.id for sight in viewer.sees.sights(result["layer"])} if result["layer"] else set()
                    assert result["id"] in seen, (viewer.name, result)
            if layer in ("parcels", "zoning"):
                continue  # found by numbers and codes, below
            found = {
                (one["layer"], one["id"])
                for one in viewer.get("/api/search", q=feature.values["name"], limit="50").json()["results"]
            }
            findable = feature.id in sights and sights[feature.id].values.get("name") and "name" not in personal
            assert ((layer, feature.id) in found) == bool(findable), (viewer.name, layer, feature.id)
    _parcels_by_number(viewer)
    _parcels_by_place(viewer)


def _parcels_by_number(viewer: Viewer) -> None:
    personal = {one.name for one in viewer.city.layers["parcels"].fields if one.personal}
    sights = {sight.id: sight for sight in viewer.sees.sights("parcels")}
    for feature in viewer.city.features["parcels"]:
        sheet, number = feature.values["so_to"], feature.values["so_thua"]
        results = viewer.get("/api/search", q=f"tờ {sheet} thửa {number}").json()["results"]
        exact = {one["id"] for one in results if one["kind"] == "parcel" and one["exact"]}
        findable = feature.id in sights and not sights[feature.id].coarse and not {"so_to", "so_thua"} & personal
        assert exact == ({feature.id} if findable else set()), (viewer.name, feature.id)


def _parcels_by_place(viewer: Viewer) -> None:
    personal = {one.name for one in viewer.city.layers["parcels"].fields if one.personal}
    for feature in viewer.city.features["parcels"]:
        west, south, east, north = feature.bounds
        at = Sight(0, {}, ((west + east) / 2, (south + north) / 2, (west + east) / 2, (south + north) / 2), False)
        longitude, latitude, _, _ = corners_in_degrees(at, "qpoint")
        results = viewer.get("/api/search", q=f"{latitude:.7f}, {longitude:.7f}", limit="50").json()["results"]
        found = {one["id"] for one in results if one["kind"] == "parcel"}
        wanted = {sight.id for sight in viewer.sees.sights("parcels") if touches(sight, "parcels", at.bounds)}
        assert found == (set() if {"so_to", "so_thua"} & personal else wanted), (viewer.name, feature.id)


@leaves_by("execution")
def execution(viewer: Viewer) -> None:
    path = "/ogc/processes/parcel-zoning/execution"
    parcels = {sight.id: sight for sight in viewer.sees.sights("parcels")}
    zones = {sight.id for sight in viewer.sees.sights("zoning")}
    for feature in viewer.city.features["parcels"]:
        answer = viewer.post(path, {"inputs": {"parcel": feature.id}})
        if not {"parcels", "zoning"} <= set(viewer.sees.layers()) or feature.id not in parcels:
            absent = viewer.post(path, {"inputs": {"parcel": MISSING_ID}})
            assert answer.status == absent.status == 404
            assert answer.text == absent.text.replace(str(MISSING_ID), str(feature.id))
            continue
        for part in answer.json()["parts"]:
            assert {zone["id"] for zone in part["zones"]} <= zones, (viewer.name, feature.id)
