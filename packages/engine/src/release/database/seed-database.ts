import { CabestanError } from '@cabestan/protocol/failures'
import { endOf } from '../../host/run.ts'
import { inRelease } from '../command.ts'
import { type DatabaseContext, insideOf } from './database-context.ts'

/**
 * The committed SQLite file is where the first release begins; from then on the server's own is the truth. What only
 * a look at the database made, without a table, does not count as one.
 */
export async function seedDatabase(context: DatabaseContext): Promise<void> {
  const { order, release, live, note, made } = context
  const { type, file, seed } = order.database
  if (type !== 'sqlite' || file === null || seed === null || live !== null) return
  const argv = ['python', '-', `${release.source}/${seed}`, file]
  const { code, stdout, stderr } = await inRelease(insideOf(context), argv, { input: script })
  if (code !== 0)
    throw new CabestanError(
      'database.unreachable',
      { kind: 'seed', path: seed },
      { detail: { tail: endOf(stderr) } },
    )
  if (!stdout.includes('seeded')) return
  made.seeded = true
  note('database.seeded', { path: seed })
}

/** Without this, a commit that corrects the committed file would meet the former copy, which nobody can remove. */
export async function takeSeedBack({ host, order, made }: DatabaseContext): Promise<void> {
  const { file } = order.database
  if (!made.seeded || file === null) return
  for (const path of [file, `${file}-wal`, `${file}-shm`]) await host.files.remove(path)
}

/** Copied completely to a place beside and then renamed, so that half a file is never taken for the database. */
const script = `\
import os
import shutil
import sqlite3
import sys

seed, path = sys.argv[1:3]


def tables(file):
    connection = sqlite3.connect(file)
    try:
        return connection.execute('SELECT count(*) FROM sqlite_master').fetchone()[0]
    finally:
        connection.close()


if os.path.exists(path) and tables(path) > 0:
    sys.exit()
new = path + '.seed'
for leftover in (new, new + '-wal', new + '-shm'):
    if os.path.exists(leftover):
        os.unlink(leftover)
shutil.copyfile(seed, new)
os.chmod(new, 0o640)
connection = sqlite3.connect(new)
answer = connection.execute('PRAGMA integrity_check').fetchone()[0]
if answer != 'ok':
    sys.exit(answer)
connection.execute('PRAGMA journal_mode=WAL')
connection.close()
for leftover in (path + '-wal', path + '-shm'):
    if os.path.exists(leftover):
        os.unlink(leftover)
os.replace(new, path)
print('seeded')
`
