import { execFileSync } from 'node:child_process'
import { chmod, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { commit, gitProject } from '../../tests/harness/git-project.ts'
import type { Server } from '../../tests/harness/sandbox.ts'
import './scratch.ts'

const example = new URL('../../examples/disquaire/', import.meta.url).pathname

/** A copy of the example in a repository of its own, which every side puts on its server. */
export async function shopProject(): Promise<string> {
  const list = execFileSync('git', ['-C', example, 'ls-files', '-z'], { encoding: 'utf8' })
  const paths = list.split('\0').filter((path) => path !== '' && path !== 'cabestan.yaml')
  const files = await Promise.all(
    paths.map(async (path) => [path, await readFile(join(example, path), 'utf8')] as const),
  )
  const directory = gitProject(Object.fromEntries(files))
  // Every Django project has it like this, and Ansible's module requires it.
  await chmod(join(directory, 'manage.py'), 0o755)
  commit(directory, {})
  return directory
}

/** Describes the server for Cabestan, without the limits that protect a site from too many requests. */
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

/** The page that is asked for makes exactly one query; the file has 22 kB and is served by nginx alone. */
export const simplePage = '/simple/'
export const staticFile = '/static/admin/css/base.css'
const template = 'store/templates/store/simple.html'

/** Changes only the code: the page gets another heading. */
export async function changeHeading(directory: string, heading: string): Promise<void> {
  const text = await readFile(join(directory, template), 'utf8')
  commit(directory, { [template]: text.replace(/<h1>.*<\/h1>/, heading) })
}
