"""`./dothi help [COMMAND]`."""

import click

from gis.setup.terminal import local


@click.command(
    "help", help=local("Show this list, or what a command takes.", "Hiện danh sách này, hoặc cách dùng một lệnh.")
)
@click.argument("names", nargs=-1, metavar="[COMMAND]")
@click.pass_context
def command(context: click.Context, names: tuple[str, ...]) -> None:
    """The help of the root or of the command named by the words."""
    shown = context.find_root()
    for name in names:
        group = shown.command
        found = group.get_command(shown, name) if isinstance(group, click.Group) else None
        if found is None:
            raise click.UsageError(local(f"There is no command {name}.", f"Không có lệnh {name}."))
        shown = click.Context(found, info_name=name, parent=shown)
    click.echo(shown.get_help())
