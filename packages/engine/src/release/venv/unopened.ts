import { dirname } from 'node:path'
import type { Argv, ExecResult } from '../../host/host.ts'
import { bounded } from '../bounded.ts'
import type { ReleaseContext } from '../context.ts'
import type { Installer } from './installer.ts'
import type { Lists } from './lists.ts'
import { venvFailure } from './venv-failure.ts'

/**
 * What uv finds on the index and does not open: a source in `.tar.bz2` with no wheel beside it. Twisted came so until
 * 20.3, and with it each list of a project with Channels from those years. One at a time, as uv tells them.
 */
export function unopened({ stdout, stderr }: ExecResult): string | null {
  const said =
    /(?:^|\s)([A-Za-z0-9][\w.-]*==[\w.!+-]+) has a non-PEP 625-compliant source distribution filename/
  return said.exec(`${stdout}${stderr}`)?.[1] ?? null
}

/** pip can open it and makes a wheel of it, which uv accepts. Returns the wheel's directory. */
export async function madeIntoWheel(
  context: ReleaseContext,
  { python, environment }: Installer,
  { uv, lists, wanted }: { readonly uv: string; readonly lists: Lists; readonly wanted: string },
): Promise<string> {
  const { host, order, places, output } = context
  const tools = `${places.cache}/pip-${python.series}`
  const wheels = `${places.cache}/wheels-${python.series}`
  const list = `${dirname(lists.requirements)}/sources.txt`
  const content = [...order.venv.indexes, wanted].map((line) => `${line}\n`).join('')
  await host.files.write(list, content, { owner: 'root', group: order.name, mode: '0640' })
  const quiet = ['--no-input', '--disable-pip-version-check', '--progress-bar=off']
  const commands: readonly Argv[] = [
    [uv, 'venv', '--seed', '--clear', '--python', python.executable, tools],
    [`${tools}/bin/python`, '-m', 'pip', 'wheel', ...quiet, '--no-deps', '--wheel-dir', wheels, '-r', list],
  ]
  // pip uses this variable for what is `--build-constraints` in uv.
  const options = {
    environment: { ...environment, ...(lists.build === null ? {} : { PIP_CONSTRAINT: lists.build }) },
    onLine: output,
  }
  for (const argv of commands) {
    const result = await bounded({ host, user: order.name }, argv, options)
    if (result.code !== 0) throw venvFailure({ argv, result })
  }
  return wheels
}
