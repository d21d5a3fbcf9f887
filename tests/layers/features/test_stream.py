"""A layer one feature after another is the same as its pages, now, on a day and at a time."""

import json
from typing import Any

import pytest

from layers.access.seen import SeenLayer
from layers.features.queries import ItemsQuery, Moment, read_items, stream_features
from layers.features.services import create_layer
from tests.layers.features.rows import run


@pytest.fixture
def plots(own_database: str, describe: Any) -> Any:
    description = describe(fields={"name": "text"})
    create_layer(description)
    run(
        "INSERT INTO feature.plots (name, valid_to, geom) SELECT 'P' || n, CASE WHEN n %% 5 = 0 THEN date '2027-01-01' END,"
        " ST_Multi(ST_MakeEnvelope(400000 + n, 1210000, 400001 + n, 1210001, 905899)) FROM generate_series(1, 5000) n"
    )
    return description


def test_all_of_it_in_order(plots: Any) -> None:
    ((before,),) = run("SELECT clock_timestamp()")
    run("DELETE FROM feature.plots WHERE public_id <= 100")
    for moment, count in (
        (Moment(), 4900),
        (Moment.valid_on(before.date().replace(year=2028)), 3920),
        (Moment(recorded_at=before), 5000),
        (Moment.valid_on(before.date().replace(year=2028), before), 4000),
    ):
        streamed = list(stream_features(SeenLayer.of(plots), moment=moment))
        assert len(streamed) == count
        page = read_items(SeenLayer.of(plots), ItemsQuery(limit=5000, moment=moment))
        assert json.loads(b"[" + page.features + b"]") == [json.loads(feature) for feature in streamed]


def test_it_is_one_snapshot(plots: Any) -> None:
    import psycopg2
    from django.db import connection

    stream = stream_features(SeenLayer.of(plots))
    first = next(stream)
    known = connection.get_connection_params()
    other = psycopg2.connect(**{name: known[name] for name in ("dbname", "user", "password", "host", "port")})
    other.autocommit = True
    other.cursor().execute("DELETE FROM feature.plots")
    other.close()
    assert len([first, *stream]) == 5000
    assert list(stream_features(SeenLayer.of(plots))) == []
