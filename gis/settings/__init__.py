"""Django settings, in three parts: the framework's, the web's, and the city's. The environment overrides:

DATABASE_URL (where PostgreSQL is), DOTHI_SECRET_KEY, DOTHI_ALLOWED_HOSTS, DOTHI_DEBUG, and the city's values in
`gis.settings.city`. docs/reference/settings.md lists them all.
"""

from gis.settings.city import *  # noqa: F403
from gis.settings.clients import *  # noqa: F403
from gis.settings.framework import *  # noqa: F403
from gis.settings.imports import *  # noqa: F403
from gis.settings.security import *  # noqa: F403
from gis.settings.sign_in import *  # noqa: F403
from gis.settings.webhooks import *  # noqa: F403
