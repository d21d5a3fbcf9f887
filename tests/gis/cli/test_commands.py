"""What every command keeps to: exit codes, languages, coded refusals, JSON."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from gis import __version__
from gis.cli.group import COMMANDS
from tests import databases
from tests.gis.cli.command_line import CommandLine


@pytest.fixture(scope="module")
def migrated(template_database: str, django_db_blocker: Any) -> Iterator[str]:
    """The URL of a database for commands that only read."""
    with django_db_blocker.unblock():
        name = databases.clone(template_database, f"{template_database}_processes")
        yield databases.url_of(name)
        databases.drop(name)


def test_without_words_it_lists_its_commands(processes: CommandLine) -> None:
    listed = processes.run()
    assert listed == processes.run("help")
    assert all(f"\n  {name} " in listed for name in COMMANDS)


def test_it_speaks_the_language_of_the_terminal(processes: CommandLine) -> None:
    assert "Nạp dữ liệu mẫu" in processes.run("help", LANG="vi_VN.UTF-8")
    assert "Nạp dữ liệu mẫu" not in processes.run("help", LANG="vi_VN.UTF-8", LC_ALL="C.UTF-8")
    refused = processes.refusal("restore", "no-such-file", LANG="vi_VN")
    assert refused == "E-FILE-01 Không có tệp no-such-file. Hãy kiểm tra đường dẫn."


def test_help_of_a_command_within_a_group(processes: CommandLine) -> None:
    assert "--force" in processes.run("help", "db", "stop")


@pytest.mark.parametrize(
    "words", [["nonsense"], ["serve", "--nonsense"], ["backup"], ["help", "nonsense"], ["db", "x"]]
)
def test_wrong_usage_ends_with_2(processes: CommandLine, words: list[str]) -> None:
    processes.run(*words, code=2)


def test_version(processes: CommandLine) -> None:
    assert processes.run("version").strip() == __version__
    assert processes.json("version") == {"version": __version__}


def test_a_defect_is_kept_and_named_not_thrown_at_people(processes: CommandLine) -> None:
    refused = processes.refusal("shell", "-c", "1", DJANGO_SETTINGS_MODULE="no_such_settings")
    assert refused.startswith("E-CLI-01 ")
    assert "no_such_settings" in (processes.var / "log" / "errors.log").read_text()


def test_database_url_names_another_server(processes: CommandLine) -> None:
    nowhere = "postgresql://dothi:secret@127.0.0.1:1/dothi"
    refused = processes.refusal("shell", "-c", "1", DATABASE_URL=nowhere)
    assert refused.startswith("E-DB-05 ")
    assert "secret" not in refused
    assert processes.refusal("db", "start", DATABASE_URL=nowhere).startswith("E-DB-10 ")


def test_a_command_stops_the_server_that_it_started(processes: CommandLine) -> None:
    assert processes.run("shell", "-c", "from django.db import connection; connection.cursor(); print(1)") == "1\n"
    assert processes.json("status", code=1)["database_url"] is None


def test_db_start_keeps_it_up_until_db_stop(processes: CommandLine) -> None:
    url = processes.json("db", "start")["database_url"]
    assert processes.run("db", "psql", "-Atc", "SELECT 6 * 7") == "42\n"
    assert processes.json("status", code=1)["database_url"] == url
    processes.run("db", "psql", "-c", "nonsense", "-q", code=1)
    assert processes.json("db", "stop") == {"running": False, "database_url": None}
    assert processes.json("status", code=1)["database_url"] is None


def test_status_of_nothing_is_json_of_the_agreed_keys(processes: CommandLine) -> None:
    found = processes.json("status", code=1)
    assert json.dumps(found) == json.dumps(
        {"running": False, "url": None, "ogc_url": None, "database_url": None, "version": __version__}
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("access", "roles"), 0, '"administrator"'),
        (("accounts", "list"), 0, '"accounts": []'),
        (("audit", "list"), 0, '"events": []'),
        (("checks", "list", "none"), 1, "E-LAYER-05 "),
        (("clients", "list"), 0, '"clients": []'),
        (("codes", "list"), 0, '"land_use"'),
        (("features", "show", "none", "1"), 1, "E-LAYER-05 "),
        (("import", "none.shp", "--layer", "x", "--template", "parcels"), 1, "E-FILE-01 "),
        (("jobs", "list"), 0, '"jobs": []'),
        (("layers", "list"), 0, '"layers": []'),
        (("presets", "list"), 0, '"presets": []'),
        (("runs", "list"), 0, '"runs": ['),
        (("units", "find", "26041", "--era", "today"), 0, "Trấn Biên"),
    ],
)
def test_each_group_works_as_a_process(
    processes: CommandLine, migrated: str, words: tuple[str, ...], code: int, said: str
) -> None:
    """The tests of the groups call them in their own process."""
    done = processes.outcome(*words, *([] if words[0] == "features" else ["--json"]), DATABASE_URL=migrated)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    assert said in done.stdout + done.stderr
