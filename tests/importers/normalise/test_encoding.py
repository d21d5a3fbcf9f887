"""Every commune name of Vietnam in every legacy encoding: written, recognised from columns of 20, read back."""

import csv
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.demo.city.names import STREETS
from importers.normalise import vietnamese
from importers.normalise.encoding import EncodingVote, decode, decode_text, detect, detect_columns, preview
from importers.normalise.legacy_tables import decode_tcvn3, encode_cp1258, encode_tcvn3, encode_viscii, encode_vni

COLUMN = 20
UNITS = Path(__file__).resolve().parents[2] / "data" / "admin_units_2026.csv"
Encoder = Callable[[str], bytes]

ENCODERS: dict[str, tuple[str, Encoder]] = {
    "tcvn3": ("tcvn3", encode_tcvn3),
    "vni": ("vni", encode_vni),
    "cp1258 with marks": ("cp1258", encode_cp1258),
    "cp1258 composed": ("cp1258", lambda text: encode_cp1258(text, decomposed=False)),
    "viscii": ("viscii", encode_viscii),
    "utf-8": ("utf-8", str.encode),
    "utf-8 twice": ("utf-8-twice", lambda text: text.encode().decode("latin-1").encode()),
    "utf-8 twice by cp1252": ("utf-8-twice", lambda text: _by_cp1252(text.encode()).encode()),
}


def _by_cp1252(data: bytes) -> str:
    """What a program shows that takes the bytes for Windows-1252; the five it has no letter for stay as they are."""
    return "".join(_seen_as_cp1252(byte) for byte in data)


STYLES: dict[str, Callable[[str], str]] = {"as written": str, "capitals": str.upper, "small": str.lower}


def _names(column: str) -> list[str]:
    with UNITS.open(encoding="utf-8", newline="") as file:
        return [unicodedata.normalize("NFC", row[column]) for row in csv.DictReader(file)]


COMMUNES = _names("name")


FAMILIES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Đoàn",
    "Trịnh",
    "Đinh",
    "Mai",
    "Tô",
    "Hà",
    "Cao",
]
MIDDLES = [
    "Văn",
    "Thị",
    "Hữu",
    "Đức",
    "Minh",
    "Ngọc",
    "Thanh",
    "Quốc",
    "Xuân",
    "Kim",
    "Thu",
    "Công",
    "Đình",
    "Thúy",
    "Hoài",
    "Bích",
]
GIVEN = [
    "Anh",
    "Bình",
    "Châu",
    "Dũng",
    "Đạt",
    "Giang",
    "Hải",
    "Hạnh",
    "Hằng",
    "Hiền",
    "Hòa",
    "Huệ",
    "Hùng",
    "Hương",
    "Khánh",
    "Kiên",
    "Lan",
    "Liên",
    "Linh",
    "Lộc",
    "Long",
    "Mỹ",
    "Nga",
    "Nghĩa",
    "Nhung",
    "Oanh",
    "Phong",
    "Phúc",
    "Phượng",
    "Quỳnh",
    "Sơn",
    "Tâm",
    "Thảo",
    "Thắng",
    "Thủy",
    "Tiến",
    "Trang",
    "Trí",
    "Tuấn",
    "Tuyết",
    "Uyên",
    "Việt",
    "Yến",
]
OWNERS = [
    f"{a} {b} {c}" for n, a in enumerate(FAMILIES) for m, b in enumerate(MIDDLES) for c in GIVEN[(n + m) % 5 :: 5]
]
LISTS = {"communes": COMMUNES, "streets": list(STREETS), "owners": OWNERS}


def _share_right(names: list[str], encoding: str, encode: Encoder) -> tuple[float, int]:
    """Of the columns of 20 names, one after the other; of streets every 20 that follow, for there are few."""
    stored = [encode(name).decode("latin-1") for name in names]
    assert decode(pa.array(stored), encoding).to_pylist() == names
    step = COLUMN if len(names) > 1000 else 3
    columns = [stored[at : at + COLUMN] for at in range(0, max(1, len(stored) - (COLUMN if step == 3 else 0)), step)]
    return sum(detect(column).encoding in (encoding, "ascii") for column in columns) / len(columns), len(columns)


