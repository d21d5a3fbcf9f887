"""The kinds of job. A module named in the setting JOB_KINDS registers its own with one decorator:

    @job_kind("import", title=Sentence(vi="Nhập tệp", en="Import files"), limit_seconds=3600)
    def import_in_background(job: RunningJob, *, files: list[str], layer: str) -> dict[str, Any]:
        ...

Such modules are loaded by every worker, so what is heavy they import inside the function. Parameters and result are
what JSON holds.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from gis.errors import DothiError
from layers.jobs.sentence import Sentence

Function = Callable[..., Any]


@dataclass(frozen=True)
class JobKind:
    """A function, how people call it, and how long one attempt may take."""

    name: str
    title: Sentence
    limit_seconds: float
    function: Function


_kinds: dict[str, JobKind] = {}


def job_kind(name: str, *, title: Sentence, limit_seconds: float) -> Callable[[Function], Function]:
    """Register the function; it is called with the running job and the parameters by name."""

    def register(function: Function) -> Function:
        if name in _kinds and _kinds[name].function.__qualname__ != function.__qualname__:
            raise ValueError(f"two kinds of job are called {name}")
        _kinds[name] = JobKind(name, title, limit_seconds, function)
        return function

    return register


def kind_named(name: str) -> JobKind:
    """Raises DothiError: E-JOB-02 where no module registers it, such as one of an earlier version."""
    kinds = all_kinds()
    if name not in kinds:
        raise DothiError("E-JOB-02", kind=name)
    return kinds[name]


def title_of(name: str) -> Sentence:
    """How people call a kind; its bare name where it isn't known any more."""
    kind = all_kinds().get(name)
    return kind.title if kind else Sentence(vi=name, en=name)


def all_kinds() -> dict[str, JobKind]:
    """Every kind by name; the modules are loaded with the first call."""
    for module in settings.JOB_KINDS:
        importlib.import_module(module)
    return _kinds
