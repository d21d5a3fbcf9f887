"""Areas of rights follow a reform: previewed, decided where a commune is split, in the same action."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from gis.errors import InvalidRequest
from layers.access.models import Membership
from layers.access.queries import forget, grants_of, public_grants
from layers.access.services import end_membership, ensure_organisation, grant_membership
from layers.administration.models import Succession
from layers.administration.services import apply_reform, preview_reform
from tests.layers.administration.made import BIEN_HOA, LONG_BINH, TAM_HIEP, TRAN_BIEN, box, linked, outlines

pytestmark = pytest.mark.django_db
NEW, DONG_NAI = "99001", "75"
LINKS = linked((TRAN_BIEN, TRAN_BIEN), (BIEN_HOA, TRAN_BIEN), (TAM_HIEP, TAM_HIEP), (TAM_HIEP, NEW))


@pytest.fixture
def new_communes(grid) -> str:
    """Trấn Biên takes Biên Hòa, and the eastern quarter of Tam Hiệp becomes a ward of its own."""
    shapes = {TRAN_BIEN: box(0, width=2), TAM_HIEP: box(2, width=0.75), NEW: box(2.75, width=0.25)}
    return outlines("new_communes", shapes).name


@pytest.fixture
def grant(db):
    ensure_organisation("ubnd", "UBND", "Committee")

    def given(name: str, *areas: str, **words) -> int:
        if not get_user_model().objects.filter(username=name).exists():
            get_user_model().objects.create_user(name)
        return grant_membership(name, "ubnd", "planner", areas=areas, **words)

    return given


def areas(number: int) -> tuple[list[str], list[str] | None]:
    row = Membership.objects.get(pk=number)
    return row.areas, row.communes


def test_units_become_communes_of_today(grant) -> None:
    assert areas(grant("lan", TRAN_BIEN)) == ([TRAN_BIEN], [TRAN_BIEN])
    given, communes = areas(grant("lan", DONG_NAI))
    assert given == [DONG_NAI]
    assert len(communes) == 95 and TRAN_BIEN in communes
    assert areas(grant("lan", DONG_NAI, TRAN_BIEN))[1] == communes
    assert areas(grant("lan")) == ([], None)


@pytest.mark.parametrize("code", ["731", "26044", "", "99", "abcde", "2604", "٢٦٠٤١"])
def test_former_and_unknown_units_are_refused(grant, code: str) -> None:
    """731 was the district Biên Hòa, 26044 a commune until July 2025."""
    from layers.access.errors import AccessRefused

    with pytest.raises(AccessRefused, match="E-ACCESS-03"):
        grant("lan", code)


def test_a_merged_commune_is_replaced_and_said_before(new_communes: str, grant) -> None:
    lan, minh = grant("lan", BIEN_HOA), grant("minh", TRAN_BIEN, LONG_BINH)
    elsewhere = grant("chi", LONG_BINH)
    ended = grant("an", BIEN_HOA)
    end_membership(ended)
    preview = preview_reform(LINKS, new_communes)
    (moves,) = [one for one in preview.moves if one.place == "memberships"]
    assert [(one.before, one.after, one.count) for one in moves.moves] == [(BIEN_HOA, TRAN_BIEN, 1)]
    said = {one["membership"]: (one["areas_after"], one["wider_by"]) for one in moves.details}
    assert said == {lan: ([TRAN_BIEN], [TRAN_BIEN]), minh: ([TRAN_BIEN, LONG_BINH], [BIEN_HOA])}
    assert areas(lan) == ([BIEN_HOA], [BIEN_HOA]), "a preview changes nothing"
    apply_reform(preview.token, LINKS, new_communes)
    assert areas(lan) == ([TRAN_BIEN], [TRAN_BIEN])
    assert areas(minh) == ([TRAN_BIEN, LONG_BINH], [LONG_BINH, TRAN_BIEN])
    assert areas(elsewhere) == ([LONG_BINH], [LONG_BINH])
    assert areas(ended) == ([BIEN_HOA], [BIEN_HOA]), "what has ended keeps the codes of its time"
    forget()
    user = get_user_model().objects.get(username="lan").pk
    assert {one.communes for one in grants_of(user) - public_grants()} == {frozenset({TRAN_BIEN})}


def test_a_province_has_its_communes_of_after(new_communes: str, grant) -> None:
    number = grant("lan", DONG_NAI)
    before = areas(number)[1]
    preview = preview_reform(LINKS, new_communes)
    assert preview.undecided == [], "a whole province isn't split"
    apply_reform(preview.token, LINKS, new_communes)
    after = areas(number)
    assert after[0] == [DONG_NAI]
    assert set(after[1]) == set(before) - {BIEN_HOA} | {NEW}


def test_a_split_needs_a_decision(new_communes: str, grant) -> None:
    lan, minh = grant("lan", TAM_HIEP), grant("minh", TAM_HIEP, LONG_BINH)
    preview = preview_reform(LINKS, new_communes)
    assert preview.undecided == [TAM_HIEP]
    with pytest.raises(InvalidRequest, match="E-UNIT-21"):
        apply_reform(preview.token, LINKS, new_communes)
    assert not Succession.objects.exists()
    assert areas(lan) == ([TAM_HIEP], [TAM_HIEP])
    decided = {(None, TAM_HIEP): [TAM_HIEP, NEW], (minh, TAM_HIEP): [NEW]}
    again = preview_reform(LINKS, new_communes, decided)
    assert again.undecided == []
    assert again.token != preview.token
    with pytest.raises(InvalidRequest, match="E-UNIT-19"):
        apply_reform(again.token, LINKS, new_communes)
    apply_reform(again.token, LINKS, new_communes, decided)
    assert areas(lan) == ([TAM_HIEP, NEW], [TAM_HIEP, NEW])
    assert areas(minh) == ([NEW, LONG_BINH], [LONG_BINH, NEW])


@pytest.mark.parametrize(
    "decided",
    [
        {(None, TAM_HIEP): [LONG_BINH]},
        {(None, TAM_HIEP): []},
        {(None, BIEN_HOA): [TRAN_BIEN]},
        {(None, LONG_BINH): [LONG_BINH]},
        {(123456, TAM_HIEP): [NEW]},
    ],
)
def test_decisions_that_are_refused(new_communes: str, grant, decided: dict) -> None:
    grant("lan", TAM_HIEP)
    with pytest.raises(InvalidRequest, match="E-UNIT-22"):
        preview_reform(LINKS, new_communes, decided)


@pytest.mark.parametrize("change", ["granted", "ended"])
def test_rights_that_changed_since_the_preview_are_noticed(new_communes: str, grant, change: str) -> None:
    lan = grant("lan", BIEN_HOA)
    token = preview_reform(LINKS, new_communes).token
    grant("minh", BIEN_HOA) if change == "granted" else end_membership(lan)
    with pytest.raises(InvalidRequest, match="E-UNIT-19"):
        apply_reform(token, LINKS, new_communes)


def test_what_begins_later_moves_too(new_communes: str, grant) -> None:
    number = grant("lan", BIEN_HOA, valid_from=timezone.now() + timedelta(days=9))
    apply_reform(preview_reform(LINKS, new_communes).token, LINKS, new_communes)
    assert areas(number) == ([TRAN_BIEN], [TRAN_BIEN])


def test_what_was_done_is_kept_with_the_reform(new_communes: str, grant) -> None:
    number = grant("lan", BIEN_HOA)
    apply_reform(preview_reform(LINKS, new_communes).token, LINKS, new_communes)
    places = {one["place"]: one for one in Succession.objects.get().moved["moves"]}
    assert places["memberships"]["details"][0]["membership"] == number
