import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { CabestanError } from '@cabestan/protocol/failures'
import { managerCommand } from '../package-manager.ts'
import type { FrontEnd } from '../project/front-end/reading.ts'

export interface Place {
  readonly directory: string
  readonly manager: FrontEnd['manager']
  readonly onLine: (line: string) => void
}

/** Installs packages as they are locked, or as package.json asks for them where the lock does not agree with it. */
export async function installPackages(place: Place): Promise<void> {
  const { manager, directory } = place
  const isLocked = ['package-lock.json', 'npm-shrinkwrap.json'].some((file) =>
    existsSync(join(directory, file)),
  )
  const exact =
    manager !== 'npm' ? ['install', '--frozen-lockfile'] : isLocked ? ['ci', '--include=dev'] : null
  const loose = manager === 'npm' ? ['install', '--include=dev'] : ['install']
  // In production mode pnpm and yarn leave out the packages that the build itself needs.
  const whole = 'development'
  if (exact !== null && (await run(place, exact, whole)).code === 0) return
  const ended = await run(place, loose, whole)
  if (ended.code !== 0) throw failed('install', [manager, ...loose], ended)
}

export async function runScript(place: Place, script: string): Promise<void> {
  const ended = await run(place, ['run', script])
  if (ended.code !== 0) throw failed(script, [place.manager, 'run', script], ended)
}

interface Ended {
  readonly code: number | null
  readonly lines: readonly string[]
}

const longestTail = 40

function run(
  { manager, directory, onLine }: Place,
  words: readonly string[],
  mode = 'production',
): Promise<Ended> {
  const { file, argv, windowsVerbatimArguments } = managerCommand(manager, words)
  const child = spawn(file, [...argv], {
    cwd: directory,
    env: { ...process.env, NODE_ENV: mode, npm_config_update_notifier: 'false' },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsVerbatimArguments,
    windowsHide: true,
  })
  const lines: string[] = []
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      onLine(line)
      lines.push(line)
      if (lines.length > longestTail) lines.shift()
    })
  return new Promise((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) =>
      reject(cause.code === 'ENOENT' ? missing(manager) : cause),
    )
    child.once('close', (code) => resolve({ code, lines }))
  })
}

function missing(manager: string): CabestanError {
  return new CabestanError('build.manager', { manager })
}

function failed(script: string, argv: readonly string[], { code, lines }: Ended): CabestanError {
  const said = lines.map((line) => line.trim()).filter((line) => line !== '')
  const error = said.find((line) => /^(?:\w*Error\b|error\b|ERROR in|✘)/.test(line)) ?? said.at(-1) ?? ''
  const detail = { argv: [...argv], exitCode: code, tail: lines.join('\n') }
  return new CabestanError('build.front-end', { script, error: error.slice(0, 300) }, { detail })
}
