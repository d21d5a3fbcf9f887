"""Main streets and the quarters between them: hand-laid axes first, then quarters halved until they are small.

A quarter is a face of the street axes. Halving crosswise, by a bent line that meets older streets in a T, gives the
grown look of a Vietnamese city better than one grid would.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from gis.demo.city import SEED
from gis.demo.city.names import STREETS
from gis.demo.city.outline import Ground, smooth

MAIN, DISTRICT, STREET, ALLEY, TRACK = "trục chính", "đường khu vực", "đường phố", "hẻm", "đường nội đồng"
CENTRES = (
    ((399_900.0, 1_210_250.0), 1.0),
    ((396_200.0, 1_212_000.0), 1.7),
    ((403_300.0, 1_208_300.0), 1.7),
    ((400_050.0, 1_208_350.0), 1.6),
)
"""Where the city began, and how much slower than the first each centre grows."""
RUN_ON_M = 110.0
RUN_IN_M = 0.06
"""By how much a street runs over the axis that it ends at, so that the two surely cross whatever is rounded."""
COARSE_M2, FINE_M2 = 260_000.0, 52_000.0
"""How large a quarter may be outside and inside the built city."""

_AXES: tuple[tuple[str, str, float, tuple[tuple[float, float], ...]], ...] = (
    ("Nguyễn Ái Quốc", MAIN, 40, ((395_900, 1_213_900), (396_150, 1_212_600), (397_150, 1_211_700),
     (398_500, 1_211_330), (399_950, 1_211_150), (400_900, 1_210_700), (401_700, 1_209_750), (402_050, 1_209_250))),
    ("Phạm Văn Thuận", MAIN, 36, ((399_250, 1_210_450), (400_300, 1_210_120), (401_300, 1_209_680),
     (402_050, 1_209_050), (402_800, 1_208_600), (403_700, 1_207_900), (404_900, 1_207_350))),
    ("Huỳnh Văn Nghệ", DISTRICT, 26, ((395_400, 1_213_450), (394_700, 1_212_800), (394_620, 1_212_250),
     (395_200, 1_211_750), (396_500, 1_211_330), (397_600, 1_210_900), (398_350, 1_210_420))),
    ("Cách Mạng Tháng Tám", DISTRICT, 28, ((398_350, 1_210_420), (398_950, 1_209_990), (399_700, 1_209_780),
     (400_500, 1_209_570), (401_350, 1_209_080), (401_950, 1_208_480), (402_450, 1_207_900), (402_700, 1_207_600))),
    ("Hà Huy Giáp", DISTRICT, 28, ((398_750, 1_212_100), (398_820, 1_211_300), (399_250, 1_210_450),
     (399_480, 1_209_860))),
    ("Đồng Khởi", MAIN, 36, ((400_650, 1_211_950), (400_480, 1_211_150), (400_300, 1_210_120), (400_180, 1_209_650))),
    ("Đặng Văn Trơn", DISTRICT, 22, ((400_180, 1_209_650), (400_080, 1_209_000), (399_980, 1_208_450),
     (400_450, 1_207_800), (401_050, 1_207_250), (401_200, 1_206_300))),
    ("Phan Trung", DISTRICT, 24, ((400_400, 1_210_750), (401_050, 1_210_330), (401_600, 1_210_180))),
    ("Trần Quốc Toản", DISTRICT, 24, ((402_050, 1_209_050), (402_350, 1_208_420), (402_820, 1_207_740))),
    ("Vũ Hồng Phô", DISTRICT, 26, ((403_430, 1_209_600), (403_350, 1_208_200), (403_900, 1_207_200),
     (403_850, 1_206_300))),
    ("Nguyễn Du", DISTRICT, 20, ((396_700, 1_212_900), (396_550, 1_212_250), (396_350, 1_211_400))),
    ("Đỗ Văn Thi", DISTRICT, 20, ((398_900, 1_209_300), (399_400, 1_208_800), (400_000, 1_208_480),
     (400_900, 1_208_500), (401_300, 1_208_150))),
)  # fmt: skip
"""Name, class, width between the red lines today (metres), corners of the axis in EPSG:5899."""


@dataclass(frozen=True)
class Axis:
    """A street's middle line. Widths in metres: today's right of way, and the plan's."""

    name: str
    road_class: str
    width: float
    planned: float
    line: shapely.LineString


@dataclass
class Quarter:
    """A face of the axes, and how far out it lies: 1 is a kilometre from the first centre."""

    outline: shapely.Polygon
    rank: float
    built: bool = False


def main_axes(ground: Ground) -> list[Axis]:
    """The hand-laid streets, bridges over the branch included, each ending at a crossing or at the ward's edge."""
    lines = _main_lines(ground)
    axes = []
    for (name, road_class, width, _), line in zip(_AXES, lines, strict=True):
        others = shapely.union_all([other for other in lines if other is not line])
        axes.append(Axis(name, road_class, width, width + 6.0, _to_crossings(line, others)))
    return axes


