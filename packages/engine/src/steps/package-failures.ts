import { CabestanError, type FailureCode } from '@cabestan/protocol/failures'
import type { Argv, ExecResult } from '../host/host.ts'
import { commandFailed, endOf } from '../host/run.ts'

export interface Ended {
  readonly argv: Argv
  readonly result: ExecResult
}

/** Finds out what apt or dpkg meant from their English messages. */
export function packageFailure({ argv, result }: Ended): CabestanError {
  const output = outputOf(result)
  const [code, values] = meaning(output)
  if (!code) return commandFailed(argv, result)
  const detail = { argv: [...argv], exitCode: result.code, tail: endOf(output) }
  return new CabestanError(code, values, { detail })
}

export function outputOf({ stdout, stderr }: ExecResult): string {
  return `${stdout}${stderr}`
}

type Meaning = [FailureCode, Record<string, string>] | [null, Record<string, never>]

function meaning(output: string): Meaning {
  const space = /enough free space in (\S+?)\/?\.$/m.exec(output) ?? /()No space left on device/.exec(output)
  if (space) return ['disk.full', { path: space[1] || '/' }]
  const readOnly = /(\S+?)[':]* ?(?:- \w+ )?\(30: Read-only file system\)/.exec(output)
  if (readOnly) return ['disk.read-only', { path: readOnly[1] ?? '/' }]
  const unknown = unknownPackage(output)
  if (unknown) return ['package.unknown', { name: unknown }]
  const address = unreachableAddress(output)
  if (address) return ['network.none', { address }]
  const held = /The following held packages will be changed:\n((?: .+\n)+)/.exec(output)?.[1]
  if (held) return ['packages.held', { packages: held.trim().split(/\s+/).join(' ') }]
  const displaced = /packages will be REMOVED:\n((?: .+\n)+)[\s\S]*remove is disabled/.exec(output)?.[1]
  if (displaced) return ['packages.displaced', { packages: displaced.trim().split(/\s+/).join(' ') }]
  const broken = brokenPackages(output)
  if (broken) return ['packages.broken', { packages: broken }]
  return [null, {}]
}

export function unknownPackage(output: string): string | null {
  const found =
    /Unable to locate package (\S+)/.exec(output) ??
    /Package '?([^\s']+)'? has no installation candidate/.exec(output) ??
    /Couldn't find any package by (?:glob|regex) '([^']+)'/.exec(output)
  return found?.[1] ?? null
}

export function unreachableAddress(output: string): string | null {
  const found =
    /(?:Temporary failure resolving|Could not resolve|wicked happened resolving) '([^':]+)/.exec(output) ??
    /(?:[Uu]nable to connect to|[Cc]ould not connect to|Cannot initiate the connection to) ([^\s:]+)/.exec(
      output,
    )
  return found?.[1] ?? null
}

/** The lists name files that the archive does not have any more. */
export function speaksOfOldLists(output: string): boolean {
  return /404 +Not Found|Hash Sum mismatch|maybe run apt-get update/.test(output)
}

function brokenPackages(output: string): string | null {
  const processed = /Errors were encountered while processing:\n((?: .+\n)+)/.exec(output)
  if (processed?.[1]) return processed[1].trim().split(/\s+/).join(', ')
  const broken =
    /Unmet dependencies|unmet dependencies|dpkg was interrupted|held broken packages|Packages need to be removed/
  return broken.test(output) ? '?' : null
}
