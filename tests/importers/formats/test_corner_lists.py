"""Lists of corner points: rows become parcels, whatever way the list is printed."""

import random
from pathlib import Path
from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from importers.formats.corner_lists import point_number
from importers.reading.process import read
from importers.reading.spool import Spool
from tests.importers.formats.workbooks import xlsx

E, N = 410_000.0, 1_209_000.0
HEAD = ["Số tờ", "Số thửa", "Số hiệu điểm", "X (m)", "Y (m)", "Loại đất", "Cạnh"]


def _rows(
    sheet: int, parcel: int, ring: list[tuple[float, float]], use: str = "ODT", close: bool = False
) -> list[list[Any]]:
    rows = [[sheet, parcel, n, N + y, E + x, use, 10.5 + n] for n, (x, y) in enumerate(ring, start=1)]
    return [*rows, [sheet, parcel, 1, N + ring[0][1], E + ring[0][0], use, 0]] if close else rows


SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
OTHER = [(20.0, 0.0), (40.0, 0.0), (30.0, 15.0)]


def _csv(path: Path, rows: list[list[Any]]) -> Path:
    path.write_text("\n".join(";".join("" if c is None else str(c) for c in row) for row in rows), encoding="utf-8")
    return path


def _shapes(spool: Spool) -> list[Any]:
    return list(shapely.from_wkb(spool.column("geometry").to_pylist()))


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("close", [False, True])
def test_one_polygon_a_parcel(suffix: str, close: bool, tmp_path: Path) -> None:
    rows = [HEAD, *_rows(3, 12, SQUARE, close=close), *_rows(3, 13, OTHER, "CLN", close=close)]
    path = _csv(tmp_path / "goc.csv", rows) if suffix == "csv" else xlsx(tmp_path / "goc.xlsx", {"Góc": rows})
    with read(path, spool_dir=tmp_path / "spools") as spool:
        assert spool.schema.names == ["fid", "geometry", "Số tờ", "Số thửa", "Loại đất"], "edges differ from row to row"
        assert spool.column("Số thửa").to_pylist() == ["12", "13"]
        assert spool.column("Loại đất").to_pylist() == ["ODT", "CLN"]
        first, second = _shapes(spool)
        assert first.equals(shapely.box(E, N, E + 10, N + 10))
        assert second.area == pytest.approx(150)
        assert spool.metadata.remarks == {}


def test_numbers_that_stand_once_a_parcel(tmp_path: Path) -> None:
    """As printed: sheet and parcel only in the first row, and merged in a spreadsheet."""
    rows = [HEAD, *_rows(3, 12, SQUARE), *_rows(3, 13, OTHER)]
    for row in (*rows[2:5], *rows[6:]):
        row[0] = row[1] = None
    with read(xlsx(tmp_path / "goc.xlsx", {"A": rows}, ["A2:A5", "B2:B5"]), spool_dir=tmp_path / "spools") as spool:
        assert spool.column("Số thửa").to_pylist() == ["12", "13"]
        assert [shape.area for shape in _shapes(spool)] == pytest.approx([100, 150])


def test_holes_and_parts_by_a_column_of_rings(tmp_path: Path) -> None:
    rings = [("1", SQUARE), ("2", [(2.0, 2.0), (4.0, 2.0), (4.0, 4.0)]), ("3", [(50.0, 0.0), (60.0, 0.0), (60.0, 9.0)])]
    rows: list[list[Any]] = [["Tờ", "Thửa", "Vòng", "Điểm", "X", "Y"]]
    for ring, points in rings:
        rows += [[1, 7, ring, n, N + y, E + x] for n, (x, y) in enumerate(points, start=1)]
    with read(_csv(tmp_path / "a.csv", rows), spool_dir=tmp_path / "spools") as spool:
        (shape,) = _shapes(spool)
        assert (shape.geom_type, shape.area) == ("MultiPolygon", pytest.approx(100 - 2 + 45))


def test_too_few_points_are_counted_and_stay_a_row(tmp_path: Path) -> None:
    rows = [
        HEAD,
        *_rows(3, 12, SQUARE),
        *_rows(3, 13, SQUARE[:2]),
        *_rows(3, 14, [(0.0, 0.0)] * 4),
        *_rows(3, 15, OTHER),
    ]
    with read(_csv(tmp_path / "a.csv", rows), spool_dir=tmp_path / "spools") as spool:
        assert [shape is None for shape in _shapes(spool)] == [False, True, True, False]
        assert spool.metadata.remarks == {"W-FILE-24": 2}


def test_a_mark_of_secrecy_in_any_row_refuses_the_list(tmp_path: Path) -> None:
    from gis.errors import FileRefused

    rows = [[*HEAD, "Độ mật"], *([*row, ""] for row in _rows(3, 12, SQUARE))]
    rows[3][-1] = "Mật"
    rows[2][-1] = "Không"
    with pytest.raises(FileRefused) as refused:
        read(_csv(tmp_path / "a.csv", rows), spool_dir=tmp_path / "spools")
    assert refused.value.code == "E-FILE-10"


@pytest.mark.parametrize(
    "rows",
    [
        [["STT", "Số thửa", "X", "Y"], *([n, n + 5, N + n, E] for n in range(9))],
        [["Số thửa", "Điểm", "X", "Y"], *([n, n, N + n, E] for n in range(9))],
        [["Xã", "Mốc", "X", "Y"], *([26041, n, N + n, E] for n in range(9))],
        [["Số thửa", "Điểm", "X", "Y"], *([n // 3, 9 - n % 3, N + n, E] for n in range(9))],
    ],
)
def test_other_tables_stay_points(rows: list[list[Any]], tmp_path: Path) -> None:
    with read(_csv(tmp_path / "a.csv", rows), spool_dir=tmp_path / "spools") as spool:
        assert spool.metadata.geometry_kinds == {"point": 9}


@given(st.lists(st.integers(3, 9), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_rows_in_a_parcel_does_not_matter(sizes: list[int], chance: random.Random) -> None:
    """Rings follow the points' numbers: rows of one parcel may stand in any order once the list is recognised."""
    import pyarrow as pa

    from importers.formats.corner_lists import Corners, parcels_of
    from importers.formats.delimited_geometry import GeometryColumns

    rows = []
    for parcel, size in enumerate(sizes):
        ring = shapely.Point(E + 100 * parcel, N).buffer(10, quad_segs=8).exterior.coords[:size]
        own = [[str(parcel), str(n), str(x), str(y)] for n, (x, y) in enumerate(ring)]
        chance.shuffle(own)
        rows += own
    batch = pa.RecordBatch.from_arrays([pa.array(c) for c in zip(*rows, strict=True)], names=["t", "d", "x", "y"])
    corners = Corners(("t",), "d", None, GeometryColumns(None, False, east="x", north="y"))
    (made,) = parcels_of(batch, corners, Path("a"), "a").batches
    shapes = shapely.from_wkb(made.column("geometry").to_pylist())
    assert [len(shape.exterior.coords) - 1 for shape in shapes] == sizes
    assert all(shape.is_valid for shape in shapes), "points of a circle in their order never cross"


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("M12", 12), ("Đ.7a", 7), ("", None), ("góc", None)])
def test_point_numbers(text: str, number: int | None) -> None:
    assert point_number(text) == number
