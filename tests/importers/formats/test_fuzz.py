"""Files changed at random: each is read, or refused by a code, and nothing is left on the disk.

A reader may crash on them; then the child dies, which is E-FILE-05, and this process goes on.
"""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gis.errors import DothiError
from importers.reading.limits import ReadLimits
from importers.reading.process import read
from tests.importers.formats.written import WRITERS, plots

pytestmark = pytest.mark.long
LIMITS = ReadLimits(memory_mb=3_072, cpu_seconds=20, wall_seconds=60, spool_mb=256, unpacked_mb=64)
EXAMPLES = int(os.environ.get("DOTHI_FUZZ", "25"))

changes = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "drop", "double", "zero", "number"]), st.floats(0, 1, exclude_max=True),
        st.integers(0, 255), st.integers(1, 64),
    ),
    min_size=1,
    max_size=6,
)  # fmt: skip


def mutated(data: bytes, todo: list[tuple[str, float, int, int]]) -> bytes:
    """The bytes after some changes, each at a share of the length."""
    out = bytearray(data)
    for what, share, octet, length in todo:
        at = int(share * len(out))
        if what == "flip" and out:
            out[at] ^= octet or 1
        elif what == "cut":
            del out[at:]
        elif what == "drop":
            del out[at : at + length]
        elif what == "double":
            out[at:at] = out[at : at + length]
        elif what == "zero":
            out[at : at + length] = bytes(min(length, len(out) - at))
        elif what == "number":
            out[at : at + 4] = b"\xff\xff\xff\x7f"
    return bytes(out)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One small file of each format."""
    folder = tmp_path_factory.mktemp("mau")
    made = {}
    for kind, write in WRITERS.items():
        (folder / kind).mkdir()
        made[kind] = write(folder / kind, plots(8))
    return made


@pytest.mark.parametrize("kind", list(WRITERS))
def test_every_outcome_is_a_reading_or_a_code(kind: str, samples: dict[str, Path], tmp_path: Path) -> None:
    source, spools, copy = samples[kind], tmp_path / "spools", tmp_path / "copy"
    parts = sorted(path for path in source.parent.rglob("*") if path.is_file())

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True,
        phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(which=st.integers(0, len(parts) - 1), todo=changes)
    def check(which: int, todo: list[tuple[str, float, int, int]]) -> None:
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(source.parent, copy)
        part = copy / parts[which].relative_to(source.parent)
        part.write_bytes(mutated(part.read_bytes(), todo))
        before = sorted(copy.rglob("*"))
        try:
            with read(copy / source.relative_to(source.parent), spool_dir=spools, limits=LIMITS) as spool:
                assert spool.schema.names[:2] == ["fid", "geometry"]
                assert sum(len(batch) for batch in spool.batches()) == spool.count > 0
        except DothiError as refused:
            assert refused.code.startswith("E-")
            assert refused.sentence("vi")
        assert not list(spools.iterdir()), "nothing is left"
        assert sorted(copy.rglob("*")) == before, "nothing is written beside the source"

    check()
