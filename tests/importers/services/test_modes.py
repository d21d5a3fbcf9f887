"""A file beside the layer that is there: what is new goes in, what differs changes, all else is untouched."""

from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from gis.errors import DothiError
from importers.services import ImportReport, ImportRequest, Mode, import_files
from layers.features.authority import OPERATOR
from layers.features.services import Absent
from tests.importers.services.files import EAST, NORTH, geopackage, squares
from tests.layers.features.rows import run

pytestmark = pytest.mark.django_db
UPDATE, REPLACE = Mode.UPDATE, Mode.REPLACE


def load(folder: Path, frame: gpd.GeoDataFrame, layer: str = "parcels", **options: Any) -> ImportReport:
    """The frame as a file, the name of which is never twice the same."""
    path = geopackage(folder, frame, f"tep{len(list(folder.iterdir()))}")
    return import_files([ImportRequest(path, layer, by=OPERATOR, **options)])[0]


def parcels(count: int, *, sheet: int | list[int] = 1, **columns: Any) -> gpd.GeoDataFrame:
    return squares(count, SOTO=sheet, SOTHUA=range(1, count + 1), **columns)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    assert report.read == report.imported + report.rejected
    assert report.imported == report.inserted + report.changed + report.unchanged
    return report.inserted, report.changed, report.unchanged, report.retired


def versions() -> list[tuple[str, str, int]]:
    return run("SELECT so_thua::text, loai_dat, version FROM feature.parcels ORDER BY public_id")


def test_only_what_differs_gets_a_new_version(tmp_path: Path) -> None:
    first = load(tmp_path, parcels(3, LOAIDAT="ODT"))
    frame = parcels(4, LOAIDAT=["ODT", "CLN", "ODT", "ODT"])
    frame.loc[2, "geometry"] = shapely.box(EAST + 40, NORTH, EAST + 51, NORTH + 10)
    report = load(tmp_path, frame, mode=UPDATE)
    assert counts(report) == (1, 2, 1, 0)
    assert versions() == [("1", "ODT", 1), ("2", "CLN", 2), ("3", "ODT", 2), ("4", "ODT", 1)]
    assert run("SELECT so_thua::text, version, import_run FROM feature.parcels_history ORDER BY 1") == [
        ("2", 1, first.run),
        ("3", 1, first.run),
    ]
    assert run("SELECT import_run FROM feature.parcels ORDER BY public_id") == [
        (first.run,), (report.run,), (report.run,), (report.run,),
    ]  # fmt: skip
    assert counts(load(tmp_path, frame, mode=UPDATE)) == (0, 0, 4, 0)
    (kept,) = run(
        "SELECT mode, changed_count, unchanged_count, retired_count FROM catalog_importrun WHERE id = %s", report.run
    )
    assert kept == ("update", 2, 1, 0)


def test_what_the_file_doesn_t_have_stays(tmp_path: Path) -> None:
    load(tmp_path, parcels(2, LOAIDAT="ODT", DIACHI="Hẻm 5", KHAC=["a", "b"], CU="x"))
    report = load(tmp_path, parcels(2, LOAIDAT=["CLN", "ODT"], KHAC=["a", None]), mode=UPDATE)
    assert counts(report) == (0, 2, 0, 0)
    assert run("SELECT loai_dat, dia_chi, extra->>'KHAC', extra->>'CU' FROM feature.parcels ORDER BY public_id") == [
        ("CLN", "Hẻm 5", "a", "x"),
        ("ODT", "Hẻm 5", None, "x"),
    ]


def test_a_value_that_was_none_and_is_one_now_leaves_extra(tmp_path: Path) -> None:
    load(tmp_path, parcels(2, DIENTICH=["chưa đo", "100"]))
    assert counts(load(tmp_path, parcels(2, DIENTICH=["99", "100"]), mode=UPDATE)) == (0, 1, 1, 0)
    assert run("SELECT dien_tich, extra FROM feature.parcels ORDER BY public_id") == [(99.0, None), (100.0, None)]


