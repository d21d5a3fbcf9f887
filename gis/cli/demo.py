"""`./dothi demo`: the whole product with data and people, from one command."""

import click

from gis.cli.serve import address_options
from gis.cli.serving import serve
from gis.setup.terminal import local, say


@click.command(
    "demo",
    help=local("Load the demo data and serve it.", "Nạp dữ liệu mẫu và chạy hệ thống."),
)
@address_options
def command(host: str, port: int) -> None:
    """Loads what isn't loaded yet, through the real importers, and serves."""
    serve(host, port, prepare=_load, then=_say_who)


def _load() -> None:
    from gis.demo.accounts import ensure_demo_accounts
    from gis.demo.load import load_demo

    load_demo(say)
    ensure_demo_accounts()


def _say_who() -> None:
    from gis.demo.accounts import ensure_demo_accounts

    accounts = ensure_demo_accounts()
    if not accounts:
        say(local("  Others have accounts here: no demo accounts.", "  Đã có tài khoản thật: không tạo tài khoản mẫu."))
        return
    heads = (
        local("User name", "Tên đăng nhập"),
        local("Password", "Mật khẩu"),
        local("Secret of the app", "Khóa của ứng dụng"),
    )
    rows = [heads, *((one.username, one.password, one.secret) for one in accounts)]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    say("")
    say(local("  Demo accounts, one for each role:", "  Tài khoản mẫu, mỗi vai trò một tài khoản:"))
    for row in rows:
        say("  " + "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())
    say(
        local(
            "  A code for the second step: ./dothi accounts code NAME",
            "  Mã cho bước thứ hai: ./dothi accounts code TÊN",
        )
    )
