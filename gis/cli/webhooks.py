"""`./dothi webhooks`: addresses that are told of changes."""

from typing import TYPE_CHECKING, Any

import click

from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import local

if TYPE_CHECKING:
    from layers.webhooks.queries import WebhookFacts

WEBHOOK = click.argument("webhook")


@click.group(
    "webhooks", help=local("Addresses that are told of changes.", "Các địa chỉ được báo khi dữ liệu thay đổi.")
)
def command() -> None:
    """They are told by the workers of a running server."""


@command.command("list", help=local("List the webhooks.", "Liệt kê các webhook."))
@json_option
def list_(as_json: bool) -> None:
    """Of all layers and accounts."""
    with database_ready():
        from layers.features.authority import OPERATOR
        from layers.webhooks.queries import list_webhooks

        found = list_webhooks(OPERATOR)
    nothing = local("There are no webhooks.", "Chưa có webhook nào.")
    report({"webhooks": [one.as_json() for one in found]}, "\n".join(map(_line, found)) or nothing, as_json)


@command.command(help=local("Tell an address of a layer's changes.", "Báo cho một địa chỉ khi một lớp thay đổi."))
@click.argument("layer")
@click.argument("url")
@click.option(
    "--account",
    help=local(
        "Whose rights count; else what everybody sees.", "Theo quyền của tài khoản nào; nếu không, phần công khai."
    ),
)
@json_option
def add(layer: str, url: str, account: str | None, as_json: bool) -> None:
    """Prints the secret with which messages are signed: this is the only time it is seen."""
    with database_ready():
        from layers.accounts.queries import account_named
        from layers.webhooks.services import add_webhook

        added = add_webhook(layer, url, account=None if account is None else account_named(account).id)
    values = {"id": str(added.id), "secret": added.secret}
    report(values, f"{added.id}\n{added.secret}", as_json)


@command.command(help=local("Let a stopped webhook go on.", "Bật lại một webhook đã dừng."))
@WEBHOOK
@json_option
def start(webhook: str, as_json: bool) -> None:
    """What changed meanwhile is announced, as one."""
    with database_ready():
        from layers.features.authority import OPERATOR
        from layers.webhooks.services import start_webhook

        start_webhook(webhook, by=OPERATOR)
    _done("started", webhook, local("It goes on.", "Đã bật lại."), as_json)


@command.command(help=local("Remove a webhook.", "Xóa một webhook."))
@WEBHOOK
@json_option
def remove(webhook: str, as_json: bool) -> None:
    """It is told nothing any more."""
    with database_ready():
        from layers.features.authority import OPERATOR
        from layers.webhooks.services import remove_webhook

        remove_webhook(webhook, by=OPERATOR)
    _done("removed", webhook, local("It is removed.", "Đã xóa."), as_json)


def _done(what: str, webhook: str, sentence: str, as_json: bool) -> None:
    values: dict[str, Any] = {what: webhook}
    report(values, sentence, as_json)


def _line(one: "WebhookFacts") -> str:
    state = one.stopped_why or ("…" if one.waiting else "ok")
    return f"{one.id}  {one.layer}  {one.url}  {one.account or '-'}  {state} {one.last_answer}".rstrip()
