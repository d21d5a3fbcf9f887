"""The exits by which features leave many at once, and the routes that give out none.

Others by kind: describing (what a layer is), searching, single_features, reports.
"""

import csv
import io
import json

import shapely

from layers.access.queries import public_view, view_for
from layers.access.rights import Right
from layers.features.queries import stream_features
from tests.exits.asking import Viewer, corners_in_degrees, same_place
from tests.exits.registry import MISSING_ID, hidden_layers, leaves_by, touches
from tests.exits.world import EAST, FEATURES, NORTH, SIZE, STEP
from tests.ogc_api import mvt
from tests.ogc_api.test_tiles import tile_at

ZOOM = 12


def _same_features(viewer: Viewer, layer: str, features: list[dict], wanted: list | None = None) -> None:
    sights = {sight.id: sight for sight in (viewer.sees.sights(layer) if wanted is None else wanted)}
    assert {one["id"] for one in features} == set(sights), (viewer.name, layer, len(features), sorted(sights))
    for one in features:
        sight = sights[one["id"]]
        assert one["properties"] == sight.values, (viewer.name, layer, one)
        bounds = shapely.from_geojson(json.dumps(one["geometry"])).bounds
        assert same_place(bounds, corners_in_degrees(sight, layer)), (viewer.name, layer, one["geometry"])


@leaves_by("items")
def items(viewer: Viewer) -> None:
    """As JSON and as a page, by each filter, in a box, and as recorded now."""
    for layer in hidden_layers(viewer):
        viewer.asks_as_if_missing(layer, "/ogc/collections/LAYER/items")
        viewer.asks_as_if_missing(layer, "/ogc/collections/LAYER/items", own="x")
    for layer in viewer.sees.layers():
        path, sights = f"/ogc/collections/{layer}/items", viewer.sees.sights(layer)
        whole = viewer.get(path, limit="100").json()
        _same_features(viewer, layer, whole["features"])
        assert (whole["numberMatched"], whole["numberReturned"]) == (len(sights), len(sights))
        _same_features(viewer, layer, viewer.get(path, limit="100", recorded="2035-01-01T00:00:00Z").json()["features"])
        viewer.get(path, html=True, limit="100")
        for name in viewer.city.fields(layer):
            _by_field(viewer, layer, name)
        for at in range(0, FEATURES, 3):
            west, east = EAST + STEP * at - 1, EAST + STEP * at + SIZE + 1
            box = (west, NORTH - 1, east, NORTH + SIZE + 1)
            asked = {
                "bbox": ",".join(map(str, box)),
                "bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/5899",
            }
            found = viewer.get(path, limit="100", **asked).json()["features"]
            inside = [sight for sight in sights if touches(sight, layer, box)]
            _same_features(viewer, layer, found, inside)
            filtered = {"filter": f"S_INTERSECTS(geom, BBOX({asked['bbox']}))", "filter-crs": asked["bbox-crs"]}
            _same_features(viewer, layer, viewer.get(path, limit="100", **filtered).json()["features"], inside)
        pages, after = [], {}
        while True:
            page = viewer.get(path, limit="3", **after).json()
            pages += page["features"]
            following = [link for link in page["links"] if link["rel"] == "next"]
            if not following:
                break
            after = {"after": str(page["features"][-1]["id"])}
        _same_features(viewer, layer, pages)


def _by_field(viewer: Viewer, layer: str, name: str) -> None:
    path = f"/ogc/collections/{layer}/items"
    values = [feature.values[name] for feature in viewer.city.features[layer]]
    if name not in viewer.sees.fields(layer):
        unknown = "z" * len(name)
        for value in values[:2]:
            for asked in (lambda of, value=value: {of: value}, lambda of, value=value: _filter(of, value)):
                refused, absent = viewer.get(path, **asked(name)), viewer.get(path, **asked(unknown))
                assert refused.status == absent.status == 400
                assert refused.text == absent.text.replace(unknown, name), (viewer.name, layer, name)
        return
    for value in values:
        wanted = [sight for sight in viewer.sees.sights(layer) if sight.values[name] == value]
        for asked in ({name: value}, _filter(name, value)):
            answer = viewer.get(path, limit="100", **asked).json()
            _same_features(viewer, layer, answer["features"], wanted)
            assert answer["numberMatched"] == len(wanted)
    empty = [sight for sight in viewer.sees.sights(layer) if sight.values[name] is None]
    others = [sight for sight in viewer.sees.sights(layer) if sight.values[name] not in (None, values[0])]
    for filter_, wanted in ((f"{name} IS NULL", empty), (f"NOT ({_filter(name, values[0])['filter']})", others)):
        _same_features(viewer, layer, viewer.get(path, limit="100", filter=filter_).json()["features"], wanted)


