import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { delimiter, isAbsolute, join } from 'node:path'
import * as z from 'zod'
import { exists } from '../../exists.ts'
import type { Finding } from '../../project/findings/finding.ts'
import { filesToCompile, isCloseEnough, judgeSyntax } from '../../project/runtime/judge-syntax.ts'
import { pythonEnds } from '../../project/runtime/python.table.ts'
import type { Folder, ProjectAt } from './project.ts'

/**
 * What the Python of this computer does not take of the project's own files, where there is one that is close enough to
 * production's. Nothing of the project is run: a file is compiled, and thrown away.
 */
export async function compileHere(
  { tree }: Pick<Folder, 'tree'>,
  { reading, findings }: Pick<ProjectAt, 'reading' | 'findings'>,
  environment: NodeJS.ProcessEnv,
): Promise<Finding[]> {
  if (reading.where.directory.value === null) return []
  const told = new Set(findings.filter(isError).flatMap(({ places }) => places.map(({ file }) => file)))
  const files = filesToCompile(tree, reading).filter(({ path }) => !told.has(path))
  for (const python of await pythonsOn(environment)) {
    const series = (await ask(python, []))?.series
    if (series === undefined || !isCloseEnough(series, reading)) continue
    const mistakes = (await ask(python, files))?.mistakes ?? []
    return judgeSyntax(mistakes, { tree, reading, python: series })
  }
  return []
}

function isError({ severity }: Finding): boolean {
  return severity === 'error'
}

const Answer = z.object({
  series: z.string().regex(/^3\.\d{1,2}$/),
  mistakes: z.array(
    z.object({ path: z.string(), line: z.number().int().positive().nullable(), message: z.string() }),
  ),
})

/** By full path, the newest first, so that looking at a project never runs a program that lies in it. */
async function pythonsOn({ PATH = '' }: NodeJS.ProcessEnv): Promise<string[]> {
  const ending = process.platform === 'win32' ? '.exe' : ''
  const newest = Object.keys(pythonEnds)
    .filter((series) => series.startsWith('3.'))
    .toReversed()
  const names = [...newest.map((series) => `python${series}`), 'python3', 'python'].map(
    (name) => name + ending,
  )
  const directories = PATH.split(delimiter).filter(isAbsolute)
  const found = names.flatMap((name) => directories.map((directory) => join(directory, name)))
  const there = await Promise.all(found.map(exists))
  return found.filter((_, index) => there[index])
}

const patienceMs = 20_000

/** `-I`: neither the current directory nor variables add to what it imports, which is only Python's own library. */
function ask(python: string, files: readonly object[]): Promise<z.infer<typeof Answer> | null> {
  return new Promise((resolve) => {
    const child = spawn(python, ['-I', '-W', 'ignore', '-c', script], {
      ...{ cwd: tmpdir(), timeout: patienceMs },
      stdio: ['pipe', 'pipe', 'ignore'],
    })
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      said += piece
    })
    // A program that is not Python, or a shim for a missing one, ends before it has read everything.
    child.stdin.on('error', () => {})
    child.on('error', () => resolve(null))
    child.on('close', () => resolve(answerIn(said)))
    child.stdin.end(JSON.stringify(files))
  })
}

function answerIn(said: string): z.infer<typeof Answer> | null {
  try {
    return Answer.parse(JSON.parse(said))
  } catch {
    return null
  }
}

/** Nothing is reported of files that cannot be judged: extremely nested ones, or those whose bytes are no text. */
const script = `
import json, sys
mistakes = []
for file in json.loads(sys.stdin.buffer.read().decode('utf-8')):
    try:
        compile(file['text'], file['path'], 'exec', dont_inherit=True)
    except SyntaxError as error:
        line = error.lineno if error.lineno and error.lineno > 0 else None
        mistakes.append({'path': file['path'], 'line': line, 'message': str(error.msg)})
    except (ValueError, RecursionError, MemoryError, OverflowError):
        pass
print(json.dumps({'series': '%d.%d' % sys.version_info[:2], 'mistakes': mistakes}))
`
