import { joined } from '../../tree/source-paths.ts'
import type { Tree } from '../../tree/tree.ts'
import { statedInSetupCfg } from './setup-cfg.ts'
import { statedInSetupPy, unreached } from './setup-py.ts'
import type { Listed, Stated } from './setup-stated.ts'

/** What setup.py and setup.cfg beside each other say. */
export interface Setup extends Stated {
  /** Those of them that say something about packages. */
  readonly files: readonly string[]
}

/** Each one is evaluated, and a repository full of such files must come to an end. */
const mostSetups = 30

const setups = new WeakMap<Tree, Map<string, Setup | null>>()

/** Once for each directory, however many ask. */
export function readSetup(tree: Tree, directory: string): Setup | null {
  const known = setups.get(tree) ?? new Map<string, Setup | null>()
  setups.set(tree, known)
  const before = known.get(directory)
  if (before !== undefined) return before
  const setup = read(tree, directory, known.size < mostSetups ? statedInSetupPy : unreached)
  known.set(directory, setup)
  return setup
}

/** The arguments of `setup()` win; setup.cfg decides where there are none. */
function read(tree: Tree, directory: string, inSetupPy: typeof statedInSetupPy): Setup | null {
  const both = [
    [joined(directory, 'setup.py'), inSetupPy] as const,
    [joined(directory, 'setup.cfg'), statedInSetupCfg] as const,
  ].flatMap(([path, of]) => {
    const stated = of(tree, path)
    return stated === null ? [] : [{ path, stated }]
  })
  const [first, second] = both.map(({ stated }) => stated)
  if (first === undefined) return null
  const files = both.filter(({ stated }) => saysSomething(stated)).map(({ path }) => path)
  return { ...(second === undefined ? first : beside(first, second)), files }
}

function beside(first: Stated, second: Stated): Stated {
  return {
    name: first.name || second.name,
    install: isEmpty(first.install) ? second.install : first.install,
    extras: first.extras.size > 0 ? first.extras : second.extras,
    tests: isEmpty(first.tests) ? second.tests : first.tests,
    python: first.python ?? second.python,
  }
}

function saysSomething({ install, extras }: Stated): boolean {
  return ![install, ...extras.values()].every(isEmpty)
}

function isEmpty({ wanted, unread }: Listed): boolean {
  return wanted.length + unread.length === 0
}
