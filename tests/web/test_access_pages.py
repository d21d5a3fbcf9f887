"""Pages of rights: there for managers only, changed through the guarded services, with CSRF, and never silently."""

from datetime import timedelta

import pytest
import shapely
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from layers.access.models import Delegation, Membership, RoleRight, WithheldArea
from layers.access.queries import forget
from layers.access.rights import Right
from layers.access.services import add_withheld, delegate, ensure_organisation, grant_membership
from layers.catalog.models import Organisation
from tests.pages import lasting
from tests.signing_in import signed_in_client

pytestmark = pytest.mark.django_db
PAGES = [
    "/account/access", "/account/access/organisations", "/account/access/roles", "/account/access/roles/viewer",
    "/account/access/withheld", "/account/access/powers",
]  # fmt: skip
TODAY = timezone.localdate()


@pytest.fixture(autouse=True)
def _people():
    forget()
    ensure_organisation("ubnd", "UBND phường Trấn Biên", "Trấn Biên People's Committee")
    for name in ("boss", "other", "lan", "minh", "outsider"):
        get_user_model().objects.create_user(name)
    for name in ("boss", "other"):
        grant_membership(name, "ubnd", "administrator")
    grant_membership("lan", "ubnd", "planner", areas=["26041"])
    yield
    forget()


def signed_in(name: str, **options) -> Client:
    return signed_in_client(name, **options)


def number(name: str) -> int:
    return Membership.objects.get(user__username=name).pk


@pytest.mark.parametrize("page", PAGES)
def test_managers_see_the_pages(page: str) -> None:
    for language, word in (("vi", "Phân quyền"), ("en", "Access")):
        answer = signed_in("boss").get(f"{page}?lang={language}")
        assert answer.status_code == 200
        assert word in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("name", ["", "outsider", "lan"])
def test_for_all_others_there_is_no_such_page(page: str, name: str) -> None:
    client = signed_in(name) if name else Client()
    answer, nothing = client.get(page), client.get("/account/nothing-at-all")
    assert answer.status_code == nothing.status_code == 404
    assert lasting(answer.content).replace(page, "*") == lasting(nothing.content).replace(
        "/account/nothing-at-all", "*"
    )
    assert client.post(page, {"deed": "grant"}).status_code == 404


def test_a_key_that_may_do_less_opens_none(rf) -> None:
    from web.views.access.answers import may_manage

    request = rf.get("/account/access")
    request.user = get_user_model().objects.get(username="boss")
    assert may_manage(request)
    request.right_limit = frozenset({Right.SEE})
    assert not may_manage(request)


GRANT = {
    "deed": "grant", "user": "minh", "organisation": "ubnd", "role": "viewer", "areas": "26041, 75", "reason": "QĐ 12",
    "last": "2099-12-31",
}  # fmt: skip


def test_a_role_is_given() -> None:
    client = signed_in("boss")
    answer = client.post("/account/access", GRANT)
    assert (answer.status_code, answer["Location"]) == (302, "/account/access")
    row = Membership.objects.get(user__username="minh")
    assert (row.role_id, row.areas, row.reason) == ("viewer", ["26041", "75"], "QĐ 12")
    assert timezone.localtime(row.valid_to).strftime("%Y-%m-%d %H:%M") == "2100-01-01 00:00", "to the end of the day"
    said = client.get("/account/access?q=minh").content.decode()
    assert "minh" in said and "Phường Trấn Biên" in said and "31/12/2099" in said


@pytest.mark.parametrize(
    ("changed", "code", "status"),
    [
        ({"user": "nobody"}, "E-ACCESS-04", 409),
        ({"user": "boss"}, "E-ACCESS-12", 409),
        ({"reason": "  "}, "E-ACCESS-11", 409),
        ({"role": "public"}, "E-ACCESS-06", 409),
        ({"areas": "731"}, "E-ACCESS-03", 409),
        ({"last": "2020-01-01"}, "E-ACCESS-07", 409),
        ({"last": "31/12/2099"}, "E-ACCESS-29", 400),
        ({"user": "<script>alert(1)</script>\0"}, "E-ACCESS-04", 409),
    ],
)
def test_a_refusal_is_loud_and_keeps_what_was_typed(changed: dict, code: str, status: int) -> None:
    before = Membership.objects.count()
    answer = signed_in("boss").post("/account/access", {**GRANT, **changed})
    said = answer.content.decode()
    assert answer.status_code == status
    assert code in said
    assert "<script>alert" not in said
    assert "26041, 75" in said or "areas" in changed
    assert Membership.objects.count() == before


