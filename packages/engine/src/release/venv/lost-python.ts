import { dirname, resolve } from 'node:path/posix'
import type { Host } from '../../host/host.ts'
import { versionIn } from './mark.ts'

const mostLinks = 8

/**
 * The series of Python that a venv was made with, where the server has it no more; null where it has. When a distribution is
 * upgraded, the former one goes, and with it all that was installed for it: what is left fails as if a program lacked.
 */
export async function lostPython(host: Host, venv: string): Promise<string | null> {
  const series = /^3\.\d+/.exec(await versionIn(host, venv))?.[0]
  const link = `${venv}/bin/python`
  if (series === undefined || (await host.files.readLink(link)) === null) return null
  const python = await behind(host, link)
  // A link to the distribution's Python leads to the next version after an upgrade, which does not look for packages
  // here.
  const other = /\/python(3\.\d+)$/.exec(python ?? '')?.[1] ?? series
  return python !== null && other === series ? null : series
}

/** Where a chain of links ends; null where that does not exist. */
async function behind({ files }: Host, path: string): Promise<string | null> {
  let at = path
  for (let count = 0; count < mostLinks; count += 1) {
    const target = await files.readLink(at)
    if (target === null) return (await files.stat(at)) === null ? null : at
    at = resolve(dirname(at), target)
  }
  return null
}
