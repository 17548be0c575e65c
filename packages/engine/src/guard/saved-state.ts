import { readAccounts } from '../facts/accounts.ts'
import type { Host } from '../host/host.ts'
import { privateDirectory, privateFile } from '../host/root-attributes.ts'
import { run } from '../host/run.ts'
import { manifestPath, savedDirectory } from './guard-paths.ts'

/** Keeps copies with all their attributes, and a list of them that a shell can read. */
export async function saveFormerState(host: Host, paths: readonly string[]): Promise<void> {
  await host.files.createDirectory(savedDirectory, privateDirectory)
  const lines: string[] = []
  for (const [index, path] of (await resolveHomes(host, paths)).entries()) {
    const number = String(index + 1)
    const isThere = (await host.files.stat(path)) !== null
    if (isThere) await copy(host, path, number)
    lines.push(`${isThere ? number : '-'} ${path}\n`)
  }
  // The copies alone: a sync of the whole file system would wait for all that apt has just unpacked.
  await run(host, ['find', savedDirectory, '!', '-type', 'l', '-exec', 'sync', '{}', '+'])
  await host.files.write(manifestPath, lines.join(''), privateFile)
}

async function copy(host: Host, path: string, number: string): Promise<void> {
  await run(host, ['cp', '--archive', '--no-target-directory', '--', path, `${savedDirectory}/${number}`])
}

/**
 * Resolves `~user/…`: a step kind knows only the user's name, the server knows the home. A user who does not exist
 * cannot be locked out.
 */
async function resolveHomes(host: Host, paths: readonly string[]): Promise<string[]> {
  const { users } = await readAccounts(host)
  return paths.flatMap((path) => {
    const [, name, rest] = /^~([^/]+)(\/.*)$/.exec(path) ?? []
    if (!name) return [path]
    const home = users.get(name)?.home
    return home ? [`${home.replace(/\/$/, '')}${rest}`] : []
  })
}
