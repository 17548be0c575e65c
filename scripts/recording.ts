import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/**
 * Runs a command line as a terminal would show it, each line behind the second at which it came:
 * `node scripts/recording.ts 'cabestan deploy --yes' | node scripts/picture.ts docs/run.svg`.
 */
const began = performance.now()
for (const command of process.argv.slice(2)) await record(command)

async function record(command: string): Promise<void> {
  say(`\u001b[1m$ ${command}\u001b[22m`)
  const [program = '', ...rest] = command.split(' ')
  const child = spawn(program, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '1' },
  })
  const streams = [child.stdout, child.stderr].map(async (stream) => {
    for await (const line of createInterface({ input: stream })) say(line)
  })
  await Promise.all(streams)
  say('')
}

function say(line: string): void {
  process.stdout.write(`${((performance.now() - began) / 1000).toFixed(2)}\t${line}\n`)
}
