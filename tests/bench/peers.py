"""The peers: tipg and pygeoapi with its own PostgreSQL provider, from a lock of their own, each on its best footing.

They serve the same features from one table with a GiST index in EPSG:4326, in which they needn't transform.
"""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import dj_database_url

from gis.setup import downloads
from gis.setup.places import ROOT, VAR
from gis.setup.steps import fingerprint, is_stamped, put_stamp
from tests.bench import ground

LOCK = Path(__file__).with_name("peers.lock")
ENVIRONMENT = VAR / "peers"
PYTHON = ENVIRONMENT / "bin" / "python"
TABLE = "peer_parcels"
WORKERS = "2"


def install() -> None:
    """Their virtual environment, made again when the lock changes."""
    stamp, wanted = ENVIRONMENT / "stamp", fingerprint(LOCK, str(ENVIRONMENT))
    if not is_stamped(stamp, wanted):
        subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=True)
        downloads.pip_install(PYTHON, LOCK)
        put_stamp(stamp, wanted)


def load(url: str) -> None:
    """Their table, by ogr2ogr, in EPSG:4326, analysed."""
    parts = dj_database_url.parse(url)
    target = f"PG:host={parts['HOST']} port={parts['PORT']} user={parts['USER']} dbname={parts['NAME']}"
    options = [
        "-nln",
        TABLE,
        "-nlt",
        "PROMOTE_TO_MULTI",
        "-t_srs",
        "EPSG:4326",
        "-lco",
        "GEOMETRY_NAME=geom",
        "-lco",
        "FID=id",
    ]
    subprocess.run(
        ["ogr2ogr", "-f", "PostgreSQL", target, ground.geopackage(), *options],
        env={**os.environ, "PG_USE_COPY": "YES", "PGPASSWORD": parts["PASSWORD"]}, check=True, capture_output=True,
    )  # fmt: skip
    with ground.session(url) as cursor:
        cursor.execute(f"ANALYZE {TABLE}")


@contextmanager
def ours(url: str, **settings: str) -> Iterator[str]:
    """Our server as `./dothi serve` runs it, with other settings where they are given: granian with two workers."""
    words = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", "{port}", "--workers", WORKERS]
    words += ["--blocking-threads", "2", "gis.wsgi:application"]
    environment = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "gis.settings", **settings}
    with _served(words, environment, "/ogc/conformance") as address:
        yield address


@contextmanager
def tipg(url: str) -> Iterator[str]:
    words = [PYTHON, "-m", "uvicorn", "tipg.main:app", "--port", "{port}", "--workers", WORKERS, "--log-level", "error"]
    environment = {"DATABASE_URL": url, "TIPG_DB_SCHEMAS": '["public"]', "TIPG_DEFAULT_MINZOOM": "0"}
    with _served(words, environment, f"/collections/public.{TABLE}") as address:
        yield address


@contextmanager
def tipg_untuned(url: str) -> Iterator[str]:
    """With the two settings that our cluster has otherwise as PostgreSQL brings them."""
    with tipg(f"{url}?jit=on&max_parallel_workers_per_gather=2") as address:
        yield address


@contextmanager
def pygeoapi(url: str) -> Iterator[str]:
    config, openapi = ENVIRONMENT / "pygeoapi.yml", ENVIRONMENT / "openapi.yml"
    config.write_text(json.dumps(_pygeoapi_configuration(url)))  # JSON is YAML
    environment = {"PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(openapi)}
    subprocess.run(
        [ENVIRONMENT / "bin" / "pygeoapi", "openapi", "generate", config, "--output-file", openapi],
        env={**os.environ, **environment}, check=True, capture_output=True,
    )  # fmt: skip
    words = [
        PYTHON,
        "-m",
        "gunicorn",
        "pygeoapi.flask_app:APP",
        "-w",
        WORKERS,
        "--threads",
        "4",
        "-b",
        "127.0.0.1:{port}",
    ]
    with _served(words, environment, f"/collections/{TABLE}") as address:
        yield address


def _pygeoapi_configuration(url: str) -> dict[str, object]:
    parts = dj_database_url.parse(url)
    data = {
        "host": parts["HOST"],
        "port": parts["PORT"],
        "dbname": parts["NAME"],
        "user": parts["USER"],
        "password": parts["PASSWORD"],
        "search_path": ["public"],
    }
    text = {"en": TABLE}
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": 5000}, "url": "http://127.0.0.1:5000", "mimetype": "application/json",
            "encoding": "utf-8", "languages": ["en-US"], "limits": {"default_items": 10, "max_items": 10000},
            "map": {"url": "https://example.org/{z}/{x}/{y}.png", "attribution": ""},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {"title": text, "description": text, "keywords": {"en": ["bench"]}, "keywords_type": "theme", "terms_of_service": "https://example.org", "url": "https://example.org"},
            "license": {"name": "x", "url": "https://example.org"},
            "provider": {"name": "x", "url": "https://example.org"},
            "contact": {"name": "x", "position": "x", "address": "x", "city": "x", "stateorprovince": "x", "postalcode": "x", "country": "x", "phone": "x", "fax": "x", "email": "x@example.org", "url": "https://example.org", "hours": "x", "instructions": "x", "role": "x"},
        },
        "resources": {
            TABLE: {
                "type": "collection", "title": text, "description": text, "keywords": {"en": ["bench"]}, "links": [],
                "extents": {"spatial": {"bbox": [107, 11, 109, 13], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}},
                "providers": [{"type": "feature", "name": "PostgreSQL", "data": data, "id_field": "id", "table": TABLE, "geom_field": "geom"}],
            }
        },
    }  # fmt: skip


@contextmanager
def _served(words: list[str | Path], environment: dict[str, str], probe: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (VAR / "bench" / "server.log").open("w")
    process = subprocess.Popen(
        [str(word).format(port=port) for word in words],
        cwd=ROOT, env={**os.environ, **environment}, stdout=log, stderr=log, start_new_session=True,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address + probe, process)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(probe: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        try:
            urlopen(probe, timeout=5).read()
            return
        except HTTPError as error:
            raise RuntimeError(f"{probe}: {error.code} {error.read()[:300]!r}") from error
        except (URLError, OSError):
            if process.poll() is not None:
                break
            time.sleep(0.2)
    raise RuntimeError(f"{probe} did not answer; see var/bench/server.log")
