# Managed by Cabestan. What uvicorn runs.
# The settings are chosen here, before the file of the project can choose others.
from cabestan_disquaire import choose_settings

choose_settings()

from django.core.asgi import get_asgi_application  # noqa: E402

application = get_asgi_application()

# For what this process starts.
choose_settings()
