import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { cabestan, configurationFor, destroyAll, startServers } from './servers.ts'

/** The packages that a deploy of the benchmark's configuration installs, as its own plan lists them. */
export async function changedPackages(): Promise<string[]> {
  const servers = await startServers(1)
  try {
    const configuration = await configurationFor(servers)
    const packages = await plannedPackages(process.cwd(), configuration)
    await promisify(execFile)(process.execPath, [cabestan, 'deploy', '--yes', '-c', configuration])
    return packages
  } finally {
    await destroyAll(servers)
  }
}

/** The packages in the plan of a server on which nothing is installed yet. */
export async function plannedPackages(directory: string, configuration?: string): Promise<string[]> {
  const argv = [cabestan, 'plan', '--json', ...(configuration === undefined ? [] : ['-c', configuration])]
  const { stdout } = await promisify(execFile)(process.execPath, argv, { cwd: directory })
  const names = [...stdout.matchAll(/"what":"packages","subject":"[^"]*","add":\[([^\]]*)\]/g)]
  return names.flatMap(([, list = '']) => JSON.parse(`[${list}]`) as string[])
}
