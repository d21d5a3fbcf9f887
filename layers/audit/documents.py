"""Events as files and answers: JSON, and CSV that a spreadsheet opens as it is."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from gis.spreadsheets import BOM, plain
from layers.audit.actions import Action, title_of
from layers.audit.queries import Event

SPREADSHEET_CELL = 32_000
"""Characters that a cell of a spreadsheet holds."""
ACTOR_KINDS: dict[str, Action] = {
    "person": Action("Người dùng", "Person"),
    "service": Action("Tài khoản dịch vụ", "Service account"),
    "command_line": Action("Dòng lệnh", "Command line"),
    "job": Action("Tác vụ", "Job"),
    "public": Action("Chưa đăng nhập", "Not signed in"),
    "database": Action("Trực tiếp trong cơ sở dữ liệu", "In the database itself"),
}
WAYS: dict[str, Action] = {
    "session": Action("phiên đăng nhập", "session"),
    "key": Action("khóa API", "API key"),
    "token": Action("mã truy cập", "token"),
    "command line": Action("dòng lệnh", "command line"),
    "job": Action("tác vụ", "job"),
}
COLUMNS: dict[str, Action] = {
    "id": Action("Số", "Number"),
    "at": Action("Thời điểm (giờ Việt Nam)", "Time (Vietnam)"),
    "action_title": Action("Việc", "What"),
    "action": Action("Mã việc", "Code"),
    "actor_name": Action("Ai", "Who"),
    "actor_kind_title": Action("Loại", "Kind"),
    "actor_id": Action("Số tài khoản", "Account"),
    "organisation": Action("Tổ chức", "Organisation"),
    "via": Action("Qua", "By way of"),
    "address": Action("Địa chỉ IP", "IP address"),
    "purpose": Action("Lý do", "Why"),
    "layer": Action("Lớp", "Layer"),
    "subject": Action("Liên quan đến", "About"),
    "count": Action("Số đối tượng", "Features"),
    "ids": Action("Mã đối tượng", "Feature ids"),
    "fields": Action("Trường", "Fields"),
    "details": Action("Chi tiết", "Details"),
    "request_id": Action("Mã yêu cầu", "Request"),
    "transaction_id": Action("Giao dịch", "Transaction"),
    "database_user": Action("Tài khoản CSDL", "Database user"),
}


def document_of(event: Event) -> dict[str, Any]:
    """The event as JSON: titles in both languages, `at` with the city's zone."""
    plain = {name: getattr(event, name) for name in Event.__dataclass_fields__}
    return {
        **plain,
        "at": event.at.isoformat(),
        "action_title": title_of(event.action)._asdict(),
        "actor_kind_title": kind_of(event)._asdict(),
    }


def json_lines(events: Iterable[Event]) -> Iterator[str]:
    """One document a line."""
    for event in events:
        yield json.dumps(document_of(event), ensure_ascii=False, cls=DjangoJSONEncoder) + "\n"


def csv_lines(events: Iterable[Event], language: str) -> Iterator[str]:
    """With a mark by which Excel knows UTF-8, a head in the language, and no cell that would run as a formula."""
    yield BOM + _line(said(title, language) for title in COLUMNS.values())
    for event in events:
        values: Mapping[str, Any] = {
            **{name: getattr(event, name) for name in COLUMNS if name in Event.__dataclass_fields__},
            "at": event.at.strftime("%Y-%m-%d %H:%M:%S"),
            "action_title": said(title_of(event.action), language),
            "actor_kind_title": said(kind_of(event), language),
            "ids": ids_of(event),
            "fields": ", ".join(event.fields),
            "details": json.dumps(event.details, ensure_ascii=False) if event.details else "",
        }
        yield _line(_cell(values[name]) for name in COLUMNS)


def ids_of(event: Event) -> str:
    """Which features: all of them, or the first and the last."""
    if event.ids:
        return ", ".join(map(str, event.ids))
    return f"{event.first_id} … {event.last_id}" if event.first_id is not None else ""


def kind_of(event: Event) -> Action:
    """What kind of actor it was."""
    return ACTOR_KINDS.get(event.actor_kind, Action(event.actor_kind, event.actor_kind))


def said(title: Action, language: str) -> str:
    """The title in a language."""
    return title.en if language == "en" else title.vi


def _cell(value: Any) -> str:
    return plain("" if value is None else str(value)[:SPREADSHEET_CELL])


def _line(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
