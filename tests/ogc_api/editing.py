"""A small city to edit, and programs that may do different things in it."""

import json
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpResponse
from django.test import Client

from gis.spatial.kinds import GeometryKind
from layers.access.queries import forget as forget_rights
from layers.access.services import ensure_organisation
from layers.api_clients.counting import counters
from layers.api_clients.queries import forget as forget_clients
from layers.api_clients.services import create_client, make_key
from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title
from layers.features.services import create_layer
from tests.layers.features.rows import run

CRS_5899 = "<http://www.opengis.net/def/crs/EPSG/0/5899>"
GEOJSON, MERGE_PATCH = "application/geo+json", "application/merge-patch+json"
EAST, NORTH = 400_000.0, 1_210_000.0
SECRET_OWNER = "Nguyễn Thị Bí Mật"


def _field(name: str, kind: FieldType = FieldType.TEXT, **more: Any) -> FieldDescription:
    return FieldDescription(name, Title(name, name), kind, **more)


PLOTS = LayerDescription(
    name="plots",
    title=Title("Thửa", "Plots"),
    theme="trees",
    geometry_kind=GeometryKind.POLYGON,
    storage_epsg=5899,
    fields=(
        _field("number", required=True, pattern="P[0-9]+"),
        _field("floors", FieldType.INTEGER, minimum=0, maximum=60),
        _field("height", FieldType.DECIMAL, default=3.5, required=True),
        _field("built", FieldType.DATE),
        _field("seen", FieldType.TIME),
        _field("lit", FieldType.BOOLEAN),
        _field("note"),
        _field("owner", personal=True),
    ),
    key_fields=("number",),
    key_is_unique=True,
)
STRICT = replace(PLOTS, name="strict_plots", strict_edits=True)
SECRET = replace(PLOTS, name="secret", theme="land", access="restricted")
ROLES = {
    "editor": ("field_staff", ["see", "edit"]),  # sees plots without their owners, and nothing of `secret`
    "manager": ("data_manager", ["see", "see_personal", "edit"]),
    "viewer": ("viewer", ["see"]),
    "limited": ("data_manager", ["see"]),  # an account that may, with a key that may not
}


@dataclass
class Editing:
    """Keys by who has them."""

    keys: dict[str, str] = field(default_factory=dict)

    def ask(
        self, method: str, path: str, body: Any = None, *, who: str = "editor", kind: str = GEOJSON, **headers: str
    ) -> HttpResponse:
        """Ask below /ogc; `body` as JSON unless it is bytes; headers as `If_Match`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if who:
            sent["Authorization"] = f"Bearer {self.keys[who]}"
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        response: HttpResponse = Client().generic(method, f"/ogc{path}", data, content_type=kind, headers=sent)
        return response

    def add(self, layer: str = "plots", *, who: str = "editor", **values: Any) -> int:
        """A new plot; its id."""
        made = self.ask("POST", f"/collections/{layer}/items", plot(**values), who=who, Content_Crs=CRS_5899)
        assert made.status_code == 201, made.content
        return int(made["Location"].rsplit("/", 1)[1])

    def get(self, feature: int, layer: str = "plots", *, who: str = "editor", **query: str) -> HttpResponse:
        response: HttpResponse = Client().get(
            f"/ogc/collections/{layer}/items/{feature}", query, headers={"Authorization": f"Bearer {self.keys[who]}"}
        )
        return response


def build() -> Editing:
    """Layers, and keys of programs."""
    for layer in (PLOTS, STRICT, SECRET):
        create_layer(layer)
    ensure_organisation("tnmt", "Sở Nông nghiệp và Môi trường", "Department of Agriculture and Environment")
    keys = {
        name: make_key(create_client(name, "tnmt", role=role, scopes=scopes, contact="Lan", purpose="Thử"))
        for name, (role, scopes) in ROLES.items()
    }
    forget_clients()
    forget_rights()
    counters.reset()
    return Editing(keys)


def square(at: float = 0.0, size: float = 10.0) -> dict[str, Any]:
    """In EPSG:5899, easting first as its authority has it."""
    x, y = EAST + at, NORTH
    return {"type": "Polygon", "coordinates": [[[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]]}


_numbers = iter(range(1, 10**9))


def plot(at: float = 0.0, **values: Any) -> dict[str, Any]:
    """A sound feature with a number of its own."""
    return {
        "type": "Feature",
        "geometry": square(at),
        "properties": {"number": f"P{next(_numbers)}", **values},
    }


def stored(feature: int, layer: str = "plots") -> dict[str, Any]:
    """The row as the database has it."""
    columns = ", ".join((*(one.name for one in PLOTS.fields), "version"))
    rows = run(f"SELECT {columns} FROM feature.{layer} WHERE public_id = %s", feature)  # our own names
    return dict(zip((*(one.name for one in PLOTS.fields), "version"), rows[0], strict=True)) if rows else {}


def count(layer: str = "plots") -> int:
    return int(run(f"SELECT count(*) FROM feature.{layer}")[0][0])
