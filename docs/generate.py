"""Fills the generated parts of docs/reference from the code: `.venv/bin/python -m docs.generate`.

A part stands between `<!-- generated: NAME -->` and `<!-- end -->`; what is around it is written by hand. With
`--check` nothing is written, and the exit code says whether a page would change.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["LC_ALL"] = "C.UTF-8"  # the help of commands is in the language of whoever imports it
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gis.settings")

import click
import django

django.setup()

from gis.cli.group import dothi  # noqa: E402  Django's settings come first
from gis.error_texts import TEXTS  # noqa: E402
from importers.registry import FORMATS  # noqa: E402
from layers.catalog.description import FieldDescription, LayerDescription  # noqa: E402
from layers.catalog.licences import LICENCES  # noqa: E402
from layers.catalog.themes import THEMES  # noqa: E402
from layers.features.filters import FUNCTIONS  # noqa: E402
from layers.planning.exchange import class_template, classes  # noqa: E402
from layers.templates import TEMPLATES  # noqa: E402
from ogc_api.block import Parameter, Route  # noqa: E402
from ogc_api.registry import BUILDING_BLOCKS  # noqa: E402

PAGES = Path(__file__).parent / "reference"
PART = re.compile(r"<!-- generated: (.+?) -->\n.*?<!-- end -->", re.DOTALL)
SUBJECTS = {
    "FILE": "Files", "CRS": "Coordinate systems", "GEOM": "Geometry", "ENC": "Text encodings", "VALUE": "Values",
    "MAP": "Columns and fields", "LAYER": "Layers", "CODE": "Code lists", "FEATURE": "Features", "RUN": "Import runs",
    "CHECK": "Checks", "EDIT": "Edits over the API",
    "SETUP": "Set-up",
    "DB": "The database server", "BACKUP": "Backups", "SERVE": "Serving", "CLI": "The command line",
    "MODEL": "Exchange models", "EXPORT": "Exports", "TILE": "Tiles",
    "REQUEST": "Requests to the API", "FILTER": "Filters", "PROXY": "Gateways in front", "SEARCH": "Search",
    "PROCESS": "Processes", "JOB": "Jobs",
    "UNIT": "Administrative units", "ACCESS": "Access", "AUDIT": "The audit log", "ACCOUNT": "Accounts and signing in",
    "CLIENT": "API clients", "RATE": "Limits of requests", "SOURCE": "Other systems as sources",
    "UPLOAD": "Files that are sent", "FEED": "Feeds of changes", "ENCODING": "Encodings of features",
}  # fmt: skip
"""What the middle of a code names; the order of the page. A subject that isn't here comes last, under its own name."""

Lines = Iterator[str]


def errors() -> Lines:
    """Every code with its sentences and ways out, by subject."""
    subjects = sorted({code.split("-")[1] for code in TEXTS}, key=lambda s: ([*SUBJECTS, s].index(s), s))
    for subject in subjects:
        yield f"## {SUBJECTS.get(subject, subject.capitalize())}"
        for code, text in sorted(TEXTS.items(), key=lambda pair: ("EWN".index(pair[0][0]), pair[0])):
            if code.split("-")[1] == subject:
                yield f"\n### {code}"
                yield f"- {_prose(text.sentence_en)} {_prose(text.way_out_en)}".rstrip()
                yield f"- {_prose(text.sentence_vi)} {_prose(text.way_out_vi)}".rstrip()
        yield ""


def command(*names: str) -> Lines:
    """The usage line and the options of one command, or of each command of a group."""
    found: click.Command = dothi
    for name in names:
        assert isinstance(found, click.Group)  # noqa: S101  the page's own mistake
        found = found.get_command(click.Context(found), name) or found
    context = click.Context(found, info_name=" ".join(["./dothi", *names]))
    yield f"`{found.get_usage(context).removeprefix('Usage: ')}` — {found.help}"
    options = [p for p in found.params if isinstance(p, click.Option)]
    if options:
        yield "\n| Option | Meaning |\n|---|---|"
        for option in options:
            yield f"| {_option(option, context)} | {_cell(option.help or '')}{_facts(option)} |"


def formats() -> Lines:
    """The formats in the order in which a file's content is put to them."""
    yield "| Name | Format | Usual suffixes |\n|---|---|---|"
    for format_ in FORMATS:
        yield f"| `{format_.name}` | {format_.title} | {', '.join(f'`{s}`' for s in format_.suffixes)} |"


def templates() -> Lines:
    """Theme by theme, each template with its fields, keys and names under which sources deliver them."""
    for theme, title in THEMES.items():
        yield f"## {title.vi} · {title.en}\n"
        for template in (one for one in TEMPLATES.values() if one.theme == theme):
            yield from _template(template)


def exchange_classes() -> Lines:
    """The classes of the exchange model with the layers made of them."""
    yield "| Template | Vietnamese | English | Geometry | Fields | Layer |\n|---|---|---|---|---|---|"
    for one in classes():
        made = class_template(one)
        titles = f"{made.title.vi.split(': ', 1)[1]} | {made.title.en.split(': ', 1)[1]}"
        yield f"| `{one.key}` | {titles} | {one.kind} | {len(one.fields)} | `{made.name}` |"


def themes() -> Lines:
    yield "| Name | Vietnamese | English |\n|---|---|---|"
    yield from (f"| `{name}` | {title.vi} | {title.en} |" for name, title in THEMES.items())


def licences() -> Lines:
    yield "| Code | Licence |\n|---|---|"
    yield from (f"| `{code}` | [{title}]({url}) |" for code, (title, url) in LICENCES.items())


