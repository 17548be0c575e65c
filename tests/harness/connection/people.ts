import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { EngineClient } from '../../../packages/cabestan/src/connection/engine-client.ts'
import { openEngine } from '../../../packages/cabestan/src/connection/open-engine.ts'
import type { Target } from '../../../packages/cabestan/src/connection/target.ts'
import type { Server } from '../sandbox.ts'
import { type Laptop, type LaptopOptions, laptop } from './laptop.ts'

/** People at their machines, and what they find or leave on servers; all of it is removed after the test. */
const open: (Laptop | EngineClient)[] = []
let cache = ''

beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'cabestan-cache-'))
})
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await ('leave' in one ? one.leave() : one.close())
})
afterAll(() => rm(cache, { recursive: true, force: true }))

/** Where all machines of one test file keep the runtime, so that it is downloaded once. */
export const sharedCache = () => cache

/** A machine whose owner confirms host keys and answers nothing else, unless told otherwise. */
export async function person(options: LaptopOptions = {}): Promise<Laptop> {
  const me = await laptop({
    answer: (question) => (question.kind === 'host-key' ? true : null),
    ...options,
    environment: { CABESTAN_CACHE: cache, ...options.environment },
  })
  open.push(me)
  return me
}

export function targetOf(server: Server, me: Laptop, user = 'root'): Target {
  return { destination: `${user}@${server.address}`, sshOptions: me.sshOptions, login: 'deploy' }
}

/** A connection that is closed when the test ends. */
export async function connected(target: Target, me: Laptop): Promise<EngineClient> {
  const client = await openEngine(target, me.ports)
  open.push(client)
  return client
}

export async function letIn(server: Server, me: Laptop, user = 'root'): Promise<void> {
  const directory = `${user === 'root' ? '/root' : `/home/${user}`}/.ssh`
  await server.sh(
    `install -d -m 700 -o ${user} ${directory} && cat >> ${directory}/authorized_keys && chown ${user} ${directory}/*`,
    `${me.publicKey}\n`,
  )
}

/** With the password `right`. */
export async function makeUser(
  server: Server,
  name: string,
  { shell = '/bin/bash', sudo = '' } = {},
): Promise<void> {
  await server.sh(`useradd --create-home --shell ${shell} ${name} && echo '${name}:right' | chpasswd`)
  if (sudo) await server.sh(`echo '${name} ALL=(ALL) ${sudo}' > /etc/sudoers.d/${name}`)
}

export const forgetEngine = (server: Server) => server.sh('rm -rf /opt/cabestan')

export async function uidOf(client: EngineClient): Promise<string | undefined> {
  return (await client.call('diagnose', {})).files['uid']
}

/** What was installed, and from where. */
export function installed(me: Laptop): string[] {
  const told = me.events.flatMap((event) =>
    event.type === 'installing' ? [`${event.what} ${event.how}`] : [],
  )
  return [...new Set(told)]
}
