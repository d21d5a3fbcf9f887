"""How strictly a layer is checked is data, said by who administers it."""

import pytest

from gis.errors import InvalidRequest, NotFound
from layers.access.errors import NotAllowed
from layers.access.queries import public_view
from layers.checks.queries import checked_rules
from layers.checks.rules import RULES, Strictness
from layers.checks.services import set_severity
from layers.features.services import create_layer
from layers.land.templates.parcels import PARCELS

pytestmark = pytest.mark.django_db


@pytest.fixture
def parcels():
    layer = PARCELS.instantiated(storage_epsg=5899)
    create_layer(layer)
    return layer


def by_name(layer) -> dict[str, tuple[str, float | None, bool]]:
    return {one.rule.name: (str(one.strictness), one.tolerance, one.is_set) for one in checked_rules(layer)}


def test_as_long_as_nobody_says_otherwise(parcels, describe) -> None:
    rules = by_name(parcels)
    assert rules["gaps"] == ("warning", 0.5, False)
    assert rules["overlapping_parcels"][0] == "warning"
    assert "dangling_end" not in rules
    assert by_name(describe("plots"))["gaps"][0] == "off"


def test_a_rule_is_set_and_kept(parcels) -> None:
    assert set_severity("parcels", "gaps", "error", tolerance=0.2).strictness is Strictness.ERROR
    assert by_name(parcels)["gaps"] == ("error", 0.2, True)
    set_severity("parcels", "gaps", "note")
    assert by_name(parcels)["gaps"] == ("note", 0.2, True)
    set_severity("parcels", "gaps", tolerance=0.3)
    assert by_name(parcels)["gaps"] == ("note", 0.3, True)


@pytest.mark.parametrize(
    ("rule", "severity", "tolerance", "code"),
    [
        ("no_such_rule", "error", None, "E-CHECK-31"),
        ("gaps", "fatal", None, "E-CHECK-32"),
        ("gaps", None, -1.0, "E-CHECK-33"),
        ("gaps", None, float("nan"), "E-CHECK-33"),
        ("duplicate_geometry", "note", 1.0, "E-CHECK-33"),  # has none
        ("dangling_end", "error", None, "E-CHECK-34"),  # parcels are no lines
    ],
)
def test_what_is_refused(parcels, rule, severity, tolerance, code) -> None:
    with pytest.raises(InvalidRequest) as refused:
        set_severity("parcels", rule, severity, tolerance=tolerance)
    assert refused.value.code == code
    assert not any(is_set for _, _, is_set in by_name(parcels).values())


def test_only_who_administers_the_layer(parcels) -> None:
    with pytest.raises(NotAllowed):
        set_severity("parcels", "gaps", "off", by=public_view())
    with pytest.raises(NotFound):
        set_severity("nothing", "gaps", "off")


def test_every_rule_is_documented() -> None:
    from pathlib import Path

    page = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "checks.md").read_text(encoding="utf-8")
    for name, rule in RULES.items():
        assert f"\n### {name}\n" in page
        assert f"W-CHECK-{rule.number:02d}" in page
