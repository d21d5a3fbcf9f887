"""Who writes what: in their area, of what they see; what they can't see stays as it is, and is never laid bare."""

from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest
import shapely
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db import transaction
from django.utils import timezone

from gis.errors import DothiError
from gis.spatial.crs import WGS84, Crs, transformer
from layers.access.errors import NotAllowed
from layers.access.grants import Grant
from layers.access.rights import Right
from layers.access.view import View
from layers.access.withheld import Withheld
from layers.catalog.description import FieldDescription, Title
from layers.catalog.queries import stored_description
from layers.catalog.services import finish_run, open_run
from layers.features.authority import OPERATOR, Writing
from layers.features.services import (
    Absent,
    Difference,
    Loaded,
    Wanted,
    add_feature,
    add_features,
    change_feature,
    create_layer,
    remove_feature,
    replace_feature,
    restore_version,
    undo_run,
)
from tests.layers.features.rows import insert_square, run

pytestmark = pytest.mark.django_db
HERE, A, B = Crs(5899), "26001", "26002"
OWNER = FieldDescription("owner", Title("Chủ", "Owner"), personal=True)
NAME = FieldDescription("name", Title("Tên", "Name"))


@pytest.fixture
def plots(describe: Any) -> Any:
    """Squares: the first in commune A, the second in B; communes stay as they are given, no outlines being loaded."""
    described = replace(describe(), fields=(NAME, OWNER))
    create_layer(described)
    for at, commune in enumerate((A, B)):
        insert_square(described, at, name=f"n{at}", owner=f"o{at}", commune_code=commune)
    return described


