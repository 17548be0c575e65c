import type { Place } from '../answer.ts'

export interface FrontEnd {
  readonly directory: string
  readonly manager: 'npm' | 'yarn' | 'pnpm' | 'bun'
  /** The scripts to be run: `build`; [] where nothing needs building. */
  readonly scripts: readonly string[]
  /** What makes assets inside Django: compressor, tailwind, webpack-loader, vite. */
  readonly tools: readonly string[]
  /** The output is already in git. */
  readonly committed: boolean
  readonly node: string | null
  /** What its scripts call that Node does not bring, as the distribution names it: `make`. */
  readonly programs?: readonly string[]
  /** Django serves files out of node_modules: its packages have to be installed even where nothing is built. */
  readonly packagesServed?: boolean
  /** What an application of Django makes by commands of manage.py, one after the other: `tailwind build`. */
  readonly commands?: readonly string[]
  /** The package.json of other front ends that Django serves, and that nobody builds. */
  readonly others?: readonly string[]
  /** Where, if not on the server. */
  readonly built?: 'laptop' | 'off'
  readonly places: readonly Place[]
}
