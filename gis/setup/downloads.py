"""The one place through which everything the set-up downloads goes: apt, pip and npm.

An offline bundle replaces what is in here and nothing else. Where packages come from is the machine's own
configuration (apt sources, pip and npm settings, proxy variables); no registry address stands in the project.
(`./dothi` itself installs python3 where there is none: nothing in here can run before that.)
"""

import os
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from gis.errors import DothiError
from gis.setup.places import LOGS
from gis.setup.programs import Outcome, run

LOG = "setup.log"
# sudo drops the environment; apt still needs the way to the network.
CARRIED = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
APT_LOCKED = "Could not get lock"
LOCK_PATIENCE = 300.0
NO_NETWORK = re.compile(
    r"could ?n[o']t resolve|temporary failure|name or service not known|failed to establish a new connection"
    r"|unable to connect|could not connect|network is unreachable|connection (timed out|refused)|read timed out"
    r"|no route to host|EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|proxyerror",
    re.IGNORECASE,
)
WRONG_HASH = re.compile(r"DO NOT MATCH THE HASHES|EINTEGRITY|Hash Sum mismatch", re.IGNORECASE)
ERROR_LINE = re.compile(r"(E|W|ERROR|WARNING):|npm (error|ERR!)(?! A complete log)")
DISK_FULL = re.compile(r"no space left on device|ENOSPC|enough free space", re.IGNORECASE)


def apt_names(pattern: str) -> list[str]:
    """The package names the machine's apt knows that match; the lists are fetched first when they show none."""
    names = _known_names(pattern)
    if not names:
        _apt_update()
        names = _known_names(pattern)
    return names


def apt_install(packages: Sequence[str]) -> None:
    """Install system packages without their recommendations."""
    _apt_update()
    words = ["-y", "--no-install-recommends", "install", *packages]
    _demand("apt-get install", _apt_get(packages, *words))


def apt_unpack(package: str, folder: Path) -> None:
    """Unpack a system package into a folder without installing it: its programs run from there, its services don't."""
    folder.mkdir(parents=True, exist_ok=True)
    _demand("apt-get download", run(["apt-get", "-q", "download", package], log=LOG, cwd=folder))
    archive = max(folder.glob(f"{package}_*.deb"))
    _demand("dpkg-deb", run(["dpkg-deb", "-x", archive, folder], log=LOG))
    archive.unlink()


def pip_install(python: Path, requirements: Path) -> None:
    """Install exactly what a lock says, every file checked against its hash."""
    options = ["--disable-pip-version-check", "--no-input", "--progress-bar=off", "--require-hashes"]
    _demand("pip install", run([str(python), "-m", "pip", "install", *options, "-r", str(requirements)], log=LOG))


def npm_install(npm: Path, folder: Path, environment: dict[str, str]) -> None:
    """Install exactly what the folder's package-lock.json says."""
    argv = [str(npm), "ci", "--no-audit", "--no-fund"]
    _demand("npm ci", run(argv, log=LOG, cwd=folder, environment=environment))


def as_administrator(packages: Sequence[str]) -> list[str]:
    """The words before a command that needs root: none for root, else sudo, which may ask at a terminal."""
    if os.geteuid() == 0:
        return []
    if run(["sudo", "-n", "true"]).ok:
        return ["sudo", "-n"]
    if run(["sudo", "-V"]).ok and sys.stdin.isatty():
        return ["sudo"]
    raise DothiError("E-SETUP-03", packages=" ".join(packages))


def _known_names(pattern: str) -> list[str]:
    found = run(["apt-cache", "search", "--names-only", pattern])
    if found.code == 127:
        raise DothiError("E-SETUP-02", packages=pattern.strip("^$"))
    return [line.split(" - ")[0] for line in found.output.splitlines() if " - " in line]


def _apt_update() -> None:
    # Its failure is no refusal yet: what is wanted may lie in the cache, and the install says what is missing.
    _apt_get((), "update")


def _apt_get(packages: Sequence[str], *words: str) -> Outcome:
    """Run apt-get; whoever holds its lock is waited for: a system just started updates itself."""
    carried = [f"{name}={os.environ[name]}" for name in CARRIED if name in os.environ]
    argv = ["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8", *carried, "apt-get", "-q", *words]
    deadline = time.monotonic() + LOCK_PATIENCE
    while True:
        outcome = run([*as_administrator(packages), *argv], log=LOG)
        if outcome.ok or APT_LOCKED not in outcome.output or time.monotonic() > deadline:
            return outcome
        time.sleep(3)


def _demand(what: str, outcome: Outcome) -> None:
    """A failed download becomes one coded sentence that quotes the line which tells; the rest stays in the log."""
    if outcome.ok:
        return
    lines = [line.strip() for line in outcome.output.splitlines() if line.strip()] or [outcome.last_line]
    errors = [line for line in lines if ERROR_LINE.match(line)]
    for pattern, code in ((WRONG_HASH, "E-SETUP-08"), (DISK_FULL, "E-SETUP-09"), (NO_NETWORK, "E-SETUP-04")):
        if telling := [line for line in lines if pattern.search(line)]:
            raise DothiError(code, what=what, reason=_quoted(telling[-1]), log=LOGS / LOG)
    raise DothiError("E-SETUP-05", what=what, reason=_quoted((errors or lines)[-1]), log=LOGS / LOG)


def _quoted(line: str) -> str:
    return ERROR_LINE.sub("", line).strip().rstrip(".")[:300]
