"""Addresses of static files below the prefix under which the client reached us (web.middleware.client_address)."""

from django.contrib.staticfiles.storage import StaticFilesStorage
from django.urls import get_script_prefix


class PrefixedStaticFilesStorage(StaticFilesStorage):
    """Django puts a prefix before STATIC_URL once, for the whole process; ours may differ from request to request."""

    def url(self, name: str | None) -> str:
        return get_script_prefix().rstrip("/") + str(super().url(name))
