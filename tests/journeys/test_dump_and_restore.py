"""A plain pg_dump of the demo restores with a plain pg_restore into a new cluster: same counts, same geometry."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import dj_database_url
import psycopg2
import pytest

from gis import cluster
from gis.cluster import Cluster
from tests import databases

HASHES = """
SELECT table_name, (xpath('/row/h/text()', query_to_xml(format(
    'SELECT count(*) || '' '' || coalesce(md5(string_agg(md5(ST_AsEWKB(geom)), '''' ORDER BY public_id, valid_from)), '''') AS h FROM feature.%I',
    table_name), false, true, '')))[1]::text
FROM information_schema.columns WHERE table_schema = 'feature' AND column_name = 'geom' ORDER BY 1
"""


def contents(url: str) -> dict[str, str]:
    """Count and geometry hash of every feature table, history and drafts too, and counts of the catalog."""
    parts = dj_database_url.parse(url)
    with psycopg2.connect(
        dbname=parts["NAME"], user=parts["USER"], password=parts["PASSWORD"], host=parts["HOST"], port=parts["PORT"]
    ) as connection:
        cursor = connection.cursor()
        cursor.execute(HASHES)
        found = dict(cursor.fetchall())
        cursor.execute("SELECT count(*), max(id) FROM feature.change_log")
        found["change_log"] = str(cursor.fetchone())
        cursor.execute(
            "SELECT count(*), md5(string_agg(s::text, '' ORDER BY id)), max((SELECT last_value FROM feature.change_position))"
            " FROM feature.change_set s"
        )
        found["change_set"] = str(cursor.fetchone())
        cursor.execute("SELECT count(*), md5(string_agg(c::text, '' ORDER BY c::text)) FROM feature.run_change c")
        found["run_change"] = str(cursor.fetchone())
        cursor.execute(
            "SELECT count(*), string_agg(proj4text, ';' ORDER BY srid) FROM spatial_ref_sys WHERE auth_name = 'DOTHI'"
        )
        found["twins"] = str(cursor.fetchone())
        cursor.execute("SELECT count(*), max(id), md5(string_agg(e::text, '' ORDER BY id)) FROM audit.event e")
        found["audit"] = str(cursor.fetchone())
        cursor.execute("SELECT count(*), md5(string_agg(hash::text, '' ORDER BY number)) FROM audit.seal")
        found["seals"] = str(cursor.fetchone())
        cursor.execute("SELECT count(*) FROM catalog_layer")
        found["layers"] = str(cursor.fetchone())
    return found


@pytest.fixture(scope="module")
def another_cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory(prefix="dothi-restore-") as folder:
        Path(folder).chmod(0o755)
        other = cluster.new_cluster(Path(folder))
        other.start()
        yield other
        other.remove()


@pytest.fixture(scope="module")
def dumped(
    demo_database: str, tmp_path_factory: pytest.TempPathFactory, django_db_blocker
) -> tuple[Path, dict[str, str]]:
    """The dump, and what the database held; history and a dated row among it."""
    with django_db_blocker.unblock():
        name = databases.clone(databases.untouched(demo_database), f"{demo_database}_dumped")
        url = databases.url_of(name)
    parts = dj_database_url.parse(url)
    with psycopg2.connect(
        dbname=name, user=parts["USER"], password=parts["PASSWORD"], host=parts["HOST"], port=parts["PORT"]
    ) as connection:
        cursor = connection.cursor()
        cursor.execute("UPDATE feature.parcels SET loai_dat = 'TMD' WHERE public_id <= 50")
        cursor.execute("UPDATE feature.parcels SET valid_to = '2027-01-01' WHERE public_id = 7")
        cursor.execute(
            "INSERT INTO feature.parcels (public_id, valid_from, geom) SELECT 7, '2027-01-01', geom FROM feature.parcels WHERE public_id = 7"
        )
        cursor.execute("DELETE FROM feature.rotterdam_parcels WHERE public_id <= 5")
    path = tmp_path_factory.mktemp("dump") / "city.dump"
    subprocess.run([cluster.programs() / "pg_dump", "-Fc", "-f", path, url], check=True)
    held = contents(url)
    with django_db_blocker.unblock():
        databases.drop(name)
    return path, held


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_plain_restore_brings_everything_back(
    another_cluster: Cluster, dumped: tuple[Path, dict[str, str]], jobs: int
) -> None:
    path, held = dumped
    assert len(held) > 18
    target = another_cluster.superuser_url(f"restored_{jobs}")
    subprocess.run(
        [
            another_cluster.binaries() / "createdb",
            "--maintenance-db",
            another_cluster.superuser_url(),
            "--template",
            "template0",
            f"restored_{jobs}",
        ],
        check=True,
    )
    restored = subprocess.run(
        [another_cluster.binaries() / "pg_restore", "-j", str(jobs), "--exit-on-error", "-d", target, path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert restored.returncode == 0, restored.stderr
    assert contents(target) == held
