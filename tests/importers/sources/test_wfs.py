"""A WFS 2.0: no server of another make is at hand, so its answers are written here in the form of OGC 09-025r2 (clauses
8.3 and 11) and as GeoServer's documentation shows them, and served by a real web server."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from gis.errors import DothiError
from importers.reading.process import read
from importers.sources import wfs
from importers.sources.contract import Fetching, Limits
from tests.importers.sources.web_server import serving

HERE = Limits(private_hosts=frozenset({"127.0.0.1"}))
TREES = 2_300

CAPABILITIES = """<?xml version="1.0" encoding="UTF-8"?>
<wfs:WFS_Capabilities version="2.0.0" xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:ows="http://www.opengis.net/ows/1.1">
  <ows:OperationsMetadata>
    <ows:Operation name="GetFeature">
      <ows:DCP><ows:HTTP><ows:Get xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://169.254.169.254/"/></ows:HTTP></ows:DCP>
      <ows:Parameter name="outputFormat"><ows:AllowedValues>{formats}</ows:AllowedValues></ows:Parameter>
    </ows:Operation>
  </ows:OperationsMetadata>
  <wfs:FeatureTypeList>
    <wfs:FeatureType><wfs:Name>city:cay_xanh</wfs:Name><wfs:DefaultCRS>urn:ogc:def:crs:EPSG::5899</wfs:DefaultCRS></wfs:FeatureType>
    {more}
  </wfs:FeatureTypeList>
</wfs:WFS_Capabilities>"""
LIGHTS = (
    "<wfs:FeatureType><wfs:Name>city:den</wfs:Name><wfs:DefaultCRS>urn:ogc:def:crs:EPSG::5899</wfs:DefaultCRS>"
    "</wfs:FeatureType>"
)
JSON = "<ows:Value>application/gml+xml; version=3.2</ows:Value><ows:Value>application/json</ows:Value>"
GML_ONLY = "<ows:Value>application/gml+xml; version=3.2</ows:Value>"


def service(formats: str = JSON, more: str = "", *, counts: bool = True) -> Any:
    def answer(path: str) -> tuple[int, dict[str, str], bytes]:
        asked = {name.lower(): values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        if asked["request"] == "GetCapabilities":
            return 200, {}, CAPABILITIES.format(formats=formats, more=more).encode()
        if asked.get("outputformat") != "application/json":
            return 200, {}, b"<wfs:FeatureCollection xmlns:wfs='http://www.opengis.net/wfs/2.0'/>"
        assert asked["typenames"] == "city:cay_xanh"
        assert asked["srsname"] == "urn:ogc:def:crs:EPSG::5899"
        start, count = (int(asked["startindex"]), int(asked["count"])) if counts else (0, TREES)
        features = [
            {
                "type": "Feature", "id": f"cay_xanh.{n}", "properties": {"ma": n, "loai": "Bằng lăng"},
                "geometry": {"type": "Point", "coordinates": [400_000.0 + n, 1_209_000.0]},
            }
            for n in range(start, min(start + count, TREES))
        ]  # fmt: skip
        return 200, {}, json.dumps({"type": "FeatureCollection", "numberMatched": TREES, "features": features}).encode()

    return answer


def fetch(text: str, folder: Path, layer: str | None = None) -> Path:
    return wfs.fetch(Fetching(text, folder, layer, HERE)).path


def test_every_page_comes_in_the_default_system(tmp_path: Path) -> None:
    with serving(service()) as (address, asked):
        path = fetch(f"{address}/geoserver/wfs?map=city", tmp_path)
    assert path.name == "cay_xanh.geojson"
    assert all("map=city" in one for one, _ in asked)
    assert len(asked) == 4
    with read(path, spool_dir=tmp_path / "spool") as spool:
        assert (spool.count, spool.metadata.crs_epsg) == (TREES, 5899)
        assert len(set(spool.column("ma").to_pylist())) == TREES


def test_a_service_that_doesnt_count_gives_all_at_once(tmp_path: Path) -> None:
    with serving(service(counts=False)) as (address, asked):
        path = fetch(f"{address}/ows?service=WFS&typeNames=city:cay_xanh", tmp_path)
    assert len(json.loads(path.read_text())["features"]) == TREES
    assert len(asked) == 2


def test_without_json_it_is_one_gml_file(tmp_path: Path) -> None:
    with serving(service(GML_ONLY)) as (address, _):
        path = fetch(f"{address}/wfs", tmp_path)
    assert path.name == "cay_xanh.gml"
    assert path.read_bytes().startswith(b"<wfs:FeatureCollection")


def test_of_several_types_one_is_chosen(tmp_path: Path) -> None:
    with serving(service(more=LIGHTS)) as (address, _):
        for layer, code in ((None, "E-SOURCE-05"), ("city:ong_nuoc", "E-SOURCE-06")):
            with pytest.raises(DothiError) as refused:
                fetch(f"{address}/wfs", tmp_path, layer)
            assert refused.value.code == code
            assert "city:den" in refused.value.values["names"]
        assert fetch(f"{address}/wfs", tmp_path, "city:cay_xanh").exists()


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize("body", [b"", b"<html/>", b"{}", BOMB, b"<ServiceExceptionReport/>"])
def test_what_is_no_wfs_is_refused(tmp_path: Path, body: bytes) -> None:
    with serving(lambda path: (200, {}, body)) as (address, _), pytest.raises(DothiError) as refused:
        fetch(f"{address}/wfs", tmp_path)
    assert refused.value.code == "E-SOURCE-04"
