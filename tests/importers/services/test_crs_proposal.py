"""The right zone first, for every province of before and after July 2025: places and zones as the database knows them,
features at random in the real outlines."""

import csv
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely

from gis.errors import DothiError
from gis.spatial.crs import WGS84, transformer
from importers.normalise.crs_candidates import Points
from importers.normalise.crs_proposal import Candidate, ChosenPlace, propose
from importers.services import ImportRequest, import_files, refusal_as_json
from importers.services.crs_choice import CrsProposed, place_of
from layers.administration.queries.zones import DATA
from layers.features.authority import OPERATOR
from tests import databases
from tests.importers.services.files import shapefile, squares

ROOT = Path(__file__).resolve().parents[3]
OUTLINES = ROOT / "gis" / "demo" / "data" / "vietnam" / "vn_admin_2025.gpkg"
FEATURES = 40

with DATA.open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))
OLD = sorted((row["old_province"].removeprefix("Thừa Thiên "), int(row["old_epsg"])) for row in ROWS)
NEW = sorted({(row["new_province"], int(row["new_epsg"])) for row in ROWS})
PROVINCES = [(f"{name}, before-2025-07", zone) for name, zone in OLD] + [(f"{name}, today", zone) for name, zone in NEW]


@pytest.fixture(scope="module")
def with_communes(template_database: str, django_db_blocker: Any) -> Iterator[None]:
    """The 3,321 communes as the demo loads them."""
    name = f"{template_database}_communes"
    with django_db_blocker.unblock():
        databases.clone(template_database, name)
        with databases.connected_to(name):
            import_files([ImportRequest(OUTLINES, "communes", source_layer="communes", by=OPERATOR)])
            yield
        databases.drop(name)


def scattered(place: ChosenPlace, seed: str, count: int = FEATURES) -> Points:
    """Points in degrees: in communes taken at random, anywhere inside."""
    chance = np.random.default_rng(zlib.crc32(seed.encode()))
    points = []
    while len(points) < count:
        outline = place.communes[chance.integers(len(place.communes))].outline
        west, south, east, north = outline.bounds
        point = shapely.Point(chance.uniform(west, east), chance.uniform(south, north))
        if outline.contains(point):
            points.append((point.x, point.y))
    return np.array(points)


def surveyed(points: Points, epsg: int) -> Points:
    return np.column_stack(transformer(WGS84, epsg).transform(points[:, 0], points[:, 1]))


def read_as(candidate: Candidate) -> tuple[int, bool, str]:
    return candidate.reading.epsg, candidate.reading.swapped, str(candidate.reading.unit)


def test_there_are_63_and_34() -> None:
    assert (len(OLD), len(NEW)) == (63, 34)


@pytest.mark.parametrize(("named", "zone"), PROVINCES, ids=[name for name, _zone in PROVINCES])
def test_the_zone_of_a_province_is_first(with_communes: None, named: str, zone: int) -> None:
    place = place_of(ImportRequest(Path("x"), "x", by=OPERATOR, place=named))
    assert place.preferred == {zone}
    points = surveyed(scattered(place, named), zone)
    for written, expected in (
        (points, (zone, False, "m")),
        (points[:, ::-1], (zone, True, "m")),
        (points * 1000, (zone, False, "mm")),
        (points[:, ::-1] * 1000, (zone, True, "mm")),
    ):
        found = propose(written, place)
        assert read_as(found[0]) == expected
        assert found[0].inside >= 0.99
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


OTHERS: list[tuple[str, Points, list[tuple[int, bool, str]]]] = [
    ("degrees", np.array([[106.83, 10.94]]), [(WGS84, False, "m"), (4756, False, "m")]),
    ("degrees, latitude first", np.array([[10.94, 106.83]]), [(WGS84, True, "m"), (4756, True, "m")]),
    ("Web Mercator", surveyed(np.array([[106.83, 10.94]]), 3857), [(3857, False, "m")]),
    ("UTM 48N", surveyed(np.array([[106.83, 10.94]]), 3405), [(3405, False, "m")]),
    ("Gauss-Krueger, zone 18", surveyed(np.array([[106.83, 10.94]]), 2044), [(2044, False, "m")]),
    ("local", np.array([[1234.5, 987.6]]), []),
    ("the North Sea", np.array([[92_000.0, 437_000.0]]), []),
    ("nothing", np.empty((0, 2)), []),
    ("not a number", np.array([[np.nan, np.inf]]), []),
]


