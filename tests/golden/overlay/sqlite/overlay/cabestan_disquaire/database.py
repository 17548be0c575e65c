# Managed by Cabestan. What SQLite needs to serve several workers.
from django.db.backends.signals import connection_created


def write_ahead(connection, **_):
    """Readers and a writer do not block each other any more."""
    if connection.vendor == 'sqlite':
        with connection.cursor() as cursor:
            cursor.execute('PRAGMA journal_mode=WAL')
            cursor.execute('PRAGMA synchronous=NORMAL')


connection_created.connect(write_ahead, dispatch_uid=__name__)
