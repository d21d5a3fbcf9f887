"""`./dothi access`: rights on the command line, from the first administrator to a withheld area."""

import json
from pathlib import Path

import pytest

from tests.gis.cli.command_line import CommandLine
from tests.importers.services.files import geopackage, shapefile, squares

PEOPLE = """
from django.contrib.auth import get_user_model
for name in ("lan", "minh"):
    get_user_model().objects.get_or_create(username=name)
"""


@pytest.fixture(scope="module")
def office(commands: CommandLine, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Lan, Minh, the office that they are in, and a layer."""
    commands.run("access", "organisations", "add", "ubnd", "UBND phường Trấn Biên", "Trấn Biên People's Committee")
    commands.run("shell", "-c", PEOPLE)
    commands.run("import", geopackage(tmp_path_factory.mktemp("files"), squares(3, SOTO=1)), "--layer", "parcels")
    return "ubnd"


def test_roles(commands: CommandLine, office: str) -> None:
    roles = {one["code"]: one for one in commands.json("access", "roles")["roles"]}
    assert {"public", "viewer", "administrator"} <= set(roles)
    commands.run("access", "role-add", "inspector", "Thanh tra", "Inspector", "--right", "see=theme:permits")
    commands.run("access", "role-set", "inspector", "see=theme:permits", "see=theme:land")
    assert "    see=theme:land" in commands.run("access", "roles").splitlines()
    assert commands.refusal("access", "role-set", "public", "edit=*").startswith("E-ACCESS-19")
    assert commands.refusal("access", "role-set", "inspector", "see=all").startswith("E-ACCESS-18")
    assert commands.outcome("access", "role-set", "inspector", "see").returncode == 2
    commands.run("access", "role-remove", "inspector")
    assert commands.refusal("access", "role-remove", "viewer").startswith("E-ACCESS-20")


def test_given_lent_and_ended(commands: CommandLine, office: str) -> None:
    words = ("access", "grant", "lan", office, "planner", "--area", "26041", "--until", "2099-12-31")
    number = commands.json(*words, "--reason", "QĐ 7")["membership"]
    (row,) = commands.json("access", "memberships", "--user", "lan")["memberships"]
    assert (row["id"], row["areas"], row["communes"], row["state"]) == (number, ["26041"], 1, "holds")
    assert row["valid_to"].startswith("2099-12-31T17:00") or row["valid_to"].startswith("2100-01-01"), (
        "to the day's end"
    )
    said = commands.run("access", "memberships", "trấn", "planner")
    assert "Phường Trấn Biên (26041)" in said
    assert "– 31/12/2099" in said
    lent = commands.json("access", "delegate", str(number), "minh", "--until", "2027-02-01", "--reason", "nghỉ phép")
    assert "delegation" in commands.run("access", "who", "minh")
    assert commands.refusal(
        "access", "delegate", str(number), "minh", "--until", "2100-02-01", "--reason", "x"
    ).startswith("E-ACCESS-14")
    moved = commands.json("access", "area", str(number), "75", "--reason", "QĐ 8")["membership"]
    assert commands.json("access", "memberships", "--user", "lan")["memberships"][0]["communes"] == 95
    new = commands.json("access", "memberships", "--user", "lan")["memberships"][0]["delegations"][0]["id"]
    assert new != lent["delegation"]
    commands.run("access", "undelegate", str(new))
    commands.run("access", "end", str(moved), "--reason", "nghỉ việc")
    assert commands.json("access", "memberships", "--user", "lan") == {"count": 0, "memberships": []}
    assert commands.json("access", "memberships", "--user", "lan", "--ended")["count"] == 2
    assert commands.refusal("access", "end", str(moved)).startswith("E-ACCESS-08")
    assert commands.refusal("access", "grant", "lan", office, "planner", "--area", "731").startswith("E-ACCESS-03")
    assert commands.refusal("access", "grant", "nobody", office, "planner").startswith("E-ACCESS-04")


def test_what_somebody_may(commands: CommandLine, office: str) -> None:
    number = commands.json("access", "grant", "minh", office, "planner", "--area", "26041")["membership"]
    may = commands.json("access", "who", "minh")["may"]
    own = {(one["right"], tuple(one["areas"])) for one in may if one["layer"] == "parcels" and one["id"] == number}
    assert own == {("see", ("26041",)), ("export", ("26041",))}
    assert f"planner @ ubnd, Phường Trấn Biên (26041), – … (membership {number})" in commands.run(
        "access", "who", "minh"
    )
    assert commands.refusal("access", "who", "nobody").startswith("E-ACCESS-04")
    commands.run("access", "end", str(number))


def test_the_first_and_the_last_administrator(commands: CommandLine, office: str) -> None:
    """The command line gives the first one, and may take the last."""
    number = commands.json("access", "grant", "lan", office, "administrator")["membership"]
    assert "manage_access" in commands.run("access", "who", "lan")
    commands.run("access", "end", str(number))
    assert "manage_access" not in commands.run("access", "who", "lan")


def test_withheld_areas_from_files(commands: CommandLine, office: str, tmp_path: Path) -> None:
    frame = squares(2).set_geometry(squares(2).buffer(300))
    path = shapefile(tmp_path, frame.assign(TEN="x"), name="khu")
    words = ("access", "withheld", "add", "base", path, "--title", "Doanh trại", "--layers", "theme:land")
    assert commands.refusal(*words).startswith("E-CRS-02"), "nobody says which system"
    commands.run(*words, "--crs", "EPSG:5899", "--generalise", "500")
    (area,) = commands.json("access", "withheld", "list")["withheld"]
    assert (area["action"], area["grid"], area["choices"]) == ("generalise", 500, ["theme:land"])
    assert area["km2"] == pytest.approx(frame.union_all().area / 1e6, rel=0.002)
    assert "geom" not in json.dumps(area) and "shape" not in area
    assert "0.32 km²" in commands.run("access", "withheld", "list") or "km²" in commands.run(
        "access", "withheld", "list"
    )
    commands.run("access", "withheld", "change", "base", "--drop", "--layers", "*")
    assert commands.json("access", "withheld", "list")["withheld"][0]["action"] == "drop"
    points = geopackage(tmp_path, squares(2, A=1).set_geometry(squares(2).centroid), "points")
    assert commands.refusal("access", "withheld", "add", "p", points, "--title", "x", "--layers", "*").startswith(
        "E-ACCESS-22"
    )
    assert commands.refusal(
        "access", "withheld", "add", "q", tmp_path / "none.shp", "--title", "x", "--layers", "*"
    ).startswith("E-FILE-01")
    commands.run("access", "withheld", "end", "base", "--reason", "bàn giao")
    assert commands.json("access", "withheld", "list") == {"withheld": []}


def test_powers(commands: CommandLine) -> None:
    said = commands.run(
        "access", "powers", "building_permit", "--works-grade", "II", "--works", "other", "--on", "2026-11-25"
    )
    assert "Department of Construction" in said
    assert "Nghị định 217/2026/NĐ-CP, Điều 53" in said
    number = commands.json(
        "access", "power-add", "plan_approval", "zone_board", "--plan-level", "sub_area", "--from", "2027-01-01",
        "--source", "QĐ 9/2026", "--condition-vi", "trong khu",
    )["power"]  # fmt: skip
    asked = ("access", "powers", "plan_approval", "--plan-level", "sub_area")
    assert commands.json(*asked, "--on", "2027-01-01")["powers"][0]["id"] == number
    commands.run("access", "power-end", str(number), "2028-01-01")
    assert number not in {one["id"] for one in commands.json(*asked, "--on", "2028-01-01")["powers"]}
    assert commands.refusal(
        "access", "power-add", "plan_approval", "king", "--from", "2027-01-01", "--source", "x"
    ).startswith("E-ACCESS-27")


def test_organisations(commands: CommandLine, office: str) -> None:
    commands.run("access", "organisations", "add", "water", "Công ty cấp nước")
    assert "water" in commands.run("access", "organisations")
    commands.run("access", "organisations", "end", "water")
    assert "water" not in commands.run("access", "organisations", "list")
    assert "water" in commands.run("access", "organisations", "--ended")
    assert commands.refusal("access", "organisations", "end", "water").startswith("E-ACCESS-05")
