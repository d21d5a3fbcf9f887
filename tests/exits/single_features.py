"""What is told of one feature beside itself: its history and its files."""

from tests.exits.asking import Viewer, corners_in_degrees
from tests.exits.registry import MISSING_ID, hidden_layers, leaves_by


@leaves_by("history")
def history(viewer: Viewer) -> None:
    for layer in viewer.city.layers:
        if layer in hidden_layers(viewer):
            viewer.asks_as_if_missing(layer, "/api/layers/LAYER/features/1/history")
            continue
        sights = {sight.id: sight for sight in viewer.sees.sights(layer)}
        for feature in viewer.city.features[layer]:
            answer = viewer.get(f"/api/layers/{layer}/features/{feature.id}/history")
            if feature.id in sights:
                (version,) = answer.json()["versions"]
                assert version["properties"] == sights[feature.id].values
                west, south, east, north = corners_in_degrees(sights[feature.id], layer)
                x, y = version["geometry"]["point"]
                assert west - 1e-6 <= x <= east + 1e-6 and south - 1e-6 <= y <= north + 1e-6
            else:
                absent = viewer.get(f"/api/layers/{layer}/features/{MISSING_ID}/history")
                assert answer.status == absent.status == 404
                assert answer.text == absent.text.replace(str(MISSING_ID), str(feature.id))


@leaves_by("file")
def file(viewer: Viewer) -> None:
    """No feature here has a file; those that have: tests/web/api/test_files.py."""
    for layer in hidden_layers(viewer):
        viewer.asks_as_if_missing(layer, "/api/layers/LAYER/features/1/files/own")
    for layer in viewer.sees.layers():
        asked = [viewer.get(f"/api/layers/{layer}/features/1/files/{name}") for name in ("own", "zzz")]
        assert [answer.status for answer in asked] == [404, 404]
        assert asked[0].text == asked[1].text
