import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { parse } from '../../packages/cabestan/src/config/parse.ts'
import { runtimeVersion } from '../../packages/cabestan/src/connection/runtime.ts'
import { baseName, makeAnonymous } from '../../packages/cabestan/src/sandbox/base.ts'
import { output } from '../../packages/cabestan/src/sandbox/exec.ts'
import { withLock } from '../../packages/cabestan/src/sandbox/lock.ts'
import { mountRoot, unmountRoot } from '../../packages/cabestan/src/sandbox/overlay.ts'
import { basesDirectory, locksDirectory, machinePaths } from '../../packages/cabestan/src/sandbox/paths.ts'
import { type MachineRecord, readRecord } from '../../packages/cabestan/src/sandbox/record.ts'
import { removeTree } from '../../packages/cabestan/src/sandbox/tree.ts'
import { describe } from '../../packages/cabestan/src/stack/describe.ts'
import { uvVersion } from '../../packages/engine/src/release/venv/uv-version.ts'
import { callEngine } from './engine.ts'
import { layRuntime } from './runtime.ts'
import type { Server } from './sandbox.ts'
import type { Suite } from './suites.ts'

/**
 * A base on which somebody has installed the packages of the usual stack already, and left them as they came; the
 * runtime and uv lie there too. They are more than half of a first deploy; whoever tests what comes after them need not
 * wait for them. It is made once, beside the bare one.
 */
export async function stockedBase(suite: Suite, bareServer: () => Promise<Server>): Promise<string> {
  const name = `${baseName(suite)}-${await fingerprint()}`
  const target = join(basesDirectory(), name)
  await withLock(join(locksDirectory(), `base.${suite}-stocked`), async () => {
    if (!existsSync(target)) await makeStocked(await bareServer(), target)
  })
  return name
}

/** The longest of them; what a test does without may lie there, but must not do anything: fail2ban would ban us. */
const configuration = `app: shop
server: sandbox:shop
locale: fr_FR.UTF-8
fail2ban: false
updates: {automatic: false}
redis: true
packages: [sqlite3]
`

async function makeStocked(server: Server, target: string): Promise<void> {
  await server.sh(`apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ${(await packages(server)).join(' ')}
    rm -rf /opt/cabestan/engine /var/lib/cabestan /var/cache/apt/archives/*.deb /var/log/journal/*`)
  await provideUv(server)
  await server.down()
  const record = await readRecord(server.name)
  if (!record) throw new Error(`${server.name} has gone`)
  await copyRoot(record, target)
  await server.destroy()
}

/** By the engine's own hand, which verifies what it is given. */
async function provideUv(server: Server): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: ['tests/harness/uv-on-server.ts'],
    ...({ bundle: true, platform: 'node', format: 'esm', write: false, logLevel: 'error' } as const),
  })
  await server.sh(`${await layRuntime(server.name)} --input-type=module -`, outputFiles[0]?.text)
}

/** By the description itself, so that it cannot become another list. */
async function packages(server: Server): Promise<string[]> {
  const facts = await callEngine(server, 'facts', {})
  const key = await server.sh('head -1 /root/.ssh/authorized_keys')
  const steps = describe(parse(configuration, 'cabestan.yaml'), facts, { publicKeys: [key] })
  return steps.flatMap((step) => (step.kind === 'package' ? step.names : []))
}

/** Its name is what says that it is whole. */
async function copyRoot(record: MachineRecord, target: string): Promise<void> {
  const { root } = machinePaths(record.name)
  const draft = `${target}.part`
  await removeTree(draft)
  await mountRoot(record)
  try {
    await output(['cp', '--archive', '--one-file-system', root, draft])
  } finally {
    await unmountRoot(root)
  }
  await makeAnonymous(draft)
  await rm(join(draft, 'root/.ssh'), { recursive: true, force: true })
  await rename(draft, target)
}

async function fingerprint(): Promise<string> {
  const list = await readFile('packages/cabestan/src/stack/packages.ts')
  const parts = [configuration, runtimeVersion, uvVersion]
  return createHash('sha256').update(list).update(parts.join('\n')).digest('hex').slice(0, 8)
}
