"""Layers that were there before the outlines: what can't be refreshed is told, and nothing of the import is lost."""

import psycopg2

from importers.services.communes import refresh_after_outlines
from layers.features.services import create_layer, ddl
from tests.layers.administration.made import TRAN_BIEN, box, codes, outlines, points


def test_a_layer_in_use_is_named(own_database: str, describe, monkeypatch) -> None:
    for name in ("busy", "free"):
        layer = describe(name, kind="point")
        create_layer(layer)
        points(layer, [(0.5, 0.5)])
    outlines("communes", {TRAN_BIEN: box(0)})
    monkeypatch.setattr(ddl, "PATIENCE_SECONDS", 0.2)
    other = psycopg2.connect(own_database)
    try:
        other.cursor().execute("UPDATE feature.busy SET name = 'x'")
        (finding,) = refresh_after_outlines()
        assert (finding.code, finding.values) == ("W-UNIT-01", {"layers": "busy"})
        assert "units refresh" in finding.message("vi")
    finally:
        other.close()
    assert (codes("busy"), codes("free")) == ([(None, 1)], [(TRAN_BIEN, 1)])
    assert refresh_after_outlines() == []
    assert codes("busy") == [(TRAN_BIEN, 1)]
