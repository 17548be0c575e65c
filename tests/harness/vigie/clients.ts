import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { type Django, pythonFor, run, venvOf } from '../djangos.ts'

/** The SDKs that report to Vigie in the tests. They are fetched once and kept beside the libraries, in no lock file. */
const clients = {
  now: client('clients-now', ['django~=5.2.0', 'flask', 'celery', 'sentry-sdk>=2.75,<3']),
  brotli: client('clients-brotli', ['django~=5.2.0', 'brotli', 'sentry-sdk>=2.75,<3']),
  // Neither knows of Python 3.11 or Django 3.2 was written for it, yet all three work together as they are.
  old: client('clients-old', ['django~=3.2.0', 'sentry-sdk==1.5.12', 'raven==6.10.0']),
} as const satisfies Record<string, Django>

export type Clients = keyof typeof clients

/** The Python in whose venv these clients are. */
export async function clientPython(name: Clients): Promise<string> {
  const python = await pythonFor(clients[name])
  if (python === null) throw new Error('no Python with venv: apt install python3-venv')
  return venvOf(clients[name], python)
}

/** A folder whose node_modules hold the SDKs for Node and for browsers. Version 11 asks for a package that npm lacks. */
export async function nodeClients(): Promise<string> {
  const packages = ['@sentry/node@10.78.0', '@sentry/browser@10.78.0']
  const key = createHash('sha256').update(packages.join()).digest('hex').slice(0, 12)
  const folder = new URL(`../../../node_modules/.cache/vigie-clients-${key}`, import.meta.url).pathname
  if (existsSync(folder)) return folder
  const making = `${folder}.new`
  await rm(making, { recursive: true, force: true })
  await mkdir(making, { recursive: true })
  await run('npm', [
    'install',
    '--prefix',
    making,
    '--no-fund',
    '--no-audit',
    '--loglevel=error',
    ...packages,
  ])
  await rename(making, folder)
  return folder
}

function client(series: string, requirements: readonly string[]): Django {
  return { series, pythons: ['3.11', '3.12', '3.13'], requirements: ['gunicorn', ...requirements] }
}
