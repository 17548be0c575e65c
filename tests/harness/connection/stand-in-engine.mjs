// A real peer at the other end of a real ssh, which speaks the protocol and misbehaves on demand. Its words
// are chosen by the test that writes this file: see stand-in.ts.
import { createInterface } from 'node:readline'

const settings = JSON.parse('{"versions":[1]}')
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`)

const answers = {
  hello: ({ now }) => ({ clockOffsetSeconds: (Date.now() - now) / 1000 }),
  diagnose: () => ({
    files: {
      uid: String(process.getuid()),
      pid: String(process.pid),
      node: process.execPath,
      main: process.argv[1],
      environment: Object.keys(process.env).sort().join(' '),
    },
  }),
  disarm: () => ({}),
  removal: () => process.kill(process.pid, 'SIGKILL'),
  status: () => process.exit(3),
  facts: () => ({ cores: 'many' }),
  follow: () => process.stdout.write('Segmentation fault\n'),
  plan: () => new Promise(() => {}),
}

if (settings.first) process.stdout.write(settings.first)
else
  say({ cabestan: 'engine', versions: settings.versions, engine: 'stand-in', runtime: process.versions.node })
for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line)
  const result = answers[method](params)
  if (result !== undefined && !(result instanceof Promise)) say({ id, result })
}
process.exit(0)
