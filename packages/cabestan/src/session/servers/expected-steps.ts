import type { Facts } from '@cabestan/protocol/facts'
import type { Step } from '@cabestan/protocol/steps'
import type { Configuration } from '../../config/configuration.ts'
import { readKeys } from '../../config/load.ts'
import { publicKeys } from '../../connection/public-keys.ts'
import { describe } from '../../stack/describe.ts'

/** The steps of a small server, without asking any, so that an explanation needs no connection. */
export async function expectedSteps(
  configuration: Configuration,
  environment: NodeJS.ProcessEnv,
): Promise<readonly Step[]> {
  const own = await ownKeys(configuration, environment)
  const keys = await readKeys(configuration, own)
  return describe(configuration, smallServer, { publicKeys: keys.length > 0 ? keys : [exampleKey] })
}

async function ownKeys(configuration: Configuration, environment: NodeJS.ProcessEnv): Promise<string[]> {
  const [first] = configuration.servers
  if (configuration.keys !== null || first?.type !== 'ssh') return []
  const target = { destination: first.destination, sshOptions: [], login: configuration.login }
  return publicKeys(target, environment).catch(() => [])
}

/** Stands for the key of somebody who has none yet. */
const exampleKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)} cabestan`

const smallServer: Facts = {
  system: {
    id: 'debian',
    name: 'Debian GNU/Linux 12 (bookworm)',
    version: '12',
    codename: 'bookworm',
    architecture: 'x64',
    kernel: '',
    systemd: true,
    hostname: '',
    container: false,
  },
  cores: 1,
  memoryMegabytes: 1024,
  swapMegabytes: 0,
  disk: { totalMegabytes: 20_480, freeMegabytes: 15_000, freeInodes: 1_000_000, readOnly: false },
  sshPorts: [22],
  addresses: [],
  ipv6: true,
  now: 0,
  uptimeSeconds: 0,
  rebootRequired: false,
}
