import './uncompiled.ts'
import { realHost } from './host/real.ts'
import { changeEnvironmentApart } from './release/environment/environment-apart.ts'
import { removeApart } from './removal-run.ts'
import { performRun } from './run.ts'
import { serve } from './serve.ts'

/**
 * Four ways to start: `serve` answers a command line over standard input and output; `run ID` and `remove`
 * work in a transient unit of their own, started by `serve`, and need nobody to listen; `environment` changes an
 * environment file for `serve`, which waits, while nobody else may.
 */
const [mode, argument = ''] = process.argv.slice(2)
const host = realHost()

switch (mode) {
  case 'serve':
    process.exitCode = await serve(host, {
      input: process.stdin,
      write: (line) => process.stdout.write(line),
    })
    // A request that is still being answered belongs to a peer that is gone; runs go on in units of their own.
    process.exit()
    break
  case 'run':
    process.exitCode = await performRun(host, argument)
    break
  case 'remove':
    process.exitCode = await removeApart(host, argument)
    break
  case 'environment':
    process.exitCode = await changeEnvironmentApart(host, process.stdin)
    break
  default:
    process.stderr.write('usage: engine.mjs serve | run ID | remove SCOPE | environment\n')
    process.exitCode = 2
}
