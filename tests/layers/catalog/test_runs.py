"""A run is alive as long as its session holds its lock, however the process dies."""

from collections.abc import Callable
from typing import Any

import psycopg2
import pytest

from gis.errors import Finding, NotFound, Severity
from layers.catalog.queries import get_run, list_runs
from layers.catalog.services import close_abandoned_runs, finish_run, let_go_of, open_run

LOCK = "SELECT pg_advisory_lock(%s, %s)"


@pytest.fixture
def elsewhere(own_database: str) -> Callable[..., Any]:
    """A run that another session holds the lock of; gives that session."""

    def hold(run: int) -> Any:
        let_go_of([run])
        session = psycopg2.connect(own_database)
        session.autocommit = True
        session.cursor().execute(LOCK, [0x52554E, run])
        return session

    return hold


def test_only_a_run_whose_session_is_gone_is_closed(elsewhere: Callable[..., Any]) -> None:
    run = open_run("parcels", "thua.shp", mode="update", options={"key": ["so_thua"]})
    session = elsewhere(run)
    close_abandoned_runs()
    assert (get_run(run).state, get_run(run).options) == ("running", {"key": ["so_thua"]})
    session.close()
    while get_run(run).state == "running":  # the server needs a moment to notice
        close_abandoned_runs()
    assert (get_run(run).state, get_run(run).codes) == ("refused", ["E-RUN-04"])


def test_an_ended_run_stays_as_it_ended(elsewhere: Callable[..., Any]) -> None:
    loaded, refused = open_run("a", "a.gpkg"), open_run("b", "b.gpkg")
    finish_run(loaded, loaded=True, findings=[], imported_count=5, changed_count=2, unchanged_count=1)
    finish_run(refused, loaded=False, findings=[Finding("E-RUN-04", Severity.ERROR, 1)])
    let_go_of([loaded, refused])
    close_abandoned_runs()
    assert [(run.id, run.state, run.codes) for run in list_runs()] == [
        (refused, "refused", ["E-RUN-04"]),
        (loaded, "loaded", []),
    ]
    assert get_run(loaded).inserted == 2
    assert get_run(loaded).recorded_at is not None
    assert [run.id for run in list_runs(layer="a")] == [loaded]
    with pytest.raises(NotFound, match="E-RUN-08"):
        get_run(refused + 1)
