"""Documentation is under test: what the code has stands in docs/reference, and no link leads nowhere."""

import ast
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import pytest

from gis.cli.group import COMMANDS, dothi
from gis.error_texts import TEXTS
from importers.reading.limits import ReadLimits, setting_of
from importers.registry import FORMATS
from layers.templates import TEMPLATES
from ogc_api.registry import BUILDING_BLOCKS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
PACKAGES = ("gis", "layers", "importers", "ogc_api", "web")
FENCE = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
NOT_OURS = {"PATH", "DJANGO_SETTINGS_MODULE"}
"""Read from the environment without being settings of the product."""
UNLISTED = {"README.md", "benchmarks.md"}
"""The lists themselves, and what `./dothi bench --keep` may have written."""
MODES = {"tutorials", "how-to", "reference", "explanation", "decisions"}


def headings(page: Path) -> list[str]:
    """The texts of a page's headings."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return [match[1].strip() for match in re.finditer(r"^#+ (.+)$", text, re.MULTILINE)]


def anchors(page: Path) -> set[str]:
    """The anchors that a forge makes of the headings: small letters, digits, hyphens and underscores."""
    plain = [re.sub(r"[`*]", "", heading).lower() for heading in headings(page)]
    return {re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", unicodedata.normalize("NFC", text))) for text in plain}


def section(page: Path, heading: str) -> str:
    """What stands under a heading, up to the next of any level."""
    text = page.read_text(encoding="utf-8")
    found = re.search(rf"^#+ {re.escape(heading)}$(.*?)(?=^#+ |\Z)", text, re.DOTALL | re.MULTILINE)
    assert found, f"{page.name} has no heading {heading}"
    return found[1]


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command and the commands of groups, by the words that call them."""
    for name in COMMANDS:
        command = dothi.get_command(click.Context(dothi), name)
        assert command is not None
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", command.commands[inner]) for inner in command.commands)


def environment_variables() -> set[str]:
    """Names that the code reads: `environ["X"]`, `environ.get("X")`, `"X" in environ`, and the limits of reading."""
    found = {setting_of(field.name) for field in fields(ReadLimits)}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            if "node_modules" not in path.parts:
                found |= set(_read_in(ast.parse(path.read_text(encoding="utf-8"))))
    return found - NOT_OURS


def _read_in(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=where, slice=ast.Constant(value=str(name))) if _is_environment(where):
                yield name
            case ast.Call(
                func=ast.Attribute(value=where, attr="get" | "pop"), args=[ast.Constant(value=str(name)), *_]
            ):
                if _is_environment(where):
                    yield name
            case ast.Compare(left=ast.Constant(value=str(name)), ops=[ast.In() | ast.NotIn()], comparators=[where]):
                if _is_environment(where):
                    yield name


def _is_environment(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "environ"


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_every_error_code_is_documented(code: str) -> None:
    assert code in headings(REFERENCE / "errors.md")


@pytest.mark.parametrize(
    ("words", "command"), list(commands()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_command_and_option_is_documented(words: str, command: click.Command) -> None:
    text = section(REFERENCE / "commands.md", words)
    for option in (p for p in command.params if isinstance(p, click.Option)):
        assert all(name in text for name in option.opts), option.opts


def test_every_environment_variable_is_documented() -> None:
    read = environment_variables()
    assert {"DATABASE_URL", "DOTHI_VAR", "DOTHI_CITY_EPSG", "DOTHI_READ_MEMORY_MB"} <= read
    assert read <= set(headings(REFERENCE / "settings.md"))


def test_every_documented_variable_is_read() -> None:
    documented = {name for name in headings(REFERENCE / "settings.md") if re.fullmatch(r"[A-Z_]+", name)}
    by_tests_or_language = {"DOTHI_LONG", "LC_ALL"}
    assert documented - by_tests_or_language <= environment_variables()


@pytest.mark.parametrize("title", [format_.title for format_ in FORMATS])
def test_every_format_is_documented(title: str) -> None:
    assert title in headings(REFERENCE / "formats.md")


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_every_template_and_field_is_documented(name: str) -> None:
    text = section(REFERENCE / "templates.md", name)
    assert all(f"`{field.name}`" in text for field in TEMPLATES[name].fields)


@pytest.mark.parametrize("title", [block.title for block in BUILDING_BLOCKS])
def test_every_building_block_is_documented(title: str) -> None:
    text = section(REFERENCE / "building-blocks.md", title)
    block = next(block for block in BUILDING_BLOCKS if block.title == title)
    assert all(uri in text for uri in block.conformance)
    assert all(f"`{route.path or '(root)'}`" in text for route in block.routes)


def test_every_query_parameter_is_documented() -> None:
    names = {p.name for block in BUILDING_BLOCKS for route in block.routes for p in route.parameters}
    assert names <= set(headings(REFERENCE / "api-parameters.md"))


def test_generated_parts_are_those_of_the_code() -> None:
    """In a process of its own: the help of commands is in the language of whoever imports it first."""
    done = subprocess.run(
        [sys.executable, "-m", "docs.generate", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"run .venv/bin/python -m docs.generate: {done.stdout}{done.stderr[-2000:]}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"https?:", target):
            continue
        name, _, anchor = target.partition("#")
        linked = (page.parent / name).resolve() if name else page
        assert linked.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(linked), f"{page.name}: {target}"


def test_every_page_can_be_found() -> None:
    """One page, one mode, and the list of pages knows them all."""
    listed = {(DOCS / target.partition("#")[0]).resolve() for target in LINK.findall((DOCS / "README.md").read_text())}
    decisions = DOCS / "decisions"
    listed |= {(decisions / target).resolve() for target in LINK.findall((decisions / "README.md").read_text())}
    pages = {page for mode in MODES for page in (DOCS / mode).glob("*.md") if page.name not in UNLISTED}
    assert {str(page.relative_to(DOCS)) for page in pages - listed} == set()


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("0*.md")), ids=lambda page: page.name)
def test_decisions_are_dated_records(page: Path) -> None:
    assert re.search(r"^Date: \d{4}-\d{2}-\d{2}\. Status: ", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings(page)[1:] == ["Context", "Options", "Outcome", "Consequences"]


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(page.name[:4]) for page in sorted((DOCS / "decisions").glob("0*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_readme_is_short_and_has_its_picture() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 120
    assert "./dothi demo" in text
    assert "./dothi test" in text
    for picture in (DOCS / "images").glob("*.png"):
        assert picture.stat().st_size < 400_000