def building_blocks() -> Lines:
    """Each building block with its specification, conformance classes and routes."""
    for block in BUILDING_BLOCKS:
        yield f"## {block.title}"
        classes = " Conformance classes:\n" if block.conformance else ""
        yield f"[Specification]({block.specification}).{classes}"
        yield from (f"- `{uri}`" for uri in block.conformance)
        if block.routes:
            yield "\n| Path below `/ogc/` | What it is | Parameters | Media types |\n|---|---|---|---|"
            yield from (_route(route) for route in block.routes)
        yield ""


def parameters() -> Lines:
    """Every query parameter once, by name."""
    found: dict[str, dict[str, Parameter]] = {}
    for route in (route for block in BUILDING_BLOCKS for route in block.routes):
        for parameter in route.parameters:
            found.setdefault(parameter.name, {}).setdefault(parameter.description, parameter)
    for name, variants in found.items():
        yield f"### {name}"
        for parameter in variants.values():
            yield f"{parameter.description}. {_schema(parameter)}".strip()
        yield ""


def functions() -> Lines:
    """The functions that filters may call."""
    yield "| Function | Returns | English | Vietnamese |\n|---|---|---|---|"
    for name, function in FUNCTIONS.items():
        call = f"{name}({', '.join(function.arguments)})"
        yield f"| `{call}` | {function.returns} | {function.title.en} | {function.title.vi} |"


def _template(template: LayerDescription) -> Lines:
    storage = f"EPSG:{template.storage_epsg}" if template.storage_epsg else "the city's zone"
    yield f"### {template.name}"
    yield f"{template.title.vi} · {template.title.en}. {template.description.en}\n"
    yield f"- Theme `{template.theme}`, geometry {template.geometry_kind}, stored in {storage}."
    keys = ", ".join(f"`{name}`" for name in template.key_fields)
    unique = ", which is unique" if template.key_is_unique else ""
    yield f"- Found by {keys}{unique}; named by `{template.title_field}`."
    if template.access != "public":
        yield f"- Access: {template.access}."
    if template.legal_basis:
        yield f"- Legal basis: {template.legal_basis}."
    yield "\n| Field | Vietnamese | English | Type | Delivered as |\n|---|---|---|---|---|"
    for field in template.fields:
        notes = [field.unit, "required" if field.required else "", "personal" if field.personal else ""]
        notes += [
            f"list `{field.code_list}`" if field.code_list else "",
            f"to `{field.target}`" if field.target else "",
            _range(field),
        ]
        kind = ", ".join([str(field.type), *filter(None, notes)])
        aliases = ", ".join(f"`{alias}`" for alias in field.aliases)
        yield f"| `{field.name}` | {field.title.vi} | {field.title.en} | {kind} | {aliases} |"
    yield ""


def _range(field: FieldDescription) -> str:
    """`≥ 0`, `0 to 100`, or nothing."""
    if field.minimum is not None and field.maximum is not None:
        return f"{field.minimum} to {field.maximum}"
    return f"≥ {field.minimum}" if field.minimum is not None else ""


def _route(route: Route) -> str:
    names = [f"`{parameter.name}`" for parameter in route.parameters]
    if route.field_parameters:
        names.append("each public field")
    media = ", ".join(f"`{media}`" for media in route.media_types)
    rows = [f"| `{route.path or '(root)'}` | {route.summary} | {', '.join(names)} | {media} |"] if route.view else []
    for method, operation in route.operations.items():
        names = [f"`{parameter.name}`" for parameter in (*operation.parameters, *operation.headers)]
        media = ", ".join(f"`{media}`" for media in operation.media_types)
        rows.append(f"| {method} `{route.path}` | {operation.summary} | {', '.join(names)} | {media} |")
    return "\n".join(rows)


def _schema(parameter: Parameter) -> str:
    schema = parameter.schema
    facts = []
    if "enum" in schema:
        facts.append("One of " + ", ".join(f"`{value}`" for value in schema["enum"]))
    if "minimum" in schema and "maximum" in schema:
        facts.append(f"From {schema['minimum']} to {schema['maximum']}")
    if "default" in schema:
        facts.append(f"`{schema['default']}` where it is left out")
    return "; ".join(facts) + "." if facts else ""


def _option(option: click.Option, context: click.Context) -> str:
    words = " ".join([" / ".join(option.opts), "" if option.is_flag else option.make_metavar(context)]).strip()
    return f"`{words}`".replace("|", "\\|")


def _facts(option: click.Option) -> str:
    if option.required:
        return " Required."
    return f" Default: `{option.default}`." if option.show_default else ""


def _prose(text: str) -> str:
    """A sentence whose `{named}` places stand in italics; of words that go with a number, those of many."""
    return re.sub(r"\{(\w+)\}", r"*\1*", re.sub(r"\{\w+:[^|}]*\|([^}]*)\}", r"\1", text))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


PARTS: dict[str, Callable[..., Lines]] = {
    "errors": errors, "formats": formats, "templates": templates,
    "exchange-classes": exchange_classes, "themes": themes, "licences": licences,
    "building-blocks": building_blocks, "parameters": parameters, "functions": functions, "command": command,
}  # fmt: skip


def filled(page: str) -> str:
    """The page with its generated parts as the code has them now."""

    def part(match: re.Match[str]) -> str:
        name, *words = match[1].split()
        text = "\n".join(PARTS[name](*words)).strip()
        return f"<!-- generated: {match[1]} -->\n{text}\n<!-- end -->"

    return PART.sub(part, page)


def main(check: bool) -> int:
    """Fill or check every page of the reference."""
    stale = []
    for path in sorted(PAGES.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        new = filled(text)
        if new != text:
            stale.append(path.name)
            if not check:
                path.write_text(new, encoding="utf-8")
    sys.stdout.write("".join(f"{name}\n" for name in stale))
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
