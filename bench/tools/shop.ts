import { execFileSync } from 'node:child_process'
import { chmod, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commit, gitProject } from '../../tests/harness/git-project.ts'
import type { Server } from '../../tests/harness/sandbox.ts'
import './scratch.ts'

const example = new URL('../../examples/disquaire/', import.meta.url).pathname

/** A clone of the example as its owner has it, in a repository of its own; every side puts this on its server. */
export async function shopProject(): Promise<string> {
  const list = execFileSync('git', ['-C', example, 'ls-files', '-z'], { encoding: 'utf8' })
  const paths = list.split('\0').filter((path) => path !== '' && path !== 'cabestan.yaml')
  const files = await Promise.all(
    paths.map(async (path) => [path, await readFile(join(example, path), 'utf8')] as const),
  )
  const directory = gitProject(Object.fromEntries(files))
  // As every project of Django has it, and Ansible's module wants it.
  await chmod(join(directory, 'manage.py'), 0o755)
  commit(directory, {})
  return directory
}

/** For Cabestan. The limits that protect a site from too many requests are lifted: here many are wanted. */
export function describeFor(directory: string, server: Server): void {
  commit(directory, {
    'cabestan.yaml': `app: disquaire
server: ${server.destination}
redis: true
time_zone: Europe/Paris
locale: fr_FR.UTF-8
web: {limit: false}
`,
  })
}

/** The page that is asked for, with exactly one query; and a file of 22 kB that nginx serves by itself. */
export const simplePage = '/simple/'
export const staticFile = '/static/admin/css/base.css'
const template = 'store/templates/store/simple.html'

/** A change of code alone: the page gets another heading. */
export async function changeHeading(directory: string, heading: string): Promise<void> {
  const text = await readFile(join(directory, template), 'utf8')
  commit(directory, { [template]: text.replace(/<h1>.*<\/h1>/, heading) })
}
