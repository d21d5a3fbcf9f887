"""What must stay true of the project as a whole."""

import importlib.metadata
import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
TOP_LEVEL = {"gis", "layers", "importers", "ogc_api", "web", "migrations", "tests", "docs"}
REGISTRIES = re.compile(r"(pypi\.org|pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org)")


def tracked() -> list[Path]:
    """Files that belong to the project: those git knows, or all outside var/ where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode()
    names = [ROOT / name for name in listed.split("\0") if name]
    return [path for path in names if path.is_file()]


def text_of(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content[:4096] else content.decode("utf-8", "replace")


def test_psycopg_3_stays_out() -> None:
    """Django prefers psycopg 3 without a word wherever both are installed."""
    names = {distribution.metadata["Name"].lower() for distribution in importlib.metadata.distributions()}
    assert "psycopg2-binary" in names
    assert not names & {"psycopg", "psycopg-binary", "psycopg-c", "psycopg-pool"}
    from django.db.backends.postgresql.psycopg_any import is_psycopg3

    assert not is_psycopg3


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_package_is_one() -> None:
    """Without its __init__.py `makemigrations --check` would say "no changes" whatever the models say."""
    folders = {path.parent for path in (ROOT / "migrations").rglob("0*.py")}
    assert {path.name for path in folders} == {
        "access", "accounts", "administration", "api_clients", "audit", "catalog", "checks", "codes", "features",
        "imports", "jobs", "search", "webhooks",
    }  # fmt: skip
    assert all((folder / "__init__.py").is_file() for folder in folders)


def test_the_lock_holds_exact_versions_with_hashes() -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text())
    packages = [block for block in blocks if not block.startswith("#")]
    assert len(packages) > 50
    for block in packages:
        assert re.match(r"[a-zA-Z0-9_.\[\]-]+==\S+", block), block[:80]
        assert "--hash=sha256:" in block, block[:80]


def test_no_registry_and_no_machine_is_named() -> None:
    for path in tracked():
        if path.name == "test_project.py":
            continue
        text = text_of(path)
        assert not REGISTRIES.search(text), path
        assert "/work/" not in text, path


def test_the_top_level_folders_are_those_agreed_on() -> None:
    packages = {path.relative_to(ROOT).parts[0] for path in tracked() if len(path.relative_to(ROOT).parts) > 1}
    assert {name for name in packages if not name.startswith(".")} == TOP_LEVEL


def test_files_stay_small() -> None:
    """The models of good code keep the median near 100 lines and the longest near 500."""
    lengths = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for path in tracked()
        if path.suffix in (".py", ".ts") and path.relative_to(ROOT).parts[0] not in ("tests", "migrations")
    }
    too_long = {str(path): length for path, length in lengths.items() if length > 500}
    assert not too_long
    assert sorted(lengths.values())[len(lengths) // 2] < 120


def test_no_collecting_place() -> None:
    assert not [path for path in tracked() if path.stem in ("utils", "util", "core", "helpers", "misc", "common_utils")]