@pytest.mark.parametrize(("points", "expected"), [one[1:] for one in OTHERS], ids=[one[0] for one in OTHERS])
def test_other_systems(with_communes: None, points: Points, expected: list[tuple[int, bool, str]]) -> None:
    place = place_of(ImportRequest(Path("x"), "x", by=OPERATOR))
    assert place.name == "Thành phố Đồng Nai"
    assert [read_as(one) for one in propose(points, place)][: len(expected)] == expected
    assert bool(propose(points, place)) == bool(expected)


def test_an_old_survey_where_only_todays_province_is_said(with_communes: None) -> None:
    """200 lists of the 20 provinces whose meridian changed, in the old zone: where it is near the new one, both put the
    data inside the province, and the new one goes first. The commune tells them apart. docs/explanation/coordinates.md
    gives these figures."""
    first = among_two = by_commune = total = 0
    for row in (row for row in ROWS if row["meridian_changes"] == "True"):
        zone, province = int(row["old_epsg"]), row["new_province"]
        former = place_of(ImportRequest(Path("x"), "x", by=OPERATOR, place=f"{old_name(row)}, before-2025-07"))
        place = place_of(ImportRequest(Path("x"), "x", by=OPERATOR, place=f"{province}, today"))
        chance = np.random.default_rng(zlib.crc32(province.encode()))
        chosen = [former.communes[at] for at in chance.choice(len(former.communes), 10, replace=False)]
        for number, commune in enumerate(chosen):
            alone = ChosenPlace("", [commune], place.preferred)
            points = surveyed(scattered(alone, str(number), 20), zone)
            found = propose(points, place)
            epsgs = [one.reading.epsg for one in found]
            total += 1
            first += epsgs[0] == zone
            among_two += zone in epsgs[:2]
            by_commune += propose(points, alone)[0].reading.epsg == zone
            assert epsgs[0] == zone or all(one.alike for one in found[:2])
    assert (first, among_two, by_commune, total) == (123, 200, 200, 200)


def written(folder: Path, frame: gpd.GeoDataFrame, change: Callable[[Points], Points]) -> Path:
    """A bare Shapefile of the squares with their coordinates changed."""
    frame = frame.set_geometry(shapely.transform(frame.geometry.to_numpy(), change))
    return shapefile(folder, frame.set_crs(None, allow_override=True))


def asked(path: Path, **options: object) -> ImportRequest:
    return ImportRequest(path, "thua", template="parcels", by=OPERATOR, dry_run=True, **options)


WAYS: list[tuple[str, Callable[[Points], Points], str, dict[str, object]]] = [
    ("as usual", lambda xy: xy, "--crs EPSG:5899", {}),
    ("north first", lambda xy: xy[:, ::-1], "--crs EPSG:5899 --swap-axes", {"swap_axes": True}),
    ("millimetres", lambda xy: xy * 1000, "--crs EPSG:5899 --unit mm", {"unit": "mm"}),
    ("both", lambda xy: xy[:, ::-1] * 1000, "--crs EPSG:5899 --swap-axes --unit mm", {"swap_axes": True, "unit": "mm"}),
]


@pytest.mark.parametrize(("change", "options", "said"), [one[1:] for one in WAYS], ids=[one[0] for one in WAYS])
def test_what_is_proposed_can_be_said(
    with_communes: None, tmp_path: Path, change: Callable[[Points], Points], options: str, said: dict[str, object]
) -> None:
    path = written(tmp_path, squares(3, SOTO=1), change)
    with pytest.raises(CrsProposed) as refused:
        import_files([asked(path)])
    assert refused.value.__reduce__()[0](*refused.value.__reduce__()[1]).candidates == refused.value.candidates
    best = refused.value.candidates[0]
    assert (refused.value.code, best["options"], best["inside"]) == ("E-CRS-02", options, 1.0)
    assert best["bounds"] == pytest.approx([106.83, 10.93, 106.84, 10.94], abs=0.02)
    assert f"{options} (100%)" in str(refused.value)
    document = refusal_as_json(refused.value, asked(path))
    assert [issue["code"] for issue in document["issues"]][:2] == ["E-CRS-02", "N-CRS-01"]
    assert document["candidates"][0] == best
    report = import_files([asked(path, crs="EPSG:5899", **said)])[0]
    assert (report.imported, [one.code for one in report.findings if "CRS" in one.code]) == (3, [])


