"""`./dothi accounts`: who may sign in: list, create, end, passwords, second factors, sessions."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import click

from gis.cli.options import Decorator, json_option, report
from gis.cli.project import database_ready
from gis.setup.terminal import counted, local


@click.group("accounts", help=local("Accounts: who may sign in.", "Tài khoản: ai được đăng nhập."))
def command() -> None:
    """Takes effect with the next request to a running server."""


def of_account(english: str, vietnamese: str, name: str | None = None) -> Decorator:
    """A command on one account, which its argument NAME says."""

    def made(function: Callable[..., Any]) -> click.Command:
        argument = click.argument("username", metavar="NAME")
        return command.command(name, help=local(english, vietnamese))(argument(json_option(function)))

    return made


@command.command("list", help=local("Every account.", "Mọi tài khoản."))
@json_option
def list_(as_json: bool) -> None:
    """By user name; what has ended is said to have."""
    with database_ready():
        from layers.accounts.queries import list_accounts

        accounts = list_accounts()
    width = max((len(one.username) for one in accounts), default=0)
    lines = [
        f"{one.username:<{width}}  {one.kind:<7}  {_state(one.active, one.second_factor)}  {one.display_name}".rstrip()
        for one in accounts
    ]
    none = local("There are no accounts.", "Chưa có tài khoản nào.")
    report({"accounts": [asdict(one) for one in accounts]}, "\n".join(lines) or none, as_json)


@command.command(help=local("Make an account; prints a one-time password.", "Tạo tài khoản; in mật khẩu dùng một lần."))
@click.argument("username", metavar="NAME")
@click.option("--name", "display_name", default="", help=local("Full name.", "Họ tên."))
@click.option(
    "--email", default="", help=local("E-mail address, also to sign in with.", "Địa chỉ thư, dùng để đăng nhập được.")
)
@click.option(
    "--service", is_flag=True, help=local("For a program, which doesn't sign in.", "Cho chương trình, không đăng nhập.")
)
@json_option
def create(username: str, display_name: str, email: str, service: bool, as_json: bool) -> None:
    """The password has to be changed at the first sign-in."""
    with database_ready():
        from layers.accounts.services import create_account, give_one_time_password

        kind = "service" if service else "person"
        account = create_account(username, display_name=display_name, email=email, kind=kind)
        password = None if service else give_one_time_password(account.username)
    report({**asdict(account), "password": password}, _given(account.username, password), as_json)


@of_account("Give an account a new one-time password.", "Cấp mật khẩu dùng một lần mới.", "one-time-password")
def one_time_password(username: str, as_json: bool) -> None:
    """Ends its sessions."""
    with database_ready():
        from layers.accounts.services import give_one_time_password

        password = give_one_time_password(username)
    report({"username": username, "password": password}, _given(username, password), as_json)


@of_account("End an account, and its sessions at once.", "Khóa tài khoản và kết thúc ngay các phiên.")
def end(username: str, as_json: bool) -> None:
    """It stays as the author of what it did."""
    with database_ready():
        from layers.accounts.services import end_account

        account = end_account(username)
    said = local(f"{account.username} can no longer sign in.", f"{account.username} không đăng nhập được nữa.")
    report(asdict(account), said, as_json)


@of_account("Let an ended account sign in again.", "Mở lại tài khoản đã khóa.")
def revive(username: str, as_json: bool) -> None:
    """With the password and second factor that it had."""
    with database_ready():
        from layers.accounts.services import revive_account

        account = revive_account(username)
    said = local(f"{account.username} can sign in again.", f"{account.username} đăng nhập lại được.")
    report(asdict(account), said, as_json)


@of_account("Let somebody try again who failed too often.", "Mở khóa tài khoản nhập sai nhiều lần.")
def unlock(username: str, as_json: bool) -> None:
    """A lock ends by itself after DOTHI_LOCK_MINUTES."""
    with database_ready():
        from layers.accounts.services import unlock_account

        failures = unlock_account(username)
    said = local(f"{counted(failures, 'failed sign-in')} forgotten.", f"Đã xóa {failures} lần đăng nhập sai.")
    report({"username": username, "failures": failures}, said, as_json)


@command.command("end-demo", help=local("End the demo's accounts.", "Khóa các tài khoản mẫu."))
@json_option
def end_demo(as_json: bool) -> None:
    """Before a demo becomes somebody's server: their passwords lie in a file of the tree."""
    with database_ready():
        from gis.demo.accounts import end_demo_accounts

        ended = end_demo_accounts()
    said = local(f"{counted(len(ended), 'account')} of the demo ended.", f"Đã khóa {len(ended)} tài khoản mẫu.")
    report({"ended": ended}, said, as_json)


