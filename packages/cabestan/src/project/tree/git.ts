import { spawn } from 'node:child_process'
import { CabestanError } from '@cabestan/protocol/failures'

export interface GitOptions {
  readonly input?: string
  /** The limit of its output in bytes; the rest is cut off. */
  readonly limit?: number
  /** In milliseconds. */
  readonly patience?: number
  /** Settings that override those of the repository: `filter.x.clean=`. */
  readonly settings?: readonly string[]
  /** A file that it uses as index in place of the repository's own. */
  readonly index?: string
  /** An open file that receives the output, which may be larger than memory. */
  readonly output?: number
}

export interface GitOutcome {
  readonly code: number | null
  readonly stdout: Buffer
  readonly stderr: string
  /** It would have printed more, or taken longer. */
  readonly cut: boolean
}

/**
 * A repository is somebody else's: its configuration may name programs for watching files, showing diffs,
 * checking signatures or fetching what is not there. None of them may run, because reading runs nothing.
 */
const neverRun = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.alternateRefsCommand=',
  'log.showSignature=false',
  'protocol.allow=never',
  'safe.bareRepository=explicit',
  'core.quotePath=false',
]

const defaultLimit = 64 * 1024 * 1024
const defaultPatience = 60_000

/** Runs git in this directory, where it only reads, asks nothing and uses no network. */
export async function git(
  directory: string,
  argv: readonly string[],
  options: GitOptions = {},
): Promise<GitOutcome> {
  const settings = [...neverRun, ...(options.settings ?? [])].flatMap((setting) => ['-c', setting])
  const child = spawn('git', ['--no-pager', '-C', directory, ...settings, ...argv], {
    env: { ...environmentFor(process.env), ...(options.index ? { GIT_INDEX_FILE: options.index } : {}) },
    stdio: ['pipe', options.output ?? 'pipe', 'pipe'],
    windowsHide: true,
  })
  const kill = () => child.kill('SIGKILL')
  // Node's own `timeout` keeps running where git is not installed, and would delay the end of the command.
  const patience = setTimeout(kill, options.patience ?? defaultPatience)
  // A git that ends without reading its input is no failure of ours.
  child.stdin?.on('error', () => {})
  child.stdin?.end(options.input ?? '')
  const output = gather(child.stdout, options.limit ?? defaultLimit, kill)
  const errors = gather(child.stderr, 16_384, () => {})
  const [code, signal] = await ended(child).finally(() => clearTimeout(patience))
  return { code, stdout: output.taken(), stderr: errors.taken().toString(), cut: output.full() || signal }
}

/** The output of a git that has to succeed. */
export async function gitOutput(
  directory: string,
  argv: readonly string[],
  options: GitOptions = {},
): Promise<Buffer> {
  const outcome = await git(directory, argv, options)
  if (outcome.code === 0 || (outcome.cut && outcome.stdout.length > 0)) return outcome.stdout
  throw gitFailure(directory, argv, outcome)
}

export function gitFailure(directory: string, argv: readonly string[], outcome: GitOutcome): CabestanError {
  const detail = { argv: ['git', ...argv], exitCode: outcome.code, tail: outcome.stderr.slice(-2000) }
  if (/dubious ownership|unsafe repository/.test(outcome.stderr))
    return new CabestanError('git.owner', { path: directory }, { detail })
  if (/cannot use bare repository|must be run in a work tree/.test(outcome.stderr))
    return new CabestanError('git.bare', { path: directory }, { detail })
  return new CabestanError('git.failed', { path: directory }, { detail })
}

/** What this shell sets for git (another repository, another index) is not meant for us. */
function environmentFor(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(given).filter(([name]) => !name.toUpperCase().startsWith('GIT_'))
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
    GIT_NO_REPLACE_OBJECTS: '1',
  }
}

function gather(stream: NodeJS.ReadableStream | null, limit: number, onFull: () => void) {
  const chunks: Buffer[] = []
  let bytes = 0
  stream?.on('data', (chunk: Buffer) => {
    if (bytes < limit) chunks.push(chunk)
    bytes += chunk.length
    if (bytes > limit) onFull()
  })
  return { taken: () => Buffer.concat(chunks).subarray(0, limit), full: () => bytes > limit }
}

function ended(child: ReturnType<typeof spawn>): Promise<[number | null, boolean]> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause: NodeJS.ErrnoException) => {
      reject(cause.code === 'ENOENT' ? new CabestanError('git.missing', {}, { cause }) : cause)
    })
    child.once('close', (code, signal) => resolve([code, signal !== null]))
  })
}
