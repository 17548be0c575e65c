import type { Owner } from '@cabestan/protocol/descriptions'
import { MadeMigration } from '@cabestan/protocol/messages'
import { nameOnServer } from '@cabestan/protocol/server-name'
import type { Host } from '../../../host/host.ts'
import { placesOf } from '../../places.ts'

interface Wanted {
  readonly owner: Owner
  readonly labels: readonly string[]
}

/** What `makeMigrations` kept beside the releases, for the working copy that it is to be committed from. */
export async function readMadeMigrations(
  host: Host,
  { owner, labels }: Wanted,
): Promise<{ files: MadeMigration[] }> {
  const { home } = placesOf(nameOnServer(owner.app, owner.environment))
  const files = await Promise.all(labels.map((label) => madeFor(host, `${home}/migrations`, label)))
  return { files: files.flat() }
}

async function madeFor(host: Host, kept: string, label: string): Promise<MadeMigration[]> {
  const names = (await host.files.list(`${kept}/${label}`)) ?? []
  const read = await Promise.all(
    names.sort().map(async (file) => {
      const text = await host.files.readText(`${kept}/${label}/${file}`)
      return MadeMigration.safeParse({ label, file, text })
    }),
  )
  return read.flatMap(({ data }) => (data ? [data] : []))
}
