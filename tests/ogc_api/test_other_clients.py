"""Clients that nobody here wrote read what we serve: GDAL (OAPIF and MVT drivers), OWSLib, and QGIS where it is."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyogrio
import pytest
from owslib.ogcapi.features import Features

from gis.spatial.crs import parse_crs, transformer
from tests.ogc_api.client import LAYERS, Api, ids_of

each_layer = pytest.mark.parametrize("layer", LAYERS)


@contextmanager
def gdal_option(name: str, value: str) -> Iterator[None]:
    pyogrio.set_gdal_config_options({name: value})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({name: None})


def test_gdal_lists_the_collections(api: Api) -> None:
    found = {name for name, _ in pyogrio.list_layers(f"OAPIF:{api.root}")}
    assert found >= set(LAYERS)


@each_layer
def test_gdal_reads_every_feature(api: Api, layer: str) -> None:
    """Paging by itself, 1,000 at a time."""
    with gdal_option("OGR_OAPIF_PAGE_SIZE", "1000"):
        frame = pyogrio.read_dataframe(f"OAPIF:{api.root}", layer=layer, fid_as_index=True)
    assert len(frame) == api.json(f"/collections/{layer}/items", limit=1)["numberMatched"]
    first = api.json(f"/collections/{layer}/items", limit=1)["features"][0]
    assert set(first["properties"]) <= set(frame.columns)
    assert frame.crs.to_epsg() == parse_crs(api.json(f"/collections/{layer}")["storageCrs"]).epsg  # of its own accord


@each_layer
def test_gdal_filters_on_the_server(api: Api, layer: str) -> None:
    collection = api.json(f"/collections/{layer}")
    west, south, east, north = collection["extent"]["spatial"]["bbox"][0]
    storage = parse_crs(collection["storageCrs"])
    degrees = (west, south, (west + east) / 2, (south + north) / 2)
    west, south, east, north = transformer(4326, storage.epsg).transform_bounds(*degrees)
    frame = pyogrio.read_dataframe(f"OAPIF:{api.root}", layer=layer, bbox=(west, south, east, north))
    written = f"{south},{west},{north},{east}" if storage.north_first else f"{west},{south},{east},{north}"
    found = api.json(f"/collections/{layer}/items", bbox=written, limit=1, **{"bbox-crs": storage.uri})
    assert len(frame) == found["numberMatched"] > 0


@pytest.mark.parametrize(("layer", "epsg"), [("parcels", 5899), ("parcels", 9210), ("rotterdam_parcels", 28992)])
def test_gdal_reads_in_another_system(api: Api, layer: str, epsg: int) -> None:
    """Part 2 from the client's side: metres of the zone, east before north."""
    frame = pyogrio.read_dataframe(f"OAPIF:{api.root}", layer=layer, max_features=20, CRS=f"EPSG:{epsg}")
    served = api.json(f"/collections/{layer}/items", limit=20, crs=f"http://www.opengis.net/def/crs/EPSG/0/{epsg}")
    assert frame.crs.to_epsg() == epsg
    assert frame.geometry.iloc[0].geoms[0].exterior.coords[0] == pytest.approx(
        tuple(served["features"][0]["geometry"]["coordinates"][0][0][0])
    )


@each_layer
def test_gdal_reads_a_tile(api: Api, layer: str, tmp_path: Path) -> None:
    from tests.ogc_api.test_tiles import ZOOM_THAT_SHOWS_ALL, first_position, tile_at

    feature = api.json(f"/collections/{layer}/items", limit=1)["features"][0]
    zoom = ZOOM_THAT_SHOWS_ALL[layer]
    row, column = tile_at(*first_position(feature["geometry"]["coordinates"]), zoom)
    path = tmp_path / f"{row}.mvt"
    path.write_bytes(api.ask(f"/collections/{layer}/tiles/WebMercatorQuad/{zoom}/{row}/{column}").content)
    frame = pyogrio.read_dataframe(f"MVT:{path}", layer=layer)
    assert len(frame) > 0
    assert set(frame.columns) - {"geometry", "mvt_id"} <= set(feature["properties"])


@pytest.fixture(scope="module")
def owslib(api: Api) -> Features:
    return Features(f"{api.root}/")


def test_owslib_reads_what_is_declared(owslib: Features, api: Api) -> None:
    assert set(owslib.feature_collections()) >= set(LAYERS)
    assert owslib.conformance() == api.json("/conformance")
    assert owslib.api()["openapi"].startswith("3.0")


@each_layer
def test_owslib_reads_features(owslib: Features, api: Api, layer: str) -> None:
    assert owslib.collection(layer)["id"] == layer
    page = owslib.collection_items(layer, limit=5)
    assert ids_of(page) == ids_of(api.json(f"/collections/{layer}/items", limit=5))
    assert owslib.collection_item(layer, str(page["features"][0]["id"]))["id"] == page["features"][0]["id"]


QGIS = """
import json, sys
from qgis.core import QgsApplication, QgsVectorLayer, QgsRectangle, QgsFeatureRequest
QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
found = {}
for name in sys.argv[2:]:
    layer = QgsVectorLayer(f"url='{sys.argv[1]}' typename='{name}' restrictToRequestBBOX='1' pageSize='500'", name, "OAPIF")
    found[name] = {"valid": layer.isValid(), "count": sum(1 for _ in layer.getFeatures()),
                   "fields": [field.name() for field in layer.fields()], "crs": layer.crs().authid()}
print(json.dumps(found))
app.exitQgis()
"""


@pytest.mark.long
def test_qgis_reads_every_feature(api: Api, tmp_path: Path) -> None:
    """QGIS of the system (PyQGIS), headless; skipped where it isn't installed."""
    python = shutil.which("python3", path="/usr/bin")
    if not python or subprocess.run([python, "-c", "import qgis.core"], capture_output=True).returncode:
        pytest.skip("needs the system package python3-qgis")
    done = subprocess.run(
        [python, "-c", QGIS, f"{api.root}/", *LAYERS], capture_output=True, text=True, timeout=280, check=False,
        env={"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    for layer in LAYERS:
        assert found[layer]["valid"], done.stderr
        assert found[layer]["count"] == api.json(f"/collections/{layer}/items", limit=1)["numberMatched"]
        served = api.json(f"/collections/{layer}/items", limit=1)["features"][0]["properties"]
        assert set(served) <= set(found[layer]["fields"])
