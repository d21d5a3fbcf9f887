"""A synthetic cadastral delivery: one deterministic neighbourhood of parcels as a Shapefile of an old survey.

As such files come: text in TCVN3, no .prj, no .cpg, field names of the cadastral software, VN-2000 / TM-3 107°45'.
Streets run in a bent grid inside Trấn Biên ward (Biên Hòa); every parcel is made up.
"""

from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from importers.normalise.legacy_tables import encode_tcvn3

EPSG = 5899
CENTRE = (400_350.0, 1_209_000.0)
"""Easting and northing in metres."""
BEARING = np.radians(24.0)
LOT_WIDTH, LOT_DEPTH, LOTS_A_ROW, STREET = 5.2, 19.0, 20, 12.0
BLOCKS_EAST, BLOCKS_NORTH = 7, 8
SHEET_BLOCKS = 2
STREETS = (
    "Võ Thị Sáu",
    "Nguyễn Ái Quốc",
    "Phan Trung",
    "Đồng Khởi",
    "Hưng Đạo Vương",
    "Cách Mạng Tháng Tám",
    "Lê Thánh Tôn",
)
SEED = 26041
WHOLE_BLOCKS = {10: "DKV", 24: "DGD", 31: "DKV", 38: "DCH", 45: "DYT", 52: "DVH"}
"""Blocks that are one plot: parks, a school, a market, a clinic, a culture house."""
NARROW_BLOCK = 3
"""The block with 17 lots a row, so that there are 2,000 in all."""

Points = npt.NDArray[np.float64]


def parcels() -> gpd.GeoDataFrame:
    """2,000 parcels that share their edges inside a block, in EPSG:5899, with text in Unicode."""
    rng = np.random.default_rng(SEED)
    blocks = [_block(i, j, rng) for j in range(BLOCKS_NORTH) for i in range(BLOCKS_EAST)]
    frame = gpd.GeoDataFrame([parcel for block in blocks for parcel in block], geometry="geometry", crs=EPSG)
    frame["SOTHUA"] = frame.groupby("SOTO").cumcount() + 1
    frame["DIENTICH"] = frame.geometry.area.round(1)
    columns = ["MAXA", "SOTO", "SOTHUA", "LOAIDAT", "DIENTICH", "DIACHI", "geometry"]
    return frame[columns]


def write_parcels(folder: Path) -> Path:
    """Write the delivery and return its .shp; made in a neighbouring name first, so that a half one never stays."""
    folder.mkdir(parents=True, exist_ok=True)
    frame = parcels()
    for column in ("LOAIDAT", "DIACHI"):
        frame[column] = [encode_tcvn3(text).decode("latin-1") for text in frame[column]]
    target = folder / "thua_dat_tran_bien.shp"
    frame.to_file(target, driver="ESRI Shapefile", encoding="ISO-8859-1", engine="pyogrio")
    for suffix in (".prj", ".cpg"):
        target.with_suffix(suffix).unlink(missing_ok=True)
    return target


def _block(i: int, j: int, rng: np.random.Generator) -> list[dict[str, object]]:
    """Two rows of lots back to back, or one plot for a park, a school or a market."""
    west = (i - BLOCKS_EAST / 2) * (LOT_WIDTH * LOTS_A_ROW + STREET)
    south = (j - BLOCKS_NORTH / 2) * (2 * LOT_DEPTH + STREET)
    number = j * BLOCKS_EAST + i
    facts: dict[str, object] = {
        "MAXA": "26041",
        "SOTO": 1 + (i // SHEET_BLOCKS) + 4 * (j // SHEET_BLOCKS),
    }
    street = STREETS[j % len(STREETS)]
    whole = WHOLE_BLOCKS.get(number)
    if whole:
        return [
            {
                **facts,
                "LOAIDAT": whole,
                "DIACHI": f"Đường {street}",
                "geometry": _lot(west, south, LOT_WIDTH * LOTS_A_ROW, 2 * LOT_DEPTH),
            }
        ]
    count = 17 if number == NARROW_BLOCK else LOTS_A_ROW
    edges = np.concatenate([[0.0], np.cumsum(rng.uniform(0.8, 1.2, count))])
    edges *= LOT_WIDTH * LOTS_A_ROW / edges[-1]
    back = LOT_DEPTH + rng.uniform(-1.0, 1.0)
    lots = []
    for row in (0, 1):
        for k in range(count):
            base, height = (south, back) if row == 0 else (south + back, 2 * LOT_DEPTH - back)
            use = "TMD" if row == 0 and j % 3 == 0 and rng.random() < 0.45 else "ODT"
            if use == "ODT" and rng.random() < 0.04:
                use = "ODT+CLN"
            house = 2 * (i * LOTS_A_ROW + k) + 1 + row
            lots.append(
                {
                    **facts,
                    "LOAIDAT": use,
                    "DIACHI": f"{house} Đường {street}, phường Trấn Biên",
                    "geometry": _lot(west + edges[k], base, edges[k + 1] - edges[k], height),
                }
            )
    return lots


def _lot(x: float, y: float, width: float, height: float) -> shapely.Polygon:
    """A rectangle of the straight grid, bent and turned to where it lies in the city; millimetres."""
    corners = np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]])
    bent = corners + np.column_stack([np.zeros(4), 14.0 * np.sin(corners[:, 0] / 260.0)])
    cosine, sine = np.cos(BEARING), np.sin(BEARING)
    turned = bent @ np.array([[cosine, sine], [-sine, cosine]]) + CENTRE
    return shapely.Polygon(np.round(turned, 3))
