"""Where the real files are, and small files made byte by byte."""

import shutil
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CITIES = ROOT / "gis" / "demo" / "data"


@pytest.fixture(scope="session")
def rotterdam() -> Path:
    return CITIES / "rotterdam" / "BRK_SelectieCentrum.shp"


@pytest.fixture(scope="session")
def minneapolis() -> Path:
    return CITIES / "minneapolis" / "Minn_Primary_District.gpkg"


@pytest.fixture(scope="session")
def toronto() -> Path:
    return CITIES / "toronto" / "street-tree-data-EY.csv"


@pytest.fixture
def copied(tmp_path: Path) -> Callable[..., Path]:
    """A copy of a file with its parts, some left out, under a folder of its own."""

    def copy(path: Path, *, without: tuple[str, ...] = (), name: str | None = None) -> Path:
        folder = tmp_path / "delivered"
        folder.mkdir(exist_ok=True)
        for part in path.parent.glob(f"{path.stem}.*"):
            if part.suffix not in without:
                shutil.copyfile(part, folder / part.name)
        if name:
            (folder / path.name).rename(folder / name)
        return folder / (name or path.name)

    return copy


@pytest.fixture
def point_shapefile(tmp_path: Path) -> Callable[..., Path]:
    """A Shapefile of points along x = y whose only text column, TEN, holds the given bytes."""

    def make(values: list[bytes], *, name: str = "diem", code_page: str | None = None) -> Path:
        records, index = b"", b""
        for number, _ in enumerate(values):
            index += struct.pack(">ii", 50 + len(records) // 2, 10)
            records += struct.pack(">ii", number + 1, 10) + struct.pack("<idd", 1, number, number)
        path = tmp_path / f"{name}.shp"
        path.write_bytes(_shape_header(len(records)) + records)
        path.with_suffix(".shx").write_bytes(_shape_header(len(index)) + index)
        path.with_suffix(".dbf").write_bytes(_table(values))
        if code_page:
            path.with_suffix(".cpg").write_text(code_page)
        return path

    return make


def _shape_header(body: int) -> bytes:
    head = struct.pack(">7i", 9994, 0, 0, 0, 0, 0, 50 + body // 2) + struct.pack("<ii", 1000, 1)
    return head + struct.pack("<8d", 0, 0, 99, 99, 0, 0, 0, 0)


def _table(values: list[bytes]) -> bytes:
    width = max(map(len, values), default=1)
    head = struct.pack("<4BIHH", 3, 95, 1, 1, len(values), 65, 1 + width) + bytes(20)
    field = b"TEN".ljust(11, b"\0") + b"C" + bytes(4) + bytes([width, 0]) + bytes(14)
    return head + field + b"\r" + b"".join(b" " + value.ljust(width) for value in values) + b"\x1a"
