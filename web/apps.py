"""The app `web`."""

from django.apps import AppConfig
from django.http import HttpRequest


class WebConfig(AppConfig):
    """Pages, templates and the map application; no models of its own."""

    name = "web"
    label = "web"

    def ready(self) -> None:
        """A session's clocks start when somebody signs in."""
        from django.contrib.auth.signals import user_logged_in

        from web.middleware.session_rules import begin

        def started(request: HttpRequest, **_: object) -> None:
            begin(request)

        user_logged_in.connect(started, weak=False, dispatch_uid="dothi-clocks")
