"""The root of all domain errors, and what one found thing (`Finding`) in a file or an edit looks like.

A domain error has a stable public code; its sentences stand once, in `gis.error_texts`, in Vietnamese and
English. It knows nothing of HTTP or the terminal: `ogc_api.errors`, `web.errors` and `gis.cli` map it at the edge.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from gis.error_texts import TEXTS, ErrorText
from gis.plurals import Sentence

_SENTENCE = Sentence()


class DothiError(Exception):
    """A refusal with a code, one clear sentence and a way out.

    `values` fill the sentence's named places. Sub-classes exist where callers tell kinds of refusal apart. `problems`
    say what is wrong in which part of what was sent, where that is known; they don't survive pickling.
    """

    def __init__(self, code: str, **values: Any) -> None:
        self.code = code
        self.values = values
        self.problems: tuple[Problem, ...] = ()
        super().__init__(f"{code} {self.sentence('en')} {self.way_out('en')}")

    def sentence(self, language: str = "en") -> str:
        """What happened, without the code."""
        return filled(text_of(self.code).sentence(language), self.values, language)

    def way_out(self, language: str = "en") -> str:
        """What the reader can do about it."""
        return filled(text_of(self.code).way_out(language), self.values, language)

    def place(self, *path: "Step") -> None:
        """Say that all of it is about the part of what was sent to which the path leads."""
        found = self.problems or (Problem((), self),)
        self.problems = tuple(Problem((*path, *one.path), one.refusal) for one in found)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.code, self.values)


def _rebuild(kind: type[DothiError], code: str, values: dict[str, Any]) -> DothiError:
    return kind(code, **values)


Step = str | int
"""A member's name or an item's place, on the way into what was sent."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, in the part to which the path leads: `("properties", "floors")`."""

    path: tuple[Step, ...]
    refusal: DothiError

    @property
    def pointer(self) -> str:
        """The path as JSON pointer (RFC 6901)."""
        return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in self.path)


class FileRefused(DothiError):
    """A file can't be read as what it was given for."""


class CrsRefused(DothiError):
    """A coordinate system is missing, unknown or doesn't fit."""


class LayerRefused(DothiError):
    """A layer can't be defined or changed as asked."""


class FeatureRefused(DothiError):
    """A feature can't be written as asked."""


class CodesRefused(DothiError):
    """A code list can't be made or changed as asked."""


class NotFound(DothiError):
    """What was asked for does not exist, or may not be known to the one who asks."""


class InvalidRequest(DothiError):
    """A parameter or body doesn't say something that can be answered."""


class Gone(DothiError):
    """What somebody went on from is no more: they have to begin anew."""


class TookTooLong(DothiError):
    """What was asked took more time than there is."""


class Busy(DothiError):
    """There is too much to do at the moment; later it will go."""


class Severity(StrEnum):
    """How much a finding matters: an error keeps the feature out, a warning was mended, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Place:
    """One case of a finding. `fids` are features of the file, `ids` those of the layer that stood there before; `shape`
    is the WKB of where it is, in the layer's storage system; `values` say what was measured there."""

    fids: tuple[int, ...] = ()
    ids: tuple[int, ...] = ()
    shape: bytes | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Finding:
    """What was found in the features of a file: `count` cases, the first of them named by `fids`, and with what is
    known of each by `places`."""

    code: str
    severity: Severity
    count: int
    values: dict[str, Any] = field(default_factory=dict)
    fids: Sequence[int] = ()
    places: Sequence[Place] = ()

    def message(self, language: str = "en") -> str:
        """The code's sentence and way out in one."""
        text = text_of(self.code)
        return filled(f"{text.sentence(language)} {text.way_out(language)}".strip(), self.values, language)

    def as_json(self, language: str = "en") -> dict[str, Any]:
        """`{code, severity, count, message, fids}`, as every report gives it."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "count": self.count,
            "message": self.message(language),
            "fids": list(self.fids),
        }


def filled(sentence: str, values: Mapping[str, Any], language: str) -> str:
    """A sentence with its places filled. `{count:feature|features}` gives the word that goes with the number."""
    return _SENTENCE.vformat(sentence, (), _written(values, language))


def _written(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Numbers with a fraction as the reader writes them: 0.05, in Vietnamese 0,05. Whole ones stay: they may be ids.
    In Vietnamese `reason_vi` stands for `reason`, and so on, where it is given."""
    mark = "," if language == "vi" else "."
    said = {name: values.get(f"{name}_vi", value) if language == "vi" else value for name, value in values.items()}
    return {
        name: format(value, ".15g").replace(".", mark) if isinstance(value, float) else value
        for name, value in said.items()
    }


def text_of(code: str) -> ErrorText:
    """The sentences of a code; a code without sentences is a programming error and raises KeyError."""
    return TEXTS[code]