def _filter(name: str, value: str) -> dict[str, str]:
    quoted = value.replace("'", "''")
    return {"filter": f"{name} = '{quoted}'"}


@leaves_by("changes")
def changes(viewer: Viewer) -> None:
    """Replayed from the first change on, in pages, it is the layer."""
    for layer in hidden_layers(viewer):
        viewer.asks_as_if_missing(layer, "/ogc/collections/LAYER/changes")
    for layer in viewer.sees.layers():
        path, asked, replayed = f"/ogc/collections/{layer}/changes", {"limit": "3"}, {}
        while True:
            page = viewer.get(path, **asked).json()
            replayed |= {one["id"]: one for one in page["features"]}
            if page["complete"]:
                break
            asked["since"] = page["token"]
        _same_features(viewer, layer, list(replayed.values()))
        viewer.get(path, html=True, limit="100")
        viewer.get(path, f="geojsonseq", limit="100")


@leaves_by("export")
def export(viewer: Viewer) -> None:
    """The whole layer in each encoding, by each filter; pages in each."""
    for layer in hidden_layers(viewer):
        viewer.asks_as_if_missing(layer, "/ogc/collections/LAYER/export")
        viewer.asks_as_if_missing(layer, "/ogc/collections/LAYER/export", f="fgb", own="x")
    for layer in viewer.sees.layers():
        sights = viewer.sees.sights(layer)
        for path in (f"/ogc/collections/{layer}/export", f"/ogc/collections/{layer}/items"):
            limit = {} if path.endswith("export") else {"limit": "100"}
            _same_features(viewer, layer, viewer.get(path, f="json", **limit).json()["features"])
            for recorded in ({}, {"recorded": "2035-01-01T00:00:00Z"}):
                _same_table(viewer, layer, viewer.get(path, f="csv", **limit, **recorded).text)
            for form in ("gpkg", "fgb"):
                found = viewer.get(path, f=form, **limit)
                wanted = {value for sight in sights for value in sight.values.values() if value}
                assert all(value in found.text for value in wanted), (viewer.name, layer, form)
            lines = viewer.get(path, f="ndjson", **limit).text.splitlines()
            _same_features(viewer, layer, [json.loads(line) for line in lines])
            _same_features(viewer, layer, viewer.get(path, f="jsonfg", **limit).json()["features"])
        path = f"/ogc/collections/{layer}/export"
        assert viewer.get(path, f="csv").headers["OGC-NumberMatched"] == str(len(sights))
        for name in viewer.city.fields(layer):
            value = viewer.city.features[layer][0].values[name]
            answer = viewer.get(path, f="csv", **{name: value})
            if name not in viewer.sees.fields(layer):
                absent = viewer.get(path, f="csv", **{"z" * len(name): value})
                assert answer.status == absent.status == 400
                assert answer.text == absent.text.replace("z" * len(name), name), (viewer.name, layer, name)
            else:
                _same_table(viewer, layer, answer.text, [one for one in sights if one.values[name] == value])


def _same_table(viewer: Viewer, layer: str, text: str, wanted: list | None = None) -> None:
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    sights = viewer.sees.sights(layer) if wanted is None else wanted
    values = {int(row["id"]): {k: v or None for k, v in row.items() if k not in ("id", "WKT")} for row in rows}
    assert values == {sight.id: sight.values for sight in sights}, (viewer.name, layer)
    for row in rows:
        (sight,) = (one for one in sights if one.id == int(row["id"]))
        assert same_place(shapely.from_wkt(row["WKT"]).bounds, corners_in_degrees(sight, layer)), (viewer.name, layer)


@leaves_by("item")
def item(viewer: Viewer) -> None:
    for layer in viewer.city.layers:
        if layer in hidden_layers(viewer):
            viewer.asks_as_if_missing(layer, "/ogc/collections/LAYER/items/1")
            continue
        sights = {sight.id: sight for sight in viewer.sees.sights(layer)}
        for feature in viewer.city.features[layer]:
            path = f"/ogc/collections/{layer}/items"
            for asked in ({}, {"recorded": "2035-01-01T00:00:00Z"}):
                answer = viewer.get(f"{path}/{feature.id}", **asked)
                if feature.id in sights:
                    _same_features(viewer, layer, [answer.json()], [sights[feature.id]])
                else:
                    absent = viewer.get(f"{path}/{MISSING_ID}", **asked)
                    assert answer.status == absent.status == 404
                    assert answer.text == absent.text.replace(str(MISSING_ID), str(feature.id))
            viewer.get(f"{path}/{feature.id}", html=True)


