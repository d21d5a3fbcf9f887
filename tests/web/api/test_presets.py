"""Presets over the web: those who may import into their layers see, rename and remove them; the pages do the same."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from importers.services import ImportRequest, import_files
from layers.access.services import add_role
from layers.features.authority import OPERATOR
from layers.imports.queries import list_presets
from tests.importers.services.files import geopackage, squares
from tests.layers.audit.rows import events
from tests.signing_in import new_colleague

pytestmark = pytest.mark.django_db
NAME = "quận 1"
PATH = f"/api/imports/presets/{NAME}"
PAGE = f"/import/presets/{NAME}"


@pytest.fixture(autouse=True)
def _own_folders(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path / "var"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A source with columns of its own, understood once and saved, and used once."""
    path = geopackage(tmp_path, squares(2, A1=["7", "8"], OWNER=["Chủ A", "Chủ B"], C3=["nhà", "ODT"], X=["a", "b"]))
    said = {
        "mapping": {"A1": "so_to", "OWNER": "ten_chu", "C3": "loai_dat"},
        "value_maps": {"loai_dat": {"nhà": "ODT"}, "ten_chu": {"Chủ A": "Nguyễn Văn A"}},
    }
    import_files([ImportRequest(path, "parcels", by=OPERATOR, save_preset=NAME, **said)])
    return path


@pytest.fixture
def clerk(source: Path) -> Client:
    return new_colleague("huong", "data_manager")


def test_a_preset_says_what_it_maps_and_its_last_use(clerk: Client, source: Path) -> None:
    answer = clerk.get("/api/imports/presets")
    (one,) = answer.json()["presets"]
    assert (one["name"], one["layer"], one["source"]) == (NAME, "parcels", source.name)
    assert one["mapping"]["A1"] == "so_to"
    assert (one["made_by"], one["last_used_at"]) == ("", None)
    assert "no-store" in answer["Cache-Control"]
    later = source.rename(source.with_name("quy_2.gpkg"))
    import_files([ImportRequest(later, "parcels", by=OPERATOR, again=True)])
    one = clerk.get(PATH).json()
    assert one["source"] == "quy_2.gpkg"
    assert one["last_used_at"] is not None
    assert clerk.get(one["links"]["page"]).status_code == 200


def test_a_dry_run_is_no_use(clerk: Client, source: Path) -> None:
    import_files([ImportRequest(source, "parcels", by=OPERATOR, again=True, dry_run=True)])
    assert clerk.get(PATH).json()["last_used_at"] is None


def test_it_is_renamed_and_removed(clerk: Client, source: Path) -> None:
    answer = clerk.patch(PATH, {"name": "Quận Một"}, "application/json")
    assert (answer.status_code, answer.json()["name"]) == (200, "Quận Một")
    assert clerk.get(PATH).status_code == 404
    assert clerk.get("/api/imports/presets/Quận Một").json()["mapping"]["C3"] == "loai_dat"
    again = import_files([ImportRequest(source, "parcels", by=OPERATOR, again=True, dry_run=True)])[0]
    assert again.preset == "Quận Một"
    assert clerk.delete("/api/imports/presets/Quận Một").status_code == 204
    assert list_presets(OPERATOR) == []
    told = events("action, subject", "action LIKE 'preset.%%' AND actor_name LIKE 'huong%%'")
    assert told == [("preset.renamed", "Quận Một"), ("preset.removed", "Quận Một")]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"name": "a/b"}, 400, "E-MAP-05"),
        ({"name": ""}, 400, "E-MAP-05"),
        ({"name": "other"}, 400, "E-MAP-06"),
        ({"name": 3}, 400, "E-UPLOAD-07"),
        ({"name": "x", "layer": "parcels"}, 400, "E-UPLOAD-07"),
        (["x"], 400, "E-UPLOAD-07"),
    ],
)
def test_names_that_are_refused(clerk: Client, source: Path, body: object, status: int, code: str) -> None:
    import_files([ImportRequest(source, "parcels", by=OPERATOR, again=True, save_preset="other")])
    answer = clerk.patch(PATH, body, "application/json")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert {one.name for one in list_presets(OPERATOR)} == {NAME, "other"}


def test_who_may_not_import_into_the_layer_knows_of_none(source: Path) -> None:
    """Somebody who may import into other layers alone, and somebody who may import nowhere."""
    planner = new_colleague("lan", "planner")
    assert planner.get("/api/imports/presets").json() == {"presets": []}
    assert NAME not in planner.get("/import/presets").content.decode()
    for answer in (planner.get(PATH), planner.delete(PATH), planner.post(PAGE, {"deed": "remove"})):
        assert answer.status_code == 404
    viewer = new_colleague("an", "viewer")
    for path in (PATH, PAGE, "/api/imports/presets", "/import/presets"):
        assert viewer.get(path).status_code == 403
    assert viewer.delete(PATH).status_code == Client().delete(PATH).status_code == 403
    assert len(list_presets(OPERATOR)) == 1


def test_fields_that_somebody_does_not_know_of_are_left_out(source: Path) -> None:
    """Who imports without seeing owners learns neither which column holds them nor what their values become."""
    add_role("surveyor", "Đo đạc", "Surveyor", [("see", "theme:land"), ("import", "theme:land")])
    surveyor = new_colleague("binh", "surveyor")
    one = surveyor.get(PATH).json()
    assert (one["mapping"], one["value_maps"]) == ({"A1": "so_to", "C3": "loai_dat"}, {"loai_dat": {"nhà": "ODT"}})
    text = surveyor.get(PAGE).content.decode()
    assert "Chủ A" not in text and "ten_chu" not in text


def test_the_pages_list_rename_and_remove(clerk: Client, source: Path) -> None:
    text = clerk.get("/import/presets?lang=vi").content.decode()
    assert NAME in text and source.name in text and "chưa dùng" in text
    shown = clerk.get(f"{PAGE}?lang=vi").content.decode()
    assert "nhà" in shown and "Đất ở tại đô thị" in shown and "Giữ lại, không ghép: x" in shown
    refused = clerk.post(PAGE, {"deed": "rename", "name": "a/b"})
    assert refused.status_code == 400
    assert "E-MAP-05" in refused.content.decode()
    renamed = clerk.post(PAGE, {"deed": "rename", "name": " Quận Một "}, follow=True)
    assert renamed.redirect_chain[-1][0].startswith("/import/presets/Qu")
    assert "Đã đổi tên." in renamed.content.decode()
    assert clerk.post(PAGE, {"deed": "remove"}).status_code == 404
    removed = clerk.post("/import/presets/Quận Một", {"deed": "remove"}, follow=True)
    assert "Chưa có cấu hình nào." in removed.content.decode()
    assert clerk.post(PAGE, {"deed": "burn"}).status_code == 404


def test_pages_ask_to_sign_in() -> None:
    assert Client().get("/import/presets").status_code == 302
    assert Client().get(PAGE).status_code == 302
