"""What access control costs: items and tiles of a catalog of 200 layers with 50 roles and 200 areas, beside the same
parcels alone, without any rights but everybody's. All are served at once and asked in turn, a little while each, many
times over: the machine's pace drifts by more than what is measured.
"""

import json
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from tests.bench import ground, peers
from tests.bench.reading import ITEMS, SMALL, Work, measured
from tests.bench.row import Row

PLAIN, GUARDED = "dothi_bench_plain", "dothi_bench_access"
ROUNDS, ROUND_SECONDS = 12, 2
TILE = "/ogc/collections/parcels/tiles/WebMercatorQuad/{z}/{y}/{x}?f=mvt"
WORKS = (
    Work("items, 100 in a small box", "items", SMALL, {"dothi": ITEMS["dothi"]}),
    Work("tile z16", "tile", SMALL, {"dothi": TILE}),
)
GUARD = """
import django; django.setup()
import json
from contextlib import ExitStack
from dataclasses import replace
from django.contrib.auth import get_user_model
from django.utils import timezone
from layers.access.models import Membership, Role, RoleRight
from layers.access.rights import Right
from layers.access.services import ensure_organisation
from layers.api_clients.models import ApiClient
from layers.api_clients.services import create_client, make_key
from layers.catalog.models import Organisation
from layers.features.services import create_layer
from layers.templates import TEMPLATES, from_template

names = [name for name, template in TEMPLATES.items() if template.theme != "administration" and name != "parcels"]
for number in range(200):
    name = names[number % len(names)]
    access = ("open", "public", "shared", "restricted")[number % 4]
    create_layer(replace(from_template(name, name=f"{name[:30]}_{number}"), access=access))
ensure_organisation("office", "Cơ quan", "Office")
office = Organisation.objects.get(code="office")
for number in range(50):
    role = Role.objects.create(code=f"bench-{number}", title_vi="r", title_en="r")
    RoleRight.objects.bulk_create(
        RoleRight(role=role, right=right, choice=choice)
        for right in ("see", "see_personal", "edit", "export")
        for choice in ("theme:land", "access:shared", "access:restricted")
    )
AREAS
code = create_client("Bench", "office", role="viewer", scopes=[r.value for r in (Right.SEE, Right.SEE_PERSONAL)],
                     contact="bench", purpose="bench")
client = ApiClient.objects.get(code=code)
ApiClient.objects.filter(pk=client.pk).update(limit_minute=0, quota_day=0)
Membership.objects.filter(user=client.account).delete()
for number in range(50):
    people = get_user_model().objects.create_user(f"bench-{number}")
    for user in (people, client.account) if number == 0 else (people,):
        Membership.objects.create(user=user, organisation=office, role_id=f"bench-{number}", areas=communes,
                                  communes=communes, valid_from=timezone.now())
print(json.dumps(make_key(code)))
"""
COMMUNES = """
communes = [f"{26000 + n:05d}" for n in range(200)]
"""
WITHHELD = """
import django; django.setup()
import random
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.utils import timezone
from layers.access.models import WithheldArea
rng = random.Random(7)
for number in range(200):
    x, y = 107.675 + rng.random() * 0.09, 11.985 + rng.random() * 0.09
    box = Polygon.from_bbox((x, y, x + 0.0004, y + 0.0004))
    WithheldArea.objects.create(code=f"bench-{number}", title="bench", kind="defence", shape=MultiPolygon(box, srid=4326),
                                choices=["theme:land"], action="drop", valid_from=timezone.now())
"""


@dataclass(frozen=True)
class Asker:
    """Who asks, of which database."""

    title: str
    database: str
    bearer: str = ""


def rows() -> list[Row]:
    plain = ground.fresh(PLAIN)
    ground.python(["-m", "tests.bench.load_once", "ready", ground.geopackage()], plain)
    _give_communes(plain)
    guarded = _copied(PLAIN, GUARDED)
    key = json.loads(ground.python(["-c", GUARD.replace("AREAS", COMMUNES)], guarded))
    withheld = _copied(GUARDED, f"{GUARDED}_withheld")
    ground.python(["-c", WITHHELD], withheld)
    askers = [
        Asker("nobody's rights", PLAIN),
        Asker("the public", GUARDED),
        Asker("an officer of 200 communes, by key", GUARDED, key),
        Asker("the public, and 200 withheld areas", f"{GUARDED}_withheld"),
    ]
    rates: dict[tuple[str, str], list[float]] = {}
    with ExitStack() as servers:
        serve = {
            name: peers.ours(ground.database(name), DOTHI_TILE_CACHE_MB="0")
            for name in {asker.database for asker in askers}
        }
        addresses = {name: servers.enter_context(served) for name, served in serve.items()}
        for number in range(-1, ROUNDS):  # the first warms connections and caches
            for work in WORKS:
                for asker in askers:
                    rate, _note = measured(addresses[asker.database], work, "dothi", ROUND_SECONDS, bearer=asker.bearer)
                    if number >= 0:
                        rates.setdefault((asker.title, work.title), []).append(rate)
    for name in {asker.database for asker in askers}:
        ground.drop(name)
    found = []
    for asker in askers[1:]:
        for work in WORKS:
            plain_rates = rates[askers[0].title, work.title]
            ratio = median(
                ours / theirs for ours, theirs in zip(rates[asker.title, work.title], plain_rates, strict=True)
            )
            rate = median(plain_rates)
            note = f"median of {ROUNDS} ratios"
            found.append(Row(f"{work.title}: {asker.title}", rate * ratio, rate, "the same without rights", note))
    return found


def _give_communes(url: str) -> None:
    """Neighbours in one of 200 communes, as the product stores them."""
    with ground.session(url) as cursor:
        cursor.execute("ALTER TABLE feature.parcels DISABLE TRIGGER USER")
        cursor.execute("UPDATE feature.parcels SET commune_code = (26000 + public_id / 1513)::text")
        cursor.execute("ALTER TABLE feature.parcels ENABLE TRIGGER USER")
        cursor.execute("VACUUM FULL ANALYZE feature.parcels")


def _copied(source: str, name: str) -> str:
    ground.drop(name)
    with ground.session(ground.database("postgres")) as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    return ground.database(name)
