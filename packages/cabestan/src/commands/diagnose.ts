import { join, resolve } from 'node:path'
import type { Failure } from '@cabestan/protocol/failures'
import { toFailure } from '@cabestan/protocol/failures'
import { home } from '../connection/directories.ts'
import { archive, type Files } from '../diagnosis/archive.ts'
import { localFiles } from '../diagnosis/local-files.ts'
import { redacted } from '../diagnosis/redaction.ts'
import { exitCodes, type Invocation } from '../invocation.ts'
import type { Outcome } from '../session/servers/outcome.ts'
import { onEach } from '../session/servers/outcome.ts'
import { openSite, type Site, visitServers } from '../session/servers/site.ts'
import { writeAskedFile } from '../write-file.ts'

/**
 * Writes a file for a bug report. Whatever fails while it is collected goes into the report and is no failure here.
 */
export async function run(invocation: Invocation): Promise<number> {
  const { report, options, directory, environment } = invocation
  const site = await openSite(invocation).catch((thrown: unknown) => toFailure(thrown))
  const files = 'code' in site ? await withoutSite(site) : await ofSite(site)
  const now = Date.now()
  const name = `cabestan-diagnose-${new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}`
  // Not in the project, where it would be one more file for somebody to commit by mistake.
  const file = resolve(directory, options.output ?? join(home(environment), `${name}.tar.gz`))
  const masked = Object.fromEntries(Object.entries(files).map(([path, text]) => [path, redacted(text)]))
  writeAskedFile(file, archive(masked, name, now), { mode: 0o600 })
  report.diagnosis(file, sizesOf(masked))
  return exitCodes.done
}

async function withoutSite(failure: Failure): Promise<Files> {
  const { path, file } = failure.values
  return { ...(await localFiles(file ?? path ?? null)), 'failure.json': asJson(failure) }
}

async function ofSite(site: Site): Promise<Files> {
  const local = await localFiles(site.configuration.file)
  const answers = await visitServers(site, (visits) =>
    onEach(visits, ({ server, engine }) => {
      site.invocation.report.looking(server)
      return engine.call('diagnose', {})
    }),
  )
  return Object.assign({}, local, ...answers.map(filesOf)) as Files
}

function filesOf(answer: Outcome<{ files: Files }>): Files {
  const place = answer.server.replaceAll(/[^A-Za-z0-9.-]+/g, '-')
  if (!answer.ok) return { [`${place}/failure.json`]: asJson(answer.failure) }
  const entries = Object.entries(answer.value.files)
  return Object.fromEntries(entries.map(([name, text]) => [`${place}/${name.replaceAll('/', '-')}`, text]))
}

function sizesOf(files: Files): [name: string, bytes: number][] {
  return Object.entries(files).map(([name, text]) => [name, Buffer.byteLength(text)])
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
