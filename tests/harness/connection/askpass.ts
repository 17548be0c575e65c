import { runAskpass } from '../../../packages/cabestan/src/connection/askpass-program.ts'

/** What the command line does for `cabestan askpass QUESTION`. */
process.exitCode = await runAskpass(process.argv[3] ?? '', process.env)
