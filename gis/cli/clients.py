"""`./dothi clients`: programs of departments and their keys."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from gis.cli.options import json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import figure, local

if TYPE_CHECKING:
    from layers.api_clients.queries import ClientFacts, CredentialFacts

YES = click.option("--yes", "confirmed", is_flag=True, help=local("Confirm.", "Xác nhận."))
CLIENT = click.argument("client")
SCOPE = click.option(
    "--scope", "scopes", multiple=True,
    help=local("A right that it may have at most; may be given several times.", "Quyền tối đa; có thể cho nhiều lần."),
)  # fmt: skip


@click.group("clients", help=local("Programs of departments and their keys.", "Ứng dụng của các cơ quan và khóa."))
def command() -> None:
    """What changes holds in every worker of a running server within two seconds."""


@command.command("list", help=local("List the API clients.", "Liệt kê các ứng dụng."))
@click.option("--ended", is_flag=True, help=local("Those that have ended, too.", "Kể cả ứng dụng đã ngừng."))
@json_option
def list_(ended: bool, as_json: bool) -> None:
    """One line a client."""
    with database_ready():
        from layers.api_clients.queries import list_clients

        found = list_clients(ended=ended)
        values = {"clients": [_document(one) for one in found]}
    nothing = local("There are no API clients.", "Chưa có ứng dụng nào.")
    report(values, "\n".join(map(_line, found)) or nothing, as_json)


@command.command(help=local("Show a client with its keys.", "Hiện một ứng dụng và các khóa của nó."))
@CLIENT
@json_option
def show(client: str, as_json: bool) -> None:
    """Never a key itself: nobody has it but who was given it."""
    with database_ready():
        from layers.api_clients.queries import get_client

        found = get_client(client)
        report(_document(found), "\n".join([_line(found), *map(_key_line, found.credentials)]), as_json)


@command.command(help=local("Make a client with a service account.", "Tạo ứng dụng cùng tài khoản dịch vụ."))
@click.argument("name")
@click.option("--organisation", required=True, help=local("Code of its organisation.", "Mã cơ quan."))
@click.option("--role", required=True, help=local("The role it has there.", "Vai trò tại cơ quan."))
@click.option(
    "--area", "areas", multiple=True,
    help=local("A commune or province; may be given several times.", "Xã hoặc tỉnh; có thể cho nhiều lần."),
)  # fmt: skip
@SCOPE
@click.option("--contact", required=True, help=local("Whom to ask.", "Người liên hệ."))
@click.option("--purpose", required=True, help=local("What for.", "Mục đích."))
@click.option("--code", default="", help=local("Its code; else made of the name.", "Mã; nếu không, lấy từ tên."))
@json_option
def create(
    name: str,
    organisation: str,
    role: str,
    areas: tuple[str, ...],
    scopes: tuple[str, ...],
    contact: str,
    purpose: str,
    code: str,
    as_json: bool,
) -> None:
    """Without a scope it may see and export, as far as its role may."""
    with database_ready():
        from layers.api_clients.queries import get_client
        from layers.api_clients.services import create_client

        made = create_client(
            name, organisation, role=role, areas=areas, scopes=scopes or ("see", "export"),
            contact=contact, purpose=purpose, code=code,
        )  # fmt: skip
        report(_document(get_client(made)), made, as_json)


@command.command(help=local("Make a key, and print it this once.", "Tạo khóa và in ra một lần duy nhất."))
@CLIENT
@click.option("--name", default="", help=local("What people call it.", "Tên gọi."))
@SCOPE
@click.option("--days", type=int, default=365, show_default=True, help=local("How long it lasts.", "Số ngày."))
@click.option(
    "--secret", is_flag=True, help=local("A secret for OAuth2 tokens instead.", "Mã bí mật để lấy mã OAuth2.")
)
@json_option
def key(client: str, name: str, scopes: tuple[str, ...], days: int, secret: bool, as_json: bool) -> None:
    """Only the key goes to standard output."""
    with database_ready():
        from layers.api_clients.services import make_key
        from layers.api_clients.tokens import Kind

        kind = Kind.SECRET if secret else Kind.KEY
        made = make_key(client, kind=kind, name=name, scopes=scopes or None, days=days)
        report({"client": client, "kind": str(kind), "key": made}, made, as_json)


@command.command(help=local("Revoke a key.", "Thu hồi một khóa."))
@CLIENT
@click.argument("key_id", type=int)
@json_option
def revoke(client: str, key_id: int, as_json: bool) -> None:
    """By its number, which `show` says."""
    with database_ready():
        from layers.api_clients.services import revoke as revoke_key

        revoke_key(client, key_id)
    report({"revoked": key_id}, local(f"The key {key_id} is revoked.", f"Đã thu hồi khóa {key_id}."), as_json)


@command.command(help=local("Say how much a client may ask.", "Đặt giới hạn yêu cầu của ứng dụng."))
@CLIENT
@click.option("--minute", type=click.IntRange(0), help=local("Requests a minute.", "Số yêu cầu mỗi phút."))
@click.option("--day", type=click.IntRange(0), help=local("Requests a day.", "Số yêu cầu mỗi ngày."))
@json_option
def limit(client: str, minute: int | None, day: int | None, as_json: bool) -> None:
    """0 is without limit; what isn't said is what the settings say."""
    with database_ready():
        from layers.api_clients.queries import get_client
        from layers.api_clients.services import limit_client

        limit_client(client, minute=minute, day=day)
        found = get_client(client)
        report(_document(found), _line(found), as_json)


