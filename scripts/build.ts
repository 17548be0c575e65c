import { rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { type BuildOptions, build } from 'esbuild'
import { builtins } from './builtins.ts'
import { buildDashboard } from './dashboard.ts'

/**
 * Builds one file for the command line and one for the engine. What is loaded lazily stays lazy inside the bundle.
 * The command line begins with a gate that any Node can read.
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
// CommonJS packages inside the bundle, which is a module, need a `require`.
const banner = {
  js: "const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);",
}

// Parts of former builds stay, because a running Vigie may still load one. A package must not contain them.
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
    // The writer gets a file of its own because it runs as a thread.
    entryPoints: { vigie: 'packages/vigie/src/main.ts', writer: 'packages/vigie/src/writer/thread.ts' },
    outdir: vigie,
    // With splitting, a command only loads what it needs.
    splitting: true,
    outExtension: { '.js': '.mjs' },
  }),
])
