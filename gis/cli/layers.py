"""`./dothi layers`: what a data manager does with layers: declare, change, remove."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gis.cli.layer_fields import add_field, change_field, drop_field, restore_field
from gis.cli.layer_history import history, restore
from gis.cli.members import members
from gis.cli.models import create_model, export_model
from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.errors import FileRefused
from gis.setup.terminal import figure, language, local

if TYPE_CHECKING:
    from layers.catalog.description import LayerDescription, Title

YES = click.option("--yes", "confirmed", is_flag=True, help=local("Confirm.", "Xác nhận."))


@click.group("layers", help=local("List, declare, change and remove layers.", "Liệt kê, khai báo, đổi và xóa lớp."))
def command() -> None:
    """Takes effect in every worker of a running server within two seconds."""


@command.command("list", help=local("Every layer with its counts.", "Mọi lớp và số đối tượng."))
@json_option
def list_(as_json: bool) -> None:
    """The whole catalog, restricted layers too: who has the command line has the database."""
    with database_ready():
        from layers.catalog.queries import every_layer

        layers = every_layer()
    found = [
        {
            "name": one.description.name,
            "title": _said(one.description.title),
            "geometry": str(one.description.geometry_kind),
            "storage_crs": str(one.description.storage),
            "features": one.feature_count,
            "access": one.description.access,
        }
        for one in layers
    ]
    width = max((len(one.description.name) for one in layers), default=0)
    lines = [
        f"{one.description.name:<{width}}  {figure(one.feature_count):>10}  {_said(one.description.title)}"
        for one in layers
    ]
    report({"layers": found}, "\n".join(lines) or local("There are no layers.", "Chưa có lớp nào."), as_json)


@command.command(help=local("A layer's declaration.", "Khai báo của một lớp."))
@click.argument("name")
@json_option
def show(name: str, as_json: bool) -> None:
    """As JSON it is what `create` takes."""
    with database_ready():
        from layers.catalog.declaration import layer_document
        from layers.catalog.queries import stored_description

        description = stored_description(name)
        report(layer_document(description), _described(description), as_json)


@command.command("lineage", help=local("From which files a layer is.", "Nguồn gốc dữ liệu của lớp."))
@click.argument("name")
@json_option
def lineage_(name: str, as_json: bool) -> None:
    """The runs that loaded something, the latest first: file and its hash, person, time, preset, tools."""
    with database_ready():
        from dataclasses import asdict

        from layers.catalog.queries import lineage, stored_description

        origins = lineage(stored_description(name).name)
    lines = [
        f"{one.id}  {one.started_at:%Y-%m-%d %H:%M}  {one.source}  {figure(one.imported)}/{figure(one.read)}"
        f"  {one.by or '-'}  {one.preset or '-'}  {one.sha256[:16]}"
        for one in origins
    ]
    document = {"layer": name, "lineage": [asdict(one) for one in origins]}
    report(document, "\n".join(lines) or local("Nothing was imported.", "Chưa nhập dữ liệu nào."), as_json)


@command.command(help=local("The templates that layers can be made from.", "Các mẫu để tạo lớp."))
@click.option(
    "--model",
    is_flag=True,
    help=local("Those of the official planning model.", "Các mẫu của mô hình quy hoạch chính thức."),
)
@json_option
def templates(model: bool, as_json: bool) -> None:
    """By name, with title and kind of geometry, theme by theme."""
    with database_ready(migrated=False):
        from layers.catalog.themes import THEMES
        from layers.planning.exchange import class_template, classes
        from layers.templates import TEMPLATES

        named = {one.key: class_template(one) for one in classes()} if model else TEMPLATES
        found = [
            {"name": name, "title": _said(one.title), "geometry": str(one.geometry_kind), "theme": one.theme}
            for name, one in sorted(named.items(), key=lambda pair: list(THEMES).index(pair[1].theme))
        ]
    width = max(len(one["name"]) for one in found)
    text = "\n".join(f"{one['name']:<{width}}  {one['geometry']:<8} {one['title']}" for one in found)
    report({"templates": found}, text, as_json)


@command.command(help=local("Make a layer from a declaration or a template.", "Tạo lớp từ khai báo hoặc từ mẫu."))
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--template", help=local("The template.", "Mẫu."))
@click.option("--name", help=local("Its name; by default the template's.", "Tên lớp; mặc định là tên mẫu."))
@click.option("--storage-crs", help=local("Where it keeps coordinates (EPSG:n).", "Hệ tọa độ lưu trữ (EPSG:n)."))
@json_option
def create(file: Path | None, template: str | None, name: str | None, storage_crs: str | None, as_json: bool) -> None:
    """The tables, the collection, the tiles, the search and the history are there at once. Layers to which a template's
    fields lead are made first, where they aren't there."""
    if (file is None) == (template is None):
        raise click.UsageError(local("Give a FILE.json or --template.", "Hãy cho TỆP.json hoặc --template."))
    with database_ready():
        from layers.catalog.declaration import declared_layer, layer_document
        from layers.features.services import create_layer
        from layers.templates import create_from_template

        if template is not None:
            *targets, description = create_from_template(template, name=name, storage_crs=storage_crs)
        else:
            assert file is not None  # noqa: S101  # one of the two was given
            targets, description = [], declared_layer(_read(file))
            create_layer(description)
        made = [one.name for one in (*targets, description)]
        text = "\n".join(local(f"The layer {one} is there.", f"Đã tạo lớp {one}.") for one in made)
        also = {"targets_created": made[:-1]} if targets else {}
        report({**layer_document(description), **also}, text, as_json)


