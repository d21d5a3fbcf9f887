"""What a line of text asks for."""

import pytest

from layers.search.understanding import ParcelNumber, Words, understand

PARCELS = [
    ("tờ 12 thửa 45", ParcelNumber("12", "45")),
    ("to 12 thua 45", ParcelNumber("12", "45")),
    ("TỜ 12, THỬA 45", ParcelNumber("12", "45")),
    ("thửa 45 tờ 12", ParcelNumber("12", "45")),
    ("thửa đất số 45, tờ bản đồ số 12", ParcelNumber("12", "45")),
    ("tờ bản đồ số 12, thửa đất số 45 Trung Dũng", ParcelNumber("12", "45", place="trung dung")),
    ("tờ 12 thửa 45 phường Trấn Biên", ParcelNumber("12", "45", place="phuong tran bien")),
    ("tờ DC12 thửa 45a", ParcelNumber("dc12", "45a")),
    ("12/45", ParcelNumber("12", "45")),
    ("12 / 45", ParcelNumber("12", "45")),
    ("thửa 45", ParcelNumber("", "45")),
    ("tờ 12", ParcelNumber("12", "")),
    ("tờ 12 th", ParcelNumber("12", "")),
    ("tờ 12 thửa", ParcelNumber("12", "")),
    ("26041 12 45", ParcelNumber("12", "45", commune="26041")),
    ("26041.12.45", ParcelNumber("12", "45", commune="26041")),
    ("26041-12-45", ParcelNumber("12", "45", commune="26041")),
    ("sheet 12 parcel 45", ParcelNumber("12", "45")),
]


@pytest.mark.parametrize(("text", "meant"), PARCELS)
def test_sheet_and_parcel(text: str, meant: ParcelNumber) -> None:
    assert understand(text) == [meant]


def test_a_slash_with_words_may_be_a_parcel_or_a_house() -> None:
    meanings = understand("12/45 Võ Thị Sáu")
    assert meanings[:2] == [ParcelNumber("12", "45", place="vo thi sau"), Words("vo thi sau", "12/45", True)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Võ Thị Sáu", Words("vo thi sau")),
        ("15 Võ Thị Sáu", Words("vo thi sau", "15", number_first=True)),
        ("số 15 Võ Thị Sáu", Words("vo thi sau", "15", number_first=True)),
        ("15A Võ Thị Sáu", Words("a vo thi sau", "15", number_first=True)),
        ("đường số 5", Words("duong so", "5")),
        ("CX-00123", Words("cx-", "00123")),
        ("26041", Words("", "26041")),
    ],
)
def test_words_with_and_without_a_number(text: str, first: Words) -> None:
    assert understand(text)[0] == first


@pytest.mark.parametrize("text", ["", " ", "a", "%%%", "___", "\\\\", "😀😀😀", "\x00", "''", "\u200b\u200b", "/", "-"])
def test_too_little_to_go_by(text: str) -> None:
    assert understand(text) == []
