"""A file behind an address of the web. What it is shows its content, not its name or what the server says of it."""

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from importers.sources.contract import Fetched, Fetching, SourceKind
from importers.sources.http import Client
from importers.uploads.names import safe_name


def fetch(asked: Fetching) -> Fetched:
    """Raises SourceRefused: E-SOURCE-01 to -03."""
    path = asked.folder / safe_name(unquote(PurePosixPath(urlsplit(asked.text).path).name))
    with path.open("xb") as file:
        Client(asked).save(asked.text, file)
    return Fetched(path, asked.layer)


KIND = SourceKind(
    "url", "Address of a file (http, https)", lambda text: text.startswith(("http://", "https://")), fetch
)
