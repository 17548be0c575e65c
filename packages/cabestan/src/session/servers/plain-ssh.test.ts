import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'

it('is ended with 130 by a Ctrl-C that comes before ssh has reached anybody', async () => {
  // A server that never says a word of ssh and keeps its callers waiting.
  const silent = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void silent.close())
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const ssh = JSON.stringify(['-p', String(port), '127.0.0.1'])
  const module = new URL('plain-ssh.ts', import.meta.url).href
  const code = `const { plainSsh } = await import(process.argv[1]); process.exit(await plainSsh(JSON.parse(process.argv[2])))`
  const argv = [process.execPath, '--input-type=module', '--eval', code, '--', module, ssh]
  const line = argv.map((word) => `'${word}'`).join(' ')
  const terminal = spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'])
  const [caller] = await once(silent, 'connection')
  onTestFinished(() => caller.destroy())
  terminal.stdin.write('\x03')
  expect(await once(terminal, 'close')).toEqual([130, null])
})
