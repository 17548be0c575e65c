import type { EnvironmentEntry } from '@cabestan/protocol/environment'
import { CabestanError } from '@cabestan/protocol/failures'
import { Secret } from '@cabestan/protocol/secret'
import { valueIn, valuesIn, withValues } from '../../steps/environment-text.ts'
import type { ReleaseContext } from '../context.ts'

const head = `# What this release runs with. It does not change any more: values are set in the application's own file, by
# cabestan env set, for the releases to come.
`

/** The overlay, the processes, gunicorn's configuration, and the environment that they run in. */
export async function writeReleaseFiles(context: ReleaseContext): Promise<void> {
  const { host, order, release } = context
  const group = order.name
  for (const directory of directoriesOf(order.files.map(({ path }) => path)))
    await host.files.createDirectory(`${release.directory}/${directory}`, {
      owner: 'root',
      group,
      mode: '0750',
    })
  for (const { path, content, executable } of order.files) {
    const mode = executable ? '0750' : '0640'
    await host.files.write(`${release.directory}/${path}`, content, { owner: 'root', group, mode })
  }
  await writeEnvironment(context)
}

/** Sorted so that each directory comes after the one that contains it. */
function directoriesOf(paths: readonly string[]): string[] {
  const found = new Set<string>()
  for (const path of paths) {
    const parts = path.split('/').slice(0, -1)
    for (const index of parts.keys()) found.add(parts.slice(0, index + 1).join('/'))
  }
  return [...found]
}

async function writeEnvironment({ host, order, places, release }: ReleaseContext): Promise<void> {
  const own = (await host.files.readText(places.environment)) ?? ''
  const given = Object.entries(order.environment).map(([key, entry]) => [key, resolved(entry, own)] as const)
  const values = new Map([...given, ...valuesIn(own)])
  const text = new Secret(withValues(head, values))
  await host.files.write(release.environment, text, { owner: 'root', group: order.name, mode: '0640' })
}

function resolved(entry: EnvironmentEntry, own: string): string {
  if ('value' in entry) return entry.value
  return entry.parts.map((part) => (typeof part === 'string' ? part : valueFor(part.key, own))).join('')
}

function valueFor(key: string, own: string): string {
  const value = valueIn(own, key)
  if (value === undefined) throw new CabestanError('release.keys-missing', { keys: key, first: key })
  return value
}
