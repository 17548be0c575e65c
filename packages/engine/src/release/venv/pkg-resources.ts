import { dirname } from 'node:path'
import type { Host } from '../../host/host.ts'
import type { ReleaseContext } from '../context.ts'
import type { Lists } from './lists.ts'

/**
 * Packages of some age import `pkg_resources` and do not say that they need it: each venv had it once. From Python
 * 3.12 on none has, and setuptools itself is without it since 82. Only what is imported outright counts; whoever asks
 * for it within a `try` goes on without.
 */
export async function lacksPkgResources(host: Host, venv: string): Promise<boolean> {
  const [series] = (await host.files.list(`${venv}/lib`)) ?? []
  if (series === undefined) return false
  const packages = `${venv}/lib/${series}/site-packages`
  if ((await host.files.stat(`${packages}/pkg_resources`)) !== null) return false
  const outright = '^(import|from) pkg_resources'
  const asking = ['grep', '--recursive', '--quiet', '--include=*.py', '--extended-regexp', outright] as const
  return (await host.exec([...asking, packages])).code === 0
}

/** The list with the package that provides it, from the same index as everything else. */
export async function listOfPkgResources(
  { host, order }: Pick<ReleaseContext, 'host' | 'order'>,
  { requirements }: Lists,
): Promise<string> {
  const path = `${dirname(requirements)}/pkg-resources.txt`
  const content = [...order.venv.indexes, 'setuptools<81'].map((line) => `${line}\n`).join('')
  await host.files.write(path, content, { owner: 'root', group: order.name, mode: '0640' })
  return path
}
