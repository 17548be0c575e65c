from .common import *  # noqa: F403

DEBUG = False
SECRET_KEY = os.environ['SECRET_KEY']  # noqa: F405
DATABASES = {
    'default': {
        'ENGINE': 'django.db.backends.postgresql_psycopg2',
        'NAME': 'shop',
        'USER': 'shop',
        'PASSWORD': 'in-git-too',
        'HOST': 'localhost',
        'DISABLE_SERVER_SIDE_CURSORS': True,
    }
}
