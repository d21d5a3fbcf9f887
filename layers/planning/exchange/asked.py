"""What was asked for by name, or a coded refusal."""

import re
from collections.abc import Sequence

from gis.errors import LayerRefused
from layers.planning.exchange.model import DATABASES, MODEL

_PREFIX = re.compile(r"^([a-z][a-z0-9_]{0,11})?$")


def asked_databases(model: str, databases: Sequence[str]) -> tuple[str, ...]:
    """The databases that are meant, in the model's order: those named, or all.

    Raises:
        LayerRefused: E-MODEL-01 an unknown model, E-MODEL-02 an unknown database.
    """
    if model != MODEL:
        raise LayerRefused("E-MODEL-01", name=model[:80], known=MODEL)
    for name in databases:
        if name not in DATABASES:
            raise LayerRefused("E-MODEL-02", name=name[:80], model=model, known=", ".join(DATABASES))
    return tuple(name for name in DATABASES if name in databases or not databases)


def asked_prefix(prefix: str) -> str:
    """What the names of layers begin with: up to twelve letters, so that all names stay readable.

    Raises:
        LayerRefused: E-MODEL-03.
    """
    if not _PREFIX.match(prefix):
        raise LayerRefused("E-MODEL-03", prefix=prefix[:80])
    return prefix
