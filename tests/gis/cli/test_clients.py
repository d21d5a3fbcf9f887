"""`./dothi clients`: a client's life on the command line."""

import re

import pytest

from tests.gis.cli.command_line import CommandLine

MADE = re.compile(r"dothi_(key|secret)_[0-9A-Za-z]{46}\n")
ORGANISATION = (
    "from layers.access.services import ensure_organisation; "
    "ensure_organisation('tnmt', 'Sở Nông nghiệp và Môi trường', 'Department of Agriculture and Environment')"
)


@pytest.fixture(scope="module")
def department(commands: CommandLine) -> str:
    commands.run("clients", "list")
    assert commands.refusal("clients", "create", "Bản đồ", *WHOLE).startswith("E-ACCESS-05")
    commands.run("shell", "-c", ORGANISATION)
    return commands.run("clients", "create", "Bản đồ", *WHOLE).strip()


WHOLE = ("--organisation", "tnmt", "--role", "planner", "--contact", "Lan", "--purpose", "Thử")


def test_from_making_to_ending(commands: CommandLine, department: str) -> None:
    assert department == "ban-do"
    key = commands.run("clients", "key", department, "--name", "máy chủ", "--scope", "see", "--days", "30")
    secret = commands.run("clients", "key", department, "--secret")
    assert MADE.fullmatch(key) and MADE.fullmatch(secret)
    said = commands.json("clients", "show", department)
    assert [(one["kind"], one["name"], one["scopes"], one["state"]) for one in said["keys"]] == [
        ("secret", "", ["see", "export"], "valid"),
        ("key", "máy chủ", ["see"], "valid"),
    ]
    text = commands.run("clients", "show", department)
    assert "máy chủ" in text and key.strip() not in text
    number = said["keys"][1]["id"]
    commands.run("clients", "revoke", department, str(number))
    assert commands.refusal("clients", "revoke", department, str(number)).startswith("E-CLIENT-07")
    assert commands.json("clients", "limit", department, "--minute", "5", "--day", "0")["limit_minute"] == 5
    assert commands.json("clients", "limit", department)["quota_day"] == 500_000
    named = commands.json("clients", "issuer", department, "gis-so", "--subject", "0b7b")
    assert (named["issuer_client"], named["issuer_subject"]) == ("gis-so", "0b7b")
    assert commands.json("clients", "issuer", department)["issuer_client"] is None
    assert commands.json("clients", "usage", department) == {"usage": []}
    commands.run("clients", "end", department, code=2)
    commands.run("clients", "end", department, "--yes")
    assert commands.json("clients", "list")["clients"] == []
    assert [one["code"] for one in commands.json("clients", "list", "--ended")["clients"]] == [department]


REFUSED = [
    (("key", "none"), "E-CLIENT-04"),
    (("show", "none"), "E-CLIENT-04"),
    (("end", "none", "--yes"), "E-CLIENT-04"),
    (("usage", "none"), "E-CLIENT-04"),
    (("create", "X", *WHOLE, "--scope", "all"), "E-CLIENT-09"),
    (("create", "X", *WHOLE, "--code", "Á"), "E-CLIENT-12"),
    (("create", " ", *WHOLE), "E-CLIENT-08"),
    (("create", "X", *WHOLE, "--area", "0"), "E-ACCESS-03"),
]


@pytest.mark.parametrize(("words", "code"), REFUSED, ids=[f"{one[0][0]} {one[1]}" for one in REFUSED])
def test_what_is_refused(commands: CommandLine, department: str, words: tuple[str, ...], code: str) -> None:
    assert commands.refusal("clients", *words).startswith(code)
