import { head } from '../head.ts'
import { databaseHelpers } from './database.ts'
import type { OverlayView } from './view.ts'

/** `database.py`, where the settings need code for their database. */
export function databaseModule(view: OverlayView): string | null {
  switch (databaseHelpers(view)) {
    case null:
      return null
    case 'wal':
      return wal
    case 'from-url':
      return fromUrl
  }
}

const wal = `${head('What SQLite needs to serve several workers.')}
from django.db.backends.signals import connection_created


def write_ahead(connection, **_):
    """Readers and a writer do not block each other any more."""
    if connection.vendor == 'sqlite':
        with connection.cursor() as cursor:
            cursor.execute('PRAGMA journal_mode=WAL')
            cursor.execute('PRAGMA synchronous=NORMAL')


connection_created.connect(write_ahead, dispatch_uid=__name__)
`

const fromUrl = `${head('Reads the address of a database.')}
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
`