@pytest.mark.parametrize(
    ("absent", "left"),
    [(None, 6), (Absent.KEEP, 6), (Absent.RETIRE_IN_SCOPE, 4), (Absent.RETIRE, 2)],
    ids=["unless said", "keep", "in scope", "retire"],
)
def test_what_is_absent(tmp_path: Path, absent: Absent | None, left: int) -> None:
    """Of two sheets the file has two parcels of the first."""
    load(tmp_path, parcels(6, sheet=[1, 1, 1, 1, 2, 2]))
    report = load(tmp_path, parcels(2), mode=UPDATE, absent=absent)
    assert counts(report) == (0, 0, 2, 6 - left)
    assert run("SELECT count(*) FROM feature.parcels") == [(left,)]
    assert run("SELECT count(*) FROM feature.parcels_history WHERE operation = 'D'") == [(6 - left,)]
    assert run("SELECT feature_count FROM catalog_layer WHERE name = 'parcels'") == [(left,)]


def test_a_repeated_key_is_known_by_its_place(tmp_path: Path) -> None:
    """Two parcels 7: the one that stayed where it is and the other are told apart; without a place they aren't."""
    load(tmp_path, squares(3, SOTO=1, SOTHUA=[7, 7, 8], LOAIDAT="ODT"))
    assert counts(load(tmp_path, squares(3, SOTO=1, SOTHUA=[7, 7, 8], LOAIDAT=["CLN", "ODT", "ODT"]), mode=UPDATE)) == (
        0, 1, 2, 0,
    )  # fmt: skip
    away = squares(3, SOTO=1, SOTHUA=[7, 7, 8], LOAIDAT="LUC")
    away.geometry = away.geometry.translate(500, 0)
    report = load(tmp_path, away, mode=UPDATE, absent=Absent.RETIRE)
    assert counts(report) == (0, 1, 0, 0)
    (told,) = [one for one in report.findings if one.code == "E-RUN-12"]
    assert (told.count, list(told.fids), report.rejected) == (2, [1, 2], 2)
    assert versions() == [("7", "CLN", 2), ("7", "ODT", 1), ("8", "LUC", 2)]


def test_the_last_of_a_repeated_key_is_the_one_that_is_left(tmp_path: Path) -> None:
    load(tmp_path, squares(2, SOTO=1, SOTHUA=7, LOAIDAT="ODT"))
    frame = squares(2, SOTO=1, SOTHUA=7, LOAIDAT="CLN")
    frame.loc[1, "geometry"] = shapely.box(EAST + 900, NORTH, EAST + 910, NORTH + 10)
    assert counts(load(tmp_path, frame, mode=UPDATE)) == (0, 2, 0, 0)


def test_a_unique_key_stands_once_in_the_file(tmp_path: Path) -> None:
    load(tmp_path, squares(2, code=["a", "b"], name="x"), "communes")
    report = load(tmp_path, squares(4, code=["a", "b", "b", "c"], name=["y", "x", "z", "n"]), "communes", mode=UPDATE)
    assert counts(report) == (1, 1, 1, 0)
    assert [(one.code, one.count, list(one.fids)) for one in report.findings] == [("E-VALUE-02", 1, [3])]


def test_by_another_key(tmp_path: Path) -> None:
    load(tmp_path, squares(3, code=["a", "b", "c"], name=["x", "y", "z"]), "communes")
    frame = squares(3, code=["n", "c", "d"], name=["x", "new", "new"])
    report = load(tmp_path, frame, "communes", mode=UPDATE, key=("name",))
    assert (counts(report), report.rejected) == ((1, 1, 0, 0), 1), "the code c is taken"
    with pytest.raises(DothiError, match="E-FEATURE-06"):
        load(tmp_path, squares(1, code=["b"], name=["x"]), "communes", mode=UPDATE, key=("name",))


