"""Reforms that are refused: each with its code, and nothing is changed."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from gis.errors import DothiError
from layers.administration.links_file import read_links
from layers.administration.models import Succession, Unit
from layers.administration.reform import Links
from layers.administration.services import apply_reform, preview_reform
from tests.layers.administration.made import (
    BIEN_HOA,
    DAY,
    LONG_BINH,
    TAM_HIEP,
    TRAN_BIEN,
    box,
    linked,
    outlines,
)
from tests.layers.features.rows import run

HEAD = "old_code,new_code,valid_from\n"


def test_links_are_read_however_a_spreadsheet_writes_them(tmp_path: Path) -> None:
    expected = Links([("26041", "26041"), ("26068", "26041")], date(2027, 1, 1))
    for text in (
        HEAD + "26068,26041,2027-01-01\n26041,26041,2027-01-01\n",
        "\ufeffold_code;new_code;valid_from;note\r\n26068;26041;2027-01-01;x\r\n26041; 26041;2027-01-01;\r\n",
    ):
        path = tmp_path / "links.csv"
        path.write_bytes(text.encode())
        assert read_links(path) == expected


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (None, "E-UNIT-11", "No such file"),
        (b"", "E-UNIT-11", "old_code"),
        (b"old_code,new_code\n26041,26041\n", "E-UNIT-11", "valid_from"),
        (HEAD.encode(), "E-UNIT-11", "0 rows"),
        (HEAD.encode() + b"4,26041,2027-01-01\n", "E-UNIT-11", "row 2: old_code=4"),
        (HEAD.encode() + b"26041,2604a,2027-01-01\n", "E-UNIT-11", "new_code=2604a"),
        (HEAD.encode() + "26041,٢٦٠٤١,2027-01-01\n".encode(), "E-UNIT-11", "new_code="),
        (HEAD.encode() + b"26041,26041,1/1/2027\n", "E-UNIT-11", "valid_from=1/1/2027"),
        (HEAD.encode() + b"26041,26041,2027-02-30\n", "E-UNIT-11", "2027-02-30"),
        (HEAD.encode() + b"26041,26041\n", "E-UNIT-11", "valid_from="),
        (HEAD.encode() + b"26041,26041,2027-01-01\n" * 2, "E-UNIT-11", "row 3"),
        (HEAD.encode() + "26041,26041,2027-01-01,Biên".encode("cp1258"), "E-UNIT-11", "UTF-8"),
        (HEAD.encode() + b"26041,26041,2027-01-01\n26068,26041,2027-07-01\n", "E-UNIT-12", "2027-01-01, 2027-07-01"),
    ],
)
def test_no_table_of_links(tmp_path: Path, content: bytes | None, code: str, said: str) -> None:
    path = tmp_path / "links.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DothiError) as refused:
        read_links(path)
    assert refused.value.code == code
    assert said in refused.value.sentence("en")
    assert said in refused.value.sentence("vi")


STAYS = (TRAN_BIEN, TRAN_BIEN)
TWO = {TRAN_BIEN: box(0, width=2)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pairs", "day", "shapes", "code", "said"),
    [
        ([STAYS, ("26044", TRAN_BIEN)], DAY, TWO, "E-UNIT-13", "26044"),  # ended in 2025
        ([("99999", TRAN_BIEN), STAYS], DAY, TWO, "E-UNIT-13", "99999"),
        ([STAYS], date(2025, 7, 1), TWO, "E-UNIT-13", TRAN_BIEN),  # on the eve it was Trung Dũng, which is no more
        ([("26485", "26485")], date(2026, 4, 30), {"26485": box(0)}, "E-UNIT-13", "26485"),  # changed that very day
        ([(BIEN_HOA, TRAN_BIEN)], DAY, TWO, "E-UNIT-15", TRAN_BIEN),
        ([(TRAN_BIEN, BIEN_HOA), (BIEN_HOA, TRAN_BIEN)], DAY, TWO, "E-UNIT-14", f"{TRAN_BIEN} → {BIEN_HOA}"),
        (
            [(TRAN_BIEN, BIEN_HOA), (BIEN_HOA, TAM_HIEP), (TAM_HIEP, TRAN_BIEN), (LONG_BINH, LONG_BINH)],
            DAY, TWO, "E-UNIT-14", f"{TAM_HIEP} → {TRAN_BIEN} → {BIEN_HOA} → {TAM_HIEP}",
        ),
        ([STAYS, (BIEN_HOA, TRAN_BIEN), (BIEN_HOA, "99001")], DAY, TWO, "E-UNIT-16", "99001"),
        ([STAYS], DAY, {**TWO, LONG_BINH: box(3)}, "E-UNIT-17", LONG_BINH),
    ],
)  # fmt: skip
def test_links_and_outlines_that_are_no_reform(grid, pairs, day, shapes, code: str, said: str) -> None:
    outlines("new_communes", shapes)
    before = Unit.objects.count(), run("SELECT * FROM feature.communes ORDER BY 1, 2")
    for ask in (lambda: preview_reform(linked(*pairs, day=day), "new_communes"),
                lambda: apply_reform("0" * 16, linked(*pairs, day=day), "new_communes")):  # fmt: skip
        with pytest.raises(DothiError) as refused:
            ask()
        assert (refused.value.code, said in refused.value.sentence("vi")) == (code, True)
    assert (Unit.objects.count(), run("SELECT * FROM feature.communes ORDER BY 1, 2")) == before
    assert not Succession.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"name": ""}, "name"),
        ({"full_name": " "}, "full_name"),
        ({"kind": ""}, "kind"),
        ({"province": "44444"}, "province_code=44444"),
        ({"province": "60"}, "province_code=60"),  # Bình Thuận, until June 2025
    ],
)
def test_outlines_without_what_a_unit_needs(grid, columns: dict[str, str], said: str) -> None:
    outlines("new_communes", TWO, **columns)
    with pytest.raises(DothiError, match="E-UNIT-20") as refused:
        preview_reform(linked(STAYS, (BIEN_HOA, TRAN_BIEN)), "new_communes")
    assert said in refused.value.sentence("en")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("layer", "code"), [("communes", "E-UNIT-20"), ("lamps", "E-UNIT-20"), ("no_such", "E-LAYER-05")]
)
def test_layers_that_hold_no_new_outlines(grid, layer: str, code: str) -> None:
    with pytest.raises(DothiError, match=code):
        preview_reform(linked(STAYS), layer)


@pytest.mark.django_db
def test_no_reform_without_outlines_of_today() -> None:
    outlines("new_communes", TWO)
    with pytest.raises(DothiError, match="E-UNIT-06"):
        preview_reform(linked(STAYS), "new_communes")


@pytest.mark.django_db
def test_a_day_to_come_may_be_previewed_only(grid) -> None:
    outlines("new_communes", TWO)
    links = linked(STAYS, (BIEN_HOA, TRAN_BIEN), day=date.today() + timedelta(days=2))
    token = preview_reform(links, "new_communes").token
    with pytest.raises(DothiError, match="E-UNIT-18"):
        apply_reform(token, links, "new_communes")


@pytest.mark.django_db
def test_a_token_of_other_links(grid) -> None:
    outlines("new_communes", TWO)
    token = preview_reform(linked(STAYS, (BIEN_HOA, TRAN_BIEN)), "new_communes").token
    with pytest.raises(DothiError, match="E-UNIT-19"):
        apply_reform(token, linked(STAYS, (BIEN_HOA, TRAN_BIEN), (TAM_HIEP, TRAN_BIEN)), "new_communes")
