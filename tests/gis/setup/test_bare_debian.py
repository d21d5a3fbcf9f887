"""From a Debian with nothing installed to the demo over OGC API, by the one command. Runs with --long.

As root in a private folder with a space in its name, and as an ordinary user with sudo.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from gis.setup.places import ROOT
from tests.gis.setup.bare_debian import BareDebian, clone, make

pytestmark = [
    pytest.mark.long,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(os.environ.get("DOTHI_LONG") != "1", reason="asked for with ./dothi test --long"),
    pytest.mark.skipif(os.geteuid() != 0, reason="a system in a folder needs root"),
    pytest.mark.skipif(shutil.which("debootstrap") is None, reason="needs debootstrap"),
]
CASES = {
    "trixie-root": ("trixie", None, "/root/my town"),
    "bookworm-sudo": ("bookworm", "officer", "/home/officer/dothi"),
}
REPORTS = ROOT / "var" / "bare-debian"


@pytest.fixture(params=list(CASES))
def case(request: pytest.FixtureRequest) -> Iterator[tuple[BareDebian, str, Path]]:
    suite, user, place = CASES[request.param]
    root = REPORTS / request.param
    system = make(root, suite, user)
    clone(system, place)
    yield system, f"{place}/dothi", REPORTS / f"{request.param}.log"
    system.run(f"{place}/dothi", "db", "stop", "--force")
    shutil.rmtree(root)


def test_from_nothing_to_the_demo(case: tuple[BareDebian, str, Path]) -> None:
    system, dothi, report = case
    with report.open("w") as output:
        first = _demo(system, dothi, output, patience=1800)
        second = _demo(system, dothi, output, patience=60)
        output.write(f"\nfirst {first:.0f} s, second {second:.1f} s\n")
    said = report.read_text()
    assert "Traceback" not in said
    assert re.search(r"^• Installing system packages … \d", said, re.MULTILINE)
    assert said.count("Installing Python packages") == 1, "a step done before is skipped"
    assert second < 20
    assert not list(system.path("/etc/postgresql").iterdir()), "no server beside the private one"
    assert not list(system.path("/etc/postgresql-common/createcluster.d").iterdir())
    browser = system.run(dothi, "test", "tests/journeys/test_file_to_screen.py")
    assert browser.returncode == 0, browser.stdout[-3000:] + browser.stderr[-3000:]
    assert re.search(r"=+ \d+ passed.* in .*=+\s*$", browser.stdout), "the last line is pytest's closing line"


def _demo(system: BareDebian, dothi: str, output: object, patience: float) -> float:
    """Serve the demo, ask it for its collections, and end it as a person would; seconds until it answered."""
    began = time.monotonic()
    words = system.argv(dothi, "demo", "--port", "8900")
    process = subprocess.Popen(words, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    try:
        while (status := system.run(dothi, "status", "--json")).returncode != 0:
            assert process.poll() is None, "the demo ended by itself"
            assert time.monotonic() - began < patience
            time.sleep(1)
        seconds = time.monotonic() - began
        ogc_url = json.loads(status.stdout)["ogc_url"]
        with urllib.request.urlopen(f"{ogc_url}collections?f=json") as answer:
            assert {"parcels", "communes", "provinces"} <= {one["id"] for one in json.load(answer)["collections"]}
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(60)
    assert code == 0
    down = json.loads(system.run(dothi, "status", "--json").stdout)
    assert (down["running"], down["database_url"]) == (False, None)
    return seconds
