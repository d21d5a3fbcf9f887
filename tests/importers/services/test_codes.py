"""A field of codes beside its list: nothing is lost, what is recognised is written as the list writes it, all is told."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.errors import NotFound
from importers.services import ImportRequest, import_files
from importers.services.codes import as_listed
from layers.catalog.description import FieldDescription, FieldType, Title
from layers.codes.resolving import Standing
from layers.codes.services import end_code
from layers.features.authority import OPERATOR
from layers.features.queries import CodeProblem, code_problems
from layers.features.services import create_layer
from tests.importers.services.files import geopackage, shapefile, squares
from tests.layers.features.rows import run

pytestmark = pytest.mark.django_db
USE = FieldDescription("use", Title("Loại đất", "Use"), FieldType.CODE, code_list="land_use", aliases=("LOAIDAT",))
GIVEN = ["ODT", "ONT+LUC", "Đất ở tại đô thị", "odt", None, "XYZ", "ODT+?", "XYZ", "TON", "ont + luc"]
KEPT = ["ODT", "ONT+LUC", "ODT", "ODT", None, "XYZ", "ODT+?", "XYZ", "TON", "ONT+LUC"]
SAID = [None, None, "Đất ở tại đô thị", "odt", None, None, None, None, None, "ont + luc"]


@pytest.mark.parametrize("encoding", [None, "tcvn3"])
def test_an_import_keeps_every_value_and_tells(tmp_path: Path, describe: Any, encoding: str | None) -> None:
    create_layer(describe().instantiated(fields=(USE,)))
    end_code("land_use", "TON", date(2026, 8, 1))
    frame = squares(len(GIVEN), LOAIDAT=GIVEN)
    if encoding:
        request = ImportRequest(
            shapefile(tmp_path, frame, encoding=encoding), "plots", crs="EPSG:5899", encoding=encoding, by=OPERATOR
        )
    else:
        request = ImportRequest(geopackage(tmp_path, frame), "plots", by=OPERATOR)
    report = import_files([request])[0]
    assert (report.imported, report.rejected) == (len(GIVEN), 0)
    found = {finding.code: finding for finding in report.findings if "-CODE-" in finding.code}
    assert {code: (one.count, one.values["values"]) for code, one in found.items()} == {
        "W-CODE-01": (3, "XYZ (2), ODT+? (1)"),
        "W-CODE-02": (1, "TON (1)"),
        "N-CODE-01": (3, "Đất ở tại đô thị → ODT (1), odt → ODT (1), ont + luc → ONT+LUC (1)"),
    }
    assert "LOAIDAT are not in the code list land_use: XYZ (2), ODT+? (1)." in found["W-CODE-01"].message("en")
    assert len(found["W-CODE-01"].fids) == 3
    assert run("SELECT use, extra->>'LOAIDAT' FROM feature.plots ORDER BY public_id") == list(
        zip(KEPT, SAID, strict=True)
    )


def test_a_code_with_one_successor_becomes_it(tmp_path: Path, describe: Any) -> None:
    create_layer(describe().instantiated(fields=(USE,)))
    end_code("land_use", "LNQ", date(2026, 8, 1), successors=["CLN"], source="TT 8/2024")
    end_code("land_use", "COC", date(2026, 8, 1), successors=["CLN", "NTS"], source="TT 8/2024")
    frame = squares(4, LOAIDAT=["LNQ", "ONT+lnq", "COC", "CLN"])
    (report,) = import_files([ImportRequest(geopackage(tmp_path, frame), "plots", by=OPERATOR)])
    assert {one.code: (one.count, one.values["values"]) for one in report.findings} == {
        "W-CODE-02": (1, "COC (1)"),
        "N-CODE-02": (2, "LNQ → CLN (1), ONT+lnq → ONT+CLN (1)"),
    }
    assert run("SELECT use, extra->>'LOAIDAT' FROM feature.plots ORDER BY public_id") == [
        ("CLN", "LNQ"),
        ("ONT+CLN", "ONT+lnq"),
        ("COC", None),
        ("CLN", None),
    ]


def test_a_file_beside_its_list_needs_no_word(tmp_path: Path, describe: Any) -> None:
    create_layer(describe().instantiated(fields=(USE,)))
    report = import_files(
        [ImportRequest(geopackage(tmp_path, squares(2, LOAIDAT=["ODT", "LUC"])), "plots", by=OPERATOR)]
    )[0]
    assert [finding.code for finding in report.findings] == []


def test_what_a_layer_holds_beside_its_list(tmp_path: Path, describe: Any) -> None:
    create_layer(describe().instantiated(fields=(USE, FieldDescription("name", Title("Tên", "Name")))))
    import_files([ImportRequest(geopackage(tmp_path, squares(len(GIVEN), LOAIDAT=GIVEN)), "plots", by=OPERATOR)])
    run("UPDATE feature.plots SET use = 'đất Ở tại đô thị' WHERE public_id = 1")
    assert code_problems("plots", "use") == [
        CodeProblem("XYZ", 2, Standing.UNKNOWN, None),
        CodeProblem("ODT+?", 1, Standing.UNKNOWN, None),
        CodeProblem("đất Ở tại đô thị", 1, Standing.RESPELT, "ODT"),
    ]
    end_code("land_use", "TON", date(2026, 8, 1))
    assert CodeProblem("TON", 1, Standing.ENDED, None) in code_problems("plots", "use")
    assert CodeProblem("TON", 1, Standing.ENDED, None) not in code_problems("plots", "use", date(2026, 7, 31))
    for field in ("name", "none"):
        with pytest.raises(NotFound, match="E-FIELD-10"):
            code_problems("plots", field)


@given(st.lists(st.none() | st.sampled_from([*filter(None, GIVEN), "", "+", "ODT+ODT"]), max_size=30))
def test_a_column_is_judged_as_each_value_is(values: list[str | None]) -> None:
    column, fids = pa.array(values, pa.string()), pa.array(range(len(values)), pa.int64())
    listed, respelt, findings, _ = as_listed(USE, "LOAIDAT", column, fids)
    alone = [as_listed(USE, "LOAIDAT", pa.array([value], pa.string()), pa.array([0], pa.int64())) for value in values]
    assert listed.to_pylist() == [one[0][0].as_py() for one in alone]
    assert respelt.to_pylist() == [one[1][0].as_py() for one in alone]
    assert sum(finding.count for finding in findings) == sum(len(one[2]) for one in alone)
