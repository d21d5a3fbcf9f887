"""`./dothi layers`: a layer's life on the command line, from its declaration to its end."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.gis.cli.command_line import CommandLine
from tests.importers.services.files import geopackage, squares

KIOSKS: dict[str, Any] = {
    "name": "kiosks",
    "title": {"vi": "Ki-ốt", "en": "Kiosks"},
    "theme": "public_spaces",
    "geometry": "polygon",
    "storage_crs": "EPSG:5899",
    "fields": [
        {"name": "number", "title": {"vi": "Số", "en": "Number"}, "aliases": ["SO"]},
        {"name": "floors", "title": {"vi": "Số tầng", "en": "Floors"}, "type": "integer", "aliases": ["TANG"]},
    ],
    "key": ["number"],
}


@pytest.fixture(scope="module")
def kiosks(commands: CommandLine, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A declared layer with three features."""
    folder = tmp_path_factory.mktemp("declared")
    declaration = folder / "kiosks.json"
    declaration.write_text(json.dumps(KIOSKS, ensure_ascii=False))
    assert commands.json("layers", "create", declaration) == KIOSKS
    commands.run("import", geopackage(folder, squares(3, SO=["1", "2", "2"], TANG=[1, 2, 3])), "--layer", "kiosks")
    return "kiosks"


def test_a_declared_layer_is_listed_and_shown(commands: CommandLine, kiosks: str) -> None:
    layers = {layer["name"]: layer for layer in commands.json("layers", "list")["layers"]}
    assert (layers[kiosks]["features"], layers[kiosks]["geometry"]) == (3, "polygon")
    said = commands.run("layers", "show", kiosks, LANG="vi_VN.UTF-8")
    assert "Ki-ốt" in said
    assert "khóa: number" in said


def test_from_a_template_under_another_name(commands: CommandLine) -> None:
    made = commands.json("layers", "create", "--template", "trees", "--name", "old_trees", "--storage-crs", "EPSG:9210")
    assert (made["name"], made["template"], made["storage_crs"]) == ("old_trees", "trees", "EPSG:9210")
    assert "trees" in {template["name"] for template in commands.json("layers", "templates")["templates"]}
    commands.run("layers", "remove", "old_trees")
    assert commands.refusal("layers", "show", "old_trees").startswith("E-LAYER-05")


def test_webhooks_of_a_layer(commands: CommandLine, kiosks: str) -> None:
    made = commands.json("webhooks", "add", kiosks, "https://example.org/hook")
    assert made["secret"].startswith("whsec_")
    listed = commands.run("webhooks", "list")
    assert f"{made['id']}  kiosks  https://example.org/hook  -  ok" in listed
    assert made["secret"] not in listed
    commands.run("webhooks", "start", made["id"])
    commands.run("webhooks", "remove", made["id"])
    assert commands.refusal("webhooks", "remove", made["id"]).startswith("E-FEED-07")


def test_fields_come_change_and_go(commands: CommandLine, kiosks: str) -> None:
    added = commands.json(
        "layers", "add-field", kiosks, "state", "title.vi=Tình trạng", "title.en=State", "default=tốt", "required=true"
    )
    assert added["default"] == "tốt"
    refused = commands.refusal("layers", "change-field", kiosks, "floors", "maximum=2")
    assert refused.startswith("E-FIELD-07 1 feature of kiosks breaks the new rule")
    assert commands.json("layers", "change-field", kiosks, "floors", "maximum=9", "title=Tầng")["maximum"] == 9
    assert commands.refusal("layers", "drop-field", kiosks, "state").startswith("E-FIELD-06")
    commands.run("layers", "drop-field", kiosks, "state", "--yes")
    assert "state" not in commands.run("layers", "show", kiosks)
    commands.run("layers", "restore-field", kiosks, "state")
    assert "state" in commands.run("layers", "show", kiosks)


def test_a_key_that_features_share_is_refused_with_them(commands: CommandLine, kiosks: str) -> None:
    refused = commands.refusal("layers", "key", kiosks, "number", "--unique")
    assert refused.startswith("E-LAYER-09 1 key of the layer kiosks stands more than once: 2 (2, 3).")
    assert commands.json("layers", "key", kiosks, "number", "floors", "--unique")["key_is_unique"]


