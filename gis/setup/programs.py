"""Running other programs: the one place of the set-up and the cluster that starts processes and waits for them."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gis.setup.places import LOGS


@dataclass(frozen=True)
class Outcome:
    """How a program ended and what it wrote, both streams in the order they came."""

    code: int
    output: str

    @property
    def ok(self) -> bool:
        return self.code == 0

    @property
    def last_line(self) -> str:
        """The last line that says something: what a refusal quotes."""
        lines = [line.strip() for line in self.output.splitlines() if line.strip()]
        return lines[-1] if lines else f"exit status {self.code}"


@dataclass(frozen=True)
class Account:
    """The user a program runs as, when that isn't the caller."""

    name: str
    uid: int
    gid: int
    home: str


def run(
    argv: Sequence[str | Path],
    *,
    log: str | None = None,
    cwd: Path | str | None = None,
    environment: Mapping[str, str] | None = None,
    account: Account | None = None,
    own_session: bool = False,
    text_in: str | None = None,
) -> Outcome:
    """Run a program to its end, its output going to `var/log/<log>` if named, and give the outcome.

    A program that isn't there ends with 127, one that can't be run with 126, as in a
    shell. `own_session` shields it from the Ctrl-C of the terminal.
    Output goes through a file, not a pipe: a server left behind by the program would hold a pipe open for ever.
    """
    target = LOGS / log if log else None
    if target:
        target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("ab+") if target else os.fdopen(os.memfd_create("output"), "wb+") as sink:
        sink.seek(0, os.SEEK_END)
        start = sink.tell()
        if target:
            sink.write(f"\n$ {' '.join(map(str, argv))}\n".encode())
            sink.flush()
            start = sink.tell()
        code = _run_into(sink.fileno(), argv, cwd, environment, account, own_session, text_in)
        sink.seek(start)
        return Outcome(code, sink.read().decode("utf-8", "replace"))


def _run_into(
    sink: int,
    argv: Sequence[str | Path],
    cwd: Path | str | None,
    environment: Mapping[str, str] | None,
    account: Account | None,
    own_session: bool,
    text_in: str | None,
) -> int:
    env = dict(os.environ if environment is None else environment)
    if account:
        env |= {"HOME": account.home, "USER": account.name, "LOGNAME": account.name}
    try:
        done = subprocess.run(  # noqa: S603  argv is a list, never a shell line
            [str(word) for word in argv],
            stdout=sink,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL if text_in is None else None,
            input=None if text_in is None else text_in.encode(),
            cwd=cwd,
            env=env,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            start_new_session=own_session,
            check=False,
        )
    except FileNotFoundError:
        return 127
    except OSError:
        return 126
    return done.returncode
