"""The search on real tables: what is found, in which order, and what never is."""

import pytest
from django.db import connection

from gis.errors import InvalidRequest
from layers.access.queries import public_view
from layers.catalog.queries.layers import forget
from layers.features.services import create_layer
from layers.search.queries import find
from tests.layers.features.rows import insert_square, run
from tests.layers.search.conftest import with_personal

pytestmark = pytest.mark.django_db


def titles(text: str, limit: int = 10) -> list[str]:
    return [result.title.vi for result in find(public_view(), public_view(), text, limit).results]


def ids(text: str) -> list[int | None]:
    return [result.id for result in find(public_view(), public_view(), text, 10).results]


@pytest.mark.parametrize(
    "text", ["tờ 12 thửa 45", "12/45", "thua 45 to 12", "Tờ bản đồ số 12, thửa đất số 45", "tờ 12 thửa 45 Trấn Biên"]
)
def test_all_parcels_of_one_number_are_listed(parcels, text: str) -> None:
    answer = find(public_view(), public_view(), text, 10)
    assert {result.id for result in answer.results} == {1, 2}
    assert all(result.exact and result.kind == "parcel" for result in answer.results)
    subtitles = " ".join(result.subtitle.vi for result in answer.results)
    assert "Phường Trung Dũng (trước 07/2025)" in subtitles
    assert "Phường Quang Vinh (trước 07/2025)" in subtitles
    assert "Phường Trấn Biên" in subtitles
    assert "101,0 m²" in subtitles


@pytest.mark.parametrize("text", ["tờ 12 thửa 45 Trung Dũng", "12/45 trung dung", "26041 12 45", "26041.12.45"])
def test_the_former_commune_tells_them_apart(parcels, text: str) -> None:
    assert ids(text)[0] == 1
    assert 2 not in ids(text)


def test_a_result_says_the_era_of_its_commune(parcels) -> None:
    facts = find(public_view(), public_view(), "26023 12 45", 10).results[0].facts
    assert facts["commune_at_survey"] == {"code": "26023", "name": "Phường Quang Vinh", "era": "before-2025-07-01"}
    assert facts["commune"] == {"code": "26041", "name": "Phường Trấn Biên", "era": "since-2025-07-01"}


def test_a_number_that_is_not_there_gives_the_nearest_of_the_sheet(parcels) -> None:
    answer = find(public_view(), public_view(), "tờ 12 thửa 48", 10)
    assert [result.facts["number"] for result in answer.results][:2] == ["46", "45"]
    assert not any(result.exact for result in answer.results)
    assert answer.messages[0].code == "N-SEARCH-03"
    far = find(public_view(), public_view(), "tờ 12 thửa 999", 10)
    assert far.results[0].facts["number"] == "51"


def test_a_commune_that_is_none_is_said(parcels) -> None:
    answer = find(public_view(), public_view(), "tờ 12 thửa 45 Xyzabc", 10)
    assert {result.id for result in answer.results} == {1, 2}
    assert answer.messages[0].code == "N-SEARCH-06"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("15 Võ Thị Sáu", "15 Võ Thị Sáu, phường Trung Dũng"),
        ("15 vo thi sau", "15 Võ Thị Sáu, phường Trung Dũng"),
        ("15 đường võ thị sau", "15 Võ Thị Sáu, phường Trung Dũng"),
        ("15/3 Võ Thị Sáu", "15/3 Võ Thị Sáu, phường Trung Dũng"),
        ("17 vo thj sau", "17 Võ Thị Sáu, phường Trung Dũng"),
        ("7 Phan Đinh Phùng", "7 Phan Đình Phùng"),
        ("8 đường 30 tháng 4", "Số 8 Đường 30 Tháng 4"),
    ],
)
def test_addresses_with_and_without_accents_and_typing_errors(parcels, text: str, title: str) -> None:
    answer = find(public_view(), public_view(), text, 10)
    assert answer.results[0].title.vi == title
    assert answer.results[0].kind == "address"
    assert answer.results[0].exact


def test_a_house_number_that_is_not_there_gives_its_neighbours(parcels) -> None:
    answer = find(public_view(), public_view(), "16 Võ Thị Sáu", 10)
    assert {result.title.vi[:2] for result in answer.results} >= {"15", "17"}
    assert not any(result.exact for result in answer.results)


