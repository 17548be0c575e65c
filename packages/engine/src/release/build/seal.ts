import { run } from '../../host/run.ts'
import type { ReleaseContext } from '../context.ts'
import { keepFingerprint } from './fingerprint.ts'

/** Nobody but root changes anything of it from now on: the application reads, and nginx reads the static files. */
export async function giveToRoot({ host, order, release }: ReleaseContext): Promise<void> {
  const { source, overlay, directory } = release
  await run(host, ['chown', '--recursive', '--no-dereference', `root:${order.name}`, '--', directory])
  await run(host, ['chmod', '--recursive', 'u=rwX,g=rX,o=', '--', source])
  for (const shown of [release.static, release.home]) {
    if (await host.files.stat(shown)) await run(host, ['chmod', '--recursive', 'u=rwX,go=rX', '--', shown])
  }
  if (await host.files.stat(overlay)) await compileOverlay({ host, order, release })
}

type Sealing = Pick<ReleaseContext, 'host' | 'order' | 'release'>

/** By the Python of the venv without its packages: what they would do at its start must not be done as root. */
async function compileOverlay({ host, order, release }: Sealing): Promise<void> {
  await host.exec([`${release.venv}/bin/python`, '-I', '-S', '-m', 'compileall', '-q', release.overlay])
  await run(host, ['chown', '--recursive', '--no-dereference', `root:${order.name}`, '--', release.overlay])
}

/** The last thing that a release gets. One without it was cut off while it was built. */
export async function seal({ host, order, release }: Sealing): Promise<void> {
  await run(host, ['sync', '--file-system', release.directory])
  await keepFingerprint(host, release)
  await host.files.write(`${release.directory}/release.json`, `${JSON.stringify(order, null, 1)}\n`, {
    owner: 'root',
    group: order.name,
    mode: '0640',
  })
}