@pytest.mark.parametrize("kind", LISTS)
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("written", ENCODERS)
def test_columns_of_twenty(written: str, style: str, kind: str) -> None:
    """docs/explanation/encodings.md gives these figures; `python -m tests.importers.normalise.test_encoding` prints
    them."""
    encoding, encode = ENCODERS[written]
    right, columns = _share_right([STYLES[style](name) for name in LISTS[kind]], encoding, encode)
    assert columns >= 40
    assert right >= 0.99


@pytest.mark.parametrize("written", ENCODERS)
def test_through_a_utf8_container_that_saw_cp1252(written: str) -> None:
    """A GeoPackage made by a program that took the bytes for Windows-1252."""
    encoding, encode = ENCODERS[written]
    names = COMMUNES[:40]
    stored = ["".join(_seen_as_cp1252(byte) for byte in encode(name)) for name in names]
    assert detect(stored).encoding == encoding
    assert decode(pa.array(stored), encoding).to_pylist() == names


def _seen_as_cp1252(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


def test_a_preview_shows_before_and_after() -> None:
    assert preview(pa.array(["ODT", "§Êt ë", "§Êt ë", None, "Bå §Ò"]), "tcvn3") == [
        ("§Êt ë", "Đất ở"),
        ("Bå §Ò", "Bồ Đề"),
    ]
    assert preview(pa.array(["ODT"]), "ascii") == preview(pa.array([1]), "tcvn3") == []


def test_unicode_is_left_but_composed() -> None:
    names = [unicodedata.normalize("NFD", name) for name in COMMUNES[:COLUMN]]
    assert detect(names).encoding == "unicode"
    assert decode(pa.array(names), "unicode").to_pylist() == COMMUNES[:COLUMN]


@pytest.mark.parametrize(
    ("values", "encoding"),
    [
        ([], "ascii"),
        ([None, "abc", "1/500"], "ascii"),
        (["Coöperatie", "Café", "Müller GmbH", "Straße"], "cp1252"),
        (["São Paulo", "José", "Peña"], "cp1252"),
        (["100 m²", "250 m²"], "cp1252"),
        (["Łódź", "Gdańsk"], "unicode"),
        (["Đất ở", "ODT", "Hà Nam"], "unicode"),
    ],
)
def test_what_is_not_legacy_vietnamese(values: list[str | None], encoding: str) -> None:
    assert detect(values).encoding == encoding
    kept = [value for value in values if value is not None]
    assert decode(pa.array(kept, pa.string()), encoding).to_pylist() == kept


def test_the_file_breaks_ties() -> None:
    """One word says little; forty names beside it say which file this is."""
    names = [encode_vni(name).decode("latin-1") for name in COMMUNES[:40]]
    word = pa.array([encode_vni("Hồ").decode("latin-1")])
    assert detect(word).confidence < 0.5
    votes = detect_columns({"ten": pa.array(names), "ghi_chu": word, "so": pa.array([1])})
    assert votes["ghi_chu"].encoding == "vni"
    assert votes["ghi_chu"].confidence > 0.5
    assert "so" not in votes


def test_one_file_may_hold_two_encodings() -> None:
    """A table joined from two departments: the prior of the file doesn't overrule a column that is clear."""
    vni = pa.array([encode_vni(name).decode("latin-1") for name in COMMUNES[:40]])
    tcvn3 = pa.array([encode_tcvn3(name).decode("latin-1") for name in COMMUNES[100:140]])
    votes = detect_columns({"a": vni, "b": tcvn3})
    assert (votes["a"].encoding, votes["b"].encoding) == ("vni", "tcvn3")


def test_a_hint_never_overrules_the_text() -> None:
    names = [encode_tcvn3(name).decode("latin-1") for name in COMMUNES[:COLUMN]]
    assert detect(names, hint="UTF-8") == detect(names)
    assert detect(names, hint="1258").encoding == "tcvn3"


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("§Êt ë", "Đất ở"),
        ("§¦êNG", "ĐƯỜNG"),  # capitals font
        ("§ÊT ë", "ĐẤT Ở"),
        ("HAI Bµ TR¦NG", "HAI BÀ TRƯNG"),
        ("Bå §Ò", "Bồ Đề"),  # capitals alone don't show a capitals font
        ("X· SRã", "Xã SRó"),
        ("Tæ §B", "Tổ ĐB"),
        ("§­êng ph-êng", "Đường phường"),  # the soft hyphen kept, and lost to a hyphen
        ("Aµ O¸", "À Oá"),  # a capital's pair
        ("100 m²", "100 m²"),
    ],
)
def test_tcvn3_as_it_is_met(stored: str, text: str) -> None:
    assert decode_tcvn3(stored) == text