def test_streets_are_one_result_each(named) -> None:
    named("roads", ["Võ Thị Sáu", "Võ Thị Sáu", "Đường số 5", "Đường số 6", "Quốc lộ 51"], template="roads")
    assert [r.title.vi for r in find(public_view(), public_view(), "vo thi sau", 10).results if r.kind == "street"] == [
        "Võ Thị Sáu"
    ]
    street = find(public_view(), public_view(), "vo thi sau", 10).results[0]
    assert street.kind == "street"
    assert street.bbox is not None
    assert street.bbox[2] - street.bbox[0] > 0.0002  # both parts, 30 m
    assert titles("duong so 5")[0] == "Đường số 5"
    assert titles("QL 51, quoc lo 51")[0] == "Quốc lộ 51"
    assert titles("quốc lộ 51")[0] == "Quốc lộ 51"


def test_a_name_that_begins_like_a_generic_word_keeps_it(named) -> None:
    """Dương isn't đường: without accents both readings are tried."""
    named("roads", ["Dương Bạch Mai", "Đường Bạch Đằng", "Phố Huế", "Xã Đàn"], template="roads")
    for text in ("Dương Bạch Mai", "duong bach mai", "đường Dương Bạch Mai", "duong duong bach mai"):
        assert titles(text)[0] == "Dương Bạch Mai"
    for text in ("Đường Bạch Đằng", "duong bach dang", "bạch đằng"):
        assert titles(text)[0] == "Đường Bạch Đằng"
    assert "Phố Huế" in titles("pho hue")
    assert titles("xã đàn")[0] == "Xã Đàn"


def test_any_layer_is_found_by_its_title(named) -> None:
    named("schools", ["Trường THCS Nguyễn Du", "Trường Tiểu học Nguyễn Du"])
    assert titles("thcs nguyen du")[0] == "Trường THCS Nguyễn Du"
    assert find(public_view(), public_view(), "nguyễn du", 10).results[0].subtitle.vi == "Lớp schools"


def test_codes_are_found_whatever_their_case(describe) -> None:
    description = describe("poles", fields={"code": "text"}, key_fields=("code",))
    create_layer(description)
    insert_square(description, 0, code="CX-00123")
    insert_square(description, 1, code="CX-00124")
    assert ids("cx-00123")[0] == 1
    assert ids("CX-123")[0] == 1


@pytest.mark.parametrize("text", ["Trung Dũng", "trung dung", "phường Trung Dũng"])
def test_a_former_commune_says_where_it_went(db, text: str) -> None:
    found = [r for r in find(public_view(), public_view(), text, 10).results if r.kind == "former_commune"]
    in_bien_hoa = next(r for r in found if "Biên Hòa" in r.subtitle.vi)
    assert "nay thuộc Phường Trấn Biên" in in_bien_hoa.subtitle.vi
    assert in_bien_hoa.facts["era"] == "before-2025-07-01"
    assert in_bien_hoa.facts["became"][0]["code"] == "26041"


def test_a_code_of_two_eras_gives_both(db) -> None:
    former = [r for r in find(public_view(), public_view(), "26041", 10).results if r.kind == "former_commune"]
    assert former[0].title.vi == "Phường Trung Dũng (trước 07/2025)"


def test_todays_communes_are_known_without_their_outlines(db) -> None:
    assert find(public_view(), public_view(), "tran bien", 10).results[0].title.vi == "Phường Trấn Biên"


def test_an_edit_by_sql_is_found_at_once(parcels) -> None:
    run("UPDATE feature.parcels SET dia_chi = '99 Hẻm Mới Đặt', so_thua = '777' WHERE public_id = 1")
    assert titles("hem moi dat")[0] == "99 Hẻm Mới Đặt"
    assert ids("12/777") == [1]
    assert 1 not in ids("15 Võ Thị Sáu, phường Trung Dũng")
    run("DELETE FROM feature.parcels WHERE public_id = 1")
    assert "99 Hẻm Mới Đặt" not in titles("hem moi dat", 50)


def test_a_bulk_load_is_found_when_it_is_done(parcels) -> None:
    run(
        "INSERT INTO feature.parcels (so_to, so_thua, dia_chi, geom) SELECT '90', n::text, n || ' Đại lộ Bulk',"
        " ST_Multi(ST_MakeEnvelope(n, 0, n + 1, 1, 905899)) FROM generate_series(1, 3000) n"
    )
    assert titles("2999 dai lo bulk")[0] == "2999 Đại lộ Bulk"
    assert len(ids("90/2999")) == 1


