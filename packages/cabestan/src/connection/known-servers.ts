import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { stateDirectory } from './directories.ts'
import type { Target } from './target.ts'

/**
 * Which user was let in last, so that the next run does not knock as root first. One small file for each
 * destination: several servers are reached at once, and two runs may end together.
 */
const KnownServer = z.object({ destination: z.string(), login: z.string() })

type Environment = Readonly<Record<string, string | undefined>>

export async function rememberedLogin(target: Target, environment: Environment): Promise<string | null> {
  const text = await readFile(fileOf(target, environment), 'utf8').catch(() => null)
  if (text === null) return null
  const known = KnownServer.safeParse(jsonOrNull(text))
  return known.success ? known.data.login : null
}

/** Losing it costs a second of the next run: not worth an error. */
export async function rememberLogin(target: Target, login: string, environment: Environment): Promise<void> {
  const path = fileOf(target, environment)
  const beside = `${path}.${randomBytes(6).toString('hex')}`
  const text = `${JSON.stringify({ destination: target.destination, login })}\n`
  await mkdir(dirname(path), { recursive: true })
    .then(() => writeFile(beside, text, { mode: 0o600 }))
    .then(() => rename(beside, path))
    .catch(() => rm(beside, { force: true }))
}

export async function forgetLogin(target: Target, environment: Environment): Promise<void> {
  await rm(fileOf(target, environment), { force: true }).catch(() => {})
}

/** The same name may mean another server under another ssh configuration. */
function fileOf(target: Target, environment: Environment): string {
  const key = JSON.stringify([target.destination, target.sshOptions])
  const name = createHash('sha256').update(key).digest('hex').slice(0, 32)
  return join(stateDirectory(environment), 'servers', `${name}.json`)
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
