"""`./dothi codes import` and `export`: lists as CSV tables."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.errors import CodesRefused, FileRefused
from gis.setup.terminal import counted, language, local

if TYPE_CHECKING:
    from layers.codes.meaning import Code
    from layers.codes.services import ListChanges


@click.command("import", help=local("Make or correct a list from a CSV file.", "Tạo hoặc sửa danh mục từ tệp CSV."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--list", "name", help=local("Its name; by default the file's.", "Tên danh mục; mặc định là tên tệp."))
@click.option("--title-vi", default="", help=local("The list's Vietnamese title.", "Tên tiếng Việt của danh mục."))
@click.option("--title-en", default="", help=local("The list's English title.", "Tên tiếng Anh của danh mục."))
@click.option("--source", default="", help=local("Where the list comes from.", "Nguồn của danh mục."))
@click.option(
    "--replace", is_flag=True, help=local("Remove what the file doesn't name.", "Xóa các mã không có trong tệp.")
)
@click.option("--dry-run", is_flag=True, help=local("Only say what would change.", "Chỉ xem trước thay đổi."))
@json_option
def import_(
    file: Path, name: str | None, title_vi: str, title_en: str, source: str, replace: bool, dry_run: bool, as_json: bool
) -> None:
    """Codes that the file doesn't name stay, unless told otherwise; codes in use are never removed."""
    content = _read(file)
    with database_ready():
        from layers.codes.services import import_list

        changes = import_list(
            content, name or file.stem, title_vi=title_vi, title_en=title_en, source=source, replace=replace,
            dry_run=dry_run,
        )  # fmt: skip
        report({**_document(changes), "dry_run": dry_run}, _text(changes, dry_run), as_json)


@click.command(
    help=local("Write a list as the CSV file that import takes.", "Xuất danh mục thành tệp CSV để nhập lại.")
)
@click.argument("name", metavar="LIST")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@json_option
def export(name: str, file: Path | None, as_json: bool) -> None:
    """To standard output where no file is named."""
    with database_ready():
        from layers.codes.queries import exported

        table = exported(name)
    if file is None:
        report({"list": name, "table": table}, table.rstrip("\n"), as_json)
        return
    try:
        file.write_text(table, encoding="utf-8")
    except OSError as error:
        raise CodesRefused("E-CODE-15", path=str(file), reason=error.strerror or str(error)) from None
    report({"list": name, "file": str(file)}, str(file), as_json)


def code_line(code: "Code", width: int) -> str:
    """A meaning with its days and what followed it."""
    span = f"  ({code.span})" if code.valid_from or code.valid_to else ""
    followed = "".join(f"\n      → {one.code} [{one.source}]" for one in code.successors)
    return f"{code.code:<{width}}  {code.title(language())}{span}{followed}"


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise FileRefused("E-FILE-01", path=str(file)) from None
    except OSError as error:
        raise FileRefused("E-FILE-03", name=file.name, reason=error.strerror or str(error)) from None


def _document(changes: "ListChanges") -> dict[str, Any]:
    from layers.codes.documents import code_document

    return {
        "list": changes.list,
        "created": changes.created,
        "changes": [
            {
                "kind": one.kind,
                "code": one.code,
                "before": [code_document(code) for code in one.before],
                "after": [code_document(code) for code in one.after],
            }
            for one in changes.changes
        ],
        "unchanged": changes.unchanged,
        "kept": list(changes.kept),
    }


def _text(changes: "ListChanges", dry_run: bool) -> str:
    signs = {"added": "+", "changed": "~", "removed": "-"}
    lines = [local("Nothing is changed yet.", "Chưa thay đổi gì.")] if dry_run else []
    for one in changes.changes:
        lines += [f"{signs[one.kind]} {code_line(code, 0)}" for code in one.after or one.before]
    lines.append(
        local(
            f"{changes.list}: {counted(len(changes.changes), 'code differs', 'codes differ')}, "
            f"{counted(changes.unchanged, 'is', 'are')} the same, "
            f"{counted(len(changes.kept), 'is not in the file and stays', 'are not in the file and stay')}.",
            f"{changes.list}: {len(changes.changes)} mã khác, {changes.unchanged} mã giữ nguyên, "
            f"{len(changes.kept)} mã không có trong tệp và được giữ lại.",
        )
    )
    return "\n".join(lines)