def test_personal_fields_are_never_searched_nor_learnt(parcels, describe) -> None:
    assert not [r for r in find(public_view(), public_view(), "Nguyễn Văn Kín", 50).results if r.layer == "parcels"]
    secret = with_personal(describe("people", fields={"street": "text"}), "owner_name")
    create_layer(secret)
    insert_square(secret, 0, street="Phố Vắng", owner_name="Trần Thị Bí Mật")
    assert find(public_view(), public_view(), "tran thi bi mat", 10).results == []
    assert run("SELECT count(*) FROM search.phrase WHERE layer = 'people'") == [(0,)]


def test_a_field_that_becomes_personal_is_forgotten(named) -> None:
    named("shops", ["Tiệm Bánh Hoa Mai"])
    assert titles("hoa mai")[0] == "Tiệm Bánh Hoa Mai"
    run("UPDATE catalog_field SET personal = true WHERE name = 'name'")
    assert run("SELECT count(*) FROM search.phrase WHERE layer = 'shops'") == [(0,)]
    forget()
    assert "Tiệm Bánh Hoa Mai" not in titles("hoa mai")


@pytest.mark.parametrize("access", ["shared", "restricted"])
def test_layers_that_are_not_public_are_not_suggested(named, access: str) -> None:
    named("bunkers", ["Hầm Ngầm Số Không"], access=access)
    assert titles("ham ngam so khong") == []


def test_a_layer_that_is_taken_away_is_forgotten(named) -> None:
    from layers.features.services import remove_layer

    named("kiosks", ["Ki-ốt Sông Phố"])
    remove_layer("kiosks", confirmed=True)
    assert run("SELECT count(*) FROM search.phrase WHERE layer = 'kiosks'") == [(0,)]


def test_a_name_too_long_for_an_index_does_no_harm(named) -> None:
    named("novels", ["Chuyện " + "rất dài " * 2000])
    assert titles("chuyen rat dai")[0].startswith("Chuyện rất dài")


def test_coordinates_say_their_system_and_lie_on_their_parcel(parcels) -> None:
    answer = find(public_view(), public_view(), "1210005 400005", 10)
    assert answer.understood_as == {"kind": "coordinate", "crs": "EPSG:5899", "assumed": True}
    assert [(r.kind, r.id) for r in answer.results] == [("coordinate", None), ("parcel", 1)]
    swapped = find(public_view(), public_view(), "400005, 1210005", 10)
    assert swapped.results[0].point == answer.results[0].point
    longitude, latitude = answer.results[0].point or (0, 0)
    assert find(public_view(), public_view(), f"{latitude}, {longitude}", 10).results[1].id == 1


def test_a_coordinate_outside_the_city_is_said_with_a_way_out(db) -> None:
    assert find(public_view(), public_view(), "21.03, 105.85", 10).messages[0].code == "N-SEARCH-04"
    other_zone = find(public_view(), public_view(), "1210005 618505", 10)  # the same place in TM-3 105°45'
    assert other_zone.messages[0].code == "N-SEARCH-07"
    assert "EPSG:9210" in other_zone.messages[0].values["others"]


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(InvalidRequest) as refusal:
        find(public_view(), public_view(), "x" * 10_000, 10)
    assert refusal.value.code == "E-SEARCH-01"


HOSTILE = ["%", "_%_%_%", "\\", "\\%\\_", "'; DROP TABLE x; --", '"', "\x00", "a\x00b", "😀 ngôi nhà", "   ", "(((", "[a-z]*",
           "to_tsquery('x')", "&|!:*", "đ" * 200, "１２／４５", "\u202e12/45", "ab" + "\u0301" * 150]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_finds_little_and_breaks_nothing(parcels, text: str) -> None:
    answer = find(public_view(), public_view(), text, 10)
    assert answer.results or answer.messages


def test_wide_digits_are_digits(parcels) -> None:
    assert set(ids("１２／４５")) == {1, 2}


def test_the_two_foldings_agree(db) -> None:
    """Python reads the text, PostgreSQL compares: both must fold alike, on every commune's name."""
    import re

    from layers.search.folding import soften

    with connection.cursor() as cursor:
        cursor.execute("SELECT name, search.fold(name) FROM administration_unit")
        names = cursor.fetchall()
    different = [n for n, folded in names if re.sub(r"[\W_]+", " ", soften(n)).strip() != folded]
    assert len(names) == 14_160
    assert different == []
