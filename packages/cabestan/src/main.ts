import { fileURLToPath } from 'node:url'

const main = fileURLToPath(import.meta.url)

// ssh starts this program anew for each of its questions: nothing else is loaded then.
if (process.argv[2] === 'askpass') {
  const { runAskpass } = await import('./connection/askpass-program.ts')
  process.exitCode = await runAskpass(process.argv[3] ?? '', process.env)
} else {
  const { runCommandLine } = await import('./command-line.ts')
  await runCommandLine(process.argv.slice(2), main)
}
