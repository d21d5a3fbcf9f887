"""The script itself, on a tree where nothing was set up: from anywhere, under any name, as anybody."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gis import __version__
from gis.setup.places import ROOT

AS_ROOT = os.geteuid() == 0
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@pytest.fixture
def tree(tmp_path: Path) -> Iterator[Path]:
    """A copy of what the script needs, with nothing set up, in a private folder with a space and a quote."""
    parent = tmp_path / "O'Neill town"
    parent.mkdir(mode=0o700)
    tree = parent / "dothi gis"
    shutil.copytree(ROOT / "gis", tree / "gis", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("dothi", "pyproject.toml", "requirements.lock"):
        shutil.copy2(ROOT / name, tree / name)
    yield tree


def call(tree: Path, *words: str, cwd: str | Path = "/", **environment: str) -> "subprocess.CompletedProcess[str]":
    env = {"PATH": f"{Path(sys.executable).parent}:{SYSTEM_PATH}", "HOME": "/nonexistent", "LANG": "C.UTF-8"}
    return subprocess.run(
        [tree / "dothi", *words], cwd=cwd, env={**env, **environment}, capture_output=True, text=True, timeout=60
    )


def test_status_before_anything_was_set_up_costs_nothing(tree: Path) -> None:
    answer = call(tree, "status", "--json")
    assert answer.returncode == 1
    assert json.loads(answer.stdout) == {
        "running": False,
        "url": None,
        "ogc_url": None,
        "database_url": None,
        "version": __version__,
    }
    assert not (tree / ".venv").exists()


@pytest.mark.parametrize(
    ("words", "code"), [(["help"], 0), ([], 0), (["serve", "--help"], 0), (["version"], 0), (["nonsense"], 2)]
)
def test_help_and_version_cost_nothing_either(tree: Path, words: list[str], code: int) -> None:
    answer = call(tree, *words)
    assert (answer.returncode, answer.stderr) == (code, "")
    assert answer.stdout
    assert not (tree / ".venv").exists()


def test_it_answers_in_vietnamese(tree: Path) -> None:
    assert "Chưa có gì được cài đặt" in call(tree, "help", LANG="vi_VN.UTF-8").stdout


def test_modules_of_the_folder_it_is_called_in_are_not_taken(tree: Path, tmp_path: Path) -> None:
    for name in ("gis", "json", "click"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken from the wrong folder')")
    answer = call(tree, "version", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert answer.stdout.strip() == __version__


def test_it_can_be_called_through_a_link(tree: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tree / "dothi")
    answer = subprocess.run([tmp_path / "link", "version"], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == __version__


@pytest.fixture
def open_tree(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same where an ordinary user may read it, but not write."""
    home = Path("/var/tmp") / f"dothi test {os.getpid()}"  # noqa: S108
    shutil.copytree(tree, home)
    home.chmod(0o755)
    yield home
    shutil.rmtree(home)


def as_nobody(tree: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        list(words), cwd=tree, env={"PATH": SYSTEM_PATH, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        user="nobody", group="nogroup", extra_groups=[], capture_output=True, text=True, timeout=60,
    )  # fmt: skip


@pytest.mark.skipif(not AS_ROOT, reason="becomes another user")
def test_a_tree_of_somebody_else_is_refused(open_tree: Path) -> None:
    answer = as_nobody(open_tree, "./dothi", "db", "start")
    assert answer.returncode == 1
    assert answer.stderr == (
        f"E-SETUP-06 The user nobody may not write to {open_tree}. Call ./dothi as the user root whom it belongs to, "
        "or clone the project into a folder of your own.\n"
    )


@pytest.mark.skipif(not AS_ROOT, reason="becomes another user")
def test_without_root_or_sudo_it_says_what_is_to_be_installed(open_tree: Path) -> None:
    code = "from gis.setup.downloads import as_administrator; as_administrator(['postgresql-15-postgis-3'])"
    answer = as_nobody(open_tree, "python3", "-c", code)
    assert "E-SETUP-03" in answer.stderr
    assert "apt-get install --no-install-recommends postgresql-15-postgis-3" in answer.stderr


@pytest.fixture
def without_python(tree: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a system on which there is no Python, nor apt-get."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "dirname", "readlink", "id", "mkdir", "sed"):
        (programs / name).symlink_to(shutil.which(name) or "")
    script = (tree / "dothi").read_text().replace("/usr/bin/python3", "/nonexistent/python3")
    (tree / "dothi").write_text(script)
    return {"PATH": str(programs)}


@pytest.mark.parametrize(("language", "sentence"), [("en", "There is no Python 3.11"), ("vi", "Không tìm thấy Python")])
def test_without_python_and_the_means_to_install_it(
    tree: Path, without_python: dict[str, str], language: str, sentence: str
) -> None:
    answer = call(tree, "demo", **without_python, LANG=language)
    assert answer.returncode == 1
    assert answer.stderr.startswith("E-SETUP-01 ")
    assert sentence in answer.stderr


def test_status_does_not_even_need_python(tree: Path, without_python: dict[str, str]) -> None:
    answer = call(tree, "status", "--json", **without_python)
    assert (answer.returncode, answer.stderr) == (1, "")
    assert answer.stdout == call(tree, "status", "--json").stdout


def test_what_the_script_says_is_what_the_table_says() -> None:
    from gis.error_texts import TEXTS

    text, script = TEXTS["E-SETUP-01"], (ROOT / "dothi").read_text()
    assert f"{text.sentence_en} {text.way_out_en}" in script
    assert f"{text.sentence_vi} {text.way_out_vi}" in script
