"""What is read from code lists; returns dataclasses and changes nothing."""

from layers.codes.queries.lists import (
    FoundCode,
    codes_of,
    exported,
    find_code,
    forget,
    list_lists,
    list_named,
    list_names,
    resolver,
    shown,
    state_in_use,
    stored_codes,
    stored_resolver,
    titled,
    version_in_use,
)

__all__ = [
    "FoundCode",
    "codes_of",
    "exported",
    "find_code",
    "forget",
    "list_lists",
    "list_named",
    "list_names",
    "resolver",
    "shown",
    "state_in_use",
    "stored_codes",
    "stored_resolver",
    "titled",
    "version_in_use",
]
