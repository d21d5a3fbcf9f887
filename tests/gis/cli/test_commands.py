"""What every command keeps to: exit codes, languages, coded refusals, JSON."""

import json

import pytest

from gis import __version__
from gis.cli.group import COMMANDS
from tests.gis.cli.command_line import CommandLine


def test_without_words_it_lists_its_commands(commands: CommandLine) -> None:
    listed = commands.run()
    assert listed == commands.run("help")
    assert all(f"\n  {name} " in listed for name in COMMANDS)


def test_it_speaks_the_language_of_the_terminal(commands: CommandLine) -> None:
    assert "Nạp dữ liệu mẫu" in commands.run("help", LANG="vi_VN.UTF-8")
    assert "Nạp dữ liệu mẫu" not in commands.run("help", LANG="vi_VN.UTF-8", LC_ALL="C.UTF-8")
    refused = commands.refusal("restore", "no-such-file", LANG="vi_VN")
    assert refused == "E-FILE-01 Không có tệp no-such-file. Hãy kiểm tra đường dẫn."


def test_help_of_a_command_within_a_group(commands: CommandLine) -> None:
    assert "--force" in commands.run("help", "db", "stop")


@pytest.mark.parametrize(
    "words", [["nonsense"], ["serve", "--nonsense"], ["backup"], ["help", "nonsense"], ["db", "x"]]
)
def test_wrong_usage_ends_with_2(commands: CommandLine, words: list[str]) -> None:
    commands.run(*words, code=2)


def test_version(commands: CommandLine) -> None:
    assert commands.run("version").strip() == __version__
    assert commands.json("version") == {"version": __version__}


def test_a_defect_is_kept_and_named_not_thrown_at_people(commands: CommandLine) -> None:
    refused = commands.refusal("shell", "-c", "1", DJANGO_SETTINGS_MODULE="no_such_settings")
    assert refused.startswith("E-CLI-01 ")
    assert "no_such_settings" in (commands.var / "log" / "errors.log").read_text()


def test_database_url_names_another_server(commands: CommandLine) -> None:
    nowhere = "postgresql://dothi:secret@127.0.0.1:1/dothi"
    refused = commands.refusal("shell", "-c", "1", DATABASE_URL=nowhere)
    assert refused.startswith("E-DB-05 ")
    assert "secret" not in refused
    assert commands.refusal("db", "start", DATABASE_URL=nowhere).startswith("E-DB-10 ")


def test_a_command_stops_the_server_that_it_started(commands: CommandLine) -> None:
    assert commands.run("shell", "-c", "from django.db import connection; connection.cursor(); print(1)") == "1\n"
    assert commands.json("status", code=1)["database_url"] is None


def test_db_start_keeps_it_up_until_db_stop(commands: CommandLine) -> None:
    url = commands.json("db", "start")["database_url"]
    assert commands.run("db", "psql", "-Atc", "SELECT 6 * 7") == "42\n"
    assert commands.json("status", code=1)["database_url"] == url
    commands.run("db", "psql", "-c", "nonsense", "-q", code=1)
    assert commands.json("db", "stop") == {"running": False, "database_url": None}
    assert commands.json("status", code=1)["database_url"] is None


def test_status_of_nothing_is_json_of_the_agreed_keys(commands: CommandLine) -> None:
    found = commands.json("status", code=1)
    assert json.dumps(found) == json.dumps(
        {"running": False, "url": None, "ogc_url": None, "database_url": None, "version": __version__}
    )
