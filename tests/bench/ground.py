"""What is measured on: 302,500 deterministic parcels as files, and databases of the private cluster."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dj_database_url
import psycopg2

from gis.setup.places import ROOT, VAR

FOLDER = VAR / "bench"
ROWS_A_SIDE = 550
EPSG = 9218
OTHER_EPSG = 5899


def geopackage(side: int = ROWS_A_SIDE) -> Path:
    """The deterministic layer of side x side parcels, made once."""
    path = FOLDER / ("parcels.gpkg" if side == ROWS_A_SIDE else f"parcels_{side}.gpkg")
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        half = FOLDER / "half.gpkg"
        half.unlink(missing_ok=True)
        script = Path(__file__).with_name("make_parcels.py")
        subprocess.run([sys.executable, script, str(side), half], check=True)
        half.rename(path)
    return path


def changed() -> Path:
    """The same layer, where the land use of every hundredth parcel is another."""
    path = FOLDER / "changed.gpkg"
    if not path.exists():
        half = FOLDER / "half.gpkg"
        shutil.copyfile(geopackage(), half)
        change = "UPDATE parcels SET loai_dat = 'HNK' WHERE fid % 100 = 0"
        subprocess.run(["ogrinfo", half, "-sql", change], check=True, capture_output=True)
        half.rename(path)
    return path


def shapefile() -> Path:
    """The same layer as a Shapefile, written by ogr2ogr."""
    path = FOLDER / "shp" / "parcels.shp"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["ogr2ogr", path, geopackage(), "-lco", "ENCODING=UTF-8"], check=True, capture_output=True)
    return path


def database(name: str) -> str:
    """The URL of another database on the server of DATABASE_URL."""
    url = os.environ["DATABASE_URL"]
    return url[: url.rindex("/") + 1] + name


@contextmanager
def session(url: str) -> Iterator["psycopg2.extensions.cursor"]:
    """A cursor that commits by itself."""
    parts = dj_database_url.parse(url)
    connection = psycopg2.connect(
        dbname=parts["NAME"], user=parts["USER"], password=parts["PASSWORD"], host=parts["HOST"], port=parts["PORT"]
    )
    connection.autocommit = True
    try:
        yield connection.cursor()
    finally:
        connection.close()


def fresh(name: str) -> str:
    """An empty database with PostGIS and our schema; yields its URL."""
    with session(database("postgres")) as cursor:
        _drop(cursor, name)
        cursor.execute(f'CREATE DATABASE "{name}"')
    url = database(name)
    python(
        [
            "-c",
            "import django; django.setup(); from django.core.management import call_command as c; c('migrate', verbosity=0)",
        ],
        url,
    )
    return url


def drop(name: str) -> None:
    with session(database("postgres")) as cursor:
        _drop(cursor, name)


def _drop(cursor: "psycopg2.extensions.cursor", name: str) -> None:
    # Not WITH (FORCE): that would end an autovacuum worker too, which an ordinary role may not.
    cursor.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename = current_user", [name]
    )
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


def python(words: list[str | Path], url: str) -> str:
    """Run our Python on a database in a process of its own, so that its memory and time are its own."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "gis.settings", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout
