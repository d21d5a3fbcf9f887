"""Runs the command line: as a person does, in a process of its own on a tree's state of its own, or in the tests' process.

A process and the start of a server cost two seconds a command, so most tests call the same function in their own
process, on a database cloned for them; that processes do the same is told once for each group, by test_commands.
"""

import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from gis.cli.__main__ import run
from gis.setup.places import ROOT
from layers.audit.actor import command_line_actor
from tests import databases


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

    def serve(self, port: int = 8700) -> "subprocess.Popen[str]":
        """A server that answers, on that port or the next that is free."""
        argv = [sys.executable, "-m", "gis.cli", "serve", "--port", str(port)]
        process = subprocess.Popen(argv, cwd=ROOT, env=self.environment(), stderr=subprocess.PIPE, text=True)
        deadline = time.monotonic() + 180
        while not (self.var / "serve.json").exists() or self.outcome("status").returncode != 0:
            if process.poll() is not None or time.monotonic() > deadline:
                process.kill()
                pytest.fail(f"serve: {process.communicate()[1]}")
            time.sleep(0.2)
        return process


@dataclass(frozen=True)
class CommandsHere(CommandLine):
    """The same, called in the tests' process on the database of that URL; `var` has the files of features alone."""

    database_url: str

    def outcome(self, *words: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
        said, told = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(told):
            patch.delenv("LC_ALL", raising=False)
            for name, value in {**self.environment(**environment), "DATABASE_URL": self.database_url}.items():
                patch.setenv(name, value)
            translation.deactivate()
            databases.forget_all()
            command_line_actor.cache_clear()  # it says why, as DOTHI_PURPOSE does
            code = run([str(word) for word in words])
        command_line_actor.cache_clear()
        texts = (stream.buffer.getvalue().decode() for stream in (said, told))
        return subprocess.CompletedProcess(words, code, *texts)


def end(process: "subprocess.Popen[str]", number: signal.Signals) -> tuple[int, str]:
    """Send a signal and give exit code and what was said."""
    process.send_signal(number)
    said = process.communicate(timeout=30)[1]
    return process.returncode, said
