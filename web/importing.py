"""Who imports over the web, and what is theirs: asked by the API and by the page alike."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from importers.uploads import Upload, find
from layers.access.errors import NotAllowed
from layers.access.requests import view_of
from layers.access.rights import Right
from layers.access.view import View


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
