"""A file or folder of this machine: it is where it is."""

from pathlib import Path

from importers.sources.contract import Fetched, Fetching, SourceKind


def fetch(asked: Fetching) -> Fetched:
    """Nothing is copied."""
    return Fetched(Path(asked.text), asked.layer)


KIND = SourceKind("local", "File", lambda text: "://" not in text, fetch)
