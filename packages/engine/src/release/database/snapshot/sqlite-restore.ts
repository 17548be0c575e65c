import { CabestanError } from '@cabestan/protocol/failures'
import * as z from 'zod'
import { endOf } from '../../../host/run.ts'
import { inRelease } from '../../command.ts'
import { askDjango } from '../ask-django.ts'
import { type DatabaseContext, insideOf } from '../database-context.ts'
import { patienceMs } from './postgres-snapshot.ts'
import { saveDatabase } from './snapshot.ts'

/**
 * Written into the database that is there, in one transaction of SQLite's own: whoever reads or writes meanwhile has
 * the former one or the saved one, and never half of either.
 */
export async function restoreSqlite(context: DatabaseContext, path: string): Promise<void> {
  const file = context.order.database.file ?? (await fileOf(context))
  await saveDatabase(context, { vendor: 'sqlite', database: file }, 'restore')
  const argv = ['python', '-c', script, file]
  const { code, stderr } = await inRelease(insideOf(context), argv, {
    inputFile: path,
    timeoutMs: patienceMs,
  })
  if (code === 0) return
  throw new CabestanError('restore.failed', { path }, { detail: { exitCode: code, tail: endOf(stderr) } })
}

/** Of a project whose settings stand as they are. */
function fileOf(context: DatabaseContext): Promise<string> {
  const script = "from django.conf import settings\nanswer(str(settings.DATABASES['default']['NAME']))\n"
  return askDjango(insideOf(context), { script, answer: z.string() })
}

const script = `\
import os
import shutil
import sqlite3
import sys
import tempfile

path = sys.argv[1]
handle, copy = tempfile.mkstemp(dir=os.path.dirname(path), prefix='.restore-')
try:
    with os.fdopen(handle, 'wb') as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    source = sqlite3.connect(copy)
    answer = source.execute('PRAGMA integrity_check').fetchone()[0]
    if answer != 'ok':
        sys.exit(answer)
    target = sqlite3.connect(path, timeout=60)
    # Whoever holds it for longer than this is named by the error; the copying itself would wait for ever.
    target.execute('BEGIN IMMEDIATE')
    target.rollback()
    source.backup(target)
    target.close()
finally:
    for each in (copy, copy + '-wal', copy + '-shm', copy + '-journal'):
        if os.path.exists(each):
            os.unlink(each)
`
