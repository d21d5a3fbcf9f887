"""Servers of other kinds that only tests talk to: an OpenID Connect server, from npm."""

from gis.setup import downloads, node
from gis.setup.places import SETUP_STATE, TEST_OIDC
from gis.setup.steps import Step, fingerprint, is_stamped, put_stamp
from gis.setup.terminal import local

STAMP = SETUP_STATE / "test_servers.stamp"


def step() -> Step:
    """Install it where its lock changed."""
    return Step(
        local("Installing the tests' servers", "Cài các máy chủ dùng khi kiểm thử"), is_done=_is_done, do=_install
    )


def _inputs_hash() -> str:
    return fingerprint(*(TEST_OIDC / name for name in ("package.json", "package-lock.json")))


def _is_done() -> bool:
    return (TEST_OIDC / "node_modules").is_dir() and is_stamped(STAMP, _inputs_hash())


def _install() -> None:
    downloads.npm_install(node.bin_folder() / "npm", TEST_OIDC, node.environment())
    put_stamp(STAMP, _inputs_hash())