@of_account("Take a lost second factor away.", "Gỡ xác thực hai lớp đã mất.", "reset-second-factor")
def reset_second_factor(username: str, as_json: bool) -> None:
    """Staff enrol a new one at the next sign-in."""
    with database_ready():
        from layers.accounts.services import reset_second_factor as reset

        removed = reset(username)
    said = local(f"{removed} removed; its sessions have ended.", f"Đã gỡ {removed}; các phiên đã kết thúc.")
    report({"username": username, "removed": removed}, said, as_json)


@command.command(help=local("Where an account is signed in.", "Nơi tài khoản đang đăng nhập."))
@click.argument("username", metavar="NAME")
@click.option("--end", "end_them", is_flag=True, help=local("End them all.", "Kết thúc tất cả."))
@json_option
def sessions(username: str, end_them: bool, as_json: bool) -> None:
    """The last seen first."""
    with database_ready():
        from layers.accounts.queries import account_named, list_sessions
        from layers.accounts.services import end_all_sessions

        account = account_named(username)
        found = list_sessions(account.id)
        if end_them:
            end_all_sessions(account.id)
    lines = [f"{one.seen_at:%Y-%m-%d %H:%M}  {one.address}  {one.device}".rstrip() for one in found]
    none = local("Signed in nowhere.", "Không đăng nhập ở đâu.")
    told = [{"address": s.address, "device": s.device, "began_at": s.began_at, "seen_at": s.seen_at} for s in found]
    report({"username": account.username, "sessions": told, "ended": end_them}, "\n".join(lines) or none, as_json)


@command.command(help=local("Tie an account to a single sign-on.", "Gắn tài khoản với đăng nhập một lần."))
@click.argument("username", metavar="NAME")
@click.argument("subject")
@json_option
def link(username: str, subject: str, as_json: bool) -> None:
    """SUBJECT is what the server calls `sub`."""
    with database_ready():
        from layers.accounts.services import link_subject

        link_subject(username, subject)
    report({"username": username, "subject": subject}, f"{username} = {subject}", as_json)


@of_account("What signing in as one of the demo's accounts takes.", "Thông tin đăng nhập của tài khoản mẫu.")
def code(username: str, as_json: bool) -> None:
    """Password and the code of this moment; of the demo's accounts only."""
    with database_ready(migrated=False):
        from gis.demo.accounts import known_account
        from layers.accounts.codes import code_now

        account = known_account(username)
        now = code_now(account.secret)
    text = "\n".join([now, local("password", "mật khẩu") + f"  {account.password}", account.uri])
    report({**asdict(account), "code": now, "uri": account.uri}, text, as_json)


def _state(active: bool, second_factor: bool) -> str:
    if not active:
        return local("ended        ", "đã khóa   ")
    return local("second factor", "hai lớp   ") if second_factor else local("password     ", "mật khẩu  ")


def _given(username: str, password: str | None) -> str:
    if password is None:
        return username
    said = local(
        "One-time password, to be changed at the first sign-in", "Mật khẩu dùng một lần, phải đổi khi đăng nhập lần đầu"
    )
    return f"{username}\n{said}:\n{password}"
