# Managed by Cabestan. What uvicorn runs.
# The settings are chosen here, before the file of the project can choose others.
from cabestan_disquaire import choose_settings

choose_settings()

import django  # noqa: E402

# Consumers are often imported before Django is asked for its part, and want their models.
django.setup()

from shop.asgi import application  # noqa: E402

# For what this process starts.
choose_settings()

from django.core.asgi import get_asgi_application  # noqa: E402

# The project routes websockets alone. Up to version 3 Channels gave all else to Django by itself.
routes = getattr(application, 'application_mapping', {})
routes.setdefault('http', get_asgi_application())
