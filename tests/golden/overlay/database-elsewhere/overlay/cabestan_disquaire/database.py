# Managed by Cabestan. Reads the address of a database.
from urllib.parse import parse_qsl, unquote, urlsplit

ENGINES = {
    'postgres': 'django.db.backends.postgresql',
    'postgresql': 'django.db.backends.postgresql',
    'postgis': 'django.contrib.gis.db.backends.postgis',
    'mysql': 'django.db.backends.mysql',
    'mysql2': 'django.db.backends.mysql',
    'mysqlgis': 'django.contrib.gis.db.backends.mysql',
    'oracle': 'django.db.backends.oracle',
    'sqlite': 'django.db.backends.sqlite3',
    'spatialite': 'django.contrib.gis.db.backends.spatialite',
}


def from_url(address):
    """engine://user:password@host:port/name?option=value, the first four percent-encoded."""
    url = urlsplit(address)
    options = dict(parse_qsl(url.query))
    return {
        'ENGINE': ENGINES[url.scheme],
        'NAME': unquote(url.path[1:]),
        'USER': unquote(url.username or ''),
        'PASSWORD': unquote(url.password or ''),
        # A socket does not fit before the path: ?host=/run/postgresql.
        'HOST': options.pop('host', unquote(url.hostname or '')),
        'PORT': str(url.port or ''),
        'OPTIONS': options,
    }