@leaves_by("tile")
def tile(viewer: Viewer) -> None:
    """Never a personal field, whoever asks."""
    x, y, _, _ = corners_in_degrees(_middle(viewer), "qalpha")
    row, column = tile_at(x, y, ZOOM)
    for layer in viewer.city.layers:
        path = f"/ogc/collections/{layer}/tiles/WebMercatorQuad/{ZOOM}/{row}/{column}"
        if layer in hidden_layers(viewer):
            viewer.asks_as_if_missing(layer, path.replace(layer, "LAYER"))
            continue
        parts = mvt.read_tile(viewer.get(path).content)
        found = {id_: values for part in parts for id_, values in part.features.items()}
        personal = {one.name for one in viewer.city.layers[layer].fields if one.personal}
        wanted = {
            sight.id: {name: value for name, value in sight.values.items() if value and name not in personal}
            for sight in viewer.sees.sights(layer)
        }
        assert found == wanted, (viewer.name, layer, found, wanted, viewer.sees.sights(layer)[:1])
        for name in viewer.city.fields(layer):
            value = viewer.city.features[layer][0].values[name]
            answer = viewer.get(path, **_filter(name, value))
            if name in personal:
                assert answer.status == 400
                continue
            chosen = {id_ for part in mvt.read_tile(answer.content) for id_ in part.features}
            assert chosen == {id_ for id_, values in wanted.items() if values.get(name) == value}


@leaves_by("queryables")
def queryables(viewer: Viewer) -> None:
    for layer in viewer.city.layers:
        path = f"/ogc/collections/{layer}/queryables"
        if layer in hidden_layers(viewer):
            viewer.asks_as_if_missing(layer, path.replace(layer, "LAYER"))
            continue
        told = viewer.get(path).json()["properties"]
        assert list(told) == [*viewer.sees.fields(layer), "id", "valid_from", "valid_to", "geom"]
        viewer.get(path, html=True)


def _middle(viewer: Viewer):
    from tests.exits.reference import Sight

    west = EAST + STEP * FEATURES / 2
    return Sight(0, {}, (west, NORTH, west, NORTH), False)


@leaves_by("dataset-tile")
def dataset_tile(viewer: Viewer) -> None:
    """As the tiles of its layers one by one; nothing of hidden ones."""
    x, y, _, _ = corners_in_degrees(_middle(viewer), "qalpha")
    row, column = tile_at(x, y, ZOOM)
    path = f"/ogc/tiles/WebMercatorQuad/{ZOOM}/{row}/{column}"
    found = {part.name: set(part.features) for part in mvt.read_tile(viewer.get(path).content)}
    wanted = {}
    for layer in viewer.sees.layers():
        parts = mvt.read_tile(viewer.get(f"/ogc/collections/{layer}{path.removeprefix('/ogc')}").content)
        wanted |= {part.name: set(part.features) for part in parts}
        alone = mvt.read_tile(viewer.get(path, collections=layer).content)
        assert [part.name for part in alone] == [part.name for part in parts]
    assert found == wanted, viewer.name
    for layer in hidden_layers(viewer):
        for address in (path, "/ogc/tiles", "/ogc/tiles/WebMercatorQuad"):
            viewer.asks_for_collection_as_if_missing(layer, address)


@leaves_by("dataset-tilesets", "dataset-tileset")
def dataset_tilesets(viewer: Viewer) -> None:
    for path in ("/ogc/tiles", "/ogc/tiles/WorldCRS84Quad"):
        viewer.get(path, html=True)
    (found, *_) = viewer.get("/ogc/tiles").json()["tilesets"]
    assert found == viewer.get("/ogc/tiles/WebMercatorQuad").json()
    assert {one["id"] for one in found["layers"]} == set(viewer.sees.layers())
    tile_json = viewer.get("/ogc/tiles/WebMercatorQuad", f="tilejson").json()
    assert {one["id"] for one in tile_json["vector_layers"]} == set(viewer.sees.layers())


@leaves_by("tilesets", "tileset")
def tilesets(viewer: Viewer) -> None:
    for layer in viewer.city.layers:
        path = f"/ogc/collections/{layer}/tiles"
        if layer in hidden_layers(viewer):
            viewer.asks_as_if_missing(layer, "/ogc/collections/LAYER/tiles")
            viewer.asks_as_if_missing(layer, "/ogc/collections/LAYER/tiles/WebMercatorQuad")
            continue
        viewer.get(path)
        viewer.get(path, html=True)
        viewer.get(f"{path}/WebMercatorQuad", html=True)
        set_ = viewer.get(f"{path}/WebMercatorQuad").json()
        personal = {one.name for one in viewer.city.layers[layer].fields if one.personal}
        fields = [name for name in viewer.sees.fields(layer) if name not in personal]
        assert list(set_["layers"][0]["propertiesSchema"]["properties"]) == fields
        tile_json = viewer.get(f"{path}/WebMercatorQuad", f="tilejson").json()
        assert list(tile_json["vector_layers"][0]["fields"]) == fields


