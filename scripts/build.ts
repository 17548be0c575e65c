import { rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type BuildOptions, build } from 'esbuild'
import { builtins } from './builtins.ts'
import { buildDashboard } from './dashboard.ts'

/**
 * One file for the command line, one for the engine; what is loaded lazily stays lazy inside the bundle. Before
 * the command line stands a gate that any Node can read.
 */
const { values: asked } = parseArgs({ options: { fresh: { type: 'boolean' }, to: { type: 'string' } } })
const packages = asked.to ?? new URL('../packages', import.meta.url).pathname
const vigie = `${packages}/vigie/dist/`
const out = `${packages}/cabestan/dist/`

const shared: BuildOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  legalComments: 'none',
  minifySyntax: true,
  minifyWhitespace: true,
  loader: { '.sh': 'text', '.yaml': 'text' },
  logLevel: 'warning',
}
const lazily = { ...shared, plugins: [builtins] }
// CommonJS packages inside a bundle of modules ask for `require`.
const banner = {
  js: "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);",
}

// Parts of former builds stay, since a Vigie that runs may still ask for one; a package holds none of them.
if (asked.fresh) await rm(vigie, { recursive: true, force: true })

await Promise.all([
  build({ ...lazily, banner, entryPoints: ['packages/engine/src/main.ts'], outfile: `${out}engine.mjs` }),
  build({ ...lazily, banner, entryPoints: ['packages/cabestan/src/main.ts'], outfile: `${out}main.mjs` }),
  buildDashboard(`${vigie}dashboard`),
])
// By these two `bin/*` know that all is built: whoever types a second command meanwhile starts none that lacks its parts,
// and a build that Ctrl-C ended is begun anew.
await Promise.all([
  build({
    ...shared,
    entryPoints: ['packages/cabestan/src/gate.ts'],
    outfile: `${out}cabestan.mjs`,
    target: 'node14',
    banner: { js: '#!/usr/bin/env node' },
  }),
  build({
    ...lazily,
    banner,
    // Two files: the writer is a thread of its own.
    entryPoints: { vigie: 'packages/vigie/src/main.ts', writer: 'packages/vigie/src/writer/thread.ts' },
    outdir: vigie,
    // What a command does not need is not loaded.
    splitting: true,
    outExtension: { '.js': '.mjs' },
  }),
])
