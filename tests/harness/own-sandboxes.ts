import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll } from 'vitest'
import { destroy, list } from '../../packages/cabestan/src/sandbox/lifecycle.ts'
import { readRecord } from '../../packages/cabestan/src/sandbox/record.ts'
import { sshArguments } from '../../packages/cabestan/src/sandbox/ssh.ts'
import { nameOfOurs } from './owner.ts'

/** Sandboxes and directories that a test file makes by itself. All of them are removed after its tests. */
const names = new Set<string>()
const directories: string[] = []
export const execute = promisify(execFile)

afterAll(async () => {
  for (const name of names) await destroy(name).catch(() => {})
  for (const directory of directories) await rm(directory, { recursive: true, force: true })
})

/** A directory that goes with the sandboxes. */
export async function scratch(prefix: string): Promise<string> {
  const directory = await mkdtemp(prefix)
  directories.push(directory)
  return directory
}

/** Named as all of ours are, so that the next run removes what one that was killed left. */
export async function claim(): Promise<string> {
  const name = await nameOfOurs()
  names.add(name)
  return name
}

export async function eventually(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 120_000
  while (Date.now() < deadline) {
    if (await condition()) return
    await sleep(20)
  }
  throw new Error('it never came true')
}

export async function recordOf(name: string) {
  const record = await readRecord(name)
  if (!record) throw new Error(`${name} has no record`)
  return record
}

export async function stateOf(name: string): Promise<string | undefined> {
  return (await list()).find((sandbox) => sandbox.name === name)?.state
}

export async function ssh(name: string, command: string): Promise<string> {
  return (await execute('ssh', [...(await sshArguments(name)), command])).stdout.trim()
}

export function start(
  [file, ...argv]: [string, ...string[]],
  environment: Record<string, string> = {},
): ChildProcess {
  return spawn(file, argv, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...environment } })
}

export async function said(child: ChildProcess, text: string): Promise<void> {
  if (!child.stdout) throw new Error('no output')
  for await (const line of createInterface({ input: child.stdout })) if (line.includes(text)) return
  throw new Error(`it never said ${text}`)
}

export async function everything(child: ChildProcess): Promise<string> {
  let text = ''
  if (child.stdout) for await (const part of child.stdout.setEncoding('utf8')) text += part
  return text
}
