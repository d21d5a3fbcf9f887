"""A worker that hangs may come back while another has taken its job. Its database session is ended first, so that
nothing it still does there can be committed."""

from uuid import UUID

from django.db import connection

PATIENCE_MS = 5_000


def session_name(token: UUID) -> str:
    """What the session of an attempt is called in pg_stat_activity."""
    return f"dothi job {token}"


def fence(token: UUID) -> None:
    """End the sessions of an attempt and wait until they are gone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, %s) FROM pg_stat_activity"
            " WHERE application_name = %s AND pid <> pg_backend_pid()",
            [PATIENCE_MS, session_name(token)],
        )