def test_ended_moved_and_lent_by_a_manager() -> None:
    client = signed_in("boss")
    client.post("/account/access", {"deed": "area", "membership": number("lan"), "areas": "75", "reason": "QĐ 13"})
    latest = Membership.objects.filter(user__username="lan").order_by("-pk")[0]
    assert latest.areas == ["75"]
    last = (TODAY + timedelta(days=4)).isoformat()
    lend = {"deed": "delegate", "membership": latest.pk, "to": "minh", "last": last, "reason": "nghỉ phép"}
    assert client.post("/account/access", lend).status_code == 302
    lent = Delegation.objects.get()
    assert "lan → minh" in client.get("/account/access").content.decode()
    client.post("/account/access", {"deed": "undelegate", "delegation": lent.pk, "reason": "về sớm"})
    assert Delegation.objects.get().valid_to <= timezone.now()
    client.post("/account/access", {"deed": "end", "membership": latest.pk, "reason": "nghỉ việc"})
    assert "Membership" not in client.get("/account/access?q=lan").content.decode()
    assert "Đã kết thúc" in client.get("/account/access?q=lan&ended=1").content.decode()


@pytest.mark.parametrize("number_", ["", "abc", "-1", "99999999999999999999", "1; DROP"])
def test_numbers_that_are_none(number_: str) -> None:
    answer = signed_in("boss").post("/account/access", {"deed": "end", "membership": number_, "reason": "x"})
    assert answer.status_code == 409 and "E-ACCESS-08" in answer.content.decode()


@pytest.mark.parametrize("page", ["/account/access", "/account/access/organisations", "/account/rights"])
def test_without_a_csrf_token_nothing_is_done(page: str) -> None:
    client = signed_in("boss", enforce_csrf_checks=True)
    before = Membership.objects.count()
    assert client.post(page, GRANT).status_code == 403
    assert Membership.objects.count() == before


def test_the_last_manager_stays() -> None:
    client = signed_in("boss")
    client.post("/account/access", {"deed": "end", "membership": number("other"), "reason": "x"})
    answer = client.post("/account/access", {"deed": "end", "membership": number("boss"), "reason": "x"})
    assert answer.status_code == 409 and "E-ACCESS-13" in answer.content.decode()


def test_a_role_as_a_table() -> None:
    client = signed_in("boss")
    said = client.get("/account/access/roles/viewer").content.decode()
    assert 'value="see access:shared" checked' in said
    chosen = {
        "deed": "change",
        "right": ["see theme:trees", "export access:open"],
        "layer": "parcels",
        "reason": "QĐ 14",
    }
    assert client.post("/account/access/roles/viewer", {**chosen, "layer_right": ["see"]}).status_code == 302
    assert set(RoleRight.objects.filter(role="viewer").values_list("right", "choice")) == {
        ("see", "theme:trees"), ("export", "access:open"), ("see", "layer:parcels"),
    }  # fmt: skip
    public = client.get("/account/access/roles/public").content.decode()
    assert "edit theme:trees" not in public and "manage_access" not in public
    forged = {"deed": "change", "right": ["see_personal *"], "reason": "x"}
    assert client.post("/account/access/roles/public", forged).status_code == 409
    assert client.get("/account/access/roles/none").status_code == 404


