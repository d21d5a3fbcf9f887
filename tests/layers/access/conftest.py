"""An office with people in it."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth import get_user_model

from layers.access.queries import forget
from layers.access.services import ensure_organisation, grant_membership

Person = Callable[..., int]


@pytest.fixture(autouse=True)
def _fresh_rights() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def office(db: None) -> str:
    ensure_organisation("ubnd", "UBND phường", "Ward People's Committee")
    return "ubnd"


@pytest.fixture
def person(office: str) -> Person:
    """`person("lan", "planner")`: an account, with a role in the office where one is named. Gives its id."""

    def made(name: str, role: str = "") -> int:
        found = get_user_model().objects.filter(username=name).first()
        account = found or get_user_model().objects.create_user(name)
        if role:
            grant_membership(name, office, role)
        return account.pk

    return made
