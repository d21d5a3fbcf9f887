"""One private PostgreSQL cluster with PostGIS: made, started and stopped without anything set up by hand."""

import os
import time
from dataclasses import replace
from pathlib import Path

from gis.cluster import account, binaries, credentials, location, ports, tuning
from gis.cluster.creation import append_to, create
from gis.cluster.credentials import DATABASE, Credentials
from gis.cluster.locks import exclusive
from gis.cluster.preparation import STATE, prepare
from gis.errors import DothiError
from gis.setup.programs import Outcome, run

# Above PostgreSQL's usual ports, below those the kernel gives to outgoing connections.
FIRST_PORT, LAST_PORT = 5440, 5999
LOCK = "cluster.lock"
ORPHANS = "pre-existing shared memory block"
ORPHANS_END = 15.0
START_PATIENCE = 120


class Cluster:
    """The cluster whose notes lie in `home` (`database.json` and locks); its data is where `location` puts it.

    One that isn't `durable` waits for no disk: it outlives a killed process, not a machine that loses its power.
    """

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home.absolute()
        self.durable = durable

    def start(self) -> str:
        """Make the cluster if there is none, start it if it doesn't run, and give the application's URL."""
        with exclusive(self.home / LOCK):
            if self._data() is None:
                create(self.home, durable=self.durable)
            self._wait_while_starting()
            if not self.is_running():
                self._start(self._existing_data())
            noted = self._credentials()
            if noted.prepared != STATE:
                prepare(noted, self.port())
                credentials.write(self.home, replace(noted, prepared=STATE))
        return self.url()

    def stop(self) -> None:
        """Stop it cleanly; open sessions are ended. Does nothing when it doesn't run."""
        with exclusive(self.home / LOCK):
            if not self._is_alive():
                return
            for mode in ("fast", "immediate"):
                outcome = self._pg_ctl("stop", "-m", mode, "-t", "60")
                if outcome.ok:
                    return
            raise DothiError("E-DB-03", reason=outcome.last_line, log=self.log())

    def remove(self) -> None:
        """Stop it and take its data and passwords away for good."""
        self.stop()
        location.remove(self.home)
        (self.home / credentials.FILE).unlink(missing_ok=True)

    def is_running(self) -> bool:
        """Whether its own server lives and takes connections."""
        lines = self._pid_file()
        return len(lines) >= 8 and lines[7].strip() == "ready" and self._is_our_server(lines[0])

    def port(self) -> int:
        """Where it listens, as the server itself noted it."""
        return int(self._pid_file()[3])

    def url(self, database: str = DATABASE) -> str:
        """The application's URL for one of its databases."""
        return self._credentials().url(self.port(), database)

    def superuser_url(self, database: str = "postgres") -> str:
        """The superuser's URL, for what the application's role may not do."""
        return self._credentials().superuser_url(self.port(), database)

    def binaries(self) -> Path:
        """The folder of psql, pg_dump and pg_restore of this cluster's version."""
        data = self._data()
        return binaries.matching(data) if data else binaries.newest()

    def log(self) -> Path:
        """What the server wrote before its own log files took over; those lie beside it in `log`."""
        return self._directory() / "launch.log"

    def _directory(self) -> Path:
        return location.find(self.home) or self.home / "postgres"

    def _data(self) -> Path | None:
        directory = location.find(self.home)
        if directory is None:
            return None
        account.owner_of(directory)  # refuses another user's data before touching it
        return directory / "data" if (directory / "data" / "PG_VERSION").exists() else None

    def _is_alive(self) -> bool:
        lines = self._pid_file()
        return bool(lines) and self._is_our_server(lines[0])

    def _wait_while_starting(self) -> None:
        """For a server whose start was interrupted at the terminal, or that recovers from a crash."""
        deadline = time.monotonic() + START_PATIENCE
        while self._is_alive() and not self.is_running() and time.monotonic() < deadline:
            time.sleep(0.1)

    def _existing_data(self) -> Path:
        data = self._data()
        if data is None:
            raise DothiError("E-DB-03", reason="initdb", log=self.log())
        return data

    def _credentials(self) -> Credentials:
        noted = credentials.read(self.home)
        if noted is None:
            raise DothiError("E-DB-08", directory=self._directory(), credentials=self.home / credentials.FILE)
        return noted

    def _start(self, data: Path) -> None:
        noted = self._credentials()
        self._drop_stale_pid_file(data)
        owner = account.owner_of(data.parent)
        run(["rm", "-f", data / "dothi.conf"], account=owner, cwd="/")
        append_to(owner, data / "dothi.conf", tuning.configuration(durable=self.durable))
        last = [noted.port] if noted.port and ports.is_free(noted.port) else []
        for port in [*last, *ports.free_ports(FIRST_PORT, LAST_PORT)]:
            complaint = self._launch(port)
            if complaint is None:
                credentials.write(self.home, replace(noted, port=port))
                return
            if ports.is_free(port):  # else another server took it meanwhile; its log file says so, not what it printed
                raise DothiError("E-DB-03", reason=_reason(complaint), log=self.log())
        raise DothiError("E-DB-07", first=FIRST_PORT, last=LAST_PORT)

    def _launch(self, port: int) -> str | None:
        """Start it on that port and give what it said if it didn't; sessions left by a killed server are waited for."""
        deadline = time.monotonic() + ORPHANS_END
        while True:
            run(["rm", "-f", self.log()], account=account.owner_of(self._directory()), cwd="/")
            if self._pg_ctl("start", "-l", self.log(), "-t", str(START_PATIENCE), "-o", f"-p {port}").ok:
                return None
            complaint = run(["cat", self.log()], account=account.owner_of(self._directory()), cwd="/").output
            if ORPHANS not in complaint or time.monotonic() > deadline:
                return complaint
            time.sleep(0.3)

    def _pg_ctl(self, verb: str, *words: str | Path) -> Outcome:
        # In a session of its own: Ctrl-C at the terminal must reach neither it nor the server.
        data = self._existing_data()
        argv = [binaries.matching(data) / "pg_ctl", verb, "-D", data, "-w", "-s", *words]
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return run(argv, account=account.owner_of(data.parent), cwd="/", environment=clean, own_session=True)

    def _pid_file(self) -> list[str]:
        data = self._data()
        try:
            return (data / "postmaster.pid").read_text().splitlines() if data else []
        except FileNotFoundError:
            return []

    def _is_our_server(self, pid: str) -> bool:
        """By its command line: after a crash or a reboot the number may belong to any other process."""
        try:
            words = Path(f"/proc/{int(pid)}/cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            return False
        return os.fsencode(self._directory() / "data") in words

    def _drop_stale_pid_file(self, data: Path) -> None:
        """PostgreSQL won't start while its note names a living process, even one that has nothing to do with it.

        Two servers on the same data are still impossible: their shared memory is keyed by the directory's inode.
        """
        if not self._is_alive():
            (data / "postmaster.pid").unlink(missing_ok=True)


def _reason(launch: str) -> str:
    lines = [line.strip() for line in launch.splitlines() if line.strip()] or ["pg_ctl"]
    fatal = [line for line in lines if "FATAL:" in line]
    return (fatal or lines)[-1].split("FATAL:")[-1].strip()