def test_numbers_that_cannot_be_of_the_system_said(with_communes: None, tmp_path: Path) -> None:
    with pytest.raises(CrsProposed) as refused:
        import_files([asked(written(tmp_path, squares(2, SOTO=1), lambda xy: xy), crs="EPSG:4326")])
    assert (refused.value.code, refused.value.candidates[0]["crs"]) == ("E-CRS-03", "EPSG:5899")


def test_a_unit_that_is_none(with_communes: None, tmp_path: Path) -> None:
    with pytest.raises(DothiError, match="E-CRS-07"):
        import_files([asked(written(tmp_path, squares(1, SOTO=1), lambda xy: xy), unit="inch")])


@pytest.mark.django_db
@pytest.mark.parametrize("place", [None, "Bình Phước"])
def test_without_outlines_the_zone_of_the_place_goes_first(place: str | None) -> None:
    chosen = place_of(ImportRequest(Path("x"), "x", by=OPERATOR, place=place))
    points = surveyed(np.array([[106.83, 10.94]]), 5899 if place is None else 9212)
    assert propose(points, chosen)[0].reading.epsg == (5899 if place is None else 9212)


def test_truncated_coordinates_are_told_as_such(with_communes: None, tmp_path: Path) -> None:
    with pytest.raises(CrsProposed) as refused:
        import_files([asked(written(tmp_path, squares(2, SOTO=1), lambda xy: xy % 10_000))])
    assert [finding.code for finding in refused.value.findings] == ["N-CRS-02"]
    assert refused.value.candidates == []


@pytest.mark.parametrize(
    ("stated", "place", "warned"),
    [
        ("EPSG:5899", None, False),
        ("EPSG:9210", None, True),  # the zone of Tây Ninh, where the data would not lie
        ("EPSG:5899", "Cà Mau", False),  # nothing puts it there
        ("EPSG:9210", "75", True),
        ("EPSG:9210", "Phường Trấn Biên", True),
    ],
)
def test_a_stated_system_that_leads_elsewhere(
    with_communes: None, tmp_path: Path, stated: str, place: str | None, warned: bool
) -> None:
    path = written(tmp_path, squares(3, SOTO=1), lambda xy: xy)
    report = import_files([asked(path, crs=stated, place=place)])[0]
    found = [finding for finding in report.findings if finding.code == "W-CRS-01"]
    assert bool(found) is warned
    if warned:
        assert found[0].values["options"] == "--crs EPSG:5899"


def test_another_province_s_own_zone_is_not_doubted(with_communes: None, tmp_path: Path) -> None:
    """Data of Cà Mau in the zone of Cà Mau, loaded in Biên Hòa."""
    frame = gpd.GeoDataFrame(
        {"SOTO": [1]}, geometry=[shapely.Point(*surveyed(np.array([[105.15, 9.18]]), 9207)[0]).buffer(9)]
    )
    report = import_files([asked(shapefile(tmp_path, frame.set_crs(9207)), crs="EPSG:9207")])[0]
    assert not [finding for finding in report.findings if finding.code == "W-CRS-01"]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("Atlantis", "E-CRS-05"),
        ("99999", "E-CRS-05"),
        ("Tân Lập", "E-CRS-06"),  # several communes
        ("26041", "E-CRS-06"),  # Trung Dũng before, Trấn Biên now
    ],
)
def test_places_that_cannot_be_told(with_communes: None, place: str, code: str) -> None:
    with pytest.raises(DothiError) as refused:
        place_of(ImportRequest(Path("x"), "x", by=OPERATOR, place=place))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("26041, today", "Phường Trấn Biên"),
        ("26041, before-2025-07", "Phường Trung Dũng"),
        ("dong nai", "Thành phố Đồng Nai"),
        ("Bình Phước", "Tỉnh Bình Phước"),
        ("Trung Dũng, Biên Hòa", "Phường Trung Dũng"),
    ],
)
def test_places_by_code_and_name(with_communes: None, place: str, name: str) -> None:
    found = place_of(ImportRequest(Path("x"), "x", by=OPERATOR, place=place))
    assert found.name == name
    assert found.communes


def old_name(row: dict[str, str]) -> str:
    return row["old_province"].removeprefix("Thừa Thiên ")
