import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export const run = promisify(execFile)

/** One Django with the packages that projects of its time used, and the Pythons that run it, the best first. */
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
    // GDAL and GEOS come with the last two: the system need not have them.
    pythons: ['3.13', '3.12', '3.11', '3.10'],
    requirements: ['django~=5.2.0', ...today, 'django-storages', 'boto3', 'pyogrio', 'shapely'],
  },
  {
    series: 'newest',
    pythons: ['3.13', '3.12', '3.14'],
    requirements: ['django>=6', ...today],
  },
]

/** A Python of one of these series: of pyenv, of the system, or of uv. Null where there is none. */
export async function pythonFor({ pythons }: Django): Promise<string | null> {
  for (const series of pythons) {
    for (const find of [ofPyenv, ofSystem, ofUv]) {
      const python = await find(series)
      if (python !== null) return python
    }
  }
  return null
}

/** The Python of a venv that stays for the next run; it is made under another name, so that half of one never counts. */
export async function venvOf({ series, requirements }: Django, python: string): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([python, requirements]))
    .digest('hex')
    .slice(0, 12)
  const cache = new URL('../../node_modules/.cache/cabestan-djangos', import.meta.url).pathname
  const venv = join(cache, `${series}-${key}`)
  const ready = join(venv, 'bin/python')
  if (existsSync(join(venv, 'ready'))) return ready
  await mkdir(cache, { recursive: true })
  await rm(venv, { recursive: true, force: true })
  await run(python, ['-m', 'venv', venv])
  await run(ready, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...requirements])
  await mkdir(join(venv, 'ready.new'))
  await rename(join(venv, 'ready.new'), join(venv, 'ready'))
  return ready
}

/** A library that a wheel brought along, by the beginning of its name. */
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

/** Debian's own has no venv until a further package is there. */
async function works(python: string, series: string): Promise<string | null> {
  const question = 'import sys, venv, ensurepip; print("%d.%d" % sys.version_info[:2])'
  const answer = await run(python, ['-c', question]).catch(() => null)
  return answer?.stdout.trim() === series ? python : null
}
