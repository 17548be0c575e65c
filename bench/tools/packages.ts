import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { cabestan, configurationFor, destroyAll, startServers } from './servers.ts'

/** The packages that a deploy of the benchmark's configuration installs, as its own plan lists them. */
export async function changedPackages(): Promise<string[]> {
  const servers = await startServers(1)
  try {
    const configuration = await configurationFor(servers)
    const run = (...words: string[]) =>
      promisify(execFile)(process.execPath, [cabestan, ...words, '-c', configuration])
    const { stdout } = await run('plan', '--json')
    await run('deploy', '--yes')
    return packagesIn(stdout)
  } finally {
    await destroyAll(servers)
  }
}

function packagesIn(json: string): string[] {
  const names = [...json.matchAll(/"what":"packages","subject":"[^"]*","add":\[([^\]]*)\]/g)]
  return names.flatMap(([, list = '']) => JSON.parse(`[${list}]`) as string[])
}
