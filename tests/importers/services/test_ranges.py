"""Least and greatest values of zoning lots, from the text of the official exchange files."""

from pathlib import Path

import pytest

from importers.services import ImportRequest, import_files
from importers.services.ranges import range_fields
from layers.features.authority import OPERATOR
from layers.templates import template_named
from tests.importers.services.files import geopackage, squares
from tests.layers.features.rows import run

pytestmark = pytest.mark.django_db


def test_the_pairs_of_the_zoning_template() -> None:
    pairs = [
        (one.text, one.least and one.least.name, one.most and one.most.name)
        for one in range_fields(template_named("zoning"))
    ]
    assert pairs == [
        ("mat_do_xd", "mat_do_min", "mat_do_max"),
        ("tang_cao", "tang_cao_min", "tang_cao_max"),
        ("he_so_sdd", "he_so_min", "he_so_max"),
    ]


def test_ranges_fill_their_fields_and_the_rest_is_told(tmp_path: Path) -> None:
    frame = squares(
        5,
        kyHieuLoDat=list("abcde"),
        matDoXayDung=["40-60", "≤ 70 %", "140", None, "theo quy hoạch"],
        tangCaoXayDung=["3÷5", "tối đa 7 tầng", "2,5", "5", ""],
        heSoSuDungDat=["0,8-1,6", None, "2", None, None],
        tang_cao_toi_da=[9, None, None, None, None],
    )
    report = import_files([ImportRequest(geopackage(tmp_path, frame), "zoning", by=OPERATOR)])[0]
    found = {finding.values["field"]: finding for finding in report.findings if finding.code == "W-VALUE-03"}
    assert {name: (one.count, one.values["values"]) for name, one in found.items()} == {
        "matDoXayDung": (2, "140, theo quy hoạch"),
        "tangCaoXayDung": (1, "2,5"),
    }
    columns = "mat_do_xd, mat_do_min, mat_do_max, tang_cao_min, tang_cao_max, he_so_min, he_so_max"
    assert run(f"SELECT {columns} FROM feature.zoning ORDER BY ky_hieu_lo") == [
        ("40-60", 40, 60, 3, 9, 0.8, 1.6),  # what the file gives goes before what its text says
        ("≤ 70 %", None, 70, None, 7, None, None),
        ("140", None, None, None, None, None, 2),
        (None, None, None, None, 5, None, None),
        ("theo quy hoạch", None, None, None, None, None, None),
    ]
