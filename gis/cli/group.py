"""The list of commands. A command's module is imported only when it is called or listed."""

import importlib
import importlib.util

import click

from gis.setup.terminal import local

COMMANDS = {
    "demo": "gis.cli.demo",
    "serve": "gis.cli.serve",
    "status": "gis.cli.status",
    "import": "gis.cli.import_files",
    "watch": "gis.cli.watch",
    "runs": "gis.cli.runs",
    "presets": "gis.cli.presets",
    "layers": "gis.cli.layers",
    "features": "gis.cli.features",
    "codes": "gis.cli.codes",
    "checks": "gis.cli.checks",
    "units": "gis.cli.units",
    "clients": "gis.cli.clients",
    "webhooks": "gis.cli.webhooks",
    "jobs": "gis.cli.jobs",
    "audit": "gis.cli.audit",
    "access": "gis.cli.access",
    "accounts": "gis.cli.accounts",
    "backup": "gis.cli.backup",
    "restore": "gis.cli.restore",
    "db": "gis.cli.db",
    "shell": "gis.cli.shell",
    "test": "gis.cli.test",
    "bench": "gis.cli.bench",
    "lint": "gis.cli.lint",
    "version": "gis.cli.version",
    "help": "gis.cli.help",
}
"""Each module has a click command named `command`. The order is that of the help."""


class Commands(click.Group):
    """A group that reads the list above."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name, module in COMMANDS.items() if importlib.util.find_spec(module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        found = importlib.import_module(COMMANDS[cmd_name]).command
        return found if isinstance(found, click.Command) else None


@click.command(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=local(
        "Every layer of a city in one catalog, on a map and over OGC API. Start with: ./dothi demo",
        "Mọi lớp dữ liệu của thành phố trong một danh mục, trên bản đồ và qua OGC API. Bắt đầu với: ./dothi demo",
    ),
)
@click.pass_context
def dothi(context: click.Context) -> None:
    """The root: without a command it shows the help."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
