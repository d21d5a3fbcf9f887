"""What is said of layers: which there are, their fields, counts and extents, and the form to fill one."""

from tests.exits.asking import Viewer, corners_in_degrees, same_place
from tests.exits.registry import hidden_layers, leaves_by


@leaves_by("collections", "collection")
def collections(viewer: Viewer) -> None:
    for language in ("vi", "en"):
        document = viewer.get("/ogc/collections", lang=language).json()
        assert [one["id"] for one in document["collections"]] == viewer.sees.layers()
        viewer.get("/ogc/collections", html=True, lang=language)
    for one in document["collections"]:
        _same_extent(viewer, one["id"], one["extent"]["spatial"]["bbox"][0])
        again = viewer.get(f"/ogc/collections/{one['id']}").json()
        _same_extent(viewer, one["id"], again["extent"]["spatial"]["bbox"][0])
        viewer.get(f"/ogc/collections/{one['id']}", html=True)
    for layer in hidden_layers(viewer):
        viewer.asks_as_if_missing(layer, "/ogc/collections/LAYER")


def _same_extent(viewer: Viewer, layer: str, found: list[float] | None) -> None:
    sights = viewer.sees.sights(layer)
    if not sights:
        assert found in (None, [-180.0, -90.0, 180.0, 90.0])
        return
    boxes = [corners_in_degrees(sight, layer) for sight in sights]
    west, south, east, north = zip(*boxes, strict=True)
    # The extent is that of the rectangle in the storage system, a little wider than the features in degrees.
    assert same_place(found, (min(west), min(south), max(east), max(north)), within=2e-4), (viewer.name, layer)


@leaves_by("openapi")
def openapi(viewer: Viewer) -> None:
    document = viewer.get("/ogc/openapi").json()
    viewer.get("/ogc/openapi", html=True)
    paths = {path.split("/")[2] for path in document["paths"] if path.startswith("/collections/")}
    assert paths == set(viewer.sees.layers())
    for layer in paths:
        named = {p["name"] for p in document["paths"][f"/collections/{layer}/items"]["get"]["parameters"]}
        assert named & {"name", "own", "so_to", "so_thua", "ma_ho_so_qh", "chuc_nang"} == set(viewer.sees.fields(layer))


@leaves_by("schema")
def schema(viewer: Viewer) -> None:
    for layer in hidden_layers(viewer):
        viewer.asks_as_if_missing(layer, "/ogc/collections/LAYER/schema")
    for layer in viewer.sees.layers():
        path = f"/ogc/collections/{layer}/schema"
        found = viewer.get(path).json()["properties"]
        assert list(found) == ["id", "geometry", *viewer.sees.fields(layer)]
        viewer.get(path, html=True)


@leaves_by("layers")
def layers(viewer: Viewer) -> None:
    document = viewer.get("/api/layers").json()
    assert [one["name"] for one in document["layers"]] == viewer.sees.layers()
    for one in document["layers"]:
        assert [each["name"] for each in one["fields"]] == viewer.sees.fields(one["name"])
        assert one["count"] == len(viewer.sees.sights(one["name"]))
        _same_extent(viewer, one["name"], one["bbox"])


@leaves_by("form")
def form(viewer: Viewer) -> None:
    for layer in viewer.city.layers:
        if layer in hidden_layers(viewer):
            viewer.asks_as_if_missing(layer, "/api/layers/LAYER/form")
        else:
            document = viewer.get(f"/api/layers/{layer}/form").json()
            assert [one["name"] for one in document["inputs"]] == viewer.sees.fields(layer)
