import os

if os.environ.get('ENV') == 'production':
    from .production import *  # noqa: F403
else:
    from .development import *  # noqa: F403
