import type { Place } from '../answer.ts'

export interface FrontEnd {
  readonly directory: string
  readonly manager: 'npm' | 'yarn' | 'pnpm' | 'bun'
  /** The scripts to run: `build`; [] where nothing needs building. */
  readonly scripts: readonly string[]
  /** What builds assets inside Django: compressor, tailwind, webpack-loader, vite. */
  readonly tools: readonly string[]
  /** The output is in git already. */
  readonly committed: boolean
  readonly node: string | null
  /** Programs that its scripts call and that Node does not have, by their packages' names: `make`. */
  readonly programs?: readonly string[]
  /** Django serves files out of node_modules, so packages must be installed even where nothing is built. */
  readonly packagesServed?: boolean
  /** Commands of manage.py by which an application of Django builds its files, in order: `tailwind build`. */
  readonly commands?: readonly string[]
  /** The package.json of other front ends that Django serves and nobody builds. */
  readonly others?: readonly string[]
  /** Files that its build begins with and that git does not have. */
  readonly missing?: readonly string[]
  /** Where it is built, if not on the server. */
  readonly built?: 'laptop' | 'off'
  readonly places: readonly Place[]
}
