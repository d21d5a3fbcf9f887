"""`./dothi units reform`: what moves when communes merge or split, and moving it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import figure, local

if TYPE_CHECKING:
    from layers.administration.services import AppliedReform


@click.command(help=local("Preview a reform, or apply it.", "Xem trước hoặc thực hiện một đợt sắp xếp."))
@click.argument("links", type=click.Path(path_type=Path))
@click.option(
    "--outlines", required=True,
    help=local("Layer with the outlines of what follows.", "Lớp ranh giới của các đơn vị mới."),
)  # fmt: skip
@click.option("--apply", "token", help=local("Apply what this token previewed.", "Thực hiện đúng lần xem trước này."))
@json_option
def reform(links: Path, outlines: str, token: str | None, as_json: bool) -> None:
    """LINKS is a CSV with old_code, new_code and valid_from. Nothing changes without --apply."""
    with database_ready():
        from layers.administration.links_file import read_links
        from layers.administration.reform_document import reform_document
        from layers.administration.services import apply_reform, preview_reform

        read = read_links(links)
        if token is None:
            document = reform_document(preview_reform(read, outlines))
            report(document, "\n".join([*_lines(document), *_next(document)]), as_json)
        else:
            done = apply_reform(token, read, outlines)
            document = {**done.document, "applied_at": done.applied_at.isoformat(), "again": done.again}
            report(document, "\n".join([*_lines(document), _done(done)]), as_json)


def _lines(document: dict[str, Any]) -> list[str]:
    lines = [local(f"From {document['valid_from']}:", f"Từ ngày {document['valid_from']}:")]
    lines += [f"  {one['code']} {one['name']} → {', '.join(one['into'])}" for one in document["ends"]]
    lines.append(local("Then there are:", "Sau đó có:"))
    lines += [f"  {one['code']} {one['name']} ← {', '.join(one['from'])}" for one in document["begins"]]
    lines.append(
        local(
            f"{document['lost_km2']} km² covered before and not after, {document['gained_km2']} km² the other way.",
            f"{document['lost_km2']} km² trước có nay không có ranh giới, {document['gained_km2']} km² ngược lại.",
        )
    )
    for place in document["moves"]:
        lines.append(f"{place['place']}: {figure(place['moving'])}")
        for move in place["codes"]:
            lines.append(f"  {move['from']} → {move['to'] or '?'}  {figure(move['count'])}")
    if document["unknown"]:
        count = figure(document["unknown"])
        lines.append(
            local(
                f"{count} would belong to no commune: no outline of a successor holds them.",
                f"{count} không thuộc xã, phường nào: không nằm trong ranh giới đơn vị kế thừa.",
            )
        )
    return lines


def _next(document: dict[str, Any]) -> list[str]:
    token = document["token"]
    return [
        local(
            f"Nothing was changed. The same command with --apply {token} does it.",
            f"Chưa thay đổi gì. Chạy lại lệnh này với --apply {token} để thực hiện.",
        )
    ]


def _done(done: "AppliedReform") -> str:
    if done.again:
        return local("It had been applied before; nothing was done.", "Đã thực hiện từ trước; không làm gì thêm.")
    return local("Applied.", "Đã thực hiện.")
