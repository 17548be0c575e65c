import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { withLock } from '../../packages/cabestan/src/sandbox/lock.ts'
import { realHost } from '../../packages/engine/src/host/real.ts'
import { pipSettings } from '../../packages/engine/src/release/venv/pip-settings.ts'
import { uvVersion } from '../../packages/engine/src/release/venv/uv-version.ts'

export const run = promisify(execFile)

/** One Django with packages that projects of its time used, and the Pythons that run it, the best first. */
export interface Django {
  readonly series: string
  readonly pythons: readonly string[]
  readonly requirements: readonly string[]
}

const always = ['whitenoise', 'django-environ', 'python-decouple', 'python-dotenv', 'celery[redis]']
const today = [
  ...always,
  'dj-database-url',
  'django-configurations',
  'django-redis',
  'django-debug-toolbar',
  'psycopg[binary]',
  'pydantic-settings',
  'channels',
  'channels-redis',
]

export const djangos: readonly Django[] = [
  {
    series: '1.8',
    pythons: ['3.8', '3.9'],
    requirements: [
      'django~=1.8.0',
      ...always,
      'dj-database-url<0.5',
      'django-configurations<2.2',
      'django-redis<4.8',
      'django-debug-toolbar<1.10',
      'psycopg2-binary<2.9',
    ],
  },
  {
    series: '1.11',
    pythons: ['3.6', '3.7'],
    requirements: [
      'django~=1.11.0',
      ...always,
      'dj-database-url<1',
      'django-configurations<2.3',
      'django-redis<4.12',
      'django-debug-toolbar<3',
      'psycopg2-binary<2.9',
    ],
  },
  {
    series: '2.2',
    pythons: ['3.8', '3.7', '3.9', '3.6'],
    requirements: [
      'django~=2.2.0',
      ...always,
      'dj-database-url<1',
      'django-configurations<2.3',
      'django-redis<5.1',
      'django-debug-toolbar<3.3',
      'psycopg2-binary<2.9',
    ],
  },
  {
    series: '3.2',
    pythons: ['3.9', '3.10', '3.8'],
    requirements: [
      'django~=3.2.0',
      ...always,
      'dj-database-url<2',
      'django-configurations<2.5',
      'django-redis<5.3',
      'django-debug-toolbar<4',
      'psycopg2-binary',
      'channels<4',
      'channels-redis<4',
    ],
  },
  {
    series: '4.2',
    pythons: ['3.11', '3.12', '3.10'],
    requirements: ['django~=4.2.0', ...today],
  },
  {
    series: '5.2',
    // The last two contain GDAL and GEOS, so the system need not have them.
    pythons: ['3.13', '3.12', '3.11', '3.10'],
    requirements: ['django~=5.2.0', ...today, 'django-storages', 'boto3', 'pyogrio', 'shapely'],
  },
  {
    series: 'newest',
    pythons: ['3.13', '3.12', '3.14'],
    requirements: ['django>=6', ...today],
  },
]

/** A Python of one of these series, from pyenv, the system or uv; null where there is none. */
export async function pythonFor({ pythons }: Django): Promise<string | null> {
  for (const series of pythons) {
    for (const find of [ofPyenv, ofSystem, ofUv]) {
      const python = await find(series)
      if (python !== null) return python
    }
  }
  return null
}

const cache = new URL('../../node_modules/.cache/cabestan-djangos', import.meta.url).pathname
/** Where a Python keeps compiled files, rather than beside the source in this checkout. */
export const compiled = join(cache, 'compiled')

/** The Python of a venv that stays for the next run. */
export async function venvOf({ series, requirements }: Django, python: string): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([uvVersion, python, requirements]))
    .digest('hex')
    .slice(0, 12)
  const venv = await kept(`${series}-${key}`, async (directory) => {
    const uv = await fetchedUv()
    await run(uv, ['venv', '--quiet', '--seed', '--python', python, directory])
    const argv = ['pip', 'install', '--quiet', '--python', join(directory, 'bin/python'), ...requirements]
    await run(uv, argv, { env: { ...(await networkForUv()), UV_CACHE_DIR: join(cache, 'uv') } })
  })
  return join(venv, 'bin/python')
}

/** The uv that servers get: it makes a venv with a fifth of pip's work, and downloads nothing twice. */
async function fetchedUv(): Promise<string> {
  const python = await pythonFor({ series: 'uv', pythons: recent, requirements: [] })
  if (python === null) throw new Error('no Python with venv: apt install python3-venv')
  const venv = await kept(`uv-${uvVersion}`, async (directory) => {
    await run(python, ['-m', 'venv', directory])
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `uv==${uvVersion}`]
    await run(join(directory, 'bin/python'), pip)
  })
  return join(venv, 'bin/uv')
}

/** The one whose pip knows current wheels. */
const recent = ['3.13', '3.12', '3.14', '3.11', '3.10', '3.9']

/** It does not read pip's settings. */
async function networkForUv(): Promise<NodeJS.ProcessEnv> {
  const environment = Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : []))
  return { ...process.env, ...(await pipSettings(realHost(), Object.fromEntries(environment))) }
}

/** Made once, even if two test files want it at the same time; an unfinished one never counts. */
async function kept(name: string, make: (directory: string) => Promise<void>): Promise<string> {
  const directory = join(cache, name)
  const ready = join(directory, 'ready')
  await withLock(`${directory}.lock`, async () => {
    if (existsSync(ready)) return
    await rm(directory, { recursive: true, force: true })
    await make(directory)
    await mkdir(ready)
  })
  return directory
}

/** A library that a wheel contains, by the beginning of its name. */
export async function libraryOf(python: string, wheel: string, name: string): Promise<string> {
  const { stdout } = await run(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'])
  const directory = join(stdout.trim(), `${wheel}.libs`)
  const file = (await readdir(directory)).find((each) => each.startsWith(name))
  return join(directory, file ?? '')
}

async function ofPyenv(series: string): Promise<string | null> {
  const versions = join(homedir(), '.pyenv/versions')
  const found = await readdir(versions).catch(() => [])
  const version = found.find((each) => each.startsWith(`${series}.`))
  return version ? works(join(versions, version, 'bin/python'), series) : null
}

const ofSystem = (series: string) => works(`python${series}`, series)

async function ofUv(series: string): Promise<string | null> {
  const found = await run('uv', ['python', 'find', series]).catch(() => null)
  return found && works(found.stdout.trim(), series)
}

/** Debian's own Python has no venv until another package is installed. */
async function works(python: string, series: string): Promise<string | null> {
  const question = 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2])'
  const answer = await run(python, ['-c', question]).catch(() => null)
  return answer?.stdout.trim() === series ? python : null
}
