"""`./dothi audit`: who did what: list, export, verify, archive."""

import os
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gis.cli.moments import Day
from gis.cli.options import Decorator, json_option, report
from gis.cli.project import database_ready
from gis.errors import DothiError, filled, text_of
from gis.setup.terminal import counted, figure, language, local

if TYPE_CHECKING:
    from layers.audit.queries import Event

CONDITIONS = {
    "person": local("Part of a name, or an account's number.", "Một phần tên hoặc số tài khoản."),
    "action": local("An action or a kind of it, such as access.", "Một việc hoặc nhóm việc, như access."),
    "layer": local("Of this layer.", "Của lớp này."),
    "feature": local("Of the feature of this number.", "Của đối tượng có mã này."),
    "subject": local("About this account, file or code list.", "Về tài khoản, tệp hoặc danh mục này."),
    "address": local("From this IP address or network.", "Từ địa chỉ hoặc mạng IP này."),
    "from": local("From this day on.", "Từ ngày này."),
    "to": local("Up to and with this day.", "Đến hết ngày này."),
    "request": local("Of this request or job.", "Của yêu cầu hoặc tác vụ này."),
}


def conditions(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that a search takes; the function gets them as `words`."""

    @wraps(function)
    def with_words(**values: Any) -> Any:
        words = {name: values.pop(f"_{name}") or "" for name in CONDITIONS}
        return function(words=words, **values)

    made: Callable[..., Any] = with_words
    for name, text in reversed(CONDITIONS.items()):
        option: Decorator = click.option(f"--{name}", f"_{name}", help=text)
        made = option(made)
    return made


@click.group("audit", help=local("The audit log: who did what.", "Nhật ký hoạt động: ai đã làm gì."))
def command() -> None:
    """Whoever may run commands may read it; that they did is recorded."""


@command.command("list", help=local("Find events, the newest first.", "Tra cứu sự kiện, mới nhất trước."))
@conditions
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help=local("How many.", "Số."))
@click.option("--before", type=click.IntRange(1), help=local("Older than this event.", "Cũ hơn sự kiện này."))
@json_option
def list_(words: dict[str, str], limit: int, before: int | None, as_json: bool) -> None:
    """One line an event; with --json all that is known of it."""
    with database_ready():
        from layers.audit.documents import document_of
        from layers.audit.queries import find_events, understood
        from layers.audit.services import record

        search = understood(words)
        page = find_events(search, limit=limit, before=before)
        record("audit.searched", details={"search": dict(search.given)})
        values = {"events": [document_of(event) for event in page.events], "more": page.more}
        lines = [_line(event) for event in page.events]
    nothing = local("Nothing of the kind was recorded.", "Không có sự kiện nào như vậy.")
    report(values, "\n".join(lines) or nothing, as_json)


@command.command(help=local("Write the events of a search to FILE.", "Ghi các sự kiện tìm được vào FILE."))
@click.argument("file", type=click.Path(path_type=Path))
@conditions
@click.option(
    "--format",
    "kind",
    type=click.Choice(("csv", "jsonl")),
    default="csv",
    show_default=True,
    help=local(
        "CSV for a spreadsheet, or a JSON object a line.", "CSV cho bảng tính, hoặc mỗi dòng một đối tượng JSON."
    ),
)
@json_option
def export(file: Path, words: dict[str, str], kind: str, as_json: bool) -> None:
    """A file that is there is kept; only its owner reads the new one."""
    with database_ready():
        from layers.audit.documents import csv_lines, json_lines
        from layers.audit.queries import stream_events, understood
        from layers.audit.services import record

        search = understood(words)
        count = -1 if kind == "csv" else 0  # without its head
        try:
            number = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(number, "w", encoding="utf-8", newline="") as out:
                record("audit.exported", subject=file.name, details={"search": dict(search.given), "format": kind})
                events = stream_events(search)
                for line in json_lines(events) if kind == "jsonl" else csv_lines(events, language()):
                    out.write(line)
                    count += 1
        except OSError as error:
            raise DothiError("E-AUDIT-10", path=file, reason=error.strerror or error) from error
    text = local(f"{counted(count, 'event')}: {file}", f"{figure(count)} sự kiện: {file}")
    report({"file": file, "events": count}, text, as_json)


@command.command(
    help=local("Find out whether events were altered or removed.", "Kiểm tra sự kiện có bị sửa hoặc xóa không.")
)
@click.option(
    "--head",
    default="",
    help=local(
        "A head that an earlier run said: it must still be in the chain.",
        "Mốc mà lần kiểm tra trước in ra: phải còn trong chuỗi.",
    ),
)
@json_option
@click.pass_context
def verify(context: click.Context, head: str, as_json: bool) -> None:
    """Ends with 1 where something is damaged."""
    with database_ready():
        from layers.audit.queries import verify as verify_chain
        from layers.audit.services import seal

        seal()
        found = verify_chain(head)
    told = [(one.code, text_of(one.code), one.values) for one in found.damages]
    damages = [
        {"code": code, "sentence": filled(text.sentence(language()), values, language()), "values": values}
        for code, text, values in told
    ]
    lines = [
        f"{code} " + filled(f"{text.sentence(language())} {text.way_out(language())}", values, language())
        for code, text, values in told
    ]
    sealed = local(f"{counted(found.events, 'event')} in {counted(found.seals, 'seal')}.",
                   f"{figure(found.events)} sự kiện trong {figure(found.seals)} niêm phong.")  # fmt: skip
    order = local("All of them are as they were sealed.", "Tất cả đúng như khi niêm phong.")
    kept = local(f"Head, to be kept elsewhere: {found.head}", f"Mốc, hãy lưu ở nơi khác: {found.head}")
    values = {
        "seals": found.seals,
        "events": found.events,
        "waiting": found.waiting,
        "head": found.head,
        "damages": damages,
    }
    report(values, "\n".join([sealed, *(lines or [order]), kept]), as_json)
    context.exit(1 if damages else 0)


@command.command(
    help=local(
        "Put old events away into FILE, and out of the database.", "Chuyển sự kiện cũ ra FILE và khỏi cơ sở dữ liệu."
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--before",
    "day",
    type=Day(),
    required=True,
    help=local("Events of days before this one.", "Sự kiện trước ngày này."),
)
@json_option
def archive(file: Path, day: date, as_json: bool) -> None:
    """The one way in which an event leaves the database; it is recorded, and the chain goes on."""
    with database_ready():
        from layers.audit.services.archive import archive as archive_events

        done = archive_events(day, file)
    nothing = local("No event is that old.", "Không có sự kiện nào cũ như vậy.")
    text = local(f"{counted(done.events, 'event')}: {file}", f"{figure(done.events)} sự kiện: {file}")
    values = {"file": file if done.events else None, "events": done.events, "seals": done.seals, "sha256": done.sha256}
    report(values, text if done.events else nothing, as_json)


def _line(event: "Event") -> str:
    from layers.audit.actions import title_of
    from layers.audit.documents import ids_of, kind_of, said

    who = event.actor_name or said(kind_of(event), language())
    what = " ".join(filter(None, (event.layer, event.subject, ids_of(event)[:80])))
    parts = (
        str(event.id),
        f"{event.at:%Y-%m-%d %H:%M:%S}",
        who,
        said(title_of(event.action), language()),
        what,
        event.address,
    )
    return "  ".join(filter(None, parts))
