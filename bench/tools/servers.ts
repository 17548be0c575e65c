import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Server, startServer } from '../../tests/harness/sandbox.ts'
import { seconds } from './measure.ts'
import './scratch.ts'

export const cabestan = new URL('../../packages/cabestan/dist/cabestan.mjs', import.meta.url).pathname

// What is measured is the server: who stands in this repository stands among many projects, and is asked which.
process.chdir(await mkdtemp(join(tmpdir(), 'cabestan-bench-')))

/** A configuration file of its own for one or several servers, with everything in it that this issue describes. */
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

/** How long `ssh host true` takes, with a user's own key. Once deployed, root has no door any more. */
export function bareSsh({ sshArguments, address }: Server): Promise<number> {
  return seconds(['ssh', ...sshArguments.slice(0, -1), `deploy@${address}`, 'true'])
}