def test_roles_and_organisations_are_added_and_go() -> None:
    client = signed_in("boss")
    client.post(
        "/account/access/roles", {"deed": "add", "code": "inspector", "vi": "Thanh tra", "en": "", "reason": "QĐ"}
    )
    assert "Thanh tra" in client.get("/account/access/roles/inspector").content.decode()
    gone = client.post("/account/access/roles/inspector", {"deed": "remove", "reason": "nhầm"})
    assert gone["Location"] == "/account/access/roles"
    page = "/account/access/organisations"
    client.post(page, {"deed": "keep", "code": "water", "vi": "Công ty nước", "en": ""})
    assert Organisation.objects.get(code="water").title_en == "Công ty nước"
    client.post(page, {"deed": "end", "code": "water", "reason": "giải thể"})
    assert Organisation.objects.get(code="water").ended_at
    assert client.post(page, {"deed": "end", "code": "ubnd", "reason": "x"}).status_code == 409, "nobody would be left"


def test_withheld_areas_without_their_shapes() -> None:
    add_withheld(
        "base", "Doanh trại", shapely.box(106.8231, 10.9441, 106.83, 10.95), ["theme:land"], legal_basis="QĐ 3"
    )
    client = signed_in("boss")
    said = client.get("/account/access/withheld").content.decode()
    assert "Doanh trại" in said and "km²" in said
    assert "106.8" not in said and "10.94" not in said and "106,8" not in said
    client.post("/account/access/withheld", {"deed": "end", "area": "base", "reason": "bàn giao"})
    assert WithheldArea.objects.get().valid_to <= timezone.now()


def test_own_rights_need_a_sign_in() -> None:
    answer = Client().get("/account/rights")
    assert answer.status_code == 302 and "next=/account/rights" in answer["Location"]


def test_everybody_sees_their_own_rights_alone() -> None:
    delegate(number("lan"), "minh", valid_to=timezone.now() + timedelta(days=3), reason="nghỉ phép")
    lan = signed_in("lan").get("/account/rights").content.decode()
    assert "Cán bộ quy hoạch" in lan and "Phường Trấn Biên" in lan and "lan → minh" in lan
    assert "boss" not in lan and "/account/access" not in lan
    minh = signed_in("minh").get("/account/rights").content.decode()
    assert "lan → minh" in minh and "nghỉ phép" in minh
    outsider = signed_in("outsider").get("/account/rights").content.decode()
    assert "lan" not in outsider.split("<main")[1]
    assert "/account/access" in signed_in("boss").get("/account/rights").content.decode()


def test_one_lends_what_is_ones_own_and_nothing_else() -> None:
    last = (TODAY + timedelta(days=4)).isoformat()
    lend = {"deed": "delegate", "to": "minh", "last": last, "reason": "nghỉ phép"}
    lan = signed_in("lan")
    for other in (number("boss"), 987654):
        answer = lan.post("/account/rights", {**lend, "membership": other})
        assert answer.status_code == 409 and "E-ACCESS-08" in answer.content.decode()
    assert lan.post("/account/rights", {**lend, "membership": number("lan"), "last": ""}).status_code == 400
    assert lan.post("/account/rights", {**lend, "membership": number("lan")}).status_code == 302
    lent = Delegation.objects.get()
    answer = signed_in("minh").post("/account/rights", {**lend, "to": "outsider", "membership": number("lan")})
    assert "E-ACCESS-08" in answer.content.decode(), "never passed on further"
    forged = signed_in("outsider").post("/account/rights", {"deed": "undelegate", "delegation": lent.pk, "reason": "x"})
    assert "E-ACCESS-17" in forged.content.decode()
    for deed in ("grant", "end", "area", "nothing", ""):
        assert lan.post("/account/rights", {"deed": deed, "membership": number("boss")}).status_code == 404
    assert (
        signed_in("minh")
        .post("/account/rights", {"deed": "undelegate", "delegation": lent.pk, "reason": "xong"})
        .status_code
        == 302
    )


def test_a_right_that_ends_while_signed_in() -> None:
    client = signed_in("other")
    assert client.get("/account/access").status_code == 200
    Membership.objects.filter(user__username="other").update(valid_to=timezone.now())
    forget()
    assert client.get("/account/access").status_code == 404
