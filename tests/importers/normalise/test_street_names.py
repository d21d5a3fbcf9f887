"""Names of streets and numbers as people write them."""

import pytest

from importers.normalise.street_names import house_number, pole_number, same_street, split_address, street_key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Nguyễn Ái Quốc", "nguyen ai quoc"),
        ("Đ. Nguyễn Ái Quốc", "nguyen ai quoc"),
        ("đường NGUYEN AI QUOC", "nguyen ai quoc"),
        ("P. Hàng Bạc", "hang bac"),
        ("Đường số 5", "so 5"),
        ("Hẻm 12/3 Lê Lợi", "hem 12/3 le loi"),
        ("Ngõ 12/3 Lê Lợi", "hem 12/3 le loi"),
        ("QL 1A", "quoc lo 1a"),
        ("Cách Mạng Tháng Tám", "cach mang thang 8"),
        ("CMT8", "cach mang thang 8"),
        ("Đường", "duong"),
        ("", ""),
    ],
)
def test_street_key(written: str, key: str) -> None:
    assert street_key(written) == key


@pytest.mark.parametrize(
    ("written", "known", "same"),
    [
        ("N. Ái Quốc", "nguyen ai quoc", True),
        ("Đ. Ng. Ái Quốc", "nguyen ai quoc", True),
        ("Nguyễn Ái", "nguyen ai quoc", False),
        ("T. Ái Quốc", "nguyen ai quoc", False),
    ],
)
def test_cut_words(written: str, known: str, same: bool) -> None:
    assert same_street(street_key(written), known, written) is same


def test_numbers() -> None:
    assert [house_number(text) for text in ("12", "12A", "Số 12", "12/3", "")] == [12, 12, 12, 12, None]
    assert [pole_number(text) for text in ("7", "Trụ 7", "NAQ-07", "2/7", "x")] == [7, 7, 7, 7, None]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("12A Nguyễn Ái Quốc, phường Trấn Biên", ("12A", "Nguyễn Ái Quốc")),
        ("Số 12/3, Lê Lợi", ("12/3", "Lê Lợi")),
        ("Lê Lợi", None),
    ],
)
def test_split_address(text: str, parts: tuple[str, str] | None) -> None:
    assert split_address(text) == parts
