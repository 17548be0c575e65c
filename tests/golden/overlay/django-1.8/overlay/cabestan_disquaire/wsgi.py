# Managed by Cabestan. What gunicorn runs.
# The settings are chosen here, before the file of the project can choose others.
from cabestan_disquaire import choose_settings

choose_settings()

from shop.wsgi import application  # noqa: E402

# For what this process starts.
choose_settings()
