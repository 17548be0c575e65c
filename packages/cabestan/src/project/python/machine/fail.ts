import type { Place } from '../../answer.ts'
import type { Facts, Frame, Read, Thing } from '../things/thing.ts'
import { isCaught, type Machine, note, Raised } from './machine.ts'

/** Base classes of Python's own exceptions: a handler for any of these catches them. */
const ancestors: Readonly<Record<string, readonly string[]>> = {
  KeyError: ['LookupError'],
  IndexError: ['LookupError'],
  ModuleNotFoundError: ['ImportError'],
  FileNotFoundError: ['OSError', 'IOError', 'EnvironmentError'],
  OSError: ['IOError', 'EnvironmentError'],
  IOError: ['OSError', 'EnvironmentError'],
  UnboundLocalError: ['NameError'],
  UndefinedValueError: ['Exception'],
  JSONDecodeError: ['ValueError'],
  EnvError: ['ValueError'],
  CalledProcessError: ['SubprocessError'],
  InvalidGitRepositoryError: ['GitError'],
}

const notExceptions = ['SystemExit', 'KeyboardInterrupt', 'GeneratorExit']

/** The exception with all of its base classes. */
export function lineage(name: string): readonly string[] {
  const own = [name, ...(ancestors[name] ?? [])]
  return notExceptions.includes(name) ? [...own, 'BaseException'] : [...own, 'Exception', 'BaseException']
}

/**
 * What a program does here is to raise. Where the code around would catch it, it does; elsewhere the run goes on
 * with `otherwise`, because the reader wants to know the rest as well.
 */
export function fail(
  frame: Frame,
  { name, at, because }: { readonly name: string; readonly at: Place; readonly because: readonly Facts[] },
  otherwise: Thing,
): Thing {
  const { machine } = frame
  const reads = because.flatMap(({ via }) => via ?? [])
  if (machine.reached === 'no') return otherwise
  if (isCaught(machine, lineage(name))) throw new Raised(lineage(name), reads, at)
  if (!blame(machine, reads)) note(machine, { type: 'raises', what: name, place: at })
  return otherwise
}

/** Whether keys that are not set caused it, which are needed then. */
export function blame(machine: Machine, reads: readonly Read[]): boolean {
  const absent = culprits(reads.filter(({ state }) => state === 'absent'))
  if (machine.reached !== 'yes') return absent.length > 0
  for (const read of absent) {
    read.needed = true
    machine.missing.add(read.key)
  }
  return absent.length > 0
}

/** Of several keys, those without a default; a switch such as DEBUG is seldom what is missing. */
function culprits(absent: readonly Read[]): readonly Read[] {
  const own = absent.filter(({ cast }) => cast !== 'boolean')
  const bare = own.filter((read) => read.default === null)
  const here = bare.filter(({ key }) => !ofTests.test(key))
  return [here, bare, own, absent].find((some) => some.length > 0) ?? []
}

/** Variables that test services set, by which settings recognise them. */
const ofTests =
  /^(?:CI|CONTINUOUS_INTEGRATION|CIRCLECI|TRAVIS|GITHUB_ACTIONS|GITLAB_CI|BUILDKITE|APPVEYOR|DRONE)$/
