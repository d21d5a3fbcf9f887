"""What tests of API clients share: nothing is known of keys, rights and counts from the test before."""

from collections.abc import Iterator

import pytest

from layers.access.queries import forget as forget_rights
from layers.access.services import ensure_organisation
from layers.api_clients import events, issuer
from layers.api_clients.counting import counters
from layers.api_clients.queries import forget
from layers.api_clients.services import create_client


@pytest.fixture(autouse=True)
def _nothing_known() -> Iterator[None]:
    def all_of_it() -> None:
        forget()
        forget_rights()
        issuer.forget()
        counters.reset()
        events.forget()

    all_of_it()
    yield
    all_of_it()


@pytest.fixture
def department() -> str:
    """A client of a department: `ban-do-so-do-thi`, a planner that may see, export and edit."""
    ensure_organisation("tnmt", "Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment")
    return create_client(
        "Bản đồ số Đô thị",
        "tnmt",
        role="planner",
        scopes=["see", "export", "edit"],
        contact="Lan, 0251 3",
        purpose="Bản đồ",
    )
