import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { PublicKey } from '@cabestan/protocol/names'
import { exists } from '../exists.ts'
import { expandHome, home } from './directories.ts'
import { makeDirectory } from './make-directory.ts'
import type { ConnectionPorts } from './ports.ts'
import { identityFiles, printed } from './ssh-settings.ts'
import type { Target } from './target.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The public keys of whoever sits here, one line each: those that ssh would use for this server first, then the
 * agent's, then whatever lies in ~/.ssh.
 */
export async function publicKeys(target: Target, environment: Environment): Promise<string[]> {
  const identities = (await identityFiles(target, environment)).map((path) => expandHome(path, environment))
  const lines = [
    ...(await Promise.all(identities.map((path) => keyOf(path, environment)))),
    await printed('ssh-add', ['-L'], environment),
    ...(await lyingKeys(environment)),
  ]
  return distinct(lines.flatMap((text) => text.split(/\r?\n/)).flatMap(validKey))
}

/** Makes a key where the person has none and agrees to one. Returns its public half. */
export async function offerKey(ports: ConnectionPorts): Promise<string | null> {
  const path = join(home(ports.environment), '.ssh', 'id_ed25519')
  if (await exists(path)) return null
  if (!(await ports.confirm({ kind: 'make-key', path }))) return null
  await makeDirectory(dirname(path), 0o700)
  const argv = ['-q', '-t', 'ed25519', '-N', '', '-f', path]
  await promisify(execFile)('ssh-keygen', argv, { env: { ...ports.environment }, windowsHide: true })
  const [key = null] = validKey(await readFile(`${path}.pub`, 'utf8'))
  return key
}

/**
 * The public half that lies beside a key. If it is missing it is derived from the key, unless that has a passphrase.
 */
async function keyOf(path: string, environment: Environment): Promise<string> {
  const beside = await readFile(`${path}.pub`, 'utf8').catch(() => null)
  if (beside !== null) return beside
  return (await exists(path)) ? printed('ssh-keygen', ['-y', '-P', '', '-f', path], environment) : ''
}

async function lyingKeys(environment: Environment): Promise<string[]> {
  const directory = join(home(environment), '.ssh')
  const names = (await readdir(directory).catch(() => [])).sort()
  const paths = names.filter((name) => name.endsWith('.pub')).map((name) => join(directory, name))
  return Promise.all(paths.map((path) => readFile(path, 'utf8').catch(() => '')))
}

/** Certificates, and lines with options, cannot be put into an authorized_keys file. */
function validKey(line: string): string[] {
  const parsed = PublicKey.safeParse(line.trim())
  return parsed.success ? [parsed.data] : []
}

function distinct(keys: readonly string[]): string[] {
  const byMaterial = new Map<string, string>()
  for (const key of keys) {
    const material = key.split(' ', 2).join(' ')
    if (!byMaterial.has(material)) byMaterial.set(material, key)
  }
  return [...byMaterial.values()]
}