def coarse_quarters(ground: Ground) -> tuple[list[Quarter], list[Axis]]:
    """Quarters of at most COARSE_M2 over all the land, and the streets that part them."""
    lines = [*_main_lines(ground), *shapely.get_parts(ground.land.boundary)]
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all(lines))))
    inside = shapely.contains_xy(ground.land, shapely.get_coordinates(shapely.point_on_surface(faces)))
    return halve(list(faces[inside]), COARSE_M2, DISTRICT, (18.0, 20.0, 22.0), names(1))


def _main_lines(ground: Ground) -> list[shapely.LineString]:
    """The hand-laid axes, run on at both ends so that they surely cross what they should meet."""
    reach = shapely.union(ground.land, ground.river)
    lines = []
    for _, _, _, corners in _AXES:
        points = np.array(corners)
        for end, before in ((0, 1), (-1, -2)):
            away = points[end] - points[before]
            points[end] = points[end] + away / np.hypot(*away) * RUN_ON_M
        line = shapely.intersection(smooth(shapely.LineString(points), 3), reach)
        lines.append(max(shapely.get_parts(line), key=lambda part: part.length))
    return lines


def _to_crossings(line: shapely.LineString, others: BaseGeometry) -> shapely.LineString:
    """Without the ends that run on behind the first and the last crossing."""
    met = np.sort(shapely.line_locate_point(line, shapely.get_parts(shapely.intersection(line, others))))
    start = met[0] if len(met) and met[0] < 2 * RUN_ON_M else 0.0
    end = met[-1] if len(met) and line.length - met[-1] < 2 * RUN_ON_M else line.length
    return shapely.LineString(substring(line, start, end).coords)


def fine_quarters(quarters: list[Quarter], first: int) -> tuple[list[Quarter], list[Axis]]:
    """Built quarters parted again by town streets; the others stay. `first` tells the names used before."""
    built = [quarter.outline for quarter in quarters if quarter.built]
    parted, axes = halve(built, FINE_M2, STREET, (12.0, 14.0, 16.0), names(first))
    for quarter in parted:
        quarter.built = True
    return [*parted, *(quarter for quarter in quarters if not quarter.built)], axes


def names(first: int) -> Iterator[str]:
    """Street names from the `first`-th on; numbered where the names are used up, as in new neighbourhoods."""
    yield from STREETS[first:]
    number = 1
    while True:
        yield f"Đường số {number}"
        number += 1


def halve(
    faces: list[shapely.Polygon], limit: float, road_class: str, widths: tuple[float, ...], names: Iterator[str]
) -> tuple[list[Quarter], list[Axis]]:
    """Cut each face across its long side until none is larger than `limit` (m²)."""
    quarters, axes = [], []
    waiting = list(faces)[::-1]
    rng = np.random.default_rng([SEED, int(limit)])
    while waiting:
        face = waiting.pop()
        if face.area <= limit * rng.uniform(0.8, 1.25):
            quarters.append(Quarter(face, rank(face)))
            continue
        line = _across(face, rng)
        parts = _cut(face, line)
        if len(parts) < 2:
            quarters.append(Quarter(face, rank(face)))
            continue
        width = float(rng.choice(widths))
        inner = max(shapely.get_parts(shapely.intersection(line, face.buffer(RUN_IN_M))), key=lambda part: part.length)
        axes.append(Axis(next(names), road_class, width, width + float(rng.choice([0.0, 2.0, 4.0])), inner))
        waiting += parts
    return quarters, axes


def rank(face: BaseGeometry) -> float:
    """Kilometres to the nearest centre, the later ones counted as farther away."""
    centre = face.centroid
    return min(np.hypot(centre.x - x, centre.y - y) / 1_000 * slow + 0.3 * (slow > 1) for (x, y), slow in CENTRES)


def bearing(face: BaseGeometry) -> float:
    """The direction of a shape's long side in radians."""
    corners = shapely.get_coordinates(shapely.minimum_rotated_rectangle(face))
    sides = np.diff(corners[:3], axis=0)
    along = sides[int(np.argmax(np.hypot(*sides.T)))]
    return float(np.arctan2(along[1], along[0]))


def _across(face: shapely.Polygon, rng: np.random.Generator) -> shapely.LineString:
    """A slightly bent line through the face's middle, across its long side."""
    turn = bearing(face) + np.pi / 2 + rng.normal(0, 0.09)
    centre = np.array(face.centroid.coords[0]) + rng.normal(0, 0.05, 2) * face.area**0.5
    along, aside = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    reach = shapely.minimum_bounding_radius(face) * 2.2
    steps = np.linspace(-1, 1, 41)
    bend = rng.normal(0, 0.035) * reach * np.cos(steps * np.pi * 0.9)
    points = centre + np.outer(steps * reach, along) + np.outer(bend - bend[20], aside)
    return shapely.LineString(np.round(points, 3))


def _cut(face: shapely.Polygon, line: shapely.LineString) -> list[shapely.Polygon]:
    net = shapely.union_all([face.exterior, line])
    parts = shapely.get_parts(shapely.polygonize(shapely.get_parts(net)))
    inside = shapely.contains_xy(face, shapely.get_coordinates(shapely.point_on_surface(parts)))
    return [part for part in parts[inside] if part.area > 1.0]
