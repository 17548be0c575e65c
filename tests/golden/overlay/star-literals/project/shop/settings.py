from shop.defaults import *  # noqa: F403

SECRET_KEY = 'django-insecure-in-git-3m8w0k5r7y2b9n4q6z1x'
ALLOWED_HOSTS = ['shop.example', 'localhost']
X_FRAME_OPTIONS = 'DENY'
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_BROWSER_XSS_FILTER = True
DEFAULT_AUTO_FIELD = 'django.db.models.AutoField'
__all__ = ['SECRET_KEY']
