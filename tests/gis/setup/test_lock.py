"""What must never come with the packages, and where they must not be said to come from."""

import importlib.util
import re
import subprocess

import pytest

from gis.setup.places import LOCK, ROOT

REGISTRY = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|npmmirror|//[a-z.]*debian\.org", re.IGNORECASE)


@pytest.mark.parametrize("name", ["psycopg", "psycopg_c", "psycopg_binary", "psycopg_pool"])
def test_psycopg_3_stays_out(name: str) -> None:
    """Django silently prefers it to psycopg2, the customer's choice, wherever both are installed."""
    assert importlib.util.find_spec(name) is None
    assert not re.search(rf"^{name.replace('_', '-')}==", LOCK.read_text(), re.MULTILINE)


def test_every_package_is_pinned_with_hashes() -> None:
    blocks = re.findall(r"^[A-Za-z0-9][^\n]*\n(?:[ \t]+[^\n]*\n)*", LOCK.read_text(), re.MULTILINE)
    assert len(blocks) > 50
    assert [block.splitlines()[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []


def test_no_registry_address_stands_in_what_is_run() -> None:
    """Where packages come from is the machine's own configuration."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    files = [ROOT / name for name in listed.split("\0") if name and not name.startswith(("docs/", "tests/"))]
    found = [path for path in files if path.is_file() and REGISTRY.search(path.read_text(errors="replace"))]
    assert found == []
