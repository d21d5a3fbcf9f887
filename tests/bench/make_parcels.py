"""Write the benchmark's parcel layer: a deterministic, gap-free coverage of jittered quads.

usage: make_parcels.py N OUT.gpkg    (N x N parcels; 550 gives 302,500)

Each parcel has 8 vertices, a commune code, sheet and parcel number, land use, area and an
address with Vietnamese letters. CRS: EPSG:9218 (VN-2000 / TM-3 108-30). Needs numpy, shapely 2,
geopandas, pyogrio.
"""

import sys

import geopandas as gpd
import numpy as np
import shapely

LAND_USE = np.array(["ONT", "ODT", "LUC", "CLN", "TMD", "DGT", "DGD", "CQP"])
STEP_M, ORIGIN = 18.0, (410_000.0, 1_325_000.0)


def coverage(n: int, seed: int = 7) -> np.ndarray:
    """Return n*n polygons that share their edges exactly."""
    rng = np.random.default_rng(seed)
    east, north = np.meshgrid(np.arange(n + 1) * STEP_M, np.arange(n + 1) * STEP_M, indexing="ij")
    corner = np.stack(
        [east + rng.uniform(-5, 5, east.shape) + ORIGIN[0], north + rng.uniform(-5, 5, north.shape) + ORIGIN[1]], -1
    )
    along_x = (corner[:-1] + corner[1:]) / 2 + rng.uniform(-1, 1, (n, n + 1, 2))
    along_y = (corner[:, :-1] + corner[:, 1:]) / 2 + rng.uniform(-1, 1, (n + 1, n, 2))
    ring = np.stack(
        [
            corner[:-1, :-1],
            along_x[:, :-1],
            corner[1:, :-1],
            along_y[1:],
            corner[1:, 1:],
            along_x[:, 1:],
            corner[:-1, 1:],
            along_y[:-1],
            corner[:-1, :-1],
        ],
        axis=2,
    ).reshape(n * n, 9, 2)
    return shapely.polygons(ring)


def main(n: int, out: str) -> None:
    polygons = coverage(n)
    i, j = (a.ravel() for a in np.meshgrid(np.arange(n), np.arange(n), indexing="ij"))
    rng = np.random.default_rng(11)
    gpd.GeoDataFrame(
        {
            "ma_xa": [f"{24600 + (a // 100) * 10 + (b // 100):05d}" for a, b in zip(i, j, strict=True)],
            "so_to": (i // 20) * 1000 + (j // 20),
            "so_thua": (i % 20) * 20 + (j % 20) + 1,
            "loai_dat": LAND_USE[rng.integers(0, len(LAND_USE), n * n)],
            "dien_tich": shapely.area(polygons).round(1),
            "dia_chi": [f"{k % 900 + 1} Đường Nguyễn Tất Thành, phường {k % 8}" for k in range(n * n)],
        },
        geometry=polygons,
        crs=9218,
    ).to_file(out, layer="parcels", driver="GPKG", engine="pyogrio")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