def square(at: int = 0) -> dict[str, Any]:
    x, y = 400_000.0 + 20 * at, 1_210_000.0
    ring = [[x, y], [x + 10, y], [x + 10, y + 10], [x, y + 10], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def viewer(*grants: tuple[Right, str | None], withheld: tuple[Withheld, ...] = ()) -> View:
    """Rights with the one commune where they hold, or everywhere."""
    held = frozenset(Grant(right, "*", "", None if code is None else frozenset({code})) for right, code in grants)
    return View(held, [stored_description("plots")], withheld)


def refused(code: str) -> Any:
    return pytest.raises(DothiError, check=lambda error: error.code == code)


def values(feature: int) -> tuple[Any, ...]:
    return run("SELECT name, owner FROM feature.plots WHERE public_id = %s", feature)[0]


SEE, EDIT, PERSONAL = Right.SEE, Right.EDIT, Right.SEE_PERSONAL


def test_only_in_the_area(plots: Any) -> None:
    lan = viewer((SEE, None), (EDIT, A))
    change_feature("plots", 1, {"name": "x"}, by=lan)
    with refused("E-ACCESS-09"):
        change_feature("plots", 2, {"name": "x"}, by=lan)
    with refused("E-ACCESS-09"):
        remove_feature("plots", 2, by=lan)
    with refused("E-ACCESS-01"):
        change_feature("plots", 1, {"name": "x"}, by=viewer((SEE, None)))
    with refused("E-LAYER-05"):
        change_feature("plots", 1, {"name": "x"}, by=viewer((EDIT, None)))
    with refused("E-FEATURE-01"):
        change_feature("plots", 2, {"name": "x"}, by=viewer((SEE, A), (EDIT, None)))
    with refused("E-ACCESS-09"):  # in no commune that is known
        add_feature("plots", {"name": "new"}, square(3), by=lan, crs=HERE)
    assert (values(1), values(2)) == (("x", "o0"), ("n1", "o1"))


def test_a_field_that_isn_t_seen_can_t_be_set_and_stays(plots: Any) -> None:
    lan = viewer((SEE, None), (EDIT, None))
    with refused("E-FEATURE-03") as hidden:
        change_feature("plots", 1, {"owner": "x"}, by=lan)
    with refused("E-FEATURE-03") as unknown:
        change_feature("plots", 1, {"ownez": "x"}, by=lan)
    assert str(hidden.value).replace("owner", "ownez") == str(unknown.value)
    replace_feature("plots", 1, {"name": "y"}, square(), by=lan, crs=HERE)
    assert values(1) == ("y", "o0")
    replace_feature(
        "plots", 1, {"name": "y"}, square(), by=viewer((SEE, None), (EDIT, None), (PERSONAL, None)), crs=HERE
    )
    assert values(1) == ("y", None)


def test_personal_fields_of_another_area_stay(plots: Any) -> None:
    lan = viewer((SEE, None), (EDIT, None), (PERSONAL, A))
    replace_feature("plots", 2, {"name": "z"}, square(1), by=lan, crs=HERE)
    assert values(2) == ("z", "o1")
    with refused("E-ACCESS-09"):
        change_feature("plots", 2, {"owner": "x"}, by=lan)


def test_nothing_is_moved_to_read_whose_it_is(plots: Any) -> None:
    """Here the commune changes by hand; with outlines it follows the geometry."""
    lan = viewer((SEE, None), (EDIT, None), (PERSONAL, A))
    run(
        "CREATE FUNCTION pg_temp.to_a() RETURNS trigger LANGUAGE plpgsql AS"
        " 'BEGIN NEW.commune_code := ''26001''; RETURN NEW; END'"
    )
    run("CREATE TRIGGER moves BEFORE UPDATE ON feature.plots FOR EACH ROW EXECUTE FUNCTION pg_temp.to_a()")
    with refused("E-ACCESS-09"):
        change_feature("plots", 2, {}, square(5), by=lan, crs=HERE)
    run("UPDATE feature.plots SET owner = NULL WHERE public_id = 2")
    run("UPDATE feature.plots SET commune_code = '26002' WHERE public_id = 2")
    change_feature("plots", 2, {}, square(5), by=lan, crs=HERE)


def test_a_version_of_elsewhere_isn_t_brought_back(plots: Any) -> None:
    """A plot that went from A to B is no longer its former editor's."""
    recorded = run("SELECT recorded_from FROM feature.plots WHERE public_id = 1")[0][0]
    run("UPDATE feature.plots SET commune_code = %s, name = 'moved' WHERE public_id = 1", B)
    with refused("E-ACCESS-09"):
        restore_version("plots", 1, recorded, by=viewer((SEE, None), (EDIT, A)))
    with refused("E-HISTORY-01"):
        restore_version("plots", 1, recorded, by=viewer((SEE, A), (EDIT, A)))
    assert values(1)[0] == "moved"
    restore_version("plots", 1, recorded, by=OPERATOR)
    assert values(1)[0] == "n0"


def test_what_is_generalised_for_somebody_can_t_be_written_by_them(plots: Any) -> None:
    from layers.access.models import WithheldArea

    corners = [(399_990, 1_209_990), (400_015, 1_209_990), (400_015, 1_210_015), (399_990, 1_210_015)]
    ring = [transformer(5899, WGS84).transform(x, y) for x, y in corners]
    shape = MultiPolygon(Polygon([*ring, ring[0]]), srid=4326)
    row = WithheldArea.objects.create(
        code="m", title="m", kind="defence", shape=shape, choices=["*"], action="generalise", valid_from=timezone.now()
    )
    area = Withheld(row.pk, bytes(row.shape.wkb), ("*",), 500.0)
    lan = viewer((SEE, None), (EDIT, None), withheld=(area,))
    with refused("E-ACCESS-09"):
        change_feature("plots", 1, {"name": "x"}, by=lan)
    change_feature("plots", 2, {"name": "x"}, by=lan)
    with refused("E-ACCESS-09"):
        change_feature("plots", 2, {}, square(0), by=lan, crs=HERE)


def test_a_layer_with_a_hidden_demand_takes_nothing_new(describe: Any) -> None:
    create_layer(replace(describe(), fields=(NAME, replace(OWNER, required=True))))
    with pytest.raises(NotAllowed, match="E-ACCESS-01"):
        add_feature("plots", {"name": "a"}, square(), by=viewer((SEE, None), (EDIT, None)), crs=HERE)


def test_a_refusal_names_no_hidden_field_of_the_key(describe: Any) -> None:
    described = replace(describe(), fields=(NAME, OWNER), key_fields=("owner", "name"), key_is_unique=True)
    create_layer(described)
    for at in (0, 1):
        insert_square(described, at, name=f"n{at}", owner="o", commune_code=A)
    with refused("E-FEATURE-06") as found:
        change_feature("plots", 2, {"name": "n0"}, by=viewer((SEE, None), (EDIT, None)))
    assert found.value.values["key"] == "name"
    with refused("E-FEATURE-06") as found:
        change_feature("plots", 2, {"name": "n0"}, by=OPERATOR)
    assert found.value.values["key"] == "owner, name"


def laid_beside(by: Any, *rows: tuple[int, str, str | None], absent: Absent = Absent.KEEP, to: int = 0) -> Loaded:
    """An update by name of squares (their place, name, owner), moved northwards; the commune follows the column of
    squares: A, then B."""
    corners = [(400_000.0 + 20 * at, 1_210_000.0 + to) for at, _, _ in rows]
    boxes = [
        shapely.MultiPolygon([shapely.Polygon([(x, y), (x, y + 10), (x + 10, y + 10), (x + 10, y)])])
        for x, y in corners
    ]
    batch = pa.record_batch(
        {
            "fid": pa.array(range(1, len(rows) + 1), pa.int64()),
            "geometry": pa.array(
                list(shapely.to_wkb(shapely.set_srid(boxes, 905899), include_srid=True, byte_order=1))
            ),
            "commune_code": pa.array([A if at == 0 else B for at, _, _ in rows], pa.string()),
            "name": pa.array([name for _, name, _ in rows], pa.string()),
            "owner": pa.array([owner for _, _, owner in rows], pa.string()),
        }
    )
    writing, number = Writing.of(by, "plots", Right.IMPORT), open_run("plots", "f")
    with transaction.atomic():
        loaded = Difference(writing, batch.schema, number, Wanted(("name",), absent, doubt=True)).write([batch])
        Writing.demand_all_written(by, stored_description("plots"), number)
    return loaded


IMPORT = Right.IMPORT


def test_a_load_changes_and_retires_in_the_area_alone(plots: Any) -> None:
    lan = viewer((SEE, None), (PERSONAL, None), (IMPORT, A))
    assert laid_beside(lan, (0, "n0", "x"), (1, "n1", "o1")).changed == 1, (
        "what lies elsewhere and is as it is may be in it"
    )
    with refused("E-ACCESS-09"):
        laid_beside(lan, (1, "n1", "x"))
    with refused("E-ACCESS-09"):
        laid_beside(lan, (0, "n0", "x"), absent=Absent.RETIRE)
    with refused("E-ACCESS-09"):  # moved out of the area
        laid_beside(lan, (1, "n0", "x"))
    with refused("E-ACCESS-01"):
        laid_beside(viewer((SEE, None)), (0, "n0", "x"))
    assert (values(1), values(2)) == (("n0", "x"), ("n1", "o1"))


def test_a_load_neither_compares_nor_writes_what_its_author_doesn_t_see(plots: Any) -> None:
    lan = viewer((SEE, None), (IMPORT, None))
    loaded = laid_beside(lan, (0, "n0", "o0"), (1, "n1", "guessed"))
    assert (loaded.unchanged, loaded.changed) == (2, 0), "a guess isn't told from the truth"
    assert laid_beside(lan, (0, "n0", "x"), (1, "n1", "x"), to=5).changed == 2
    assert (values(1), values(2)) == (("n0", "o0"), ("n1", "o1"))
    a_alone = viewer((SEE, None), (IMPORT, None), (PERSONAL, A))
    loaded = laid_beside(a_alone, (0, "n0", "y"), (1, "n1", "y"), to=5)
    assert (loaded.unchanged, loaded.changed) == (1, 1)
    assert (values(1), values(2)) == (("n0", "y"), ("n1", "o1"))
    with refused("E-ACCESS-09"):  # moved to where its owner would be seen
        laid_beside(a_alone, (0, "n1", None), to=5)


def test_a_load_changes_nothing_unseen(plots: Any) -> None:
    """Neither a feature of another area nor one that is withheld, and whether it is there isn't told."""
    from layers.access.models import WithheldArea

    with refused("E-ACCESS-09"):
        laid_beside(viewer((SEE, A), (PERSONAL, None), (IMPORT, None)), (1, "n1", "o1"))
    corners = [(399_990, 1_209_990), (400_015, 1_209_990), (400_015, 1_210_015), (399_990, 1_210_015)]
    ring = [transformer(5899, WGS84).transform(x, y) for x, y in corners]
    row = WithheldArea.objects.create(
        code="m", title="m", kind="defence", shape=MultiPolygon(Polygon([*ring, ring[0]]), srid=4326), choices=["*"],
        action="drop", valid_from=timezone.now(),
    )  # fmt: skip
    for grid in (None, 500.0):
        area = Withheld(row.pk, bytes(row.shape.wkb), ("*",), grid)
        lan = viewer((SEE, None), (PERSONAL, None), (IMPORT, None), withheld=(area,))
        with refused("E-ACCESS-09"):
            laid_beside(lan, (0, "n0", "o0"))
        with refused("E-ACCESS-09"):
            laid_beside(lan, (1, "n1", "o1"), absent=Absent.RETIRE)
        assert laid_beside(lan, (1, "n1", "x")).changed == 1
        run("UPDATE feature.plots SET owner = 'o1' WHERE public_id = 2")
    assert values(1) == ("n0", "o0")


def test_an_import_is_undone_in_the_area_alone_and_what_isn_t_seen_stays(plots: Any) -> None:
    number = open_run("plots", "f")
    run("UPDATE feature.plots SET name = 'x', owner = 'y', import_run = %s", number)
    run("INSERT INTO feature.run_change SELECT %s, 'plots', public_id, valid_from, 1, 'U' FROM feature.plots", number)
    finish_run(number, loaded=True, findings=[])
    with refused("E-ACCESS-09"):
        undo_run(number, by=viewer((SEE, None), (IMPORT, A)))
    with refused("E-ACCESS-01"):
        undo_run(number, by=viewer((SEE, None)))
    undo_run(number, by=viewer((SEE, None), (IMPORT, None), (PERSONAL, A)))
    assert (values(1), values(2)) == (("n0", "o0"), ("n1", "y"))


def test_several_at_once_lie_where_their_author_may_write(plots: Any) -> None:
    """No outlines are loaded, so that new features lie in no commune. The first that may not stand is named."""
    with refused("E-ACCESS-09") as outside:
        add_features(
            "plots", [({"name": "x"}, square(5)), ({}, square(6))], by=viewer((SEE, None), (EDIT, A)), crs=HERE
        )
    assert [problem.path for problem in outside.value.problems] == [(0,)]
    with refused("E-FEATURE-03") as hidden:
        add_features(
            "plots", [({}, square(5)), ({"owner": "x"}, square(6))], by=viewer((SEE, None), (EDIT, None)), crs=HERE
        )
    assert [problem.path for problem in hidden.value.problems] == [(1, "properties", "owner")]
    assert run("SELECT count(*) FROM feature.plots") == [(2,)]
    written = add_features(
        "plots", [({}, square(5)), ({"name": "y"}, square(6))], by=viewer((SEE, None), (EDIT, None)), crs=HERE
    )
    assert [values(one.id) for one in written] == [(None, None), ("y", None)]
