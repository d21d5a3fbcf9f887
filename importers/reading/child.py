"""The child process: reads one file into a spool, within limits it sets on itself before it touches the file.

Started by `importers.reading.process` with a JSON request on standard input. Answers are JSON lines on the file
descriptor named there: `{"rows": n}` while it goes, then `{"description": …}` or `{"refused": …}`.
"""

import errno
import json
import os
import resource
import signal
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

_COSTLY = ("geopandas", "shapely", "pyproj")


class _Answers:
    """Where answers go; a parent that is gone ends the child by SIGPIPE."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __call__(self, **answer: Any) -> None:
        os.write(self._descriptor, json.dumps(answer).encode() + b"\n")


def main() -> int:
    """Read the request, read the file, answer once; 0 when an answer was given, whatever it is."""
    request = json.load(sys.stdin)
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    answer = _Answers(request["answers"])
    _limit(request["limits"])
    try:
        answer(**_read(request, answer))
    except MemoryError:
        answer(limit="memory_mb")
    except OSError as error:
        if error.errno == errno.EFBIG:
            answer(limit="spool_mb")
        else:
            answer(failed=f"{error.strerror or error}")
    return 0


def _read(request: dict[str, Any], answer: _Answers) -> dict[str, Any]:
    _load_pyogrio_lightly()
    from gis.errors import DothiError
    from importers import registry
    from importers.formats.contract import ReadRequest, empty
    from importers.reading import spooling

    path = Path(request["path"])
    try:
        format_ = registry.recognise(path)
        asked = ReadRequest(
            path,
            Path(request["stage"]),
            request["layer"],
            request["encoding"],
            request["placeless"],
            most_unpacked_bytes=request["limits"]["unpacked_bytes"],
        )
        with format_.read(asked) as source:
            described = spooling.write(
                source, Path(request["spool"]), format_.name, path, lambda rows: answer(rows=rows)
            )
        if not described.feature_count:
            raise empty(path)
    except DothiError as error:
        return {"refused": error.code, "values": {key: str(value) for key, value in error.values.items()}}
    return {"description": described.as_json()}


class _WithoutPandas(MetaPathFinder):
    """Not `sys.modules["pandas"] = None`: Arrow, written in Cython, would take the None for the module."""

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)


def _load_pyogrio_lightly() -> None:
    """pyogrio looks for pandas and three others it doesn't need here: 0.15 s instead of 0.65 s without them. Arrow
    would load pandas with its first value, 0.15 s more: in this process there is none."""
    sys.meta_path.insert(0, _WithoutPandas())
    hidden = [name for name in _COSTLY if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        import pyogrio.raw  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]


def _limit(limits: dict[str, int]) -> None:
    """No core file; memory, processor time and the size of any one file bounded."""
    for kind, amount in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_AS, limits["memory_bytes"]),
        (resource.RLIMIT_CPU, limits["cpu_seconds"]),
        (resource.RLIMIT_FSIZE, limits["spool_bytes"]),
    ):
        hard = resource.getrlimit(kind)[1]
        allowed = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (allowed, hard))


if __name__ == "__main__":
    sys.exit(main())
