"""Views, kept: one for all viewers with the same grants, until the catalog, the rights or the withheld areas change."""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.db.models import Q
from django.utils import timezone

from layers.access.grants import EVERYTHING, Grant
from layers.access.models import WithheldArea
from layers.access.queries.grants import grants_of, state_in_use
from layers.access.rights import Right
from layers.access.view import View
from layers.access.withheld import Withheld
from layers.catalog.queries import every_layer, layers_in_use
from layers.catalog.queries import state_in_use as catalog_in_use

MOST = 128
"""Views a worker keeps; one of 250 layers takes about a megabyte."""

_views: OrderedDict[Hashable, View] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, eq=False)
class _Areas:
    """The areas that hold until a moment, by one state of the rights."""

    state: object
    until: datetime | None
    hold: tuple[Withheld, ...]


_areas = _Areas(object(), None, ())


def view_for(user: int | None, limit: frozenset[Right] | None = None) -> View:
    """What somebody sees now, by the account's id (None: the public). With a `limit` no other right counts but those
    that everybody has."""
    grants = grants_of(user)
    if limit is not None:
        grants = frozenset(grant for grant in grants if grant.right in limit) | grants_of(None)
    return _kept(grants)


def public_view() -> View:
    """What everybody sees."""
    return _kept(grants_of(None))


def operator_view(*, personal: bool = False) -> View:
    """What the operator of the machine sees, on the command line: all there is as the database has it now, personal
    fields where they are asked for."""
    grants = EVERYTHING if personal else frozenset(g for g in EVERYTHING if g.right is not Right.SEE_PERSONAL)
    return View(grants, (summary.description for summary in every_layer()))


def _kept(grants: frozenset[Grant]) -> View:
    areas = _withheld_now()
    key = (grants, catalog_in_use(), areas)
    with _lock:
        found = _views.get(key)
        if found is not None:
            _views.move_to_end(key)
            return found
    made = View(grants, (summary.description for summary in layers_in_use()), areas.hold)
    with _lock:
        found = _views.setdefault(key, made)
        while len(_views) > MOST:
            _views.popitem(last=False)
    return found


def _withheld_now() -> _Areas:
    """The areas that hold at this moment: the same object until others do, or the rights change."""
    global _areas
    state, now = state_in_use(), timezone.now()
    if _areas.state is not state or (_areas.until is not None and _areas.until <= now):
        rows = list(WithheldArea.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=now)).order_by("code"))
        changes = [at for row in rows for at in (row.valid_from, row.valid_to) if at is not None and at > now]
        hold = tuple(_withheld(row) for row in rows if row.valid_from <= now)
        _areas = _Areas(state, min(changes, default=None), hold)
    return _areas


def _withheld(row: WithheldArea) -> Withheld:
    grid = row.grid if row.action == WithheldArea.Action.GENERALISE else None
    return Withheld(row.pk, bytes(row.shape.wkb), tuple(row.choices), grid)
