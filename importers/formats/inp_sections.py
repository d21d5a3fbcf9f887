"""The text of network models (EPANET, SWMM): sections in square brackets, a thing a line, words apart by blanks.

A section reader of our own: wntr would bring matplotlib, networkx and a solver, to read what these hundred lines do.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gis.errors import FileRefused

_HEADER = re.compile(rb"^[ \t]*\[([A-Za-z_]+)\]?", re.MULTILINE)
_BEGINS = re.compile(rb"\s*(?:;[^\n]*\n\s*)*\[[A-Za-z_]+\]")
_SIGNIFICANT = 4


@dataclass(frozen=True)
class Line:
    """`words` before a semicolon, `note` after it; `number` counts the lines of the file from 1."""

    number: int
    words: list[str]
    note: str


def begins_with_section(data: bytes) -> bool:
    """Whether text begins with [SECTION], comments aside."""
    return b"\x00" not in data and bool(_BEGINS.match(data.removeprefix(b"\xef\xbb\xbf")))


def section_names(path: Path) -> set[str]:
    """The names of all sections in capitals, cut to the four letters that count."""
    return {match[1].decode().upper()[:_SIGNIFICANT] for match in _HEADER.finditer(path.read_bytes())}


def key(name: str) -> str:
    """What tells a section: its first four letters, in capitals, as both programs do."""
    return name.upper()[:_SIGNIFICANT]


def text_of(path: Path) -> tuple[str, str | None]:
    """The text and the hint of its encoding; bytes that aren't UTF-8 are taken as ISO-8859-1."""
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("latin-1"), None


def sections(path: Path, text: str, known: frozenset[str]) -> Mapping[str, list[Line]]:
    """The lines of each section by its key; E-FILE-22 for a section that isn't known. What follows [END] is ignored."""
    found: dict[str, list[Line]] = {}
    current: list[Line] | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        said, _, note = raw.partition(";")
        if said.lstrip().startswith("["):
            name = said.strip().strip("[]")
            if key(name) == "END":
                break
            if key(name) not in known:
                raise broken(
                    path,
                    f"line {number}: there is no section [{name[:40]}]",
                    f"dòng {number}: không có mục [{name[:40]}]",
                )
            current = found.setdefault(key(name), [])
        elif said.strip():
            if current is None:
                said = f"dòng {number} đứng trước mục đầu tiên"
                raise broken(path, f"line {number} stands before the first section", said)
            current.append(Line(number, words_of(said), note.strip()))
    return found


def words_of(text: str) -> list[str]:
    """Blank-separated words; one in double quotes may hold blanks."""
    if '"' not in text:
        return text.split()
    return [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', text)]


def number_in(path: Path, section: str, line: Line, position: int, what: str) -> float | None:
    """The number at a position of a line, None past its end; E-FILE-22 for what is none."""
    if position >= len(line.words) or line.words[position] in ("*", ""):
        return None
    try:
        value = float(line.words[position])
    except ValueError:
        value = float("nan")
    if value != value or value in (float("inf"), float("-inf")):
        said = line.words[position][:40]
        name = line.words[0]
        raise broken_at(
            path,
            line.number,
            section,
            f"{what} of {name} is no number ({said})",
            f"{what} của {name} không phải số ({said})",
        )
    return value


def pairs(path: Path, section: str, lines: list[Line]) -> Iterator[tuple[str, tuple[float, float]]]:
    """`id x y` of [COORDINATES], [VERTICES] or [POLYGONS]."""
    for line in lines:
        if len(line.words) < 3:
            name = line.words[0]
            raise broken_at(path, line.number, section, f"{name} has no x and y", f"{name} không có x và y")
        x, y = (number_in(path, section, line, at, "x, y") for at in (1, 2))
        if x is not None and y is not None:
            yield line.words[0], (x, y)


def broken(path: Path, reason: str, reason_vi: str) -> FileRefused:
    """E-FILE-22: whole, but against the rules of its format."""
    return FileRefused("E-FILE-22", name=path.name, reason=reason, reason_vi=reason_vi)


def broken_at(path: Path, line: int, section: str, reason: str, reason_vi: str) -> FileRefused:
    """E-FILE-22 with the line and its section."""
    return broken(path, f"line {line}, [{section}]: {reason}", f"dòng {line}, [{section}]: {reason_vi}")
