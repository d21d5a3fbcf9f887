"""A small city for the proof: layers whose every text is a token that stands nowhere else, so that whatever leaves by any
exit can be told by reading the answer."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from django.contrib.auth import get_user_model
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db import connection
from django.utils import timezone
from psycopg2 import sql

from gis.errors import Severity
from gis.spatial.crs import WGS84, transformer
from gis.spatial.kinds import GeometryKind
from importers.report import Material, keep
from importers.report.material import COMMUNE, FID, GEOMETRY, REASONS, Case, Found
from layers.access.models import Membership, Role, RoleRight, WithheldArea
from layers.access.queries import forget as forget_rights
from layers.access.services import ensure_organisation
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.catalog.models import Field, ImportRun, Layer, Organisation
from layers.catalog.queries.layers import forget as forget_catalog
from layers.catalog.services import summarise_layer
from layers.catalog.services.catalog_version import raise_version
from layers.features.queries import extent_and_count
from layers.features.queries.summaries import forget as forget_figures
from layers.features.services import create_layer

EAST, NORTH, STEP, SIZE = 400_000.0, 1_210_000.0, 40.0, 10.0
FEATURES = 8
COMMUNES = ("26001", "26002", "26003", None)
"""Of the first, second … pair of features."""
THEMES = {"qalpha": "land", "qpoint": "trees", "qline": "utilities", "parcels": "land", "zoning": "planning"}
KINDS = {"qpoint": "point", "qline": "line"}
OPENNESS = ("open", "public", "shared", "restricted")
ORGANISATIONS = ("orgone", "orgtwo")
TEXTS = {
    "parcels": ("so_to", "so_thua", "name", "own"), "zoning": ("ma_ho_so_qh", "chuc_nang", "name", "own"),
}  # fmt: skip


@dataclass(frozen=True)
class Feature:
    """`values` by field; `at` is the place in the row of squares."""

    id: int
    at: int
    commune: str | None
    values: dict[str, str]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        west = EAST + STEP * self.at
        return west, NORTH, west + SIZE, NORTH + SIZE


@dataclass(frozen=True)
class Grant:
    """One right of one membership, as the reference reads it."""

    right: str
    choice: str
    organisation: str
    communes: frozenset[str] | None


@dataclass(frozen=True)
class Mask:
    """From one place in the row to another, both included."""

    first: int
    last: int
    choices: tuple[str, ...]
    grid: float | None

    def covers(self, feature: Feature) -> bool:
        return self.first <= feature.at <= self.last


@dataclass
class City:
    """All there is: what a test changes between two rounds of questions."""

    layers: dict[str, LayerDescription]
    features: dict[str, list[Feature]]
    runs: dict[tuple[str, str], int] = field(default_factory=dict)
    """Imports of all of a layer, by who asked for them and the layer."""
    users: dict[str, list[Grant]] = field(default_factory=dict)
    masks: list[Mask] = field(default_factory=list)

    def fields(self, layer: str) -> tuple[str, ...]:
        return TEXTS.get(layer, ("name", "own"))


def build() -> City:
    """Make the layers, with tables and features."""
    for code in ORGANISATIONS:
        ensure_organisation(code, code, code)
    layers, features = {}, {}
    for name, theme in THEMES.items():
        described = LayerDescription(
            name=name,
            title=Title(f"Ttl{name}vi", f"Ttl{name}en"),
            theme=theme,
            geometry_kind=GeometryKind(KINDS.get(name, "polygon")),
            storage_epsg=5899,
            fields=[
                FieldDescription(
                    one, Title(f"Fld{name}{one}", f"Fld{name}{one}"), FieldType.TEXT, personal=one == "own"
                )
                for one in TEXTS.get(name, ("name", "own"))
            ],
            title_field="name",
        )
        create_layer(described)
        features[name] = [_insert(described, at) for at in range(FEATURES)]
        extent, count = extent_and_count(described)
        summarise_layer(name, extent=extent, feature_count=count)
        layers[name] = described
    runs = {(who, name): _run(who, layers[name], features[name]) for who in ("lan", "minh") for name in layers}
    return City(layers, features, runs)


def _run(who: str, layer: LayerDescription, features: list[Feature]) -> int:
    """An import that read all of a layer's features and rejected them, with what is kept for its report."""
    account, _ = get_user_model().objects.get_or_create(username=who)
    run = ImportRun.objects.create(layer_name=layer.name, state="refused", started_by=account, source_name="a.gpkg")
    change = transformer(5899, WGS84).transform
    shapes = [_shape(layer, one) for one in features]
    placed = [shapely.transform(shape, lambda xy: np.column_stack(change(xy[:, 0], xy[:, 1]))) for shape in shapes]
    numbers = [one.at + 1 for one in features]
    table = pa.table(
        {
            FID: pa.array(numbers, pa.int64()),
            GEOMETRY: pa.array(shapely.to_wkb(shapes), pa.binary()),
            COMMUNE: pa.array([one.commune for one in features], pa.string()),
            REASONS: pa.array([[0]] * len(features), pa.list_(pa.int64())),
            **{one.name: pa.array([f.values[one.name] for f in features], pa.string()) for one in layer.fields},
        }
    )
    cases = [Case(0, (fid,), (), shapely.to_wkb(shape)) for fid, shape in zip(numbers, placed, strict=True)]
    facts = {"source": "a.gpkg", "layer": layer.name, "read": len(features), "rejected": len(features)}
    found = [Found("E-GEOM-03", Severity.ERROR, len(features), {})]
    keep(run.uuid, Material(facts, 5899, found, cases, table, {one.name: one.name for one in layer.fields}))
    return run.pk


