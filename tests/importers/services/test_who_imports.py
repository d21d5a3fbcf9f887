"""An account imports what it may: layers that it doesn't know of are as if they weren't there."""

from dataclasses import replace
from pathlib import Path

import pytest

from gis.errors import DothiError
from importers.services import ImportRequest, import_files
from layers.access.grants import Grant
from layers.access.rights import Right
from layers.access.view import View
from layers.catalog.queries import every_layer
from layers.features.services import create_layer
from layers.templates import template_named
from tests.importers.services.files import geopackage, squares
from tests.layers.features.rows import run

pytestmark = pytest.mark.django_db


def view(*grants: tuple[Right, str]) -> View:
    """Rights everywhere, on layers chosen so."""
    held = frozenset(Grant(right, choice, "", None) for right, choice in grants)
    return View(held, [summary.description for summary in every_layer()])


ADMINISTERS_TREES = [(right, "theme:trees") for right in (Right.SEE, Right.IMPORT, Right.ADMINISTER)]


@pytest.mark.parametrize("options", [{}, {"template": "parcels"}, {"template": "nothing"}])
def test_a_hidden_layer_answers_as_one_that_is_not_there(tmp_path: Path, options: dict[str, str]) -> None:
    create_layer(replace(template_named("parcels").instantiated(name="hidden", storage_epsg=5899), access="restricted"))
    path = geopackage(tmp_path, squares(1))
    said = []
    for layer in ("hidden", "absent"):
        with pytest.raises(DothiError) as refused:
            import_files([ImportRequest(path, layer, by=view(*ADMINISTERS_TREES), **options)])
        said.append((refused.value.code, refused.value.sentence("en").replace(layer, "…")))
    assert said[0] == said[1]


def test_two_files_make_one_layer(tmp_path: Path) -> None:
    paths = [geopackage(tmp_path, squares(n), name=f"f{n}") for n in (1, 2)]
    reports = import_files(
        [
            ImportRequest(
                path, "parcels", by=view(*((right, "*") for right in (Right.SEE, Right.IMPORT, Right.ADMINISTER)))
            )
            for path in paths
        ]
    )
    assert [(report.created, report.imported) for report in reports] == [(True, 1), (False, 2)]
    assert run("SELECT count(*) FROM feature.parcels") == [(3,)]
