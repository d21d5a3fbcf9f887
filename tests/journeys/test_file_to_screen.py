"""One parcel's whole way: file -> import -> API -> tile -> browser."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pyogrio
import pytest
from playwright.sync_api import expect

from gis.setup.places import ROOT
from gis.spatial.crs import transformer
from tests.conftest import served
from tests.importers.services.files import EAST, NORTH, shapefile, squares
from tests.journeys.browser import Screen

ADDRESS = "15 Đường Võ Thị Sáu, phường Trấn Biên"
SHEETS = {"tcvn3": 12, "vni": 34}


@pytest.mark.parametrize("encoding", SHEETS)
def test_a_parcel_goes_from_a_bare_shapefile_to_the_screen(
    own_database: str, tmp_path: Path, screen: Callable[..., Screen], encoding: str
) -> None:
    frame = squares(
        30, SOTO=SHEETS[encoding], SOTHUA=range(1, 31), LOAIDAT="ODT", DIACHI=ADDRESS, TENCHU="Nguyễn Văn Chủ"
    )
    path = shapefile(tmp_path, frame, encoding=encoding)
    done = subprocess.run(
        [sys.executable, "-m", "gis.cli", "import", path, "--layer", "parcels", "--crs", "EPSG:5899", "--json"],
        cwd=ROOT, env={**os.environ, "DATABASE_URL": own_database}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["imported"], report["encoding"]) == (30, encoding)

    with served(own_database) as site:
        items = json.load(urlopen(f"{site}/ogc/collections/parcels/items?so_thua=15&f=json"))
        (parcel,) = items["features"]
        assert parcel["properties"]["dia_chi"] == ADDRESS
        assert parcel["properties"]["dien_tich"] is None
        assert "ten_chu" not in parcel["properties"], "an owner's name is nobody's business"

        lon, lat = transformer(5899, 4326).transform(EAST + 20 * 14 + 5, NORTH + 5)
        assert _in_tile(site, tmp_path, lon, lat) == {parcel["id"]}

        opened = screen(f"{site}/#18/{lat:.6f}/{lon:.6f}&layers=parcels", size="desk", scheme="light")
        opened.wait_for_map()
        opened.page.mouse.click(720, 476)
        expect(opened.page.get_by_text(ADDRESS)).to_be_visible()
        assert "Nguyễn Văn Chủ" not in opened.page.content()
        opened.shoot(f"journey-{encoding}")


def _in_tile(site: str, folder: Path, lon: float, lat: float) -> set[int]:
    """Ids of what GDAL's own MVT reader finds at the place in the tile of zoom 19."""
    x, y = transformer(4326, 3857).transform(lon, lat)
    world, count = 2 * 20037508.342789244, 2**19
    column, row = int((x / world + 0.5) * count), int((0.5 - y / world) * count)
    tile = folder / "19" / str(column) / f"{row}.mvt"
    tile.parent.mkdir(parents=True)
    tile.write_bytes(urlopen(f"{site}/ogc/collections/parcels/tiles/WebMercatorQuad/19/{row}/{column}?f=mvt").read())
    frame = pyogrio.read_dataframe(tile, layer="parcels", fid_as_index=True)
    at = frame[frame.geometry.contains(__import__("shapely").Point(x, y))]
    assert "ten_chu" not in frame.columns
    return set(at["mvt_id"]) if "mvt_id" in at.columns else set(at.index)
