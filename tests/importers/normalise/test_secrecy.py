"""Which words are secrecy marks, and which only look like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.normalise.legacy_tables import encode_tcvn3, encode_vni
from importers.normalise.secrecy import is_secrecy_column, marked_name, marked_prose, marked_value
from layers.planning.exchange import classes
from layers.templates import TEMPLATES

WAYS = {
    "unicode": lambda text: text,
    "tcvn3": lambda text: encode_tcvn3(text).decode("latin-1"),
    "vni": lambda text: encode_vni(text).decode("latin-1"),
    "utf-8 as latin-1": lambda text: text.encode().decode("latin-1"),
}
MARKED = [
    "Mật", "MẬT", "[Mật] kho", "(mat) kho", "Bản đồ doanh trại - Mật", "ban_do_Mật", "BanDoMật", "toi_mat_2026", "TUYET MAT",
    "tuyet-mat", "Tối mật", "TỐI MẬT", "Tài liệu tuyệt mật", "tai_lieu_mat", "ban do mat 01", "ban_do_doanh_trai_MAT",
    "bandoToiMat", "Tài liệu bí mật nhà nước",
]  # fmt: skip
PLAIN = [
    "Mật độ xây dựng", "mật_độ", "MẬT ĐỘ DÂN SỐ", "mat_do_xay_dung", "MatDoXayDung", "matdo", "nuoc_mat", "nước mặt",
    "ban_do_nuoc_mat", "dat_mat_nuoc", "MAT_BANG", "mat_cat_ngang", "be mat", "ban_do_mat_bang", "mặt đường", "toi_mat_do",
    "DEM_MAT", "bảo mật", "mật khẩu", "mật mã", "ong mật", "mật ong", "Đường Mật Sơn", "không mật", "hien trang MAT nuoc",
    "Phường Trấn Biên", "thua_dat", "",
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", MARKED)
def test_names_that_are_marked(name: str, way: str) -> None:
    assert marked_name(WAYS[way](name))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", PLAIN)
def test_names_that_are_not(name: str, way: str) -> None:
    assert not marked_name(WAYS[way](name))


def test_no_name_of_the_product_is_marked() -> None:
    for template in TEMPLATES.values():
        names = [template.title.vi, *(one.title.vi for one in template.fields), *(one.name for one in template.fields)]
        assert not [name for name in names if marked_name(name) or is_secrecy_column(name)]
    for one in classes():
        assert not [name for name in (one.key, *(field for field in one.fields)) if marked_name(str(name))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Độ mật: Mật", True),
        ("Mức độ mật: Tối mật.", True),
        ("MẬT", True),
        ("Tài liệu tuyệt mật, không sao chụp", True),
        ("Độ mật: tuyệt mật", True),
        ("Đóng dấu Mật", True),
        ("Mật độ xây dựng 40%", False),
        ("Không có tài liệu tối mật", False),
        ("Không thuộc danh mục tuyệt mật, tối mật, mật", False),
        ("Theo Luật Bảo vệ bí mật nhà nước", False),
        ("Dữ liệu được bảo mật", False),
        ("Độ mật: không", False),
        ("Đóng dấu mật độ", False),
    ],
)
@pytest.mark.parametrize("way", WAYS)
def test_descriptions(text: str, expected: bool, way: str) -> None:
    assert marked_prose(WAYS[way](text)) is expected


@pytest.mark.parametrize(
    "name", ["do_mat", "DO_MAT", "Độ mật", "muc_do_mat", "MUCDOMAT", "mức độ mật", "cap_do_mat", "Mật"]
)
def test_columns_of_secrecy(name: str) -> None:
    assert is_secrecy_column(name)


@pytest.mark.parametrize(
    "name", ["mat_do", "Mật độ", "MatDo", "matDoXayDung", "be_mat", "mat", "dien_tich", "do_mat_dat"]
)
def test_columns_of_anything_else(name: str) -> None:
    assert not is_secrecy_column(name)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("value", ["Mật", "MẬT.", "TOI MAT", "tối  mật", "Tuyệt mật (A)", "mat", "Độ mật: Mật"])
def test_values_that_are_marks(value: str, way: str) -> None:
    assert marked_value(WAYS[way](value))


@pytest.mark.parametrize("value", ["", "Không", "Thường", "không mật", "mặt", "3", "Mật độ thấp", "Công khai"])
def test_values_that_are_not(value: str) -> None:
    assert not marked_value(value)


@given(st.text(max_size=60))
def test_any_text_is_answered(text: str) -> None:
    for ask in (marked_name, marked_prose, is_secrecy_column, marked_value):
        assert ask(text) in (True, False)


@given(
    st.sampled_from(["do", "Độ", "ĐỘ", "do xay dung", "độ dân số"]),
    st.sampled_from([" ", "_", "-"]),
    st.text("abcxyz 12", max_size=12),
)
def test_density_is_never_a_mark(density: str, between: str, rest: str) -> None:
    first = "mat" if density.isascii() else "Mật"
    assert not marked_name(f"{rest} {first}{between}{density}")
