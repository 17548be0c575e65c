import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { listenForQuestions } from '../../../packages/cabestan/src/connection/askpass-server.ts'

/**
 * Bundled, and run by Windows' Node: starts ssh as the command line does, says yes to what it asks, and prints that with
 * ssh's exit code. `node asked-by-ssh.mjs MAIN DESTINATION`
 */
const [main = '', destination = ''] = process.argv.slice(2)
const asked: string[] = []
const server = await listenForQuestions({ node: process.execPath, main }, async ({ text }) => {
  asked.push(text)
  return 'yes'
})
const env = { ...process.env, ...server.environment }
const ssh = spawn('ssh', ['-T', '-o', 'StrictHostKeyChecking=ask', '--', destination, 'true'], {
  env,
  stdio: ['pipe', 'ignore', 'inherit'],
})
ssh.stdin?.end()
const [code] = await once(ssh, 'close')
await server.close()
console.log(JSON.stringify({ code, asked }))
