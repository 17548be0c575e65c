import { CabestanError } from '@cabestan/protocol/failures'
import type { Attributes } from '../../../host/host.ts'
import { privateDirectory, privateFile } from '../../../host/root-attributes.ts'
import { endOf, run } from '../../../host/run.ts'
import { keepFingerprint } from '../../build/fingerprint.ts'
import { inRelease } from '../../command.ts'
import { type DatabaseContext, insideOf } from '../database-context.ts'
import { exceptionIn } from './migrate-output.ts'
import type { MigrationState } from './migration-state.ts'

/**
 * Migrations for applications that have models and none. The source belongs to root by now, so each such application
 * gets a directory `migrations` that the application's user may write to while `makemigrations` runs, and root's again
 * when it has ended. What was applied is kept beside the releases: the next one, whose models may be others, goes on
 * from there instead of making the first migration anew in other words.
 */
export async function makeMigrations(context: DatabaseContext, state: MigrationState): Promise<boolean> {
  const homes = homesOf(context, state)
  if (homes.length === 0) return false
  for (const home of homes) await open(context, home, state)
  try {
    await make(context, homes)
  } finally {
    for (const { directory } of homes) await seal(context, directory)
  }
  const made = await Promise.all(homes.map((home) => keep(context, home)))
  const names = made.flat()
  await keepFingerprint(context.host, context.release)
  if (names.length > 0) context.note('migrations.made', { names: names.join(', '), path: keptIn(context) })
  return true
}

interface MigrationsHome {
  readonly label: string
  readonly directory: string
}

/** Cabestan does not write migrations for an application that comes with a package in the venv. */
function homesOf({ order, release }: DatabaseContext, { places }: MigrationState): MigrationsHome[] {
  return order.database.makeMigrations.flatMap((label) => {
    const place = places[label]
    return place?.startsWith(`${release.source}/`) ? [{ label, directory: `${place}/migrations` }] : []
  })
}

/** Migrations that were made for former releases come first, as far as the database has had them. */
async function open(
  context: DatabaseContext,
  home: MigrationsHome,
  { applied }: MigrationState,
): Promise<void> {
  const { host, places } = context
  await host.files.createDirectory(home.directory, directoryOf(places.name))
  // Django 1.8 fails on a directory that is not a package yet; later versions would write the same file themselves.
  const init = `${home.directory}/__init__.py`
  if ((await host.files.stat(init)) === null) await host.files.write(init, '', fileOf(places.name))
  const former = `${keptIn(context)}/${home.label}`
  for (const file of (await host.files.list(former)) ?? []) {
    const isApplied = applied.includes(`${home.label}.${file.replace(/\.py$/, '')}`)
    if (!isApplied && file !== '__init__.py') continue
    const text = (await host.files.readText(`${former}/${file}`)) ?? ''
    await host.files.write(`${home.directory}/${file}`, text, fileOf(places.name))
  }
}

async function make(context: DatabaseContext, homes: readonly MigrationsHome[]): Promise<void> {
  const argv = ['manage.py', 'makemigrations', '--noinput', ...homes.map(({ label }) => label)]
  const { code, stdout, stderr } = await inRelease(insideOf(context), argv, { onLine: context.output })
  if (code === 0) return
  const detail = { argv, exitCode: code, tail: endOf(`${stdout}${stderr}`) }
  // Django gives up like this when it may not ask which value existing rows get in a new column.
  const labels = homes.map(({ label }) => label).join(' ')
  const values = code === 3 ? { labels } : { said: exceptionIn(stderr || stdout) }
  throw new CabestanError('migrations.inconsistent', values, { detail })
}

/** With the same owner and mode as the rest of the source. */
async function seal({ host, places }: DatabaseContext, directory: string): Promise<void> {
  await run(host, ['chown', '--recursive', '--no-dereference', `root:${places.name}`, directory])
  await run(host, ['chmod', '--recursive', 'u=rwX,g=rX,o=', directory])
  await host.files.remove(`${directory}/__pycache__`)
}

/** Returns the migrations that were not kept before. */
async function keep(context: DatabaseContext, { label, directory }: MigrationsHome): Promise<string[]> {
  const { host } = context
  const kept = `${keptIn(context)}/${label}`
  for (const each of [keptIn(context), kept]) await host.files.createDirectory(each, privateDirectory)
  const files = ((await host.files.list(directory)) ?? []).filter((file) => file.endsWith('.py'))
  const texts = await Promise.all(files.map((file) => regularText(context, `${directory}/${file}`)))
  const made: string[] = []
  for (const [index, file] of files.entries()) {
    const text = texts[index]
    const former = await host.files.readText(`${kept}/${file}`)
    if (text === null || text === undefined || text === former) continue
    await host.files.write(`${kept}/${file}`, text, privateFile)
    if (file !== '__init__.py') made.push(`${label}/migrations/${file}`)
  }
  return made
}

/** The directory belonged to the application for a while, so nothing is read through a link. */
async function regularText({ host }: DatabaseContext, path: string): Promise<string | null> {
  return (await host.files.stat(path))?.type === 'file' ? host.files.readText(path) : null
}

const keptIn = ({ places }: DatabaseContext) => `${places.home}/migrations`
const directoryOf = (name: string): Attributes => ({ owner: name, group: name, mode: '0750' })
const fileOf = (name: string): Attributes => ({ owner: name, group: name, mode: '0640' })