@command.command(
    "issuer", help=local("Take its tokens of the single sign-on server.", "Nhận mã của máy chủ đăng nhập một lần.")
)
@CLIENT
@click.argument("issuer_client", required=False, default="")
@click.option("--subject", default="", help=local("Its `sub` there, if another.", "`sub` tại đó, nếu khác."))
@json_option
def issuer_(client: str, issuer_client: str, subject: str, as_json: bool) -> None:
    """Without the id of a client there, its tokens are taken no longer."""
    with database_ready():
        from layers.api_clients.queries import get_client
        from layers.api_clients.services import register_with_issuer

        register_with_issuer(client, issuer_client, subject)
        found = get_client(client)
        report(_document(found), _line(found), as_json)


@command.command(help=local("End a client with all its keys.", "Ngừng ứng dụng cùng mọi khóa."))
@CLIENT
@YES
@json_option
def end(client: str, confirmed: bool, as_json: bool) -> None:
    """For good."""
    if not confirmed:
        raise click.UsageError(local("Its keys are dead then; say --yes.", "Mọi khóa sẽ mất hiệu lực; thêm --yes."))
    with database_ready():
        from layers.api_clients.services import end_client

        end_client(client)
    report({"ended": client}, local(f"{client} has ended.", f"Đã ngừng {client}."), as_json)


@command.command(help=local("How much a client asked, by day.", "Số yêu cầu của ứng dụng theo ngày."))
@CLIENT
@json_option
def usage(client: str, as_json: bool) -> None:
    """The last 40 days."""
    with database_ready():
        from layers.api_clients.queries import get_client, usage_of

        days = usage_of(get_client(client).code)
    values = {"usage": [{"day": one.day, "allowed": one.allowed, "refused": one.refused} for one in days]}
    lines = [f"{one.day}  {figure(one.allowed):>12}  {figure(one.refused):>10}" for one in days]
    report(values, "\n".join(lines) or local("No request yet.", "Chưa có yêu cầu nào."), as_json)


def _document(one: "ClientFacts") -> dict[str, Any]:
    from web.api.clients import client_document

    return client_document(one)


def _line(one: "ClientFacts") -> str:
    keys = sum(key.state == "valid" for key in one.credentials)
    ended = local("  ended", "  đã ngừng") if one.ended_at else ""
    return f"{one.code:<24}  {one.organisation:<12}  {keys:>3}  {_time(one.last_used_at)}  {one.name}{ended}"


def _key_line(key: "CredentialFacts") -> str:
    scopes = ",".join(key.scopes)
    return (
        f"  {key.id:>6}  {key.kind:<6}  {key.hint:<22}  {key.state:<8}  {key.expires_at.astimezone():%Y-%m-%d}"
        f"  {_time(key.last_used_at)}  {scopes}  {key.name}"
    ).rstrip()


def _time(moment: datetime | None) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else "-" * 16
