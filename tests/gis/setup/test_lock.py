"""What the lock must never let in."""

import importlib.util
import re

import pytest

from gis.setup.places import LOCK


@pytest.mark.parametrize("name", ["psycopg", "psycopg_c", "psycopg_binary", "psycopg_pool"])
def test_psycopg_3_stays_out(name: str) -> None:
    """Django silently prefers it to psycopg2, the customer's choice, wherever both are installed."""
    assert importlib.util.find_spec(name) is None
    assert not re.search(rf"^{name.replace('_', '-')}==", LOCK.read_text(), re.MULTILINE)


def test_every_package_is_pinned_with_hashes() -> None:
    blocks = re.findall(r"^[A-Za-z0-9][^\n]*\n(?:[ \t]+[^\n]*\n)*", LOCK.read_text(), re.MULTILINE)
    assert len(blocks) > 50
    assert [block.splitlines()[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []
