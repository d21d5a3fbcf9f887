"""Who imports over the web, and what is theirs: asked by the API and by the page alike."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from gis.errors import NotFound
from importers.report import Material, open_report
from importers.uploads import Upload, find
from layers.access.errors import NotAllowed
from layers.access.requests import view_of
from layers.access.rights import Right
from layers.access.view import View
from layers.catalog.queries import RunFacts, get_run


@dataclass(frozen=True)
class Importer:
    """An account that may import somewhere. `limit`: the rights of the key or token that it comes with."""

    account: int
    view: View
    limit: frozenset[Right] | None


def importer_of(request: HttpRequest) -> Importer:
    """Raises NotAllowed: E-UPLOAD-08 where who asks may import nowhere."""
    view = view_of(request)
    if not request.user.is_authenticated or not any(grant.right is Right.IMPORT for grant in view.grants):
        raise NotAllowed("E-UPLOAD-08")
    return Importer(request.user.pk, view, getattr(request, "right_limit", None))


def upload_of(request: HttpRequest, upload: UUID) -> tuple[Importer, Upload]:
    """Raises NotAllowed: E-UPLOAD-08. NotFound: E-UPLOAD-01 where it isn't theirs."""
    importer = importer_of(request)
    return importer, find(upload, importer.account)


def layers_of(importer: Importer) -> frozenset[str]:
    """Layers that they may import into everywhere, and whose runs they may know."""
    view = importer.view
    return frozenset(name for name in view.layers if view.place(Right.IMPORT, name) is None)


def run_of(request: HttpRequest, run_id: int) -> tuple[Importer, RunFacts]:
    """A run for whoever asked for it, and for those who may import into all of its layer.

    Raises:
        NotAllowed: E-UPLOAD-08. NotFound: E-RUN-08 there is none that they may know.
    """
    importer, run = importer_of(request), get_run(run_id)
    if run.by_id != importer.account and run.layer not in layers_of(importer):
        raise NotFound("E-RUN-08", run=run_id)
    return importer, run


def report_of(request: HttpRequest, run_id: int) -> tuple[View, Material]:
    """The material of a run's report as who asks may read it; a look at personal values is recorded. Without the scope
    to import a key opens none, not even of what its account asked for.

    Raises:
        NotFound: E-CHECK-35 there is none that they may know.
    """
    view, limit = view_of(request), getattr(request, "right_limit", None)
    may_be_own = request.user.is_authenticated and (limit is None or Right.IMPORT in limit)
    return view, open_report(run_id, view, request.user.pk if may_be_own else None)
