"""What an encoding of features is: a form in which PostgreSQL gives rows, and how a file is made of them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gis.spatial.crs import Crs
from layers.access.seen import SeenLayer
from layers.catalog.description import FieldDescription, Title
from layers.features.queries import Row, RowForm
from ogc_api.titles import said


@dataclass(frozen=True)
class Features:
    """What is to be written: pieces of rows in the encoding's form, and what is known of them. `matched` is how many
    match in all (None: not counted); `links` are those of a page, empty for a whole layer."""

    seen: SeenLayer
    crs: Crs
    pieces: Iterable[Sequence[Row]]
    language: str
    matched: int | None = None
    links: Sequence[dict[str, Any]] = ()

    def title_of(self, field: FieldDescription) -> str:
        """What people call a field, with its unit, in the language that was asked for."""
        title = said(field.title, self.language)
        return f"{title} ({field.unit})" if field.unit else title


@dataclass(frozen=True)
class Encoding:
    """`name` is what `f=` says; `of_whole` the title of a link to a whole layer in it; `purpose` whom it is for.

    `most` is how many features it can be asked for at once (None: any number).
    """

    name: str
    media_type: str
    extension: str
    called: str
    purpose: Title
    form: RowForm
    write: Callable[[Features], Iterator[bytes]]
    most: int | None = None

    @property
    def of_whole(self) -> Title:
        return Title(f"Toàn bộ lớp, dạng {self.called}", f"The whole layer as {self.called}")
