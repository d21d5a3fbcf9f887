"""What a reform would do, as data; made for its readers and made again when it is applied."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from psycopg2 import sql

from layers.administration.followers import FOLLOWERS
from layers.administration.outlines import NewOutline, outlines_state
from layers.administration.queries.gazetteer import Gazetteer
from layers.administration.reform import Moves, Reform
from layers.administration.reform_rules import standing
from layers.features.queries import Moment
from layers.features.queries.communes import COMMUNES_LAYER
from layers.features.queries.moment import valid
from layers.features.tables import table


@dataclass(frozen=True)
class CommuneInReform:
    """A commune that ends or begins: `others` are the codes it goes into, or is made of."""

    code: str
    full_name: str
    others: Sequence[str]


@dataclass(frozen=True)
class ReformPreview:
    """What a reform would do.

    `lost_km2` is ground of communes that end which no new outline covers, `gained_km2` ground of new outlines outside
    all of them: small where the surveys differ, large where an outline or a link is missing. `token` names this very
    state of links, outlines and stored codes.
    """

    token: str
    valid_from: date
    links: Sequence[tuple[str, str]]
    ends: Sequence[CommuneInReform]
    begins: Sequence[CommuneInReform]
    moves: Sequence[Moves]
    lost_km2: float
    gained_km2: float

    @property
    def moving(self) -> int:
        """How many stored codes change."""
        return sum(one.moving for one in self.moves)

    @property
    def unknown(self) -> int:
        """How many of them would belong to no commune: in a split one, where no successor's outline lies."""
        return sum(one.unknown for one in self.moves)

    @property
    def undecided(self) -> Sequence[str]:
        """The split communes of which somebody has to say what becomes of areas in them."""
        return sorted({code for one in self.moves for code in one.undecided})


def look_ahead(reform: Reform, outlines: Sequence[NewOutline], known: Gazetteer) -> ReformPreview:
    """The preview of a staged reform."""
    links = reform.links
    moves = [one for follower in FOLLOWERS for one in follower.preview(reform)]
    ending = {code: standing(code, links, known) for code in links.successors}
    state = {
        "links": [*links.pairs, links.valid_from.isoformat()],
        "new": [(one.code, one.name, one.full_name, one.kind, one.province_code, one.state) for one in outlines],
        "outlines": [reform.outlines.name, *outlines_state(links)],
        "units": sorted(entry.id for entry in ending.values() if entry),
        "stored": [(one.place, one.state) for one in moves],
    }
    lost, gained = _ground(reform)
    return ReformPreview(
        token=hashlib.sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()[:16],
        valid_from=links.valid_from,
        links=links.pairs,
        ends=[
            CommuneInReform(code, entry.full_name, links.successors[code])
            for code, entry in sorted(ending.items())
            if entry
        ],
        begins=[CommuneInReform(one.code, one.full_name, links.predecessors[one.code]) for one in outlines],
        moves=moves,
        lost_km2=lost,
        gained_km2=gained,
    )


def _ground(reform: Reform) -> tuple[float, float]:
    """km² that only the old outlines cover, and only the new ones."""
    links = reform.links
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(_GROUND).format(
                communes=table(COMMUNES_LAYER),
                outlines=table(reform.outlines.name),
                srid=sql.Literal(reform.srid),
                eve=valid(Moment.valid_on(links.eve)),
                day=valid(Moment.valid_on(links.valid_from)),
            ),
            [list(links.successors)],
        )
        lost, gained = cursor.fetchone()
    return round(lost, 3), round(gained, 3)


# Areas on the ellipsoid, of shapes in degrees by the pinned way.
_GROUND = """
WITH old AS (SELECT ST_Union(t.geom) AS geom FROM {communes} t WHERE t.code = ANY(%s) AND {eve}),
     new AS (SELECT ST_Union(ST_Transform(t.geom, {srid})) AS geom FROM {outlines} t WHERE {day})
SELECT coalesce(ST_Area(ST_Transform(ST_Difference(o.geom, n.geom), 4326)::geography) / 1e6, 0),
       coalesce(ST_Area(ST_Transform(ST_Difference(n.geom, o.geom), 4326)::geography) / 1e6, 0)
FROM old o, new n
"""
