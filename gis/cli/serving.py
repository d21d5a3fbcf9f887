"""Serving: one at a time for a tree, with a note for `status` of where."""

import http.client
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from gis.cli.project import database_ready
from gis.cli.supervisor import Child, Supervisor
from gis.cluster.locks import is_held, open_lock, try_lock
from gis.cluster.ports import answers, free_ports
from gis.errors import DothiError
from gis.setup.places import VAR
from gis.setup.steps import fingerprint, is_stamped, put_stamp, timed
from gis.setup.terminal import counted, local, say

LOCK = VAR / "serve.lock"
NOTE = VAR / "serve.json"
STATIC_STAMP = VAR / "static.stamp"
PORTS = 100
WORKERS = 2
# Granian's threads take turns at Python; each keeps a database connection. Two workers of eight stay far below the
# server's 100 connections, and more would only wait for each other. Backpressure is left alone: it counts
# connections, and a browser keeps six of them open.
THREADS = 8
JOB_WORKERS = 2
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class Serving:
    """Where it is served, and by which process."""

    pid: int
    url: str
    port: int


def current() -> Serving | None:
    """What is being served from this tree now. The lock is the truth, the note may be left from a crash."""
    if not is_held(LOCK) or not NOTE.is_file():
        return None
    try:
        serving = Serving(**json.loads(NOTE.read_text()))
    except (ValueError, TypeError):
        return None
    return serving if answers(serving.port) else None


def serve(host: str, first_port: int, prepare: Callable[[], None], then: Callable[[], None] = lambda: None) -> None:
    """Make the database ready, `prepare`, serve, say where, `then`; until a signal ends it all cleanly."""
    with _only_one(), database_ready():
        prepare()
        collect_static()
        port = _free_port(first_port)
        supervisor = Supervisor([web_server(host, port), *job_workers(), *watchers()])
        try:
            with timed(local("Starting the web server", "Khởi động máy chủ web")):
                supervisor.start(ready=lambda: _responds(port))
            url = f"http://localhost:{port}"
            NOTE.write_text(json.dumps(asdict(Serving(os.getpid(), url, port))))
            _say_where(url)
            _warn_of_demo_accounts(host)
            then()
            supervisor.watch()
        except KeyboardInterrupt:
            say(local("Stopping …", "Đang dừng …"))
        finally:
            NOTE.unlink(missing_ok=True)
            supervisor.stop()


def _warn_of_demo_accounts(host: str) -> None:
    """Where others reach the server, accounts whose passwords lie in a file of the tree are a way in."""
    if host in LOOPBACK:
        return
    from gis.demo.accounts import demo_accounts_in_use

    names = demo_accounts_in_use()
    if names:
        say(
            local(
                f"! {counted(len(names), 'account')} of the demo can sign in from elsewhere."
                " To end: ./dothi accounts end-demo",
                f"! {len(names)} tài khoản mẫu đăng nhập được từ máy khác. Hãy khóa: ./dothi accounts end-demo",
            )
        )


def _responds(port: int) -> bool:
    """Whether it answers a request: the port is open long before the application behind it is loaded."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("HEAD", "/ogc/conformance", headers={"Host": f"localhost:{port}"})
        return asked.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def web_server(host: str, port: int) -> Child:
    """Granian with the WSGI application."""
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": port,
        "--workers": WORKERS,
        "--blocking-threads": THREADS,
        "--workers-kill-timeout": 10,
        "--log-level": "warning",
    }
    words = [str(word) for pair in options.items() for word in pair]
    argv = [sys.executable, "-P", "-m", "granian", *words, "--respawn-failed-workers", "gis.wsgi:application"]
    return Child("web", argv)


def job_workers() -> list[Child]:
    """The workers of jobs, as many as DOTHI_JOB_WORKERS says; each does one job at a time."""
    count = os.environ.get("DOTHI_JOB_WORKERS", "")
    argv = [sys.executable, "-P", "-m", "layers.jobs.worker"]
    return [Child(f"jobs-{n + 1}", argv, vital=False) for n in range(int(count) if count.isdecimal() else JOB_WORKERS)]


def watchers() -> list[Child]:
    """What watches the folders of DOTHI_WATCH, where there are any."""
    from django.conf import settings

    argv = [sys.executable, "-P", "-m", "gis.cli", "watch", *settings.WATCH_FOLDERS]
    return [Child("watch", argv, vital=False)] if settings.WATCH_FOLDERS else []


def collect_static() -> None:
    """Gather the static files where the web server looks, when one of them changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    files = [(path, storage.path(path)) for finder in get_finders() for path, storage in finder.list([])]
    stats = [f"{path} {(found := Path(full).stat()).st_size} {found.st_mtime_ns}" for path, full in files]
    inputs = fingerprint("\n".join(sorted(stats)), str(settings.STATIC_ROOT))
    if not is_stamped(STATIC_STAMP, inputs) or not Path(settings.STATIC_ROOT).is_dir():
        with timed(local("Gathering static files", "Gom các tệp tĩnh")):
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        put_stamp(STATIC_STAMP, inputs)


@contextmanager
def _only_one() -> Iterator[None]:
    lock = open_lock(LOCK)
    try:
        if not try_lock(lock):
            serving = current()
            starting = local("an address not known yet", "một địa chỉ chưa xác định")
            raise DothiError(
                "E-SERVE-01", url=serving.url if serving else starting, pid=serving.pid if serving else "?"
            )
        NOTE.unlink(missing_ok=True)  # of one that was killed: its web server may answer for a moment still
        yield
    finally:
        os.close(lock)


def _free_port(first: int) -> int:
    port = next(free_ports(first, first + PORTS), None)
    if port is None:
        raise DothiError("E-SERVE-03", first=first, last=first + PORTS)
    if port != first:
        say(
            local(f"Port {first} is taken, using {port}.", f"Cổng {first} đã có chương trình dùng, chuyển sang {port}.")
        )
    return port


def _say_where(url: str) -> None:
    say("")
    say(local(f"  Map      {url}/", f"  Bản đồ   {url}/"))
    say(f"  OGC API  {url}/ogc/")
    say(local("  Ctrl-C stops everything.", "  Ctrl-C để dừng tất cả."))
