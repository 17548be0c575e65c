import { fileURLToPath } from 'node:url'

const main = fileURLToPath(import.meta.url)

// Windows looks for a program in the current directory first: a git.exe that lies in a project would be run by
// reading it. This is Microsoft's own word against that, which Node and Windows' shell both follow.
if (process.platform === 'win32') process.env['NoDefaultCurrentDirectoryInExePath'] = '1'

// ssh starts this program again for each of its questions, and nothing else is loaded for that.
if (process.argv[2] === 'askpass') void answerSsh()
else void start()

async function answerSsh(): Promise<void> {
  const { runAskpass } = await import('./connection/askpass-program.ts')
  process.exitCode = await runAskpass(process.argv[3] ?? '', process.env)
}

async function start(): Promise<void> {
  const { runCommandLine } = await import('./command-line.ts')
  await runCommandLine(process.argv.slice(2), main)
}
