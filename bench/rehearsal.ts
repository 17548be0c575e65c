import { createHash } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Rehearsed, rehearse } from './tools/rehearsal-project.ts'

/**
 * Public Django projects are made to live on this machine as they were read: `node bench/rehearsal.ts DIRECTORY
 * [PATTERN] [LOGS]` over the clones of a directory. The venv, the overlay and the environment are those of a server;
 * then check, collectstatic, migrate, gunicorn and the answering page. It needs uv, the Pythons, Redis and a
 * PostgreSQL in which libpq's variables name someone who may make roles.
 */
const [directory = '.', pattern = '', logs] = process.argv.slice(2)
const outcomes = new Map<string, string[]>()

if (logs !== undefined) await mkdir(logs, { recursive: true })
for (const name of await clones()) {
  const { outcome, words, log } = await outcomeOf(name)
  outcomes.set(outcome, [...(outcomes.get(outcome) ?? []), name])
  console.log(`${name.padEnd(44)} ${outcome}${words === '' ? '' : `: ${words}`}`)
  if (logs !== undefined) await writeFile(join(logs, `${name}.log`), `${log}\n${outcome}: ${words}\n`)
}
console.log('')
for (const [outcome, names] of [...outcomes].sort())
  console.log(`${String(names.length).padStart(4)} ${outcome}`)

/** The clones in the directory, whose names are OWNER+NAME. */
async function clones(): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  const names = entries.flatMap((entry) =>
    entry.isDirectory() && entry.name.includes('+') ? [entry.name] : [],
  )
  return names.filter((name) => new RegExp(pattern).test(name)).sort()
}

async function outcomeOf(name: string): Promise<{ outcome: string; words: string; log: string }> {
  try {
    const rehearsed = await rehearse(resolve(directory, name), serverName(name))
    return { ...verdict(rehearsed), log: rehearsed.log }
  } catch (error) {
    const log = error instanceof Error ? (error.stack ?? '') : String(error)
    return { outcome: 'crashed', words: log.split('\n')[0] ?? '', log }
  }
}

function verdict(rehearsed: Rehearsed): { outcome: string; words: string } {
  const { failure, refusals, questions, ofTheOwner, replaced } = rehearsed
  const notes = [
    ...(failure ? [`${failure.stage}, ${failure.reason}`] : []),
    ...(refusals.length > 0 ? [`refused for ${refusals.join(', ')}`] : []),
    ...(questions.length > 0 ? [`asked by ${questions.join(', ')}`] : []),
    ...(ofTheOwner.length > 0 ? [`asked for ${ofTheOwner.join(', ')}`] : []),
    ...(replaced.length > 0 ? [`with ${replaced.join(', ')}`] : []),
  ]
  return { outcome: outcomeIn(rehearsed), words: notes.join('; ') }
}

function outcomeIn({ failure, refusals, questions, ofTheOwner }: Rehearsed): string {
  if (refusals.length > 0) return failure ? 'refused rightly' : 'refused, but lives'
  const isAsking = questions.length + ofTheOwner.length > 0
  if (!failure) return isAsking ? 'asks the owner, and lives' : 'live'
  if (failure.isOfThisMachine) return 'cannot be had here'
  return isAsking ? 'asks the owner' : 'failed'
}

/** A name that roles and users can have, and that is the same in every rehearsal. */
function serverName(name: string): string {
  return `r${createHash('sha256').update(name).digest('hex').slice(0, 10)}`
}