@leaves_by(
    "map", "landing", "conformance", "functions", "tile-matrix-sets", "tile-matrix-set", "processes", "process", "units"
)
def what_says_nothing_of_layers(viewer: Viewer) -> None:
    """Nothing that isn't the same for all but for the titles of what is seen."""
    for path in (
        "/", "/ogc/", "/ogc/conformance", "/ogc/functions", "/ogc/tileMatrixSets", "/ogc/tileMatrixSets/WebMercatorQuad", "/ogc/processes",
        "/ogc/processes/parcel-zoning", "/api/units?at=107.75,10.94", "/api/units?name=Ttlqalphavi",
    ):  # fmt: skip
        viewer.get(path)
        viewer.get(path, html=True)


def exported(viewer: Viewer, user: int | None, limit: frozenset[Right] | None = None) -> None:
    """Not a route: what commands and jobs write to files."""
    view = view_for(user, limit) if user is not None else public_view()
    assert list(view.layers) == viewer.sees.layers()
    for layer in view.layers:
        _same_features(viewer, layer, [json.loads(text) for text in stream_features(view.layer(layer))])


ACCOUNTS = ("account_", "mfa_", "openid_connect_", "socialaccount_", "usersessions_")
"""Beginnings of the names of routes for signing in, which know nothing of layers: tests/web/accounts."""
WITHOUT_FEATURES = {
    "code-lists": "code lists are public: their sources are published",
    "codes": "as code-lists",
    "nothing-here": "answers what has no route",
    "ogc-without-slash": "as without-slash",
    "without-slash": "leads to the address without a slash, whatever it is",
    "transactions": "answers ids and versions to who may edit: tests/ogc_api/test_editing_batches.py",
    "imports": "runs and jobs of imports, counts alone: tests/web/api/test_imports.py",
    "import-page": "its parts come from the API",
    "import-preview": "somebody's own file, and fields that they know of: tests/web/api/test_imports.py",
    "import-preset": "names of columns and fields that who may import knows of: tests/web/api/test_presets.py",
    "import-presets": "as import-preset",
    "preset-page": "as import-preset",
    "presets-page": "as import-preset",
    "import-run": "as imports",
    "import-run-undo": "as imports",
    "run-page": "as imports",
    "runs-page": "as imports",
    "import-targets": "layers by what may be imported: tests/web/api/test_imports.py",
    "import-upload": "names of one's own files: tests/web/api/test_imports.py",
    "import-uploads": "as import-upload",
    "job": "who may follow: tests/web/api/test_jobs.py",
    "job-cancel": "who may follow: tests/web/api/test_jobs.py",
    "job-page": "who may follow: tests/web/api/test_jobs.py",
    "audit": "layers and ids for auditors alone, no value: tests/web/api/test_audit.py",
    "audit-page": "as audit",
    "audit-csv": "as audit",
    "audit-jsonl": "as audit",
    "decision-powers": "who may decide what is law, and public",
    "own-rights": "one's own rights: tests/web/test_access_pages.py",
    "access": "for managers alone, memberships: tests/web/test_access_pages.py",
    "access-organisations": "as access",
    "access-roles": "as access",
    "access-role": "as access",
    "access-withheld": "as access, without shapes",
    "access-powers": "as access",
    "api-caller": "says of a key what it may, and nothing of layers: tests/web/test_api_client.py",
    "api-client": "programs and their keys: tests/web/test_clients_page.py",
    "api-clients": "as api-client",
    "client": "as api-client",
    "client-end": "as api-client",
    "client-limits": "as api-client",
    "client-make-key": "as api-client",
    "client-revoke": "as api-client",
    "clients": "as api-client",
    "webhooks": "one's own addresses, by layer: tests/web/api/test_webhooks.py",
    "webhook": "as webhooks",
    "webhook-start": "as webhooks",
    "oauth-introspect": "tokens: tests/layers/api_clients/test_oauth.py",
    "oauth-metadata": "as oauth-introspect",
    "oauth-revoke": "as oauth-introspect",
    "oauth-token": "as oauth-introspect",
}
"""Routes that give out nothing of layers or features, and why."""
