import { posix } from 'node:path'
import type { Place } from '../answer.ts'
import { nameOf, nodesIn } from '../python/parse/nodes.ts'
import type { Module } from '../python/parse/syntax.ts'
import { walk, walkExpressions } from '../python/parse/walk.ts'
import { directoryOf, fileNameOf } from '../tree/source-paths.ts'
import type { DeclaredCommand } from './declared.ts'
import type { ProcessesInput } from './input.ts'
import type { Program } from './reading.ts'
import { modulesWith } from './source.ts'

/** Commands that run once, at a release or by hand, or that serve the web itself. */
const notLasting =
  /^(?:migrate|makemigrations|collectstatic|runserver\w*|compilemessages|compress|loaddata|createsuperuser|createcachetable|check|test|shell\w*|dbshell|wait_for_\w+|flush|init\w*|setup\w*|seed\w*|populate\w*|load\w*|import\w*|create\w*|tailwind|livereload|showmigrations|update_index|rebuild_index|sync\w*|help|runmailer_pg|crontab|collectmedia)$/

/** From Procfile and compose: other commands of manage.py that are kept running, and programs of a Procfile. */
export function declaredPrograms(
  input: ProcessesInput,
  declared: readonly DeclaredCommand[],
  taken: readonly Program[],
): Program[] {
  const known = new Set(taken.map(({ argv }) => commandOf(argv)))
  const found = declared.flatMap((one): Program[] => {
    const { words, name, when, place, development, isServing, isPassing } = one
    if (
      when !== undefined ||
      development ||
      isServing ||
      isPassing ||
      isHookOrSite(one) ||
      words.some((word) => /[$`<>%]/.test(word)) ||
      !isKeptRunning(place.file) ||
      ends(input, one)
    )
      return []
    const command = commandOf(words)
    const argv = argvOf(input, words)
    if (
      !argv ||
      !command ||
      notLasting.test(command) ||
      isServer(words) ||
      isWorker(words) ||
      hearsNothing(input, words) ||
      known.has(command)
    )
      return []
    known.add(command)
    return [{ name: programName(name || command), type: 'command', argv, place }]
  })
  return found
}

/** From Channels 2 on, workers only listen to channels that they are given, and end where they are given none. */
function hearsNothing(input: ProcessesInput, words: readonly string[]): boolean {
  if (commandOf(words) !== 'runworker') return false
  const rest = words.slice(words.indexOf('runworker') + 1)
  const isValue = (index: number) =>
    /^(?:-v|--(?:verbosity|settings|pythonpath|layer))$/.test(rest[index - 1] ?? '')
  const channels = rest.filter((word, index) => !word.startsWith('-') && !isValue(index))
  return channels.length === 0 && modulesWith(input, /\bProtocolTypeRouter\(/).length > 0
}

/**
 * Commands that platforms run once at a release (Scalingo's `postdeploy`), and the site itself under a name other
 * than `web`.
 */
function isHookOrSite({ name, place }: DeclaredCommand): boolean {
  return (
    /^(?:web|asgi|wsgi|http|daphne|gunicorn|uvicorn)$/i.test(name) ||
    (/^Procfile/i.test(fileNameOf(place.file)) && /^(?:release|(?:pre|post)[a-z_-]*)$/i.test(name))
  )
}

/** A command of the project that compose starts once or on demand and that has no loop: meant for a single day. */
function ends(input: ProcessesInput, { words, place, isLasting, isOnDemand }: DeclaredCommand): boolean {
  if (isLasting || !/compose/i.test(place.file)) return false
  if (isOnDemand) return true
  const file = `management/commands/${commandOf(words)}.py`
  const modules = modulesWith(input, /BaseCommand/).filter((module) => module.file.endsWith(`/${file}`))
  return modules.length > 0 && modules.every((module) => !goesOn.test(input.tree.text(module.file) ?? ''))
}

/** Whether it may keep waiting: a loop, or code of another package that runs as long as it likes. */
const goesOn =
  /\bwhile\b|\.(?:run\w*|start\w*|listen\w*|consume\w*|serve\w*|poll\w*|subscribe\w*|work)\(|Scheduler|asyncio|forever|async for/

/** Commands of the project that never end: bots, listeners, schedulers. */
export function endlessCommands(
  input: ProcessesInput,
): readonly { readonly name: string; readonly place: Place }[] {
  return modulesWith(
    input,
    /while\s+(?:True|1)\b|\.run_polling\(|start_polling\(|infinity_polling\(|BlockingScheduler|run_forever\(|serve_forever\(|start_consuming\(/,
  )
    .filter(({ file }) => /(?:^|\/)management\/commands$/.test(directoryOf(file)))
    .flatMap((module) => {
      const line = endlessLine(module)
      const name = fileNameOf(module.file).replace(/\.py$/, '')
      return line === null || notLasting.test(name) ? [] : [{ name, place: { file: module.file, line } }]
    })
}

function endlessLine({ body }: Module): number | null {
  const loop = walk(body).find(
    (node) =>
      node.type === 'while' &&
      ((node.test.type === 'boolean' && node.test.boolean) ||
        (node.test.type === 'number' && node.test.number === 1)) &&
      !nodesIn(node.body).some(({ type }) => type === 'break' || type === 'return'),
  )
  const call = walkExpressions(body).find(
    (node) =>
      node.type === 'call' &&
      /(?:^|\.)(?:run_polling|start_polling|infinity_polling|BlockingScheduler|run_forever|serve_forever|start_consuming)$/.test(
        nameOf(node.callee),
      ),
  )
  return loop?.line ?? call?.line ?? null
}

function isKeptRunning(file: string): boolean {
  return /Procfile|compose|render\.ya?ml|heroku\.ya?ml|\.service$|supervis/i.test(file)
}

/** The command of manage.py, the script, or the program. */
function commandOf(words: readonly string[]): string {
  const at = manageAt(words)
  if (at >= 0) return words[at + 1] ?? ''
  return fileNameOf(
    (isPython(words[0]) ? words.slice(1).find((word) => !word.startsWith('-')) : words[0]) ?? '',
  )
}

/** `manage.py`, `django-admin`, `python -m manage`. */
export function manageAt(words: readonly string[]): number {
  return words.findIndex(
    (word, index) =>
      /(?:^|\/)(?:manage\.py|django-admin(?:\.py)?)$/.test(word) ||
      (words[index - 1] === '-m' && /^(?:manage|django)$/.test(word)),
  )
}

export function isPython(word = ''): boolean {
  return /^python[\d.]*$/.test(fileNameOf(word))
}

/** As it is run in the venv, from the directory of manage.py. */
function argvOf(input: ProcessesInput, words: readonly string[]): string[] | null {
  const at = manageAt(words)
  if (at >= 0) return ['python', 'manage.py', ...words.slice(at + 1)]
  // Code on the command line is a check, or a placeholder for something unwritten.
  if (!isPython(words[0]) || words.length < 2 || words[1] === '-c') return null
  const script = words.findIndex((word, index) => index > 0 && !word.startsWith('-'))
  const path = words[script] ?? ''
  if (!path.startsWith('/')) return ['python', ...words.slice(1)]
  const here = inCheckout(input, path)
  return here === null ? null : ['python', ...words.slice(1, script), here, ...words.slice(script + 1)]
}

/** `/build/misc/log.py` in an image whose checkout is /build: the longest ending that is a file here. */
function inCheckout({ tree, directory }: ProcessesInput, path: string): string | null {
  const parts = path.split('/')
  const ends = parts.map((_, index) => parts.slice(index + 1).join('/'))
  const file = ends.find((end) => end !== '' && tree.entry(end)?.type === 'file')
  return file === undefined ? null : posix.relative(directory, file)
}

function isServer(words: readonly string[]): boolean {
  return words
    .slice(0, 3)
    .some((word) =>
      /(?:^|\/)(?:gunicorn|uwsgi|daphne|uvicorn|hypercorn|waitress-serve|granian|nginx|http\.server)$/.test(
        word,
      ),
    )
}

function isWorker(words: readonly string[]): boolean {
  return words
    .slice(0, 3)
    .some((word) => /(?:^|\/)(?:celery|flower|dramatiq|rq|huey_consumer(?:\.py)?)$/.test(word))
}

export function programName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return name.slice(0, 30) || 'program'
}
