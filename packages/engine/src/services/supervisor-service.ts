import type { ExecResult, Host } from '../host/host.ts'
import { commandFailed, run } from '../host/run.ts'
import { judgeByCommand, type KnownService, type ReloadTask, serviceTimeoutMs } from './known-service.ts'
import { askSupervisor, type Changes, isDone, rereadFiles } from './supervisor-socket.ts'

/** supervisord has no test mode, but this is the first thing that it does itself. */
const parseAsSupervisord = `
from supervisor.options import ServerOptions
ServerOptions().realize(["-c", "/etc/supervisor/supervisord.conf"], doc="")
`

export const supervisorService: KnownService = {
  program: '/usr/bin/supervisord',
  unit: async () => 'supervisor.service',
  judge: (host) => judgeByCommand(host, ['python3', '-W', 'ignore', '-c', parseAsSupervisord]),
  reload: updatePrograms,
  log: async () => '/var/log/supervisor/supervisord.log',
}

/**
 * Touches only programs whose sections changed; the unit's own reload would restart them all. One that visitors are
 * being served by is left for the moment at which the next release has taken over from it, unless nobody wants it
 * any more.
 */
async function updatePrograms({ host }: ReloadTask): Promise<'reload'> {
  await waitForSocket(host)
  const told = await rereadFiles(host)
  for (const { program, gone } of inTurn(told ?? (await changesToldBySupervisorctl(host)))) {
    if (gone || !(await isServing(host, program)))
      await takeUpAs({ host, program, timeoutMs: serviceTimeoutMs }, told)
  }
  return 'reload'
}

/** What the file says now of one program; every other one is left alone. */
export async function takeUp(host: Host, program: string, timeoutMs: number): Promise<void> {
  await takeUpAs({ host, program, timeoutMs }, await rereadFiles(host))
}

interface Taking {
  readonly host: Host
  readonly program: string
  readonly timeoutMs: number
}

async function takeUpAs(taking: Taking, changes: Changes | null): Promise<void> {
  if (changes && (await tookUpBySocket(taking, changes))) return
  const { host, program, timeoutMs } = taking
  const argv = ['supervisorctl', 'update', program] as const
  let result = await host.exec(argv, { timeoutMs })
  for (let again = 0; again < mostUpdates && cameBack(result); again += 1) {
    await host.clock.sleep(betweenUpdatesMs)
    result = await host.exec(argv, { timeoutMs })
  }
  // Of a program that had no process so far it says that there is no such group, and takes it up all the same.
  const isKnown = !/no such group/.test(result.stdout)
  if (result.code !== 0 && isKnown) throw commandFailed(argv, result)
}

/** The steps of `supervisorctl update`. Whichever fails leaves what `supervisorctl update` begins with anew. */
async function tookUpBySocket({ host, program, timeoutMs }: Taking, changes: Changes): Promise<boolean> {
  const calls = [
    ...(changes.added.includes(program) ? (['add'] as const) : []),
    ...(changes.changed.includes(program) ? (['stop', 'remove', 'add'] as const) : []),
    ...(changes.removed.includes(program) ? (['stop', 'remove'] as const) : []),
  ]
  for (const call of calls) {
    const method = `${call}ProcessGroup` as const
    const told = await askSupervisor(host, { method, parameters: [program], timeoutMs })
    if (!told?.every(isDone)) return false
  }
  return true
}

const mostUpdates = 20
const betweenUpdatesMs = 100

/**
 * One that falls over again and again may be down when supervisorctl stops it, and started anew by supervisor before
 * it is taken out: then it is not taken out, and what would mend it not taken up.
 */
function cameBack({ code, stdout, stderr }: ExecResult): boolean {
  return code !== 0 && /STILL_RUNNING/.test(stdout + stderr)
}

function inTurn({ added, changed, removed }: Changes): { program: string; gone: boolean }[] {
  const program = (gone: boolean) => (name: string) => ({ program: name, gone })
  return [...[...added, ...changed].map(program(false)), ...removed.map(program(true))]
}

/** `disquaire-worker: changed`, or `available`, or `disappeared`. */
async function changesToldBySupervisorctl(host: Host): Promise<Changes> {
  const output = await run(host, ['supervisorctl', 'reread'])
  const those = (how: string) =>
    [...output.matchAll(new RegExp(`^(\\S+): ${how}$`, 'gm'))].map(([, name = '']) => name)
  return { added: those('available'), changed: those('changed'), removed: those('disappeared') }
}

/** The colour to which the application's own link leads: `disquaire-blue`. */
async function isServing(host: Host, program: string): Promise<boolean> {
  const [, name, colour] = /^([a-z0-9-]+)-(blue|green)$/.exec(program) ?? []
  if (name === undefined) return false
  return (await host.files.readLink(`/srv/${name}/live`))?.endsWith(`/${colour}`) ?? false
}

/** supervisord counts as started before it listens. */
async function waitForSocket(host: Host): Promise<void> {
  const deadline = host.clock.now() + 10_000
  while (!(await host.files.stat('/run/supervisor.sock')) && host.clock.now() < deadline) {
    await host.clock.sleep(50)
  }
}
