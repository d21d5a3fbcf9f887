"""`./dothi presets` after an import that saves one."""

from pathlib import Path

from tests.gis.cli.conftest import CommandLine
from tests.importers.services.files import geopackage, squares


def test_presets_on_the_command_line(commands: CommandLine, tmp_path: Path) -> None:
    path = geopackage(tmp_path, squares(2, A1=["7", "8"], C3=["nhà", "x"]))
    words = ("--map", "A1=so_to", "--map", "C3=loai_dat", "--value", "loai_dat:nhà=ODT", "--save-preset", "quận 1")
    report = commands.json("import", path, "--layer", "preset_plots", "--template", "parcels", *words)
    assert report["fields"] == {"A1": "so_to", "C3": "loai_dat"}
    assert commands.run("presets", "list").split()[:3] == ["quận", "1", "preset_plots"]
    assert commands.json("presets", "show", "quận 1")["value_maps"] == {"loai_dat": {"nhà": "ODT"}}
    assert "loai_dat: nhà -> ODT" in commands.run("presets", "show", "quận 1")
    again = commands.json("import", path, "--layer", "preset_plots", "--again")
    assert again["preset"] == "quận 1"
    shown = commands.json("presets", "show", "quận 1")
    assert (shown["source"], shown["last_used_at"] is not None) == (path.name, True)
    commands.run("presets", "rename", "quận 1", "quận một")
    assert commands.refusal("presets", "show", "quận 1").startswith("E-MAP-02")
    commands.run("presets", "remove", "quận một")
    assert commands.refusal("presets", "rename", "quận một", "x").startswith("E-MAP-02")
