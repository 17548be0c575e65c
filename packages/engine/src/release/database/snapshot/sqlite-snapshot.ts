import { dirname } from 'node:path'
import { inRelease } from '../../command.ts'
import { type DatabaseContext, insideOf } from '../database-context.ts'
import { patienceMs } from './postgres-snapshot.ts'
import type { SnapshotSource } from './snapshot-source.ts'

/** Copied by SQLite itself while others read and write: a copy of the file alone would lack what is in the WAL. */
export async function sqliteSource(context: DatabaseContext, file: string): Promise<SnapshotSource | null> {
  const { files } = context.host
  const [stat, log] = await Promise.all([files.stat(file), files.stat(`${file}-wal`)])
  if (stat === null) return null
  const options = { input: script, timeoutMs: patienceMs }
  return {
    kind: 'sqlite3',
    bytes: stat.size + (log?.size ?? 0),
    besides: dirname(file),
    write: (outputFile) => inRelease(insideOf(context), ['python', '-', file], { ...options, outputFile }),
  }
}

const script = `\
import os
import shutil
import sqlite3
import sys
import tempfile

path = sys.argv[1]
handle, copy = tempfile.mkstemp(dir=os.path.dirname(path), prefix='.snapshot-')
os.close(handle)
try:
    source = sqlite3.connect(path, timeout=60)
    if hasattr(source, 'backup'):
        target = sqlite3.connect(copy)
        source.backup(target)
        target.execute('PRAGMA journal_mode=DELETE')
        target.close()
    else:
        os.unlink(copy)
        source.execute('VACUUM INTO ?', (copy,))
    source.close()
    with open(copy, 'rb') as file:
        shutil.copyfileobj(file, sys.stdout.buffer)
    sys.stdout.buffer.flush()
finally:
    for each in (copy, copy + '-wal', copy + '-shm', copy + '-journal'):
        if os.path.exists(each):
            os.unlink(each)
`
