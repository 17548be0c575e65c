import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { MachinePaths } from './paths.ts'
import { unescapeMount } from './tree.ts'

/** Only nspawn and the loop around it have the server's root among their arguments. */
export const directoryArgument = (root: string) => `--directory=${root}`
export const supervisorName = 'cabestan-sandbox'

export function keepersOf(root: string): number[] {
  return allKeepers().get(directoryArgument(root)) ?? []
}

let seen: ReadonlyMap<string, readonly number[]> = new Map()

/** Whether one exists. Processes that were seen before are asked first, because looking at all of them takes time. */
export function isKept(root: string): boolean {
  const argument = directoryArgument(root)
  if (seen.get(argument)?.some((pid) => rootArgument(pid) === argument)) return true
  seen = allKeepers()
  return seen.has(argument)
}

/** The processes that keep sandboxes alive, by the argument that names the root. */
export function allKeepers(): Map<string, number[]> {
  const keepers = new Map<string, number[]>()
  for (const pid of processes()) {
    const argument = rootArgument(pid)
    if (argument) keepers.set(argument, [...(keepers.get(argument) ?? []), pid])
  }
  return keepers
}

function rootArgument(pid: number): string | undefined {
  const argv = read(pid, 'cmdline').split('\0')
  const isKeeper = argv[0] === 'systemd-nspawn' || argv.includes(supervisorName)
  return isKeeper ? argv.find((argument) => argument.startsWith('--directory=')) : undefined
}

let seenFirst = 0

/**
 * The first process of the server, its systemd. Few processes are number 1 of anything, and reading the mount table
 * is slow.
 */
export function initOf({ upper }: MachinePaths): number | undefined {
  const isFirst = (pid: number) => /^NSpid:(\t\d+)*\t1$/m.test(read(pid, 'status')) && livesOn(pid, upper)
  if (isFirst(seenFirst)) return seenFirst
  const first = processes().find(isFirst)
  seenFirst = first ?? 0
  return first
}

/** Whether its root is the overlay that writes into this directory. */
function livesOn(pid: number, upper: string): boolean {
  const mounts = read(pid, 'mountinfo').split('\n')
  const root = mounts.find((line) => line.split(' ', 5)[4] === '/')
  return root !== undefined && unescapeMount(root).includes(`,upperdir=${upper},`)
}

/** Like a power failure: everything at once, in no order. */
export async function killMachine(paths: MachinePaths): Promise<void> {
  const inhabitants = () => processes().filter((pid) => livesOn(pid, paths.upper))
  const all = () => [...keepersOf(paths.root), ...inhabitants()]
  const isOver = () => all().length === 0
  for (const pid of inhabitants()) signal(pid, 'SIGKILL')
  // nspawn then cleans up after itself. If it were killed first, its server would go on running alone.
  if (await until(isOver, 3000)) return
  for (const pid of all()) signal(pid, 'SIGKILL')
  await until(isOver, 5000)
}

export function signal(pid: number, name: NodeJS.Signals | number): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    // It ended by itself in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Whether it came true in time. */
export async function until(condition: () => boolean, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds
  while (performance.now() < end) {
    if (condition()) return true
    await sleep(15)
  }
  return condition()
}

function processes(): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
}

/** Reads synchronously: the kernel answers at once, and promises would make this ten times slower. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
