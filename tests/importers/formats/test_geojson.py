"""GeoJSON with and without the things RFC 7946 settled."""

import json
from pathlib import Path
from typing import Any

import pytest

from importers.reading.process import read

POINT: dict[str, Any] = {
    "type": "Feature",
    "properties": {"tên": "Đất ở", "n": 1},
    "geometry": {"type": "Point", "coordinates": [106.8, 10.9]},
}


def _written(tmp_path: Path, value: object, **options: Any) -> Path:
    path = tmp_path / "vung.geojson"
    path.write_text(json.dumps(value, ensure_ascii=False, **options), "utf-8")
    return path


def test_default_system_is_not_stated(tmp_path: Path) -> None:
    path = _written(tmp_path, {"type": "FeatureCollection", "features": [POINT]})
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.crs, spool.metadata.crs_stated) == ("EPSG:4326", False)
        assert spool.metadata.bounds == pytest.approx((106.8, 10.9, 106.8, 10.9))
        assert spool.column("tên").to_pylist() == ["Đất ở"]


@pytest.mark.parametrize("at_end", [False, True])
def test_crs_member(at_end: bool, tmp_path: Path) -> None:
    crs = {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::9210"}}}
    features = {"features": [POINT] * 2_000}
    value = {"type": "FeatureCollection", **(features | crs if at_end else crs | features)}
    with read(_written(tmp_path, value), spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.crs_epsg, spool.metadata.crs_stated, spool.count) == (9210, True, 2_000)


def test_type_behind_the_features_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    text = json.dumps({"features": [POINT] * 1_000, "type": "FeatureCollection"}, indent=1)
    path.write_text(text, "utf-8-sig")
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert spool.count == 1_000


def test_one_feature_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.geojsonl"
    path.write_text("\n".join(json.dumps(POINT) for _ in range(30)), "utf-8")
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert spool.count == 30


def test_null_and_mixed_geometries_are_counted(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[1, 2, 3], [4, 5, 6]]}
    features = [POINT, {**POINT, "geometry": None}, {**POINT, "geometry": line}]
    path = _written(tmp_path, {"type": "FeatureCollection", "features": features})
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert spool.metadata.geometry_kinds == {"none": 1, "point": 1, "linestring": 1}
        assert spool.metadata.has_z


def test_a_property_named_geometry_is_kept(tmp_path: Path) -> None:
    feature = {**POINT, "properties": {"geometry": "thửa", "fid": 7}}
    path = _written(tmp_path, {"type": "FeatureCollection", "features": [feature]})
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert spool.schema.names[:2] == ["fid", "geometry"]
        assert "thửa" in [spool.column(name).to_pylist()[0] for name in spool.schema.names[2:]]
