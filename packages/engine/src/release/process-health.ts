import type { Host } from '../host/host.ts'
import { endOf } from '../host/run.ts'
import type { Places } from './places.ts'
import { failedProcess } from './process-failures.ts'
import { statesOf } from './supervisor.ts'

interface Named {
  readonly process: string
  readonly program: string
}

const pollMs = 200
/** supervisor tries a few times, each a second longer after the one before. */
const patienceMs = 15_000

/** Waits until supervisor no longer tries: up, or ended as it may, or given up. */
export async function assertStays(host: Host, places: Places, { process, program }: Named): Promise<void> {
  const until = host.clock.now() + patienceMs
  for (;;) {
    const states = await statesOf(host, program)
    const fatal = states.find(({ state }) => state === 'FATAL')
    const trying = states.find(({ state }) => state === 'STARTING' || state === 'BACKOFF')
    if (fatal) throw failedProcess(process, fatal.state, await endOfLog(host, places, process))
    if (!trying) return
    if (host.clock.now() > until)
      throw failedProcess(process, trying.state, await endOfLog(host, places, process))
    await host.clock.sleep(pollMs)
  }
}

async function endOfLog(host: Host, { logs }: Places, process: string): Promise<string> {
  const result = await host.exec(['tail', '-n', '20', `${logs}/${process}.log`])
  return endOf(result.stdout)
}