@command.command(help=local("Describe a layer anew.", "Mô tả lại một lớp."))
@click.argument("name")
@members
@json_option
def change(name: str, given: dict[str, Any], as_json: bool) -> None:
    """Titles, texts, licence, access, style; what the tables are made of stays."""
    with database_ready():
        from layers.catalog.declaration import declared_changes, layer_document
        from layers.catalog.services import describe_layer_anew

        description = describe_layer_anew(name, **declared_changes(given))
        report(layer_document(description), _described(description), as_json)


@command.command(help=local("Choose by which fields features are found.", "Chọn các trường khóa."))
@click.argument("name")
@click.argument("fields", nargs=-1)
@click.option("--unique", is_flag=True, help=local("No two features may have the same.", "Không được trùng."))
@json_option
def key(name: str, fields: tuple[str, ...], unique: bool, as_json: bool) -> None:
    """From wide to narrow, such as commune, sheet, parcel number."""
    with database_ready():
        from layers.catalog.declaration import layer_document
        from layers.features.services import change_key

        description = change_key(name, fields, unique=unique)
        report(layer_document(description), _described(description), as_json)


@command.command(help=local("Remove a layer with its history for good.", "Xóa hẳn một lớp cùng lịch sử."))
@click.argument("name")
@YES
@json_option
def remove(name: str, confirmed: bool, as_json: bool) -> None:
    """Refused for a layer with features unless confirmed."""
    with database_ready():
        from layers.features.services import remove_layer

        remove_layer(name, confirmed=confirmed)
    report({"removed": name}, local(f"The layer {name} is gone.", f"Đã xóa lớp {name}."), as_json)


for subcommand in (create_model, export_model, add_field, change_field, drop_field, restore_field, history, restore):
    command.add_command(subcommand)


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise FileRefused("E-FILE-01", path=str(file)) from None
    except (OSError, ValueError) as error:
        raise FileRefused("E-FILE-03", name=file.name, reason=str(error)[:200]) from None


def _described(description: "LayerDescription") -> str:
    lines = [
        f"{description.name}  {_said(description.title)}",
        f"  {description.geometry_kind}, {description.storage}, {description.theme}, {description.access}",
    ]
    if description.key_fields:
        unique = local(" (unique)", " (duy nhất)") if description.key_is_unique else ""
        lines.append(local("  key: ", "  khóa: ") + ", ".join(description.key_fields) + unique)
    width = max((len(field.name) for field in description.fields), default=0)
    for field in description.fields:
        notes = [
            str(field.type), field.unit, field.code_list, field.target,
            local("required", "bắt buộc") if field.required else "",
            local("personal", "cá nhân") if field.personal else "",
        ]  # fmt: skip
        lines.append(f"    {field.name:<{width}}  {_said(field.title)} · {', '.join(filter(None, notes))}")
    return "\n".join(lines)


def _said(title: "Title") -> str:
    return title.vi if language() == "vi" else title.en
