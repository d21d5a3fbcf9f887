"""Reports of imports, in each of their forms."""

from tests.exits.asking import Viewer
from tests.exits.registry import MISSING_ID, hidden_layers, leaves_by
from tests.pages import lasting


@leaves_by("import-report", "run-report")
def report(viewer: Viewer) -> None:
    """Nobody here may import: a report opens for whoever asked for the run, and is cut to what they see."""
    for (asker, layer), run in viewer.city.runs.items():
        path = f"/api/imports/runs/{run}/report"
        if viewer.name != asker or not viewer.imports:
            for html, kind in ((False, f"{path}.json"), (True, f"/import/runs/{run}/report")):
                refused, absent = (
                    viewer.get(kind, html=html),
                    viewer.get(kind.replace(str(run), str(MISSING_ID)), html=html),
                )
                assert refused.status == absent.status == (302 if html and viewer.name is None else 404)
                assert lasting(refused.text) == lasting(absent.text.replace(str(MISSING_ID), str(run)))
            continue
        sights = [] if layer in hidden_layers(viewer) else viewer.sees.sights(layer)
        seen = {
            one.id: {name: value for name, value in one.values.items() if value} for one in sights if not one.coarse
        }
        wanted = {one.at + 1: seen[one.id] for one in viewer.city.features[layer] if one.id in seen}
        document = viewer.get(f"{path}.json").json()
        assert {one["feature"]: one["values"] for one in document["features"]} == wanted, (viewer.name, layer)
        assert {fid for one in document["findings"][0]["cases"] for fid in one["features"]} == set(wanted)
        table = viewer.get(f"{path}.csv").text
        assert all(value in table for values in wanted.values() for value in values.values())
        assert viewer.get(f"{path}.gpkg").status == (200 if wanted else 404)
        assert viewer.get(f"/import/runs/{run}/report", html=True).status == 200
