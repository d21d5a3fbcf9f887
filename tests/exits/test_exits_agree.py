"""The proof that every exit gives the same: generated rights, layers and withheld areas, every exit asked by every viewer,
and each answer compared with a naive reference."""

import os
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from layers.access.rights import Right
from layers.api_clients.models import ApiClient
from layers.api_clients.services import make_key
from layers.catalog.models import Organisation
from layers.features.queries import seen_rows
from tests import databases
from tests.exits import describing, exits, reports, searching, single_features
from tests.exits.asking import Viewer
from tests.exits.exits import ACCOUNTS, WITHOUT_FEATURES, exported
from tests.exits.registry import EXITS
from tests.exits.world import COMMUNES, FEATURES, OPENNESS, ORGANISATIONS, THEMES, City, Mask, arrange, build
from tests.signing_in import signed_in_client

KINDS_OF_EXITS = (describing, exits, reports, searching, single_features)
"""Whose functions have joined EXITS."""
EXAMPLES = int(os.environ.get("DOTHI_EXIT_EXAMPLES", "5"))
RIGHTS = ("see", "see_personal", "see_withheld", "edit", "export")
CHOICES = (
    "*", "own", *(f"access:{one}" for one in OPENNESS), *(f"theme:{one}" for one in sorted(set(THEMES.values()))),
    *(f"layer:{one}" for one in THEMES),
)  # fmt: skip
KNOWN = tuple(code for code in COMMUNES if code)


@pytest.fixture(scope="module")
def city(template_database: str, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[City]:
    name = f"{template_database}_exits"
    with django_db_blocker.unblock():
        databases.clone(template_database, name)
        with databases.connected_to(name), override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files")):
            yield build()
        databases.drop(name)


def rights() -> st.SearchStrategy[list[tuple[str, str]]]:
    """Seeing is drawn oftenest: who sees nothing proves little."""
    right = st.sampled_from(("see", "see", "see", *RIGHTS))
    return st.lists(st.tuples(right, st.sampled_from(CHOICES)), max_size=5)


def memberships() -> st.SearchStrategy[list[Any]]:
    communes = st.none() | st.frozensets(st.sampled_from(KNOWN), min_size=1, max_size=2)
    return st.lists(st.tuples(st.sampled_from(ORGANISATIONS), communes, rights()), max_size=3)


def layers() -> st.SearchStrategy[dict[str, dict[str, Any]]]:
    one = st.fixed_dictionaries(
        {
            "access": st.sampled_from(OPENNESS),
            "owner": st.sampled_from((None, *ORGANISATIONS)),
            "personal": st.sampled_from((("own",), ("own",), (), ("own", "name"))),
        }
    )
    return st.fixed_dictionaries(dict.fromkeys(THEMES, one))


def masks() -> st.SearchStrategy[list[Mask]]:
    place = st.integers(0, FEATURES - 1)
    span = st.tuples(place, place).map(sorted)
    choices = st.lists(st.sampled_from([one for one in CHOICES if one != "own"]), min_size=1, max_size=2)
    grid = st.sampled_from((None, 25.0, 500.0))
    return st.lists(st.builds(lambda s, c, g: Mask(s[0], s[1], tuple(c), g), span, choices, grid), max_size=2)


def with_key(account: Any, scopes: frozenset[str]) -> Client:
    """Somebody who comes with a key that has these scopes instead of a session."""
    made, _ = ApiClient.objects.update_or_create(
        code="key-of-minh",
        defaults={
            "account": account, "organisation": Organisation.objects.get(code=ORGANISATIONS[0]),
            "scopes": [*RIGHTS, "import"],
            "limit_minute": 0, "quota_day": 0,
        },
    )  # fmt: skip
    return Client(headers={"Authorization": f"Bearer {make_key(made.code, scopes=scopes)}"})


SCOPES = st.frozensets(st.sampled_from((*RIGHTS, "import")), min_size=1).map(lambda drawn: drawn | {"see"}) | st.just(
    frozenset({"edit"})
)


@pytest.mark.timeout(1200)  # dozens of cities, however busy the machine is
@given(layers(), memberships(), memberships(), masks(), SCOPES)
@settings(max_examples=EXAMPLES, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # a city shrinks for minutes
def test_every_exit_agrees_with_the_reference(
    city: City, layers: Any, lan: Any, minh: Any, masks: Any, scopes: frozenset[str]
) -> None:
    """Lan has signed in; Minh comes with a key, which may do less than his account."""
    # The two ways in which a box is searched must give the same: as with few communes, and as with a province's.
    few = len(lan) % 2 * 20
    with transaction.atomic(), patch.object(seen_rows, "FEW_COMMUNES", few):
        arrange(city, layers, {"lan": lan, "minh": minh}, masks)
        city.users["minh"] = [grant for grant in city.users["minh"] if grant.right in scopes]
        for name in (None, "lan", "minh"):
            client, user = Client(), None
            if name is not None:
                account = get_user_model().objects.get(username=name)
                user = account.pk
                client = with_key(account, scopes) if name == "minh" else signed_in_client(name)
            viewer = Viewer(name, city, client, imports=name != "minh" or "import" in scopes)
            for check in dict.fromkeys(EXITS.values()):
                check(viewer)
            exported(viewer, user, frozenset(map(Right, scopes)) if name == "minh" else None)
        transaction.set_rollback(True)


def test_every_route_is_an_exit_or_says_why_not() -> None:
    names = {name for name in _names(get_resolver().url_patterns) if not name.startswith(ACCOUNTS)}
    assert names - EXITS.keys() - WITHOUT_FEATURES.keys() == set(), (
        "a new exit registers itself in tests/exits/exits.py"
    )
    assert (EXITS.keys() | WITHOUT_FEATURES.keys()) - names == set(), "an exit that is no more"


def _names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _names(one.url_patterns)
        else:
            assert one.name, f"{one.pattern} has no name"
            yield one.name
