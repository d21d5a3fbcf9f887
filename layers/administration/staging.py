"""A reform as temporary tables, for the statements that count and move what is stored under its codes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from psycopg2 import sql

from layers.access.services.follow_reform import Decisions
from layers.administration.outlines import communes_layer
from layers.administration.reform import Links, Reform
from layers.catalog.description import LayerDescription
from layers.features.queries import Moment
from layers.features.queries.moment import valid
from layers.features.tables import table


@contextmanager
def staged(links: Links, outlines: LayerDescription, areas: Decisions) -> Iterator[Reform]:
    """The reform with its temporary tables (see `Reform`), inside a transaction."""
    srid = communes_layer().storage.srid
    whole = {before: after[0] if len(after) == 1 else None for before, after in links.successors.items()}
    split = [(before, after) for before, after in links.pairs if whole[before] is None]
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE reform_code ON COMMIT DROP AS"
            " SELECT * FROM unnest(%s::text[], %s::text[]) r (old, whole)",
            [list(whole), list(whole.values())],
        )
        cursor.execute(
            sql.SQL(_PIECES).format(
                outlines=table(outlines.name), srid=sql.Literal(srid), valid=valid(Moment.valid_on(links.valid_from))
            ),
            [[before for before, _after in split], [after for _before, after in split]],
        )
        cursor.execute("CREATE INDEX ON reform_piece USING gist (geom); ANALYZE reform_code, reform_piece")
        yield Reform(links, outlines, srid, areas)
        cursor.execute("DROP TABLE reform_code, reform_piece")


_PIECES = """
CREATE TEMPORARY TABLE reform_piece ON COMMIT DROP AS
SELECT l.old, l.code, ST_Subdivide(ST_Transform(t.geom, {srid}), 64) AS geom
FROM unnest(%s::text[], %s::text[]) l (old, code) JOIN {outlines} t ON t.code = l.code AND {valid}
"""
