"""The WSGI application that granian serves, ready before the first request."""

import gc
import os

gc.disable()  # until all is imported: it stays anyway, and looking through it on the way took 0.1 s
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import get_resolver  # noqa: E402

YOUNG, MIDDLE, OLD = 10_000, 20, 20
"""After so many new objects, and so many smaller passes, the collector of cycles looks around."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gis.settings")
application = get_wsgi_application()
from gis.slow_statements import limit_in_this_process  # noqa: E402  Django has to be ready
from layers.api_clients.counting import begin_in_this_process  # noqa: E402  Django has to be ready

limit_in_this_process()
begin_in_this_process()
get_resolver().url_patterns  # noqa: B018  reading them imports every view, which no reader has to wait for then
# What was imported stays anyway. Looking through all of it again took 90 ms, now and then in the midst of a request.
gc.collect()
gc.freeze()
gc.set_threshold(YOUNG, MIDDLE, OLD)
gc.enable()
