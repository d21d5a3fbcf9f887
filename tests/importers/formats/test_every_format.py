"""What every format must do with the same plots, and with features that are not as they should be."""

from pathlib import Path

import numpy as np
import pytest
import shapely
from pyogrio.errors import DataSourceError

from gis.errors import DothiError
from importers.reading.process import read
from tests.importers.formats.written import FORMAT_OF, NAME, PLOTS, WRITERS, plots

TEXT_AS_BYTES = {"shapefile", "zipped shapefile", "mapinfo", "mif"}
BY_DEFAULT = {"geojsonl", "kml", "kmz"}

each_format = pytest.mark.parametrize("kind", list(WRITERS))


@each_format
def test_the_plots_come_as_they_were_written(kind: str, tmp_path: Path) -> None:
    (tmp_path / "delivered").mkdir()
    path = WRITERS[kind](tmp_path / "delivered")
    before = _everything(tmp_path / "delivered")
    with read(path, spool_dir=tmp_path / "spools") as spool:
        source = spool.metadata
        assert source.format == FORMAT_OF.get(kind, kind)
        assert (source.feature_count, source.layer) == (PLOTS, "thua")
        assert source.crs == "EPSG:4326"
        assert source.crs_stated is (kind not in BY_DEFAULT)
        assert source.bounds == pytest.approx((106.8, 10.9, 107.99, 10.91), abs=1e-6)
        assert spool.schema.names[:2] == ["fid", "geometry"]
        fids = spool.column("fid").to_pylist()
        assert len(set(fids)) == PLOTS
        shapes = shapely.from_wkb(spool.column("geometry").to_pylist())
        order = np.argsort(shapely.bounds(shapes)[:, 0])
        assert shapely.area(shapes).sum() == pytest.approx(PLOTS * 1e-4, rel=1e-5)
        codes = [spool.column("ma").to_pylist()[i] for i in order]
        assert codes == [f"{i:05d}" for i in range(PLOTS)], "a code keeps its zeros"
        text = spool.column("ten").to_pylist()[0]
        assert (text.encode("latin-1").decode("utf-8") if kind in TEXT_AS_BYTES else text) == NAME
    assert _everything(tmp_path / "delivered") == before, "nothing is written beside the source"
    assert not list((tmp_path / "spools").iterdir())


def _everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@each_format
def test_features_without_a_geometry(kind: str, tmp_path: Path) -> None:
    if kind == "flatgeobuf":
        pytest.skip("none may be missing where there is an index")
    frame = plots(4)
    frame.loc[1, "geometry"] = None
    path = WRITERS[kind](tmp_path, frame)
    with read(path, spool_dir=tmp_path / "spools") as spool:
        shapes = shapely.from_wkb(spool.column("geometry").to_pylist(), on_invalid="ignore")
        assert len(shapes) == 4
        assert (shapely.is_missing(shapes) | shapely.is_empty(shapes)).sum() == 1


@each_format
@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf"), 1e300])
def test_coordinates_that_are_no_numbers(kind: str, bad: float, tmp_path: Path) -> None:
    """Each comes as something that isn't finite, or not at all; never as a crash or as another place."""
    frame = plots(3)
    frame.loc[1, "geometry"] = shapely.Polygon([(106.8, 10.9), (106.9, 10.9), (bad, 11), (106.8, 10.9)])
    try:
        path = WRITERS[kind](tmp_path, frame)
    except (ValueError, RuntimeError, OSError, DataSourceError) as error:
        pytest.skip(f"this can't be written: {error}")
    outcome = _read_or_code(path, tmp_path)
    assert isinstance(outcome, int) or outcome.startswith("E-"), outcome


@each_format
def test_three_hundred_columns(kind: str, tmp_path: Path) -> None:
    if kind in ("shapefile", "zipped shapefile", "mapinfo"):
        pytest.skip("the format itself holds no more than 255")
    columns = {f"cot_{i}": [str(i)] * 3 for i in range(300)}
    with read(WRITERS[kind](tmp_path, plots(3, **columns)), spool_dir=tmp_path / "spools") as spool:
        assert [spool.column(f"cot_{i}").to_pylist()[0] for i in range(300)] == [str(i) for i in range(300)]


@each_format
def test_long_names_that_are_one_after_shortening(kind: str, tmp_path: Path) -> None:
    """255 letters, and the two differ in the last one: what a format cuts it makes unique again."""
    if kind in ("filegdb", "zipped filegdb"):
        pytest.skip("the format holds names of 64 letters, and its writer refuses others")
    names = ["a" * 254 + "1", "a" * 254 + "2"]
    frame = plots(3, **{names[0]: ["một"] * 3, names[1]: ["hai"] * 3})
    with read(WRITERS[kind](tmp_path, frame), spool_dir=tmp_path / "spools") as spool:
        long = [name for name in spool.schema.names if name.startswith("aaa")]
        assert len(long) == len(set(long)) == 2
        values = {spool.column(name).to_pylist()[0] for name in long}
        assert len(values) == 2


@pytest.mark.parametrize("suffix", [".shp", ".gpkg", ".csv", ".dat", ""])
@pytest.mark.parametrize("kind", ["flatgeobuf", "geoparquet", "kml", "gml", "zipped shapefile", "mif"])
def test_the_name_plays_no_part(kind: str, suffix: str, tmp_path: Path) -> None:
    path = WRITERS[kind](tmp_path)
    renamed = path.rename(path.with_suffix(suffix))
    with read(renamed, spool_dir=tmp_path / "spools") as spool:
        assert (spool.metadata.format, spool.count) == (FORMAT_OF.get(kind, kind), PLOTS)


@pytest.mark.long
@pytest.mark.parametrize("kind", [kind for kind in WRITERS if kind not in ("mapinfo",)])
def test_ten_million_vertices_in_one_ring(kind: str, tmp_path: Path) -> None:
    """It is read within the limits, or refused by a code that names the limit. A TAB's ring holds 32,767."""
    angle = np.linspace(0, 2 * np.pi, 10_000_000, endpoint=False)
    ring = shapely.Polygon(np.column_stack([106.8 + np.cos(angle) / 100, 10.9 + np.sin(angle) / 100]))
    frame = plots(1)
    frame.loc[0, "geometry"] = ring
    outcome = _read_or_code(WRITERS[kind](tmp_path, frame), tmp_path)
    assert outcome in (1, "E-FILE-03", "E-FILE-05", "E-FILE-12"), outcome


def _read_or_code(path: Path, tmp_path: Path) -> int | str:
    try:
        with read(path, spool_dir=tmp_path / "spools") as spool:
            count = sum(len(batch) for batch in spool.batches())
    except DothiError as error:
        return error.code
    finally:
        assert not list((tmp_path / "spools").glob("*"))
    return count
