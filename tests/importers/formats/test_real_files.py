"""The files of three cities, read as they are: counts, coordinate systems and columns are pinned."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from importers.reading.process import read


def test_rotterdam_shapefile(rotterdam: Path, tmp_path: Path) -> None:
    with read(rotterdam, spool_dir=tmp_path) as spool:
        source = spool.metadata
        assert (source.format, source.layer, source.feature_count) == ("shapefile", "BRK_SelectieCentrum", 971)
        assert (source.crs, source.crs_epsg, source.crs_stated) == ("EPSG:28992", 28992, True)
        assert source.geometry_kinds == {"polygon": 971}
        assert source.encoding_hint == "UTF-8"
        assert source.bounds == pytest.approx((91849.991, 435345.19, 94421.47, 438251.032))
        assert spool.schema.names[:4] == ["fid", "geometry", "KLASSE", "BRON_ID"]
        assert spool.schema.types[:4] == [pa.int64(), pa.binary(), pa.string(), pa.int64()]
        assert spool.column("fid").to_pylist() == list(range(971))
        assert spool.column("OPPERVLAK").slice(0, 3).to_pylist() == [2, 10, 29]


def test_minneapolis_is_the_same_layer_in_both_formats(minneapolis: Path, tmp_path: Path) -> None:
    with (
        read(minneapolis, spool_dir=tmp_path) as package,
        read(minneapolis.with_suffix(".shp"), spool_dir=tmp_path) as shapes,
    ):
        assert package.metadata.geometry_kinds == {"multipolygon": 2193}
        assert shapes.metadata.geometry_kinds == {"polygon": 2154, "multipolygon": 39}
        assert package.metadata.crs_epsg == shapes.metadata.crs_epsg == 4326
        assert package.column("ZONE_CODE").equals(shapes.column("ZONE_CODE"))
        assert package.column("fid").to_pylist() == list(range(1, 2194))


def test_toronto_trees_with_geojson_in_a_column(toronto: Path, tmp_path: Path) -> None:
    with read(toronto, spool_dir=tmp_path) as spool:
        source = spool.metadata
        assert (source.format, source.feature_count, source.unreadable_geometries) == ("csv", 6115, 0)
        assert (source.crs, source.crs_stated) == ("EPSG:4326", False)
        assert source.geometry_kinds == {"point": 6115}
        assert "geometry_2" not in spool.schema.names, "the text of the geometry isn't carried along"
        assert pc.count_distinct(spool.column("COMMON_NAME")).as_py() > 100
        assert spool.column("WARD").slice(0, 2).to_pylist() == ["14", "19"]
