import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { pythonFor, venvOf } from '../../../tests/harness/djangos.ts'
import { freePort } from '../../../tests/harness/free-port.ts'
import { untilItAnswers } from '../visitor.ts'

/**
 * Bugsink as its guide for a single server sets it up, with gunicorn, snappea and SQLite, and with a project to send
 * to.
 */
export interface Bugsink {
  readonly port: number
  readonly project: string
  readonly key: string
  readonly folder: string
  readonly pids: readonly number[]
  /** The number of events that are counted in issues. */
  digested(): number
  end(): Promise<void>
}

const package_ = {
  series: 'bugsink',
  pythons: ['3.11', '3.12', '3.13'],
  requirements: ['bugsink==2.6.2'],
}
const run = promisify(execFile)

export async function startBugsink(): Promise<Bugsink> {
  const python = await pythonFor(package_)
  if (python === null) throw new Error('no Python with venv: apt install python3-venv')
  const programs = dirname(await venvOf(package_, python))
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bugsink-'))
  const key = await setUp(programs, folder)
  const port = await freePort()
  const gunicorn = ['--bind', `127.0.0.1:${port}`, '--workers', '2', '--timeout', '6', 'bugsink.wsgi']
  const children = [
    spawn(join(programs, 'bugsink-runsnappea'), [], { cwd: folder, stdio: 'ignore' }),
    spawn(join(programs, 'gunicorn'), gunicorn, { cwd: folder, stdio: 'ignore' }),
  ]
  await untilItAnswers(`http://127.0.0.1:${port}/health/ready`).catch(() => {})
  return {
    ...{ port, project: '1', key, folder },
    pids: children.map(({ pid }) => pid ?? 0),
    digested: () => count(folder),
    async end() {
      await Promise.all(children.map(ended))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Lifts Bugsink's limits on events per hour, because the benchmark sends more. */
const boundless = `
BUGSINK.update({
    f'MAX_EVENTS_PER_{which}': 10**9
    for period in ('5_MINUTES', 'HOUR', 'MONTH')
    for which in (period, 'PROJECT_PER_' + period)
})
`
const project = `
from projects.models import Project
from teams.models import Team
print(Project.objects.create(name='bench', team=Team.objects.create(name='bench')).sentry_key.hex)
`

async function setUp(programs: string, folder: string): Promise<string> {
  const manage = (...words: string[]) => run(join(programs, 'bugsink-manage'), words, { cwd: folder })
  const words = ['--template=singleserver', '--host=127.0.0.1', `--base-dir=${folder}`]
  await run(join(programs, 'bugsink-create-conf'), words, { cwd: folder })
  await appendFile(join(folder, 'bugsink_conf.py'), boundless)
  await manage('migrate')
  await manage('migrate', 'snappea', '--database=snappea')
  const { stdout } = await manage('shell', '-c', project)
  return /[0-9a-f]{32}/.exec(stdout)?.[0] ?? ''
}

function count(folder: string): number {
  const database = new DatabaseSync(join(folder, 'db.sqlite3'), { readOnly: true, timeout: 10_000 })
  const row = database.prepare('select digested_event_count as events from projects_project').get()
  database.close()
  return Number(row?.['events'] ?? 0)
}

async function ended(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
