"""A whole layer of 302,500 parcels as one answer: when its first byte comes, and what the workers' memory rises to."""

import time
from collections.abc import Iterator
from pathlib import Path

import requests

from tests.bench import peers
from tests.bench.row import Row

FORMS = {"GeoJSON": "json", "FlatGeobuf": "fgb", "CSV": "csv"}
FIRST_BYTE, MEGABYTES = 0.3, 150
TIMES = 5


def rows(url: str) -> list[Row]:
    """Each format some times, the slowest first byte and the greatest memory of a worker of all."""
    found = []
    with peers.ours(url) as address:
        for _ in range(20):  # both workers have started
            requests.get(address, timeout=30)
        for title, form in FORMS.items():
            asked = f"{address}/ogc/collections/parcels/export?f={form}"
            for worker in _workers(address):
                (worker / "clear_refs").write_text("5")  # the peak begins anew (proc(5))
            took = [_took(asked) for _ in range(TIMES)]
            first, whole, size = max(one[0] for one in took), min(one[1] for one in took), took[0][2]
            peak, own = max(_peak(worker) for worker in _workers(address))
            note = f"{1000 * first:.0f} ms; {size / 1e6:.0f} MB in {whole:.1f} s"
            found.append(
                Row(
                    f"whole layer as {title}: first byte",
                    1 / first,
                    1 / FIRST_BYTE,
                    f"limit of {1000 * FIRST_BYTE:.0f} ms",
                    note,
                )
            )
            found.append(
                Row(f"whole layer as {title}: memory", 1 / peak, 1 / MEGABYTES, f"limit of {MEGABYTES} MB a worker", f"{peak:.0f} MB, {own:.0f} of them its own")
            )  # fmt: skip
    return found


def _took(address: str) -> tuple[float, float, int]:
    """Seconds to the first byte and to the last, and bytes."""
    began = time.perf_counter()
    with requests.get(address, stream=True, timeout=300, headers={"Accept-Encoding": "identity"}) as answer:
        answer.raise_for_status()
        pieces = answer.iter_content(1 << 20)
        size = len(next(pieces))
        first = time.perf_counter() - began
        size += sum(map(len, pieces))
    return first, time.perf_counter() - began, size


def _workers(address: str) -> Iterator[Path]:
    """The processes below /proc that serve the address: children of the one whose command line has its port."""
    port = address.rsplit(":", 1)[1].encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            parent = (process / "stat").read_text().rpartition(")")[2].split()[1]
            above = Path(f"/proc/{parent}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # ended meanwhile
        if port in above and b"granian" in above and b"resource_tracker" not in b"".join(words):
            yield process


def _peak(process: Path) -> tuple[float, float]:
    """The most memory that it held, in megabytes, and how much of it without the libraries that all workers share."""
    lines = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
    whole, shared = (int(lines[name].split()[0]) * 1024 / 1e6 for name in ("VmHWM", "RssFile"))
    return whole, whole - shared
