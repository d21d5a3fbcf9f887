"""What was registered is read back as it was, and only what everyone may know is listed."""

import pytest

from gis.errors import LayerRefused, NotFound
from layers.access.queries import public_view
from layers.catalog.queries import catalog_version, layers_in_use, stored_description, version_in_use
from layers.catalog.queries.layers import forget
from layers.catalog.services import register_layer, summarise_layer, unregister_layer
from layers.templates import TEMPLATES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_description_comes_back_whole(template) -> None:
    description = template.instantiated(
        name="mine", storage_epsg=9210, licence="mit", owner="so-xay-dung", synthetic=True
    )
    register_layer(description)
    assert stored_description("mine") == description


def test_a_name_is_given_once(describe) -> None:
    register_layer(describe())
    with pytest.raises(LayerRefused) as refused:
        register_layer(describe())
    assert refused.value.code == "E-LAYER-04"


def test_every_change_raises_the_version(describe) -> None:
    seen = [catalog_version()]
    for change in (
        lambda: register_layer(describe()),
        lambda: summarise_layer("plots", extent=(1, 2, 3, 4), feature_count=5),
        lambda: unregister_layer("plots"),
    ):
        change()
        seen.append(catalog_version())
    assert seen == sorted(set(seen))


def test_the_list_follows_the_version(describe) -> None:
    assert "plots" not in {s.description.name for s in layers_in_use()}
    before = version_in_use()
    register_layer(describe())
    forget()
    assert "plots" in {s.description.name for s in layers_in_use()}
    assert version_in_use() > before


@pytest.mark.parametrize("access", ["shared", "restricted"])
def test_what_is_not_public_is_not_known(describe, access: str) -> None:
    register_layer(describe(access=access))
    assert list(public_view().layers) == []
    with pytest.raises(NotFound) as hidden:
        public_view().layer("plots")
    with pytest.raises(NotFound) as absent:
        public_view().layer("nope")
    assert hidden.value.code == absent.value.code == "E-LAYER-05"