def test_without_its_commune_a_key_means_the_one_in_which_it_lies(tmp_path: Path) -> None:
    """Sheet 1, parcel 1 of the next commune is another parcel."""
    outlines = gpd.GeoDataFrame(
        {"code": ["26041", "26042"], "name": ["a", "b"]},
        geometry=[shapely.box(EAST - 50, NORTH - 50, EAST + 50, NORTH + 50), shapely.box(EAST + 50, NORTH - 50, EAST + 150, NORTH + 50)],
        crs=5899,
    )  # fmt: skip
    load(tmp_path, outlines, "communes")
    load(tmp_path, parcels(1))
    next_door = parcels(1)
    next_door.geometry = next_door.geometry.translate(100, 0)
    report = load(tmp_path, next_door, mode=UPDATE)
    assert counts(report) == (1, 0, 0, 0)
    assert "N-RUN-02" in {one.code for one in report.findings}
    assert run("SELECT commune_code FROM feature.parcels ORDER BY public_id") == [("26041",), ("26042",)]
    next_door.geometry = next_door.geometry.translate(-5, 0)
    assert counts(load(tmp_path, next_door, mode=UPDATE)) == (0, 1, 0, 0)
    assert counts(load(tmp_path, next_door, mode=UPDATE, absent=Absent.RETIRE_IN_SCOPE)) == (0, 0, 1, 0)


def test_replace_makes_the_layer_what_the_file_is(tmp_path: Path) -> None:
    load(tmp_path, parcels(4, LOAIDAT="ODT"))
    frame = parcels(5, LOAIDAT=["ODT", "CLN", "ODT", "ODT", "ODT"]).drop(index=[2])
    assert counts(load(tmp_path, frame, mode=REPLACE)) == (1, 1, 2, 1)
    assert versions() == [("1", "ODT", 1), ("2", "CLN", 2), ("4", "ODT", 1), ("5", "ODT", 1)]
    assert run("SELECT so_thua::text, operation FROM feature.parcels_history ORDER BY 1") == [("2", "U"), ("3", "D")]


def test_without_its_key_a_file_replaces_by_whole_rows(tmp_path: Path) -> None:
    """Three alike and one other stand; two alike and a third kind come."""
    frame = gpd.GeoDataFrame({"LOAIDAT": ["ODT", "ODT", "ODT", "CLN"]}, geometry=[shapely.box(EAST, NORTH, EAST + 9, NORTH + 9)] * 4, crs=5899)  # fmt: skip
    load(tmp_path, frame)
    frame = gpd.GeoDataFrame({"LOAIDAT": ["LUC", "ODT", "ODT"]}, geometry=list(frame.geometry[:3]), crs=5899)
    assert counts(load(tmp_path, frame, mode=REPLACE)) == (1, 0, 2, 2)
    assert run("SELECT loai_dat, version, public_id FROM feature.parcels ORDER BY 3") == [
        ("ODT", 1, 1), ("ODT", 1, 2), ("LUC", 1, 5),
    ]  # fmt: skip


@pytest.mark.parametrize("mode", list(Mode))
def test_a_layer_that_isn_t_there_is_made(tmp_path: Path, mode: Mode) -> None:
    assert counts(load(tmp_path, parcels(2), mode=mode)) == (2, 0, 0, 0)


REFUSED = [
    ("there is one", {"mode": Mode.NEW}, "E-RUN-05"),
    ("no such field", {"mode": UPDATE, "key": ("owner",)}, "E-RUN-06"),
    ("a field that the file hasn't", {"mode": UPDATE, "key": ("loai_dat",)}, "E-RUN-06"),
    ("such a field for a replacement", {"mode": REPLACE, "key": ("loai_dat",)}, "E-RUN-06"),
    ("a key for more", {"key": ("so_thua",)}, "E-RUN-07"),
    ("a day for more", {"mode": Mode.APPEND, "from_day": date(2027, 1, 1)}, "E-RUN-07"),
    ("the whole layer, and yet not", {"mode": REPLACE, "absent": Absent.KEEP}, "E-RUN-07"),
    ("no scope", {"mode": UPDATE, "key": ("so_thua",), "absent": Absent.RETIRE_IN_SCOPE}, "E-RUN-14"),
    ("again without a word", {}, "E-RUN-02"),
]


@pytest.mark.parametrize(("why", "options", "code"), REFUSED, ids=[why for why, _, _ in REFUSED])
def test_what_can_t_be_asked(tmp_path: Path, why: str, options: dict[str, Any], code: str) -> None:
    path = geopackage(tmp_path, parcels(2))
    import_files([ImportRequest(path, "parcels", by=OPERATOR)])
    with pytest.raises(DothiError) as refused:
        import_files([ImportRequest(path, "parcels", by=OPERATOR, **options)])
    assert refused.value.code == code
    assert run("SELECT state, findings->0->>'code' FROM catalog_importrun ORDER BY id DESC LIMIT 1") == [
        ("refused", code)
    ]


