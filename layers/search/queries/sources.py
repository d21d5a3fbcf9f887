"""By what each layer may be searched: the one place where search asks what a viewer sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import connection
from psycopg2 import sql

from layers.access.seen import SeenLayer
from layers.access.view import View
from layers.administration.queries import province_of
from layers.features.queries import SeenSummary, summaries
from layers.features.queries.moment import NOW, relation, valid

KINDS = {
    "parcels": "parcel",
    "roads": "street",
    "communes": "commune",
    "former_communes": "former_commune",
    "provinces": "province",
    "plans": "plan",
}
"""What a feature of a layer is called in results, by the layer's template; any other is a feature."""


@dataclass(frozen=True)
class Source:
    """One way by which a layer's features are found: a row of search.source with its layer."""

    description: SeenLayer
    role: str
    shape: str
    field: str
    sheet_field: str | None
    commune_field: str | None

    @property
    def kind(self) -> str:
        if self.role == "address":
            return "address"
        return KINDS.get(self.description.template or self.description.name, "feature")


class Searchable:
    """The sources whose layer and all of whose fields one viewer sees, for one state of the catalog."""

    def __init__(self, layers: list[SeenSummary]) -> None:
        self.layers = layers

    @cached_property
    def sources(self) -> Mapping[tuple[str, str], Source]:
        described = {summary.description.name: summary.description for summary in self.layers}
        with connection.cursor() as cursor:
            cursor.execute("SELECT layer, role, shape, field, sheet_field, commune_field FROM search.source")
            found = [Source(described[layer], *columns) for layer, *columns in cursor.fetchall() if layer in described]
        return {(s.description.name, s.role): s for s in found if _is_seen(s)}

    @cached_property
    def home_province(self) -> str:
        """The code of the province in which the city lies, by the outlines of communes; empty without them."""
        west, south, east, north = settings.CITY_BBOX
        for communes in self.of_kind("commune"):
            with connection.cursor() as cursor:
                cursor.execute(
                    sql.SQL(
                        "SELECT code FROM {} t, (SELECT ST_Transform(ST_SetSRID(ST_MakePoint(%s, %s), 4326), {}) AS at)"
                        " p WHERE t.geom && p.at AND ST_Intersects(t.geom, p.at) AND {} LIMIT 1"
                    ).format(relation(communes, NOW), sql.Literal(communes.storage.srid), valid(NOW)),
                    [(west + east) / 2, (south + north) / 2],
                )
                row = cursor.fetchone()
            return province_of(row[0]) if row else ""
        return ""

    def with_role(self, *roles: str) -> list[Source]:
        return [source for source in self.sources.values() if source.role in roles]

    def of_kind(self, kind: str) -> list[SeenLayer]:
        return [s.description for s in self.layers if KINDS.get(s.description.template or s.description.name) == kind]


def _is_seen(source: Source) -> bool:
    seen = {field.name for field in source.description.fields}
    return {source.field, source.sheet_field, source.commune_field} - {None} <= seen


_kept: WeakKeyDictionary[View, Searchable] = WeakKeyDictionary()


def searchable(view: View) -> Searchable:
    """What may be searched; kept for as long as the view is."""
    found = _kept.get(view)
    if found is None:
        found = _kept[view] = Searchable(summaries(view))
    return found