def _shape(layer: LayerDescription, one: Feature) -> shapely.Geometry:
    west, south, east, north = one.bounds
    if layer.geometry_kind is GeometryKind.POINT:
        return shapely.Point(west, south)
    if layer.geometry_kind is GeometryKind.LINE:
        return shapely.LineString([(west, south), (east, north)])
    return shapely.box(west, south, east, north)


def _insert(layer: LayerDescription, at: int) -> Feature:
    values = {one.name: f"Tk{layer.name}{one.name.replace('_', '')}{at}q" for one in layer.fields}
    if layer.name == "parcels":
        values |= {"so_to": f"7{at}01", "so_thua": f"8{at}02"}
    commune = COMMUNES[at // 2]
    shape = {
        "point": "ST_MakePoint(%(x)s, %(y)s)",
        "line": "ST_Multi(ST_MakeLine(ST_MakePoint(%(x)s, %(y)s), ST_MakePoint(%(x)s + 10, %(y)s + 10)))",
    }.get(str(layer.geometry_kind), "ST_Multi(ST_MakeEnvelope(%(x)s, %(y)s, %(x)s + 10, %(y)s + 10))")
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "INSERT INTO {} (geom, commune_code, {}) VALUES (ST_SetSRID({}, {}), %(commune)s, {}) RETURNING public_id"
            ).format(
                sql.Identifier("feature", layer.name),
                sql.SQL(", ").join(map(sql.Identifier, values)),
                sql.SQL(shape),
                sql.Literal(layer.storage.srid),
                sql.SQL(", ").join(map(sql.Literal, values.values())),
            ),
            {"x": EAST + STEP * at, "y": NORTH, "commune": commune},
        )
        return Feature(cursor.fetchone()[0], at, commune, values)


def arrange(city: City, layers: dict[str, dict[str, Any]], users: dict[str, list[Any]], masks: list[Mask]) -> None:
    """Change who owns what, what is personal, who may do what, and what is withheld. `users` by name: a list of
    (organisation, communes or None, list of (right, choice))."""
    WithheldArea.objects.all().delete()
    Membership.objects.all().delete()
    Role.objects.filter(code__startswith="drawn-").delete()
    for name, changes in layers.items():
        personal = changes["personal"]
        owner = Organisation.objects.filter(code=changes["owner"]).first()
        Layer.objects.filter(name=name).update(access=changes["access"], owner=owner)
        for one in Field.objects.filter(layer__name=name):
            Field.objects.filter(pk=one.pk).update(personal=one.name in personal)
        described = city.layers[name]
        fields = tuple(replace(one, personal=one.name in personal) for one in described.fields)
        city.layers[name] = replace(described, access=changes["access"], owner=changes["owner"] or "", fields=fields)
    raise_version()
    city.users, city.masks = {}, masks
    for name, memberships in users.items():
        user, _ = get_user_model().objects.get_or_create(username=name)
        grants = []
        for number, (organisation, communes, rights) in enumerate(memberships):
            role = Role.objects.create(code=f"drawn-{name}-{number}", title_vi="r", title_en="r")
            RoleRight.objects.bulk_create(RoleRight(role=role, right=r, choice=c) for r, c in dict.fromkeys(rights))
            Membership.objects.create(
                user=user, organisation=Organisation.objects.get(code=organisation), role=role,
                areas=sorted(communes or ()), communes=None if communes is None else sorted(communes),
                valid_from=timezone.now() - timedelta(days=1),
            )  # fmt: skip
            grants += [Grant(right, choice, organisation, communes) for right, choice in rights]
        city.users[name] = grants
    for number, mask in enumerate(masks):
        WithheldArea.objects.create(
            code=f"mask-{number}", title="TkMaskTitle", kind="defence", shape=_outline(mask), choices=list(mask.choices),
            action="drop" if mask.grid is None else "generalise", grid=mask.grid or 1.0,
            valid_from=timezone.now() - timedelta(days=1),
        )  # fmt: skip
    forget_catalog()
    forget_rights()
    forget_figures()


def _outline(mask: Mask) -> MultiPolygon:
    west, east = EAST + STEP * mask.first - 12, EAST + STEP * mask.last + SIZE + 12
    corners = [(west, NORTH - 50), (east, NORTH - 50), (east, NORTH + 50), (west, NORTH + 50)]
    ring = [transformer(5899, WGS84).transform(x, y) for x, y in corners]
    return MultiPolygon(Polygon([*ring, ring[0]]), srid=4326)
