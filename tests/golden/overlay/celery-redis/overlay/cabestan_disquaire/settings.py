# Managed by Cabestan. The settings of disquaire in production.
# What the project says in shop.settings stands, except for what is said again here.
import os
import sys
from importlib import import_module

import django

from cabestan_disquaire import logs, release

# While they are read, the project's settings are the settings: some look up their own name.
os.environ['DJANGO_SETTINGS_MODULE'] = 'shop.settings'
project = import_module('shop.settings')
os.environ['DJANGO_SETTINGS_MODULE'] = __name__
# Every name in capitals, as Django itself takes them: `import *` would heed __all__.
globals().update({name: getattr(project, name) for name in dir(project) if name.isupper()})

# Errors show no insides to visitors.
DEBUG = False

# Made on the server; it stands in the environment file and nowhere else.
SECRET_KEY = os.environ['SECRET_KEY']

# The names that the site answers to; any other is refused.
ALLOWED_HOSTS = ['203.0.113.10']

# Forms are taken from the pages of the site.
CSRF_TRUSTED_ORIGINS = ['http://203.0.113.10']

# Visitors speak with nginx, which says in this header whether they came by https. It sets the
# header itself, so nobody else can.
SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')

# Browsers take this header by https alone, and complain of it in their console otherwise.
SECURE_CROSS_ORIGIN_OPENER_POLICY = None

# PostgreSQL through its unix socket: it knows the application by its system user, without a
# password.
DATABASES = {
    **DATABASES,
    'default': {
        **DATABASES.get('default', {}),
        'ENGINE': 'django.db.backends.postgresql',
        'NAME': 'disquaire',
        'USER': 'disquaire',
        'PASSWORD': '',
        'HOST': '/run/postgresql',
        'PORT': '',
        'CONN_MAX_AGE': 600,
        'CONN_HEALTH_CHECKS': True,
    },
}

# The Redis on this server that is for this application alone.
redis_server = 'redis://:%(REDIS_PASSWORD)s@127.0.0.1:%(REDIS_PORT)s' % os.environ
CELERY_BROKER_URL = redis_server + '/0'
CELERY_RESULT_BACKEND = redis_server + '/0'

# The cache has a database to itself: cache.clear() empties all of one.
CACHES = {**CACHES, 'default': {**CACHES['default'], 'LOCATION': redis_server + '/1'}}

# Each release has its own static files, which nginx serves.
STATIC_ROOT = str(release / 'static')

# Browsers may keep a file for ever when its name changes with its content.
if django.VERSION >= (4, 2):
    STORAGES = {
        'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'},
        **getattr(project, 'STORAGES', {}),
        'staticfiles': {'BACKEND': 'cabestan_disquaire.storage.HashedStaticFiles'},
    }
else:
    STATICFILES_STORAGE = 'cabestan_disquaire.storage.HashedStaticFiles'

# What visitors upload outlives the release.
MEDIA_ROOT = '/srv/disquaire/media'

# A mail server that does not answer holds nobody up.
EMAIL_TIMEOUT = 10

# Every answer of 400 and above, every warning and error, in files; what the project logs stays.
LOGGING = logs.with_files({}, '/var/log/disquaire/site')

# First what sees every answer that fails, then those of the project.
MIDDLEWARE = ['cabestan_disquaire.middleware.FailureLog', *MIDDLEWARE]

# Code that imports the project's settings by name finds what is in force, and names that only this file has.
in_force = {name: value for name, value in globals().items() if name.isupper()}
own = dict(vars(project))
vars(project).update(in_force)
# So do modules that the same value came from, or went to.
for module in ['shop.celery']:
    names = vars(sys.modules.get(module, project))
    names.update({n: v for n, v in in_force.items() if n in names and names[n] is own.get(n)})
