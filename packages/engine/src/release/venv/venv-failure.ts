import { CabestanError, type FailureCode } from '@cabestan/protocol/failures'
import type { Argv, ExecResult } from '../../host/host.ts'
import { endOf } from '../../host/run.ts'
import { missingLibrary } from './missing-library.ts'

export interface Ended {
  readonly argv: Argv
  readonly result: ExecResult
}

type Meaning = readonly [FailureCode, Record<string, string>]

/** Finds out what uv or pip meant from their English messages. */
export function venvFailure(ended: Ended): CabestanError {
  const output = outputOf(ended)
  const meaning = ofIndex(output) ?? ofBuild(output) ?? ofChoice(output)
  return generalFailure(ended) ?? failure(meaning ?? ['venv.failed', { why: firstError(output) }], ended)
}

/** Failures that can happen to any program that downloads and writes. */
export function generalFailure(ended: Ended): CabestanError | null {
  const output = outputOf(ended)
  const full = /(?:No space left on device|os error 28|\[Errno 28\]|Disk quota exceeded)/.test(output)
  if (full) return failure(['disk.full', { path: fullPath(output) }], ended)
  if (!networkWords.test(output)) return null
  const address = addressIn(output)
  return address === null ? null : failure(['venv.network', { address, why: reasonOf(output) }], ended)
}

export const networkWords =
  /error sending request|dns error|tcp connect error|Failed to establish a new connection|NewConnectionError|Could not resolve host|Could not connect to server|Temporary failure in name resolution|Network is unreachable|invalid peer certificate|CERTIFICATE_VERIFY_FAILED|server certificate verification failed|ReadTimeoutError|operation timed out|ProxyError|returned (?:a )?(?:401|403|407|50\d)|HTTP status (?:client|server) error \((?:401|403|407|50\d)/

function ofIndex(output: string): Meaning | null {
  const mismatch = /Hash mismatch for `([^`]+)`|THESE PACKAGES DO NOT MATCH THE HASHES/.exec(output)
  if (mismatch) return ['venv.hash-mismatch', { package: mismatch[1] ?? packageOf(output) }]
  const unknown =
    /Because there (?:is|are) no versions? of (\S+) and you require/.exec(output) ??
    /Because only the following versions of (?:\S+) are available:[^,]*?\s+and you require (\S+?), we can conclude that your requirements/.exec(
      output,
    ) ??
    /was not found in the package registry and you require ([^\s,]+?),? we can/.exec(output) ??
    /Because (\S+) was not found in the package registry/.exec(output) ??
    /Distribution not found at: file:\/\/\S*?\/source\/(\S+)/.exec(output) ??
    (needsOtherPython.test(output) ? null : /No matching distribution found for (\S+)/.exec(output))
  return unknown ? ['venv.package-unknown', { package: unknown[1] ?? '' }] : null
}

function ofBuild(output: string): Meaning | null {
  const missing = missingLibrary(output)
  const built =
    /Failed to (?:download and )?build `([^`]+)`|Failed building wheel for (\S+)|Failed to build (?:installable wheels for )?(\S+)/.exec(
      output,
    )
  const name = built?.slice(1).find((part) => part !== undefined) ?? packageOf(output)
  const isBuild = built !== null || buildWords.test(output)
  if (!isBuild) return null
  if (missing)
    return ['venv.library-missing', { package: name, file: missing.file, packages: missing.packages }]
  return ['venv.build-failed', { package: name, why: lastWord(output) }]
}

const buildWords = /build backend returned an error|subprocess-exited-with-error|metadata-generation-failed/

const needsOtherPython = /that require a different python version|requires a different Python/i

function ofChoice(output: string): Meaning | null {
  const current =
    /current Python version \(([\d.]+)\) does not satisfy Python([^\s,]+)(?:,\S+)? and (\S+) depends on/.exec(
      output,
    )
  if (current)
    return [
      'venv.python-too-old',
      { package: current[3] ?? '', python: current[1] ?? '', needs: current[2] ?? '' },
    ]
  const tagged =
    /Because (\S+) has no wheels with a matching Python (?:ABI|version) tag \(e\.g\., `cp3(\d+)`\)/.exec(
      output,
    )
  if (tagged)
    return [
      'venv.python-too-old',
      { package: tagged[1] ?? '', python: `3.${tagged[2]}`, needs: tagsIn(output) },
    ]
  const ofPip = /different python version: (\S+) Requires-Python ([^\s;]+)/.exec(output)
  if (ofPip)
    return ['venv.python-too-old', { package: `${packageOf(output)}`, python: '', needs: ofPip[2] ?? '' }]
  if (/No solution found|ResolutionImpossible/.test(output))
    return ['venv.conflict', { why: causeIn(output) }]
  return null
}

/** Reads `cp36m` and `cp39` as people write them: 3.6, 3.9. */
function tagsIn(output: string): string {
  const [, list = ''] = /following Python (?:ABI|version) tags?: (.*)/.exec(output) ?? []
  return [...new Set([...list.matchAll(/cp3(\d+)/g)].map(([, minor]) => `3.${minor}`))].join(', ')
}

/** uv's own explanation, whose first sentences tell which package wants what. */
function causeIn(output: string): string {
  const [, cause] = /cause: (Because [\s\S]*?)(?:\n\n|\nhint|$)/.exec(output) ?? []
  const ofPip = /The conflict is caused by:\n([\s\S]*?)\n\n/.exec(output)?.[1]
  return shortened((cause ?? ofPip ?? '').replace(/\s+/g, ' ').trim(), 600)
}

/** As many whole sentences as fit; if the first one is too long, as many of its words. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const start = text.slice(0, most)
  const end = start.search(/\.\s(?=[A-Z])(?![\s\S]*\.\s[A-Z])/)
  return end > 0 ? start.slice(0, end + 1) : `${start.slice(0, start.lastIndexOf(' '))} …`
}

function lastWord(output: string): string {
  const words = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) =>
      /^(?:\w+(?:Error|Exception)\b|error:|Error:|ERROR:|fatal error|\S+: fatal error)/.test(line),
    )
    .filter((line) => !/^error: (?:Failed to|subprocess-exited|command '.*' failed with exit)/i.test(line))
  return (words.at(-1) ?? '').slice(0, 300)
}

function firstError(output: string): string {
  const line = output.split('\n').find((each) => /^(?:error|ERROR):/.test(each)) ?? ''
  return line.replace(/^(?:error|ERROR): */, '').slice(0, 300)
}