def test_utf8_cut_at_the_end_of_a_field() -> None:
    """A DBF field of 10 bytes cuts a character in two."""
    stored = [name.encode()[:10].decode("latin-1") for name in COMMUNES[:60]]
    assert detect(stored).encoding == "utf-8"
    read = decode(pa.array(stored), "utf-8").to_pylist()
    assert all(name.startswith(start) for name, start in zip(COMMUNES[:60], read, strict=True))


def test_values_that_are_not_of_the_encoding_stay() -> None:
    mixed = pa.array(["Đất ở", "§Êt ë", None, "ODT"])
    assert decode(mixed, "tcvn3").to_pylist() == ["Đất ở", "Đất ở", None, "ODT"]


WORDS = st.lists(st.sampled_from(sorted({word for name in COMMUNES for word in name.split()})), min_size=1, max_size=8)


@given(WORDS, st.sampled_from(sorted(ENCODERS)))
def test_round_trip(words: list[str], written: str) -> None:
    encoding, encode = ENCODERS[written]
    text = " ".join(words)
    assert decode_text(encode(text).decode("latin-1"), encoding) == text


@given(st.lists(st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"]), max_size=12), max_size=6))
def test_any_text_gets_a_vote_and_comes_out_composed(values: list[str]) -> None:
    vote = detect(values)
    assert isinstance(vote, EncodingVote)
    assert 0 <= vote.confidence <= 1
    for encoding in ("tcvn3", "vni", "viscii", "cp1258", "utf-8", "utf-8-twice", "unicode"):
        decoded = decode(pa.array(values, pa.string()), encoding).to_pylist()
        assert len(decoded) == len(values)
        assert all(unicodedata.is_normalized("NFC", text) for text in decoded)
        assert decoded == [decode_text(value, encoding) for value in values]


@pytest.mark.parametrize("word", ["Đất", "nghiêng", "QUỲNH", "khuỷu", "giếng", "gì", "Huế", "Mỹ", "Đắk", "ươm", "à"])
def test_syllables(word: str) -> None:
    assert vietnamese.is_syllable(word)
    assert vietnamese.is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ["", "Êt", "đất́", "straße", "§Êt", "hồc", "mạch́", "xyz", "aơ", "Müller", "bà2"])
def test_no_syllables(word: str) -> None:
    assert not vietnamese.is_syllable(word)


def test_nearly_every_word_of_the_communes_is_a_syllable() -> None:
    assert vietnamese.score(word for name in COMMUNES for word in name.split()) > 0.97


def _table() -> str:
    """The measured shares as the page shows them."""
    lines = [f"| Written in | {' | '.join(f'{kind}, {style}' for kind in LISTS for style in STYLES)} |"]
    lines.append("|---" * (1 + len(LISTS) * len(STYLES)) + "|")
    for written, (encoding, encode) in ENCODERS.items():
        shares = [
            _share_right([STYLES[style](name) for name in LISTS[kind]], encoding, encode)[0]
            for kind in LISTS
            for style in STYLES
        ]
        lines.append(f"| {written} | {' | '.join(f'{share:.1%}' for share in shares)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(_table() + "\n")
