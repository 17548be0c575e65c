import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Server, startServer } from '../../tests/harness/sandbox.ts'
import { seconds } from './measure.ts'
import './scratch.ts'

export const cabestan = new URL('../../packages/cabestan/dist/cabestan.mjs', import.meta.url).pathname

// In this repository, with its many projects, the command would ask which one is meant. What is measured is the
// server.
process.chdir(await mkdtemp(join(tmpdir(), 'cabestan-bench-')))

/** Writes a configuration file for these servers that uses every part of a server. */
export async function configurationFor(servers: readonly Server[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'cabestan-bench-'))
  const path = join(directory, 'cabestan.yaml')
  const where = servers.map((server) => server.destination)
  await writeFile(
    path,
    [
      'app: disquaire',
      where.length === 1
        ? `server: ${where[0]}`
        : `servers: [${where.map((each) => `"${each}"`).join(', ')}]`,
      'domains: [disquaire.example]',
      'time_zone: Europe/Paris',
      'locale: fr_FR.UTF-8',
      'redis: true',
      '',
    ].join('\n'),
  )
  return path
}

export async function startServers(count: number): Promise<Server[]> {
  const servers: Server[] = []
  for (let each = 0; each < count; each += 1) servers.push(await startServer())
  return servers
}

export async function destroyAll(servers: readonly Server[]): Promise<void> {
  for (const server of servers) await server.destroy()
}

/** Seconds that `ssh host true` takes as the login user, because root cannot log in any more after a deploy. */
export function bareSsh({ sshArguments, address }: Server): Promise<number> {
  return seconds(['ssh', ...sshArguments.slice(0, -1), `deploy@${address}`, 'true'])
}
