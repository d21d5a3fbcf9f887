"""Properties of a load as a difference, over any layer and any file: it ends as wanted, touches nothing that is so
already, keeps all that it wrote over, and its undoing gives the former layer back, row for row."""

from collections import Counter
from typing import Any, NamedTuple

import pyarrow as pa
import pytest
import shapely
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from layers.catalog.description import LayerDescription
from layers.catalog.services import finish_run, open_run
from layers.features.authority import OPERATOR, Writing
from layers.features.services import Absent, BulkLoad, Difference, Loaded, Wanted, create_layer, undo_run
from tests.layers.features.rows import run

pytestmark = pytest.mark.django_db


class Plot(NamedTuple):
    key: str | None
    place: int
    note: str | None


PLOTS = st.lists(
    st.builds(Plot, st.sampled_from(["a", "b", "c", "d", None]), st.integers(0, 3), st.sampled_from(["x", "y", None])),
    max_size=7,
)
EMPTY = [Plot("e", 9, None)]
"""A load has a row at least."""


@pytest.fixture
def plots(describe: Any) -> LayerDescription:
    described: LayerDescription = describe(fields={"key": "text", "note": "text", "own": "text"}, key_fields=("key",))
    create_layer(described)
    return described


def batch(rows: list[Plot]) -> pa.RecordBatch:
    squares = [
        shapely.MultiPolygon([shapely.box(4e5 + 20 * r.place, 1.2e6, 4e5 + 20 * r.place + 9, 1.2e6 + 9)]) for r in rows
    ]
    ewkb = shapely.to_wkb(shapely.set_srid(squares, 905899), include_srid=True, byte_order=1)
    return pa.record_batch(
        {
            "fid": pa.array(range(1, len(rows) + 1), pa.int64()),
            "geometry": pa.array(list(ewkb), pa.binary()),
            "key": pa.array([r.key for r in rows], pa.string()),
            "note": pa.array([r.note for r in rows], pa.string()),
        }
    )


def laid_beside(layer: LayerDescription, rows: list[Plot], wanted: Wanted | None) -> tuple[int, Loaded]:
    number, given = open_run(layer.name, "f"), batch(rows)
    if wanted is None:
        loaded = BulkLoad(layer, given.schema, number).write([given])
    else:
        loaded = Difference(Writing.of(OPERATOR, layer.name), given.schema, number, wanted).write([given])
    finish_run(number, loaded=True, findings=[], imported_count=loaded.imported)
    return number, loaded


def standing() -> dict[int, tuple[Plot, int, str | None]]:
    """Each feature with its version and the field that no file has."""
    rows = run("SELECT public_id, key, round((ST_XMin(geom) - 4e5) / 20)::int, note, version, own FROM feature.plots")
    return {row[0]: (Plot(*row[1:4]), row[4], row[5]) for row in rows}


def plots_of(layer: dict[int, tuple[Plot, int, str | None]]) -> Counter[Plot]:
    return Counter(plot for plot, _, _ in layer.values())


@given(PLOTS, PLOTS, st.booleans(), st.sampled_from([("key",), ()]))
def test_replace(plots: LayerDescription, old: list[Plot], new: list[Plot], twice: bool, key: tuple[str, ...]) -> None:
    with transaction.atomic():
        laid_beside(plots, old + EMPTY, None)
        run("UPDATE feature.plots SET own = 'kept' || public_id")
        before, wanted = standing(), Wanted(key, Absent.RETIRE, doubt=False)
        number, loaded = laid_beside(plots, new + EMPTY, wanted)
        after = standing()
        assert plots_of(after) == Counter(new + EMPTY), "exactly the file"
        assert (loaded.imported, len(loaded.repeated.fids), len(loaded.ambiguous.fids)) == (len(new) + 1, 0, 0)
        check_untouched(before, after, loaded)
        if key == ():
            alike = sum((plots_of(before) & plots_of(after)).values())
            assert (loaded.unchanged, loaded.changed) == (alike, 0), "as few as can be"
        if twice:
            assert laid_beside(plots, new + EMPTY, wanted)[1].unchanged == len(new) + 1
        check_undoing(before, number)
        transaction.set_rollback(True)


@given(PLOTS, PLOTS, st.sampled_from([Absent.KEEP, Absent.RETIRE]))
def test_update(plots: LayerDescription, old: list[Plot], new: list[Plot], absent: Absent) -> None:
    with transaction.atomic():
        laid_beside(plots, old + EMPTY, None)
        run("UPDATE feature.plots SET own = 'kept' || public_id")
        before = standing()
        number, loaded = laid_beside(plots, new + EMPTY, Wanted(("key",), absent, doubt=True))
        after = standing()
        in_doubt = loaded.ambiguous.fids
        taken = Counter(plot for fid, plot in enumerate(new + EMPTY, 1) if fid not in in_doubt)
        assert not taken - plots_of(after), "what was taken stands"
        assert loaded.imported == len(new) + 1 - len(in_doubt)
        check_untouched(before, after, loaded)
        keys = {plot.key for plot in new + EMPTY}
        if absent is Absent.KEEP:
            assert loaded.retired == 0
            for feature, (plot, version, _) in before.items():
                assert plot.key in keys or after[feature][:2] == (plot, version), "no business of the file"
        else:
            assert {plot.key for plot in plots_of(after)} == keys
        unique = {k for k in keys if sum(p.key == k for p in new) <= 1 and sum(p.key == k for p in old) <= 1}
        assert not {(new + EMPTY)[fid - 1].key for fid in in_doubt} & unique, "a key that stands once says it"
        check_undoing(before, number)
        transaction.set_rollback(True)


def check_untouched(before: Any, after: Any, loaded: Loaded) -> None:
    """Those that say the same have their version; the history holds exactly the others; new ids are new."""
    same = [one for one in before if one in after and after[one][0] == before[one][0]]
    changed = [one for one in before if one in after and after[one][0] != before[one][0]]
    assert all(after[one][1] == before[one][1] for one in same)
    assert all(after[one][1] == before[one][1] + 1 for one in changed)
    assert all(after[one][2] == before[one][2] for one in before if one in after), "what the file hasn't stays"
    gone, fresh = set(before) - set(after), set(after) - set(before)
    assert (loaded.changed, loaded.retired, loaded.inserted) == (len(changed), len(gone), len(fresh))
    kept = run("SELECT public_id, version FROM feature.plots_history WHERE version > 1 ORDER BY 1, 2")
    assert kept == sorted((one, before[one][1]) for one in [*changed, *gone])


def check_undoing(before: Any, number: int) -> None:
    if run("SELECT count(*) FROM feature.plots WHERE recorded_from >= now() AND import_run > %s", number)[0][0]:
        return
    undo_run(number, by=OPERATOR)
    assert {one: (plot, own) for one, (plot, _, own) in standing().items()} == {
        one: (plot, own) for one, (plot, _, own) in before.items()
    }
