import { createHash, randomBytes } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { stateDirectory } from './directories.ts'
import { makeDirectory } from './make-directory.ts'
import type { Target } from './target.ts'

/**
 * Which user was let in last, so that the next run knocks as that one first. One small file for each destination:
 * several servers are reached at once, and two runs may end together.
 */
const KnownServer = z.object({
  destination: z.string(),
  /** Null for the user that the destination or the ssh configuration names. */
  user: z.string().nullable(),
})
export type KnownServer = z.infer<typeof KnownServer>

type Environment = Readonly<Record<string, string | undefined>>

export async function knownServer(target: Target, environment: Environment): Promise<KnownServer | null> {
  const text = await readFile(fileOf(target, environment), 'utf8').catch(() => null)
  if (text === null) return null
  const known = KnownServer.safeParse(jsonOrNull(text))
  return known.success ? known.data : null
}

/** The user that the first run made, once a login as that user has succeeded. */
export async function rememberedLogin(target: Target, environment: Environment): Promise<string | null> {
  return (await knownServer(target, environment))?.user ?? null
}

/** Losing this costs a moment of the next run, which is not worth an error. */
export async function rememberUser(
  target: Target,
  user: string | null,
  environment: Environment,
): Promise<void> {
  const path = fileOf(target, environment)
  const beside = `${path}.${randomBytes(6).toString('hex')}`
  const known: KnownServer = { destination: target.destination, user }
  await makeDirectory(dirname(path))
    .then(() => writeFile(beside, `${JSON.stringify(known)}\n`, { mode: 0o600 }))
    .then(() => rename(beside, path))
    .catch(() => rm(beside, { force: true }).catch(() => {}))
}

/** Under another ssh configuration the same name may be another server. */
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
