import { spawn } from 'node:child_process'
import { managerCommand } from '../package-manager.ts'

/** Uses this machine's npm, because it knows the company's registry, proxy, certificate authority and token. */
export interface NpmRequest {
  readonly arguments: readonly string[]
  readonly directory: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** What npm printed, or null where it failed or is not installed. */
export async function npm(request: NpmRequest): Promise<string | null> {
  const { file, argv, windowsVerbatimArguments } = managerCommand('npm', request.arguments)
  const child = spawn(file, [...argv], {
    cwd: request.directory,
    env: { ...request.environment, npm_config_update_notifier: 'false' },
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsVerbatimArguments,
    windowsHide: true,
    timeout: 300_000,
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const code = await new Promise<number | null>((resolve) => {
    child.once('close', resolve).once('error', () => resolve(null))
  })
  return code === 0 ? output.trim() : null
}
