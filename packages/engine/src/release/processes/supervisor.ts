import type { Host } from '../../host/host.ts'
import { commandFailed, run } from '../../host/run.ts'
import { takeUp } from '../../services/supervisor-service.ts'
import { askSupervisor, isDone, type Told } from '../../services/supervisor-socket.ts'
import type { ReleaseContext } from '../context.ts'

/** What supervisor knows of its programs, asked through supervisorctl as an administrator would. */
export interface ProgramState {
  readonly program: string
  /** RUNNING, STOPPED, EXITED, FATAL, … */
  readonly state: string
  /** `pid 812, uptime 0:01:13`, or why it does not run. */
  readonly detail: string
}

export async function programStates(host: Host): Promise<ProgramState[]> {
  const told = await askSupervisor(host, { method: 'getAllProcessInfo', timeoutMs: 10_000 })
  if (told) return told.map(stateFrom)
  // supervisorctl exits with an error when some program does not run, which does not mean that the question failed.
  const { stdout } = await host.exec(['supervisorctl', 'status'])
  return stdout.split('\n').flatMap(parseState)
}

function stateFrom({ name = '', group = '', statename = '', description = '' }: Told): ProgramState {
  return { program: group === name ? name : `${group}:${name}`, state: statename, detail: description }
}

function parseState(line: string): ProgramState[] {
  const [, name = '', state = '', detail = ''] = /^(\S+)\s+([A-Z]+)\s*(.*)$/.exec(line) ?? []
  return name === '' ? [] : [{ program: name, state, detail: detail.trim() }]
}

/** Includes each process of a program that has several: `disquaire-worker:disquaire-worker_01`. */
async function statesOf(host: Host, program: string): Promise<ProgramState[]> {
  const states = await programStates(host)
  return states.filter((state) => state.program === program || state.program.startsWith(`${program}:`))
}

export async function runsProgram(host: Host, program: string): Promise<boolean> {
  const states = await statesOf(host, program)
  return states.some(({ state }) => state === 'RUNNING' || state === 'STARTING' || state === 'STOPPING')
}

/** Makes supervisor read this program's file again, and leaves every other program alone. */
export async function updateProgram(host: Host, program: string, stopSeconds: number): Promise<void> {
  await takeUp(host, program, patience(stopSeconds))
}

/** Skipped where the file did not change, because each call of supervisorctl takes time. */
export async function takeUpFile(
  { host, services }: Pick<ReleaseContext, 'host' | 'services'>,
  program: string,
  stopSeconds: number,
): Promise<void> {
  const pending = await services.pending()
  if (pending.includes('supervisor')) await updateProgram(host, program, stopSeconds)
}

export async function startProgram(host: Host, program: string): Promise<void> {
  const told = await askSupervisor(host, {
    method: 'startProcessGroup',
    parameters: [program],
    timeoutMs: startTimeoutMs,
  })
  if (told?.every(isStarted)) return
  const argv = ['supervisorctl', 'start', everyProcessOf(program)] as const
  const result = await host.exec(argv, { timeoutMs: startTimeoutMs })
  const failed = /ERROR \((?!already started)/.test(result.stdout)
  if (failed) throw commandFailed(argv, result)
}

const startTimeoutMs = 60_000

function isStarted(told: Told): boolean {
  return isDone(told) || told['status'] === alreadyStarted
}

const alreadyStarted = '60'

/** Waits until the program has ended by TERM, or after its time by KILL. Returns whether KILL was needed. */
export async function stopProgram(host: Host, program: string, stopSeconds: number): Promise<boolean> {
  const began = host.clock.now()
  const timeoutMs = patience(stopSeconds)
  const told = await askSupervisor(host, { method: 'stopProcessGroup', parameters: [program], timeoutMs })
  if (!told?.every(isDone)) await run(host, ['supervisorctl', 'stop', everyProcessOf(program)], { timeoutMs })
  return host.clock.now() - began >= stopSeconds * 1000
}

/**
 * For what serves nobody: gunicorn ends its workers at once on QUIT, also those that hang, where TERM would let them
 * have the time of a whole request.
 */
export async function endProgram(host: Host, program: string, stopSeconds: number): Promise<void> {
  await signalProgram(host, program, 'QUIT')
  await stopProgram(host, program, stopSeconds)
}

export async function signalProgram(host: Host, program: string, signal: 'QUIT' | 'TERM'): Promise<void> {
  const parameters = [program, signal]
  const told = await askSupervisor(host, { method: 'signalProcessGroup', parameters, timeoutMs: 10_000 })
  if (!told) await host.exec(['supervisorctl', 'signal', signal, everyProcessOf(program)])
}

/** supervisor calls a program with several processes a group. */
function everyProcessOf(program: string): string {
  return `${program}:*`
}

function patience(stopSeconds: number): number {
  return (stopSeconds + 60) * 1000
}
