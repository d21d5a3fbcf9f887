"""The parent's side of a reading: start the child, pass its progress on, and turn whatever befalls it into one code."""

import contextlib
import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import pyarrow as pa

from gis.errors import FileRefused
from importers.reading.description import SourceDescription
from importers.reading.limits import ReadLimits, setting_of
from importers.reading.marks import refuse_marked_name
from importers.reading.spool import Spool, SpoolFolder

_log = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-m", "importers.reading.child")
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT")
_LIMIT_REASONS = {
    "memory_mb": ("it needs more than {amount} MB of memory", "cần hơn {amount} MB bộ nhớ"),
    "cpu_seconds": ("it needs more than {amount} s of processor time", "cần hơn {amount} giây xử lý"),
    "wall_seconds": ("it takes longer than {amount} s", "mất hơn {amount} giây"),
    "spool_mb": ("it unfolds to more than {amount} MB", "bung ra hơn {amount} MB"),
}
_SIGNAL_LIMITS = {signal.SIGXCPU: "cpu_seconds", signal.SIGXFSZ: "spool_mb"}


def read(
    path: Path | str,
    *,
    spool_dir: Path | str,
    source_layer: str | None = None,
    encoding: str | None = None,
    placeless: bool = False,
    limits: ReadLimits | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> Spool:
    """Read a file into a spool under `spool_dir`; the caller closes the spool.

    `on_progress` gets the rows so far; `placeless` takes a table that says no places.
    Raises FileRefused: E-FILE-05 when a limit is met or the reader crashes, E-FILE-10 when the file carries a secrecy
    mark, otherwise what recognition and the reader say. Nothing is left on the disk then.
    """
    path, limits = Path(path).absolute(), limits or ReadLimits()
    refuse_marked_name(path, source_layer)
    folder = SpoolFolder(Path(spool_dir).absolute())
    try:
        stage, spool = folder.path / "stage", folder.path / "spool.arrow"
        stage.mkdir()
        request = {
            "path": str(path),
            "stage": str(stage),
            "spool": str(spool),
            "layer": source_layer,
            "encoding": encoding,
            "placeless": placeless,
            "limits": {
                **asdict(limits),
                "memory_bytes": limits.memory_bytes,
                "spool_bytes": limits.spool_bytes,
                "unpacked_bytes": limits.unpacked_bytes,
            },
        }
        answer = _run(request, path, limits, folder.path / "errors.log", on_progress)
        return Spool(folder, spool, SourceDescription.from_json(answer))
    except BaseException:
        folder.remove()
        raise


def _run(
    request: dict[str, Any], path: Path, limits: ReadLimits, errors: Path, on_progress: Callable[[int], None] | None
) -> dict[str, Any]:
    """Start the child and return its description, whatever happens leaving neither process nor pipe behind."""
    answers, to_child = os.pipe()
    with os.fdopen(answers, "rb", buffering=0) as reading_end, errors.open("wb") as log:
        child = subprocess.Popen(  # noqa: S603 - our own module, no shell
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=log,
            pass_fds=(to_child,),
            cwd="/",
            env=_environment(),
            start_new_session=True,
        )
        os.close(to_child)
        try:
            deadline = time.monotonic() + limits.wall_seconds
            _hand_over(child, {**request, "answers": to_child})
            pa.scalar(0)  # Arrow loads pandas with its first value, 0.2 s: now, while the child reads
            for answer in _answers(reading_end, deadline):
                if "rows" in answer:
                    if on_progress:
                        on_progress(int(answer["rows"]))
                elif "description" in answer:
                    return dict(answer["description"])
                else:
                    raise _refusal(answer, path, limits)
            if time.monotonic() >= deadline:
                raise _beyond("wall_seconds", path, limits)
            raise _crashed(child.wait(timeout=10), path, limits, errors)
        finally:
            child.kill()
            child.wait()


def _hand_over(child: "subprocess.Popen[bytes]", request: dict[str, Any]) -> None:
    """A child that dies before it has read its request says why by its exit status."""
    assert child.stdin is not None  # noqa: S101 - asked for above
    with contextlib.suppress(BrokenPipeError), child.stdin:
        child.stdin.write(json.dumps(request).encode())


def _answers(reading_end: IO[bytes], deadline: float) -> Iterator[dict[str, Any]]:
    """The child's lines until it closes its end or the deadline passes."""
    pending = b""
    with selectors.DefaultSelector() as selector:
        selector.register(reading_end, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            if not selector.select(left):
                return
            chunk = os.read(reading_end.fileno(), 65_536)
            if not chunk:
                return
            *lines, pending = (pending + chunk).split(b"\n")
            for line in lines:
                yield json.loads(line)


def _refusal(answer: dict[str, Any], path: Path, limits: ReadLimits) -> FileRefused:
    if "refused" in answer:
        return FileRefused(answer["refused"], **answer["values"])
    if "limit" in answer:
        return _beyond(answer["limit"], path, limits)
    return FileRefused("E-FILE-03", name=path.name, reason=answer["failed"])


def _crashed(status: int, path: Path, limits: ReadLimits, errors: Path) -> FileRefused:
    """A signal of a limit names the limit; any other end without an answer is the reader's crash."""
    _log.warning("reading %s ended with status %s: %s", path.name, status, _last_words(errors))
    if -status in _SIGNAL_LIMITS:
        return _beyond(_SIGNAL_LIMITS[signal.Signals(-status)], path, limits)
    name = signal.Signals(-status).name if status < 0 else f"status {status}"
    reason, reason_vi = f"the file made its reader crash ({name})", f"tệp làm chương trình đọc dừng đột ngột ({name})"
    setting = setting_of("memory_mb")
    return FileRefused("E-FILE-05", name=path.name, reason=reason, reason_vi=reason_vi, setting=setting)


def _beyond(limit: str, path: Path, limits: ReadLimits) -> FileRefused:
    reason, reason_vi = (said.format(amount=getattr(limits, limit)) for said in _LIMIT_REASONS[limit])
    return FileRefused("E-FILE-05", name=path.name, reason=reason, reason_vi=reason_vi, setting=setting_of(limit))


def _last_words(errors: Path) -> str:
    return errors.read_bytes()[-2_000:].decode("utf-8", "replace").strip()


def _environment() -> dict[str, str]:
    """No secrets and no settings of ours; one thread of numerics; no driver that follows references to elsewhere."""
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(_ROOT),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "OGR_SKIP": "OGR_VRT,HTTP,WFS,OAPIF,OGCAPI,CSW,GDALG",
        "GDAL_PAM_ENABLED": "NO",
    }
