"""The Vietnamese of the templates is complete, and what is compiled is what is written."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils import translation

from web.translations import COMPILED, SOURCE

ROOT = Path(__file__).resolve().parents[2]
MESSAGE = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")


def _messages() -> list[str]:
    templates = [path for app in ("web", "ogc_api") for path in (ROOT / app / "templates").rglob("*.html")]
    found = {a or b for path in templates for a, b in MESSAGE.findall(path.read_text(encoding="utf-8"))}
    return sorted(found)


def _sentences(catalog: Catalog) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalog if message.id}


def test_the_compiled_file_agrees_with_its_source() -> None:
    with SOURCE.open("rb") as source, COMPILED.open("rb") as compiled:
        assert _sentences(read_mo(compiled)) == _sentences(read_po(source)), "run: python -m web.translations"


@pytest.mark.parametrize("message", _messages())
def test_every_sentence_of_the_templates_is_translated(message: str) -> None:
    with SOURCE.open("rb") as file:
        catalog = read_po(file)
    entry = catalog.get(message)
    assert entry is not None and entry.string


@pytest.mark.parametrize(("language", "word"), [("vi", "Bản đồ"), ("en", "Map")])
def test_django_finds_them(language: str, word: str) -> None:
    with translation.override(language):
        assert translation.gettext("Map") == word
