"""A request may not keep the database busy for as long as it likes: PostgreSQL ends its statement after a time.

Only of the web server: imports and other jobs take as long as they take.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.db import OperationalError, connections
from psycopg2.errors import QueryCanceled

from gis.errors import TookTooLong

Answer = TypeVar("Answer")


def limit_in_this_process() -> None:
    """Let every connection that this process opens from now on end statements that take too long. It costs nothing: the
    limit goes with the connection's first message."""
    options = connections.settings["default"]["OPTIONS"]
    milliseconds = settings.STATEMENT_SECONDS * 1000
    options["options"] = f"{options.get('options', '')} -c statement_timeout={milliseconds}".strip()


def timely(view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Let a view whose statement was ended refuse with a code.

    Raises:
        TookTooLong: E-REQUEST-14.
    """

    @wraps(view)
    def answer(*arguments: Any, **values: Any) -> Answer:
        try:
            return view(*arguments, **values)
        except OperationalError as error:
            if isinstance(error.__cause__, QueryCanceled):
                raise TookTooLong("E-REQUEST-14", seconds=settings.STATEMENT_SECONDS) from error
            raise

    return answer
