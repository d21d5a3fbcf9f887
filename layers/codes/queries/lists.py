"""Lists and codes by day. Each worker keeps them for one version of all lists and asks for it once a second."""

import re
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from gis.errors import NotFound
from layers.codes.meaning import Code, CodeList, Successor, best_on, stories
from layers.codes.models import Code as CodeRow
from layers.codes.models import CodeList as CodeListRow
from layers.codes.models import CodeSuccessor, CodesVersion
from layers.codes.resolving import JOINT, Resolver
from layers.codes.soundness import successor_of
from layers.codes.table import write_table

VERSION_SECONDS = 1.0
"""How old a worker's knowledge of the version may be: a change shows everywhere within two seconds."""


@dataclass(frozen=True)
class _Known:
    """A list, and its codes by name."""

    list: CodeList
    stories: Mapping[str, tuple[Code, ...]]


class _Cache:
    """Every list of one version; dropped as a whole when the version rises."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.version = 0
        self.checked_at = -VERSION_SECONDS
        self.known: dict[str, _Known] = {}
        self.state = object()

    def lists(self) -> dict[str, _Known]:
        if time.monotonic() - self.checked_at < VERSION_SECONDS:
            return self.known
        with self.lock:
            now = time.monotonic()
            version = CodesVersion.objects.filter(pk=1).values_list("number", flat=True).first() or 1
            if version != self.version:
                self.known = {row.name: _Known(found := _list(row), stories(found.codes)) for row in _rows()}
                self.version, self.state = version, object()
            self.checked_at = now
        return self.known

    def forget(self) -> None:
        self.checked_at = -VERSION_SECONDS
        self.version = 0


_cache = _Cache()
forget = _cache.forget


@dataclass(frozen=True)
class FoundCode:
    """A code as it was on the day asked for, whether it `holds` then, and what it went over to: each successor as it is
    in the list, with the source of the link."""

    list: str
    code: Code
    holds: bool
    successors: Sequence[tuple[Code, str]]


def list_lists() -> list[CodeList]:
    """Every list, in their order."""
    return [known.list for known in _cache.lists().values()]


def state_in_use() -> object:
    """What this worker's answers show now: another object as soon as any list changed."""
    _cache.lists()
    return _cache.state


def version_in_use() -> int:
    """The number of what this worker's answers show now: the same for all workers."""
    _cache.lists()
    return _cache.version


def list_names() -> list[str]:
    """Their names as they stand in the database now: for services that refuse an unknown one."""
    return list(CodeListRow.objects.values_list("name", flat=True))


def list_named(name: str) -> CodeList:
    """One list with all that its codes ever meant.

    Raises:
        NotFound: E-CODE-01.
    """
    return _known(name).list


def codes_of(name: str, on: date | None = None) -> list[Code]:
    """What a list's codes mean on a day, today unless said; codes that don't hold then are left out.

    Raises:
        NotFound: E-CODE-01.
    """
    return list_named(name).on(on or timezone.localdate())


def find_code(name: str, code: str, on: date | None = None) -> FoundCode:
    """A code's meaning on a day. Without one: today's, else the last it had, so that an old code stays readable.

    Raises:
        NotFound: E-CODE-01 no such list, E-CODE-02 no such code, E-CODE-03 it means nothing on the day asked for.
    """
    known = _known(name)
    story = known.stories.get(code)
    if story is None:
        raise NotFound("E-CODE-02", list=name, value=code[:80])
    day = on or timezone.localdate()
    found = best_on(story, day)
    if on is not None and not found.holds_on(on):
        raise NotFound("E-CODE-03", list=name, value=code, day=on, spans="; ".join(row.span for row in story))
    went_to = [(successor_of(found, known.stories[one.code]), one.source) for one in found.successors]
    return FoundCode(name, found, found.holds_on(day), went_to)


def resolver(name: str, on: date | None = None) -> Resolver:
    """What recognises the values of a field of this list on a day, today unless said.

    Raises:
        NotFound: E-CODE-01.
    """
    return Resolver(list_named(name).codes, on or timezone.localdate())


def stored_resolver(name: str) -> Resolver:
    """The same of today, as the list stands in the database now: for services that accept or refuse a value.

    Raises:
        NotFound: E-CODE-01.
    """
    return Resolver(stored_codes(name), timezone.localdate())


def shown(name: str, value: str, language: str) -> str:
    """A code field's value as people read it: "ODT – Đất ở tại đô thị", codes that ended too.

    Several codes have their titles in the same order. A code that is a plain word of the product's own (`led`) isn't
    shown beside its title. A value that isn't in the list, or whose list isn't there, is shown as it is.
    """
    title = titled(name, value, language)
    plain = all(_PLAIN_WORD.fullmatch(part.strip()) for part in value.split(JOINT))
    return title if plain or title == value else f"{value} – {title}"


def titled(name: str, value: str, language: str) -> str:
    """The titles alone, as a thing is called by them: "Đất ở tại đô thị"; a value that isn't in the list as it is."""
    known = _cache.lists().get(name)
    parts = [part.strip() for part in value.split(JOINT)]
    if known is None or not any(part in known.stories for part in parts):
        return value
    today = timezone.localdate()
    stories_of = [(part, known.stories.get(part)) for part in parts]
    return f" {JOINT} ".join(best_on(story, today).title(language) if story else part for part, story in stories_of)


_PLAIN_WORD = re.compile(r"[a-z][a-z0-9_]*")


def exported(name: str) -> str:
    """The list as the CSV table that `import_list` takes; see `layers.codes.table`.

    Raises:
        NotFound: E-CODE-01.
    """
    return write_table(stored_codes(name))


def stored_codes(name: str) -> tuple[Code, ...]:
    """The codes as they stand in the database now, past the cache: for services that write.

    Raises:
        NotFound: E-CODE-01.
    """
    row = _rows().filter(name=name).first()
    if row is None:
        raise _unknown(name)
    return _list(row).codes


def _known(name: str) -> _Known:
    known = _cache.lists().get(name)
    if known is None:
        raise _unknown(name)
    return known


def _unknown(name: str) -> NotFound:
    return NotFound("E-CODE-01", name=name[:80], known=", ".join(list_names()))


def _rows() -> QuerySet[CodeListRow]:
    links = CodeSuccessor.objects.select_related("successor")
    codes = CodeRow.objects.prefetch_related(Prefetch("links_to", links))
    return CodeListRow.objects.prefetch_related(Prefetch("codes", codes))


def _list(row: CodeListRow) -> CodeList:
    return CodeList(row.name, row.title_vi, row.title_en, row.source, tuple(map(_code, row.codes.all())))


def _code(row: CodeRow) -> Code:
    return Code(
        code=row.code,
        title_vi=row.title_vi,
        title_en=row.title_en,
        group=row.group,
        colour=row.colour,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        successors=tuple(Successor(link.successor.code, link.source) for link in row.links_to.all()),
        source=row.source,
        note=row.note,
    )