def test_several_files_retire_only_in_their_own_scopes(tmp_path: Path) -> None:
    load(tmp_path, parcels(6, sheet=[1, 1, 1, 2, 2, 2]))
    one, other = geopackage(tmp_path, parcels(2), "one"), geopackage(tmp_path, parcels(5, sheet=2).iloc[3:], "other")

    def both(**options: Any) -> list[ImportReport]:
        return import_files([ImportRequest(path, "parcels", by=OPERATOR, **options) for path in (one, other)])

    for options in ({"mode": REPLACE}, {"mode": UPDATE, "absent": Absent.RETIRE}):
        with pytest.raises(DothiError, match="E-RUN-15"):
            both(**options)
    reports = both(mode=UPDATE, absent=Absent.RETIRE_IN_SCOPE)
    assert [counts(report) for report in reports] == [(0, 0, 2, 1), (0, 0, 2, 1)]
    assert run("SELECT so_thua::text FROM feature.parcels ORDER BY public_id") == [("1",), ("2",), ("4",), ("5",)]
    new = import_files(
        [ImportRequest(p, "fresh", by=OPERATOR, mode=Mode.NEW, template="parcels") for p in (one, other)]
    )
    assert [report.created for report in new] == [True, False]


def test_a_layer_without_a_key_needs_one(tmp_path: Path) -> None:
    load(tmp_path, squares(2, NAME=["a", "b"]), "spots", template="parcels", changes={"key_fields": ()})
    with pytest.raises(DothiError, match="E-RUN-06"):
        load(tmp_path, squares(2, SOTHUA=[1, 2]), "spots", mode=UPDATE)


def test_a_dry_run_says_the_same_and_changes_nothing(tmp_path: Path) -> None:
    load(tmp_path, parcels(4, LOAIDAT="ODT"))
    before = run("SELECT * FROM feature.parcels ORDER BY public_id")
    frame = parcels(5, LOAIDAT=["ODT", "CLN", "ODT", "ODT", "ODT"]).drop(index=[2])
    dry = load(tmp_path, frame, mode=UPDATE, absent=Absent.RETIRE, dry_run=True)
    assert run("SELECT * FROM feature.parcels ORDER BY public_id") == before
    assert run("SELECT count(*) FROM feature.parcels_history") == [(0,)]
    wet = load(tmp_path, frame, mode=UPDATE, absent=Absent.RETIRE)
    assert counts(dry) == counts(wet) == (1, 1, 2, 1)
    assert [row["so_thua"] for row in dry.preview] == [row["so_thua"] for row in wet.preview] == ["2", "5"]


def test_from_a_day_on(tmp_path: Path) -> None:
    """What was valid before stays so: the old row ends, the new one begins."""
    load(tmp_path, parcels(3, LOAIDAT="ODT"))
    day = date(2026, 10, 1)
    frame = parcels(4, LOAIDAT=["ODT", "CLN", "ODT", "ODT"]).drop(index=[2])
    report = load(tmp_path, frame, mode=UPDATE, absent=Absent.RETIRE, from_day=day)
    assert counts(report) == (1, 1, 1, 1)
    rows = run(
        "SELECT so_thua::text, loai_dat, nullif(valid_from, '-infinity'), valid_to, version FROM feature.parcels"
        " ORDER BY so_thua, valid_from"
    )
    assert rows == [
        ("1", "ODT", None, None, 1),
        ("2", "ODT", None, day, 2),
        ("2", "CLN", day, None, 3),
        ("3", "ODT", None, day, 2),
        ("4", "ODT", day, None, 1),
    ]
    frame.loc[1, "LOAIDAT"] = "LUC"
    assert counts(load(tmp_path, frame, mode=UPDATE, from_day=day)) == (0, 1, 2, 0), "corrected where it begins"
    assert run("SELECT loai_dat FROM feature.parcels WHERE so_thua = '2' ORDER BY valid_from") == [("ODT",), ("LUC",)]
