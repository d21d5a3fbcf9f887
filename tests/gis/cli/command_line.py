"""Runs the command line as a person does: as a process of its own, on a tree's state of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gis.setup.places import ROOT


@dataclass(frozen=True)
class CommandLine:
    """`./dothi` with its database, notes and logs in `var`, in English unless said otherwise."""

    var: Path

    def run(self, *words: str | Path, code: int = 0, **environment: str) -> str:
        """Standard output of a command that must end with this code."""
        done = self.outcome(*words, **environment)
        assert done.returncode == code, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def json(self, *words: str | Path, code: int = 0) -> dict[str, Any]:
        found = json.loads(self.run(*words, "--json", code=code))
        assert isinstance(found, dict)
        return found

    def refusal(self, *words: str | Path, **environment: str) -> str:
        """The coded sentence of a command that must be refused with exit code 1 and no traceback."""
        done = self.outcome(*words, **environment)
        assert done.returncode == 1, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        return done.stderr.strip().splitlines()[-1]

    def outcome(self, *words: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
        argv = [sys.executable, "-m", "gis.cli", *map(str, words)]
        return subprocess.run(
            argv, cwd=ROOT, env=self.environment(**environment), capture_output=True, text=True, timeout=120
        )

    def environment(self, **changed: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "LC_ALL")}
        return {**kept, "DOTHI_VAR": str(self.var), "LANG": "en_US.UTF-8", **changed}

    def serve(self) -> "subprocess.Popen[str]":
        """A server that answers."""
        argv = [sys.executable, "-m", "gis.cli", "serve", "--port", "8700"]
        process = subprocess.Popen(argv, cwd=ROOT, env=self.environment(), stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 60
        while self.outcome("status").returncode != 0:
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                pytest.fail(f"serve: {process.communicate()[1]}")
            time.sleep(0.2)
        return process


def end(process: "subprocess.Popen[str]", number: signal.Signals) -> tuple[int, str]:
    """Send a signal and give exit code and what was said."""
    process.send_signal(number)
    said = process.communicate(timeout=30)[1]
    return process.returncode, said
