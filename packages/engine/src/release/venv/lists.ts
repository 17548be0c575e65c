import type { VenvOrder } from '@cabestan/protocol/orders'
import type { ReleaseContext } from '../context.ts'

/** Paths of the files that an installer reads; null where a file would be empty. */
export interface Lists {
  readonly requirements: string
  readonly beside: string | null
  readonly constraints: string | null
  readonly build: string | null
}

/** Written to a directory that belongs to root, so that nobody can change them before they are read. */
export async function writeLists(
  { host, order: { venv, name } }: Pick<ReleaseContext, 'host' | 'order'>,
  directory: string,
): Promise<Lists> {
  await host.files.createDirectory(directory, { owner: 'root', group: name, mode: '0750' })
  const write = async (file: string, lines: readonly string[]) => {
    const path = `${directory}/${file}.txt`
    const content = lines.map((line) => `${line}\n`).join('')
    await host.files.write(path, content, { owner: 'root', group: name, mode: '0640' })
    return path
  }
  const writeSome = async (file: string, lines: readonly string[]) =>
    lines.length === 0 ? null : write(file, lines)
  const { indexes, requirements, beside, constraints, complete } = venv
  const around = complete && beside.length > 0 ? indexes : []
  return {
    requirements: await write('project', [...indexes, ...requirements]),
    beside: await writeSome('beside', [...around, ...beside]),
    constraints: await writeSome('constraints', [...constraints, ...(complete ? locked(venv) : [])]),
    build: await writeSome('build', venv.buildConstraints),
  }
}

/** Constraints that keep what a lock chose when packages are added, except for those that are asked for again. */
function locked({ requirements, beside }: VenvOrder): string[] {
  const again = new Set(beside.map(nameOf))
  const exact = requirements.flatMap(
    (line) => /^([\w.-]+)(?:\[[^\]]*\])?(==[^\s;]+)/.exec(line)?.slice(1, 3).join('') ?? [],
  )
  return exact.filter((line) => !again.has(nameOf(line)))
}

function nameOf(line: string): string {
  return /^[\w.-]*/.exec(line)?.[0] ?? ''
}
