"""A Debian with nothing but its base system, in a folder, to set the product up in.

What this machine needs to reach its package sources (mirror, proxies, certificates, folders of packages) is read
from its own configuration and carried in; nothing of it is written here.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gis.setup.places import ROOT

MACHINE_FILES = ("/etc/resolv.conf", "/etc/hosts", "/etc/pip.conf", "/etc/npmrc", "/etc/apt/apt.conf")
HOME_FILES = (".config/pip/pip.conf", ".pip/pip.conf", ".npmrc")
CARRIED_VARIABLES = re.compile(r"(PIP|NPM|NODE|SSL|CURL|REQUESTS|npm_config)_|.*_(proxy|PROXY)$")
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
ADDED_CERTIFICATES = Path("/usr/local/share/ca-certificates/machine.crt")
LOCAL_PATH = re.compile(r"(?:(?<=[=\s:])|(?<=file://)|^)/[^\s:,'\"]+")
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class BareDebian:
    """The system in `root`; programs in it see only themselves and what is mounted for them alone."""

    root: Path
    home: str
    user: str | None = None

    def argv(self, *words: str) -> list[str]:
        """The command line here that runs those words there. The mounts are gone when it ends: they are its own."""
        mounts = [f"mount --rbind {folder} {self.root}{folder}" for folder in ("/proc", "/sys", "/dev", *_folders())]
        spec = [f"--userspec={self.user}:{self.user}"] if self.user else []
        environment = [f"{name}={value}" for name, value in _variables().items()]
        inside = ["env", "-i", *environment, f"HOME={self.home}", f"PATH={PATH}", "LANG=C.UTF-8", *words]
        script = " && ".join([*mounts, 'exec chroot "$@"'])
        return ["unshare", "--mount", "sh", "-c", script, "sh", *spec, str(self.root), *inside]

    def run(self, *words: str, timeout: float = 1800) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            self.argv(*words), capture_output=True, text=True, timeout=timeout, check=False, stdin=subprocess.DEVNULL
        )

    def path(self, inside: str) -> Path:
        return self.root / inside.lstrip("/")


def make(root: Path, suite: str, user: str | None = None) -> BareDebian:
    """Debian's base system by debootstrap, with a user that has sudo if one is named."""
    shutil.rmtree(root, ignore_errors=True)
    root.parent.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["debootstrap", "--variant=minbase", suite, root, mirror()], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    system = BareDebian(root, f"/home/{user}" if user else "/root", user)
    for folder in _folders():
        system.path(str(folder)).mkdir(parents=True, exist_ok=True)
    _carry_in(system)
    if user:
        as_root = BareDebian(root, "/root")
        script = (
            f"apt-get -q update && apt-get -qy --no-install-recommends install sudo && useradd -m -s /bin/sh {user}"
            f" && echo '{user} ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/{user}"
        )
        done = as_root.run("sh", "-c", script)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return system


def clone(system: BareDebian, place: str) -> None:
    """Copy the project as git sees it, nothing that was set up or built."""
    target = system.path(place)
    listed = subprocess.run(
        ["git", "ls-files", "-coz", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    if system.user:
        BareDebian(system.root, "/root").run("chown", "-R", f"{system.user}:", f"/home/{system.user}")


def mirror() -> str:
    """Where this machine's apt gets Debian from."""
    form = ["--format", "$(REPO_URI) $(ORIGIN) $(COMPONENT) $(RELEASE)", "Created-By: Packages"]
    listed = subprocess.run(["apt-get", "indextargets", *form], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    found = [row[0] for row in rows if row[1:3] == ["Debian", "main"] and "-" not in row[3]]
    assert found, "this machine's apt has no Debian release among its sources"
    return found[0]


def _carry_in(system: BareDebian) -> None:
    inside_home = system.path(system.home)
    for source in _files():
        _copy(source, system.path(str(source)))
    for name in HOME_FILES:
        if (source := Path.home() / name).is_file():
            _copy(source, inside_home / name)
    for source in Path("/etc/apt/apt.conf.d").glob("*"):
        _copy(source, system.path(str(source)))
    if CERTIFICATES.is_file():  # also as an addition: installing ca-certificates makes the bundle anew
        _copy(CERTIFICATES, system.path(str(CERTIFICATES)))
        _copy(CERTIFICATES, system.path(str(ADDED_CERTIFICATES)))


def _variables() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if CARRIED_VARIABLES.match(name)}


def _files() -> list[Path]:
    named = [Path(name) for name in MACHINE_FILES] + [path for path in _local_paths() if path.is_file()]
    return [path for path in dict.fromkeys(named) if path.is_file()]


def _folders() -> list[Path]:
    """Folders of packages that pip is told to look into, by the folder above them: an index links to its siblings."""
    folders = {path.parent for path in _local_paths() if path.is_dir() and path.parent != Path("/")}
    system = (Path("/etc"), Path("/usr"), Path("/proc"), Path("/dev"), Path("/sys"))
    kept = [one for one in folders if not any(one.is_relative_to(each) for each in system)]
    return sorted(one for one in kept if not any(one != other and one.is_relative_to(other) for other in kept))


def _local_paths() -> Iterator[Path]:
    texts = [value for name, value in _variables().items() if not name.lower().endswith("proxy")]
    configurations = [Path(name) for name in MACHINE_FILES[2:4]] + [Path.home() / name for name in HOME_FILES]
    texts += [path.read_text() for path in configurations if path.is_file()]
    for text in texts:
        yield from (Path(found) for found in LOCAL_PATH.findall(text))


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    shutil.copyfile(source, target)
