import { chmod, copyFile, mkdir, readFile, rename } from 'node:fs/promises'
import { machine } from 'node:os'
import { join } from 'node:path'
import { runtimeFor } from '../../packages/cabestan/src/connection/runtime.ts'
import { exists } from '../../packages/cabestan/src/exists.ts'
import { machinePaths } from '../../packages/cabestan/src/sandbox/paths.ts'

/**
 * The runtime where an installation would have left it, of the same package, but written into the sandbox from outside:
 * of what it costs to send it over ssh, unpack and settle it, a twentieth. That way is what the tests of connections
 * are about. Answers its program's path on the server.
 */
export async function layRuntime(server: string): Promise<string> {
  const source = join('node_modules', runtimeFor(machine()).name)
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'))
  const target = `/opt/cabestan/runtime/${version}`
  const inside = (path: string) => join(machinePaths(server).root, path)
  if (!(await exists(inside(target)))) {
    const draft = inside(`${target}.new`)
    await mkdir(join(draft, 'bin'), { recursive: true })
    for (const file of ['LICENSE', 'bin/node']) await copyFile(join(source, file), join(draft, file))
    await chmod(join(draft, 'bin/node'), 0o755)
    await rename(draft, inside(target))
  }
  return `${target}/bin/node`
}
