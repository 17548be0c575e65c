from .common import *  # noqa: F403

DEBUG = True
SECRET_KEY = 'only-for-development'
INSTALLED_APPS += ['not_in_production']  # noqa: F405