def test_a_layer_is_described_anew(commands: CommandLine, kiosks: str) -> None:
    changed = commands.json("layers", "change", kiosks, "title.vi=Quầy hàng", "title.en=Stalls", "licence=cc0")
    assert (changed["title"], changed["licence"]) == ({"vi": "Quầy hàng", "en": "Stalls"}, "cc0")
    assert commands.refusal("layers", "change", kiosks, "geometry=point").startswith("E-LAYER-11")
    assert commands.refusal("layers", "change", kiosks, "licence=mine").startswith("E-LAYER-12")


def test_a_timeline_and_a_version_back(commands: CommandLine, kiosks: str) -> None:
    commands.run("layers", "change", kiosks, "title_field=number")
    first = commands.json("layers", "history", kiosks, "1")["versions"][0]
    assert first["operation"] == "added"
    commands.run(
        "shell",
        "-c",
        "from django.db import connection as c; c.cursor().execute(\"UPDATE feature.kiosks SET number = '7' WHERE public_id = 1\")",
    )
    said = commands.run("layers", "history", kiosks, "1")
    assert "Number: 1 → 7" in said
    assert commands.json("layers", "restore", kiosks, "1", first["recorded_from"])["version"] == 3
    versions = commands.json("layers", "history", kiosks, "1")["versions"]
    assert [change["after"] for change in versions[-1]["changes"]] == ["1"]
    assert commands.refusal("layers", "history", kiosks, "99").startswith("E-FEATURE-01")


@pytest.mark.parametrize(
    ("text", "code"),
    [("{", "E-FILE-03"), ("[]", "E-LAYER-13"), ('{"name": "a"}', "E-LAYER-14"), (None, "E-FILE-01")],
)
def test_a_declaration_that_cannot_be_read(commands: CommandLine, tmp_path: Path, text: str | None, code: str) -> None:
    file = tmp_path / "layer.json"
    if text is not None:
        file.write_text(text)
    assert commands.refusal("layers", "create", file).startswith(code)


def test_a_layer_with_features_goes_only_when_confirmed(commands: CommandLine, tmp_path: Path) -> None:
    commands.run("import", geopackage(tmp_path, squares(2, SOTO=1)), "--layer", "gone", "--template", "parcels")
    assert commands.refusal("layers", "remove", "gone").startswith("E-LAYER-15 The layer gone holds 2 features")
    commands.run("layers", "remove", "gone", "--yes")
    assert "gone" not in commands.run("layers", "list")


def test_the_layers_of_the_exchange_model_come_and_go_out(commands: CommandLine, tmp_path: Path) -> None:
    words = ("layers", "create-model", "planning", "--database", "MocGioi", "--prefix", "q_")
    made = commands.json(*words, "--storage-crs", "EPSG:9210")
    assert (len(made["created"]), made["existing"]) == (3, [])
    assert commands.json(*words)["existing"] == made["created"]
    assert "MocGioi/MocGioiQuyHoach/MocGioiQuyHoach_P" in commands.run("layers", "templates", "--model")
    folder = tmp_path / "delivery"
    (file,) = commands.json("layers", "export-model", "planning", folder)["files"]
    assert (file["database"], file["classes"], file["features"], file["issues"]) == ("MocGioi", 3, 0, [])
    assert Path(file["path"]).is_file()
    assert commands.refusal("layers", "export-model", "planning", folder).startswith("E-EXPORT-01")
    said = commands.run("layers", "export-model", "planning", folder, "--force", LANG="vi_VN.UTF-8")
    assert "3 lớp, 0 đối tượng" in said


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("create-model", "traffic"), "E-MODEL-01"),
        (("create-model", "planning", "--database", "Quyhoach"), "E-MODEL-02"),
        (("create-model", "planning", "--prefix", "Q-"), "E-MODEL-03"),
        (("create-model", "planning", "--storage-crs", "EPSG:1"), "E-CRS-01"),
        (("export-model", "planning", "nowhere", "--database", "NenDiaHinh"), "E-MODEL-04"),
    ],
)
def test_what_the_model_has_not_is_refused(commands: CommandLine, words: tuple[str, ...], code: str) -> None:
    assert commands.refusal("layers", *words).startswith(code)
    assert not Path("nowhere").exists()


def test_layers_that_links_lead_to_are_made_along(commands: CommandLine) -> None:
    made = commands.json("layers", "create", "--template", "light_circuits", "--storage-crs", "EPSG:9210")
    assert (made["name"], made["targets_created"]) == ("light_circuits", ["light_cabinets"])
    assert commands.json("layers", "show", "light_cabinets")["storage_crs"] == "EPSG:9210"