function packageOf(output: string): string {
  return (
    /No matching distribution found for (\S+)|Failed to (?:download|fetch) `([^`]+)`|Collecting (\S+)(?![\s\S]*Collecting )/
      .exec(output)
      ?.slice(1)
      .find((part) => part !== undefined) ?? ''
  )
}

function addressIn(output: string): string | null {
  const found =
    /unable to access '(?:https?:\/\/)([^/']+)/.exec(output) ??
    /(?:Failed to fetch: `?|for url \(|Failed to download `)(?:https?:\/\/)([^/`)\s]+)/.exec(output) ??
    /host='([^']+)'/.exec(output) ??
    /https?:\/\/(?:[^@/\s]+@)?([^/`'")\s]+)/.exec(output)
  return found?.[1]?.replace(/^[^@]*@/, '') ?? null
}

function reasonOf(output: string): string {
  const causes = [...output.matchAll(/^ +cause: (.*)$/gm)].map(([, cause = '']) => cause)
  const ofGit = /unable to access '[^']*': (.*)/.exec(output)?.[1]
  const ofPip =
    /(?:NewConnectionError|ProxyError|SSLError|ReadTimeoutError)\((?:[^()]|\([^()]*\))*?([^():]{4,}?)'?\)/.exec(
      output,
    )
  return (ofGit ?? causes.at(-1) ?? ofPip?.[1]?.trim() ?? '').slice(0, 300)
}

function fullPath(output: string): string {
  return /(?:write to file|create (?:directory|file)) `([^`]+)`/.exec(output)?.[1] ?? '/'
}

function outputOf({ result: { stdout, stderr } }: Ended): string {
  return `${stdout}${stderr}`
}

function failure([code, values]: Meaning, { argv, result }: Ended): CabestanError {
  const tail = endOf(`${result.stdout}${result.stderr}`)
  return new CabestanError(code, values, { detail: { argv: [...argv], exitCode: result.code, tail } })
}
