"""Sources become files that can be read, and are gone when they have been."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

from django.conf import settings

from importers.reading.spool import SpoolFolder
from importers.services.request import ImportRequest, requested
from importers.sources.contract import Fetched, Fetching, Limits
from importers.sources.local import KIND as LOCAL
from importers.sources.registry import kind_of
from layers.features.authority import Author


@contextmanager
def brought(
    sources: Sequence[str], layer: str | None = None, progress: Callable[[int], None] = lambda done: None
) -> Iterator[list[Fetched]]:
    """Each source as a file, one after the other; what was fetched is removed at the end.

    Raises:
        SourceRefused: E-SOURCE-…
    """
    limits = Limits(settings.FETCH_MB, settings.FETCH_SECONDS, settings.FETCH_PRIVATE)
    with ExitStack() as stack:
        found = []
        for text in sources:
            kind = kind_of(text)
            if kind is LOCAL:
                found.append(Fetching(text, settings.VAR_DIR, layer, limits))
                continue
            folder = SpoolFolder(settings.VAR_DIR / "spool")
            stack.callback(folder.remove)
            inside = folder.path / "fetched"
            inside.mkdir()
            found.append(Fetching(text, inside, layer, limits, progress))
        yield [_fetched(one) for one in found]


def _fetched(asked: Fetching) -> Fetched:
    origin = asked.shown if "://" in asked.text else ""
    return replace(kind_of(asked.text).fetch(asked), origin=origin)


def request_for(
    one: Fetched, layer: str, by: Author, options: Mapping[str, Any], progress: Callable[[int, int], None]
) -> ImportRequest:
    """The request for a source that was brought; `options` as `requested` takes them."""
    words = {**options, "source_layer": one.layer}
    return requested(one.path, layer, by, words, progress=progress, origin=one.origin)
