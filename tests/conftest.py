"""What all tests share: a real PostGIS, databases of their own where needed, a served demo, small layers."""

import atexit
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from gis import cluster
from gis.cluster.locks import exclusive

if "DATABASE_URL" not in os.environ:  # not by ./dothi test: it is stopped when this process ends
    _server = ExitStack()
    os.environ["DATABASE_URL"] = _server.enter_context(cluster.for_tests())
    atexit.register(_server.close)
# Playwright runs an event loop in the tests' thread; Django would refuse its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

import dj_database_url  # the server has to run first
from django.conf import settings as django_settings
from hypothesis import HealthCheck, settings

from tests import databases, longest_first

pytest_plugins = ["tests.journeys.browser"]

ROOT = Path(__file__).resolve().parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"

# pytest-django read the settings before this server was known, where ./dothi test didn't start it.
django_settings.DATABASES["default"].update(
    dj_database_url.parse(
        os.environ["DATABASE_URL"], engine="django.contrib.gis.db.backends.postgis", conn_max_age=None
    )
)

settings.register_profile(
    "dothi",
    deadline=None,  # the database's first answer may take long
    max_examples=int(os.environ.get("DOTHI_EXAMPLES", "40")),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("dothi")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    longest_first.sort(items)


@pytest.fixture(autouse=True)
def _fresh_catalog() -> Iterator[None]:
    """What one test saw of the catalog is unknown to the next."""
    databases.forget_all()
    yield
    databases.forget_all()


@pytest.fixture(scope="session")
def template_database(django_db_blocker: Any) -> Iterator[str]:
    """A migrated database, to be cloned. Yields its name; each process of a run has its own."""
    from django.core.management import call_command

    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    name = f"{django_settings.DATABASES['default']['TEST']['NAME']}_{worker}_template"
    with django_db_blocker.unblock():
        databases.clone("template1", name)
        with databases.connected_to(name):
            call_command("migrate", verbosity=0)
        yield name
        databases.drop(name)


@pytest.fixture(scope="session")
def django_db_setup(template_database: str, django_db_blocker: Any) -> Iterator[None]:
    """pytest-django's database for tests in transactions: cloned too, where its own way would migrate once more."""
    name = template_database.removesuffix("_template")
    with django_db_blocker.unblock():
        databases.clone(template_database, name)
        with databases.connected_to(name):
            yield
        databases.drop(name)


@pytest.fixture
def own_database(template_database: str, django_db_blocker: Any) -> Iterator[str]:
    """A database for this test alone: its commits are real and other connections see them. Yields its URL."""
    name = f"{template_database}_own"
    with django_db_blocker.unblock():
        databases.clone(template_database, name)
        with databases.connected_to(name):
            yield databases.url_of(name)
        databases.drop(name)


@pytest.fixture(scope="session")
def demo_database(
    template_database: str, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database with the demo loaded by the real importers. Yields its name; tests only read.

    Loading takes half a minute: the first process of a run to want it does it, the others copy what that one made.
    """
    name = f"{template_database}_demo"
    folder = tmp_path_factory.getbasetemp()
    made = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "demo"
    lock = made.with_suffix(".lock")
    with django_db_blocker.unblock():
        with exclusive(lock):
            other = made.read_text() if made.exists() else ""
            if databases.exists(other):
                databases.clone(other, databases.untouched(name))
            else:
                _load_demo(template_database, databases.untouched(name))
                made.write_text(databases.untouched(name))
            databases.clone(databases.untouched(name), name)
        yield name
        databases.drop(name)
        with exclusive(lock):
            databases.drop(databases.untouched(name))


def _load_demo(template: str, name: str) -> None:
    from gis.demo.load import load_demo

    databases.clone(template, name)
    with databases.connected_to(name):
        load_demo(lambda text: None, size=2_000)


@pytest.fixture(scope="session")
def demo_site(demo_database: str, django_db_blocker: Any) -> Iterator[str]:
    """The demo served by the real server; yields its address without a slash at the end."""
    with django_db_blocker.unblock():
        url = databases.url_of(demo_database)
    with served(url) as address:
        yield address


class served:  # noqa: N801  # a context manager that reads as a verb
    """The product served on a free port over a database."""

    def __init__(self, database_url: str, workers: int = 1, port: int = 0, **environment: str) -> None:
        self.database_url, self.workers, self.port, self.environment = database_url, workers, port, environment

    def __enter__(self) -> str:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", self.port))
            port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "granian",
                "--interface",
                "wsgi",
                "--port",
                str(port),
                "--workers",
                str(self.workers),
                "gis.wsgi:application",
            ],
            cwd=ROOT,
            env={
                **os.environ,
                "DATABASE_URL": self.database_url,
                "DJANGO_SETTINGS_MODULE": "gis.settings",
                **self.environment,
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        address = f"http://127.0.0.1:{port}"
        for _ in range(600):  # two minutes: the machine may be busy
            try:
                urlopen(f"{address}/ogc/conformance", timeout=2)
                return address
            except (URLError, OSError):
                time.sleep(0.2)
        self.process.kill()
        raise RuntimeError("the server did not start")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(60)


@pytest.fixture
def demo(demo_database: str, django_db_blocker: Any) -> Iterator[None]:
    """Django connected to the demo's database, for tests that only read."""
    with django_db_blocker.unblock(), databases.connected_to(demo_database):
        yield


@pytest.fixture
def shared_data() -> Path:
    """The folder of real files beside the project; tests that need it are skipped where it isn't."""
    if not SHARED_DATA.is_dir():
        pytest.skip("needs ../shared/data")
    return SHARED_DATA


Describe = Callable[..., Any]


@pytest.fixture
def describe() -> Describe:
    """Makes small layer descriptions: `describe("plots", kind="polygon", epsg=5899, fields={"so": "integer"})`."""
    from gis.spatial.kinds import GeometryKind
    from layers.catalog.description import FieldDescription, FieldType, LayerDescription, Title

    def make(
        name: str = "plots",
        *,
        kind: str = "polygon",
        epsg: int = 5899,
        fields: dict[str, str] | None = None,
        **more: Any,
    ) -> LayerDescription:
        return LayerDescription(
            name=name,
            title=Title(f"Lớp {name}", f"Layer {name}"),
            theme="land",
            geometry_kind=GeometryKind(kind),
            storage_epsg=epsg,
            fields=tuple(
                FieldDescription(field, Title(field, field), FieldType(kind_of))
                for field, kind_of in (fields or {"name": "text"}).items()
            ),
            **more,
        )

    return make
