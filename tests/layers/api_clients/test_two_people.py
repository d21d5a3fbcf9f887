"""No manager of access gets rights by way of a program's key that are not their own."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model

from gis.errors import DothiError
from layers.access.queries import forget
from layers.access.services import ensure_organisation, grant_membership
from layers.api_clients.models import ApiClient
from layers.api_clients.services import create_client, make_key

pytestmark = pytest.mark.django_db


def refused(code: str) -> Any:
    return pytest.raises(DothiError, check=lambda error: error.code == code)


@pytest.fixture
def managers() -> tuple[int, int]:
    ensure_organisation("tnmt", "Sở", "Office")
    found = []
    for name in ("an", "binh"):
        found.append(get_user_model().objects.create_user(name).pk)
        grant_membership(name, "tnmt", "administrator")
    forget()
    return found[0], found[1]


def made(by: int, role: str, *scopes: str) -> str:
    return create_client("Ứng dụng", "tnmt", role=role, scopes=scopes, contact="Lan", purpose="Thử", created_by=by)


def test_who_makes_a_client_does_not_get_its_key_where_it_may_more(managers: tuple[int, int]) -> None:
    an, binh = managers
    code = made(an, "licensing_officer", "see", "see_personal")
    with refused("E-CLIENT-15"):
        make_key(code, created_by=an)
    assert make_key(code, scopes=["see"], created_by=an)
    assert make_key(code, created_by=binh)


@pytest.mark.parametrize(("role", "scopes"), [("administrator", ("see",)), ("viewer", ("see", "manage_access"))])
def test_no_program_manages_access(managers: tuple[int, int], role: str, scopes: tuple[str, ...]) -> None:
    with refused("E-CLIENT-14"):
        made(managers[0], role, *scopes)
    assert not ApiClient.objects.exists()


def test_only_who_manages_access_makes_one(managers: tuple[int, int]) -> None:
    other = get_user_model().objects.create_user("chi").pk
    with refused("E-ACCESS-10"):
        made(other, "viewer", "see")
