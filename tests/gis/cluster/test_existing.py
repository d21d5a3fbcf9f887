"""A server that DATABASE_URL names: refused with what it lacks, before anything else fails."""

import re
from collections.abc import Iterator
from contextlib import closing

import psycopg2
import pytest

from gis.cluster import existing
from gis.cluster.server import Cluster
from gis.errors import DothiError


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("server"))
    made.start()
    yield made
    made.remove()


def order(url: str, *statements: str) -> None:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


def test_a_server_with_everything_passes_by_either_scheme(cluster: Cluster) -> None:
    existing.check(cluster.url())
    existing.check(cluster.url().replace("postgresql://", "postgis://"))


def test_a_bare_database_lacks_postgis_which_only_a_superuser_adds(cluster: Cluster) -> None:
    order(cluster.url(), "CREATE DATABASE bare TEMPLATE template0")
    with pytest.raises(DothiError) as refusal:
        existing.check(cluster.url("bare"))
    assert refusal.value.code == "E-DB-06"
    assert refusal.value.values["remedy"] == "CREATE EXTENSION postgis;"


def test_following_the_remedies_makes_it_pass(cluster: Cluster) -> None:
    """What the role may add itself it adds; what is left is the right to write reference systems."""
    order(cluster.url(), "CREATE DATABASE mended TEMPLATE template0")
    order(cluster.superuser_url("mended"), "CREATE EXTENSION postgis")
    with pytest.raises(DothiError) as refusal:
        existing.check(cluster.url("mended"))
    assert "spatial_ref_sys" in refusal.value.values["remedy"]
    order(cluster.superuser_url("mended"), refusal.value.values["remedy"])
    existing.check(cluster.url("mended"))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ((r"/dothi$", "/nowhere"), "does not exist"),
        ((r"//dothi:", "//dothi:wrong"), "password authentication failed"),
        ((r":\d+/", ":1/"), "refused"),
    ],
)
def test_out_of_reach(cluster: Cluster, change: tuple[str, str], reason: str) -> None:
    with pytest.raises(DothiError, match="E-DB-05") as refusal:
        existing.check(re.sub(*change, cluster.url()))
    assert reason in refusal.value.values["reason"]
    assert cluster.url().split(":")[2].split("@")[0] not in str(refusal.value), "no password in what is said"
