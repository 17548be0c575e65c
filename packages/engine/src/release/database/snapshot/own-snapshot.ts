import { inRelease } from '../../command.ts'
import { type DatabaseContext, insideOf } from '../database-context.ts'
import { patienceMs } from './postgres-snapshot.ts'
import type { SnapshotSource } from './snapshot-source.ts'

/**
 * A database that is not this server's: with the address and the password of the project's own settings, which leave
 * its process only for pg_dump's environment. Null where that is not installed.
 */
export async function ownPostgresSource(context: DatabaseContext): Promise<SnapshotSource | null> {
  const inside = insideOf(context)
  const { code } = await inRelease(inside, ['sh', '-c', 'command -v pg_dump'])
  if (code !== 0) return null
  const argv = ['python', '-c', withOwnDatabase('pg_dump', ['--format=custom', '--lock-wait-timeout=60s'])]
  return {
    kind: 'dump',
    bytes: null,
    besides: null,
    write: (outputFile) => inRelease(inside, argv, { outputFile, timeoutMs: patienceMs }),
  }
}

/** Python that turns into one of PostgreSQL's programs, with the default database set as Django would. */
export function withOwnDatabase(program: string, words: readonly string[]): string {
  return `\
import os
import sys
from importlib import import_module

out = os.dup(1)
os.dup2(2, 1)
import_module(os.environ['DJANGO_SETTINGS_MODULE'].rpartition('.')[0]).choose_settings()
from django.conf import settings

database = settings.DATABASES['default']
options = database.get('OPTIONS') or {}
wanted = {
    'PGHOST': database.get('HOST'),
    'PGPORT': database.get('PORT'),
    'PGUSER': database.get('USER'),
    'PGPASSWORD': database.get('PASSWORD'),
    'PGSSLMODE': options.get('sslmode'),
    'PGSSLROOTCERT': options.get('sslrootcert'),
    'PGSERVICE': options.get('service'),
}
environment = dict(os.environ, PGCONNECT_TIMEOUT='10', **{key: str(value) for key, value in wanted.items() if value})
os.dup2(out, 1)
words = ${JSON.stringify([program, '--no-password', ...words])}
name = str(database.get('NAME') or '')
os.execvpe(words[0], words + (['--dbname', name] if name else []), environment)
`
}
