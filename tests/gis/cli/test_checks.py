"""`./dothi checks`, `import --report` and `runs report`: the words that people and scripts rely on."""

from pathlib import Path

import shapely

from layers.audit.actor import command_line_actor
from tests.gis.cli.command_line import CommandLine
from tests.importers.services.files import geopackage, squares


def test_severities_are_listed_and_set(commands: CommandLine) -> None:
    commands.run("layers", "create", "--template", "parcels", "--name", "checked")
    rules = {one["rule"]: one for one in commands.json("checks", "list", "checked")["rules"]}
    assert (rules["gaps"]["severity"], rules["gaps"]["tolerance"], rules["gaps"]["set"]) == ("warning", 0.5, False)
    changed = commands.json("checks", "set", "checked", "gaps", "error", "--tolerance", "0.2")
    assert (changed["severity"], changed["tolerance"], changed["set"]) == ("error", 0.2, True)
    assert "Khe hở giữa các thửa" in commands.run("checks", "list", "checked", LANG="vi_VN.UTF-8")
    assert commands.refusal("checks", "set", "checked", "none", "error").startswith("E-CHECK-31")


def test_a_report_is_written_at_once_and_again_later(commands: CommandLine, tmp_path: Path) -> None:
    frame = squares(3, SOTO=["7", "8", "9"])
    frame.geometry = [*frame.geometry[:2], None]
    path = geopackage(tmp_path, frame)
    report = commands.json("import", path, "--layer", "told", "--template", "parcels", "--report", tmp_path / "out")
    assert (report["read"], report["imported"], report["rejected"]) == (3, 2, 1)
    names = {"report.html", "report.json", "report.csv", "rejected.gpkg"}
    assert {one.name for one in (tmp_path / "out").iterdir()} == names
    again = commands.json("runs", "report", report["run"], tmp_path / "later")
    assert {Path(one).name for one in again["files"]} == names
    same = "report.json"
    assert (tmp_path / "later" / same).read_text() == (tmp_path / "out" / same).read_text()
    (origin,) = commands.json("layers", "lineage", "told")["lineage"]
    assert (origin["id"], origin["source"], origin["imported"]) == (report["run"], path.name, 2)
    assert origin["by"] == command_line_actor().name, "who sat at the machine"
    assert commands.refusal("runs", "report", report["run"] + 1000, tmp_path / "x").startswith("E-CHECK-35")


def test_a_refused_file_is_reported_too(commands: CommandLine, tmp_path: Path) -> None:
    frame = squares(2, SOTO=["7", "8"])
    frame.geometry = [None, shapely.Polygon()]
    path = geopackage(tmp_path, frame, "trong")
    said = commands.outcome(
        "import", path, "--layer", "empty", "--template", "parcels", "--geometry", "polygon", "--report", tmp_path / "o"
    )
    assert said.returncode == 1
    assert (tmp_path / "o" / "rejected.gpkg").exists()
    first, *others = [line for line in said.stderr.splitlines() if "E-" in line]
    assert first.startswith("  E-GEOM-03 2× No geometry."), "why nothing could be used"
    assert others[-1].startswith("E-RUN-01")
