"""Coordinates as people write them."""

import pytest

from gis.errors import InvalidRequest
from layers.search.coordinates import Coordinate, read_coordinate
from layers.search.folding import soften

ONE_POINT = (106.82, 10.951)
DEGREES = [
    "10.951, 106.82", "106.82 10.951", "10,951 106,82", "10,951,106,82", "10.951,106.82", "10.951;106.82",
    "lat 10.951 lon 106.82", "Kinh độ 106.82 vĩ độ 10.951", "N 10.951 E 106.82", "10.951N 106.82E", "10.951°, 106.82°",
    "10°57'03.6\"N 106°49'12\"E", "10°57'03,6\"B, 106°49'12\"Đ", "106°49'12\"Đ 10°57'03.6\"B", "10º57′03.6″N 106º49′12″E",
    "10°57.06' 106°49.2'", "10 57 03.6 N, 106 49 12 E", "WGS84 10.951 106.82",
]  # fmt: skip


@pytest.mark.parametrize("text", DEGREES)
def test_degrees_in_any_notation_and_order(text: str) -> None:
    found = read_coordinate(soften(text))
    assert found is not None
    assert (found.x, found.y) == pytest.approx(ONE_POINT, abs=1e-9)
    assert found.epsg == 4326


METRES = [
    "1209123.45 407456.78", "407456.78, 1209123.45", "1.209.123,45 407.456,78", "1,209,123.45 407,456.78",
    "1 209 123.45 407 456.78", "X=1209123.45 Y=407456.78", "N: 1209123.45 E: 407456.78", "1209123,45 407456,78",
]  # fmt: skip


@pytest.mark.parametrize("text", METRES)
def test_vn2000_in_any_notation_and_order(text: str) -> None:
    assert read_coordinate(soften(text)) == Coordinate(407456.78, 1209123.45, None)


@pytest.mark.parametrize(
    ("text", "epsg"),
    [
        ("1209123 407456 KTT 107°45'", 5899),
        ("1209123 407456 kinh tuyến trục 105°45'", 9210),
        ("1209123 407456 EPSG:9210", 9210),
        ("VN-2000 múi 105.30: 1209123 407456", 9209),
    ],
)
def test_a_zone_may_be_named(text: str, epsg: int) -> None:
    found = read_coordinate(soften(text))
    assert found is not None
    assert found.epsg == epsg


@pytest.mark.parametrize(
    "text",
    ["12/45", "12 45", "tờ 12 thửa 45", "15 Võ Thị Sáu", "26041 12 45", "26041.12.45", "5 106", "100 200", "1.5"],
)
def test_what_is_no_coordinate(text: str) -> None:
    assert read_coordinate(soften(text)) is None


@pytest.mark.parametrize(
    "text", ["1209123 40745", "9209123 407456", "1209123 407456 EPSG:1234", "1209123 407456 KTT 101"]
)
def test_large_numbers_that_fit_nothing_are_refused(text: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        read_coordinate(soften(text))
    assert refusal.value.code == "E-SEARCH-02"
