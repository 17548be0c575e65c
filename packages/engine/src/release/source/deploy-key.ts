import type { Host } from '../../host/host.ts'
import { run } from '../../host/run.ts'
import type { Places } from '../places.ts'

/** The key by which the server reads the application's repository, and nothing else. */
export function deployKeyPath({ home }: Places): string {
  return `${home}/deploy-key`
}

/** Its public half; null as long as there is none. */
export async function deployKey({ files }: Host, places: Places): Promise<string | null> {
  return (await files.readText(`${deployKeyPath(places)}.pub`))?.trim() ?? null
}

/** Made once, on the server; the private half never leaves it. */
export async function ensureDeployKey(host: Host, places: Places): Promise<string> {
  const path = deployKeyPath(places)
  const there = await deployKey(host, places)
  if (there !== null && (await host.files.stat(path)) !== null) return there
  await host.files.remove(`${path}.new`)
  await host.files.remove(`${path}.new.pub`)
  const make = ['ssh-keygen', '-q', '-t', 'ed25519', '-N', ''] as const
  await run(host, [...make, '-C', `${places.name}@cabestan`, '-f', `${path}.new`])
  await host.files.rename(`${path}.new`, path)
  await host.files.rename(`${path}.new.pub`, `${path}.pub`)
  return (await deployKey(host, places)) ?? ''
}
