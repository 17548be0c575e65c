import { CabestanError } from '@cabestan/protocol/failures'
import { endOf } from '../../host/run.ts'
import { keepWarnings, readWarnings } from '../../ledger/warnings.ts'
import type { ReleaseContext } from '../context.ts'
import { type Issue, issuesIn } from './check-issues.ts'
import { manage } from './django.ts'
import { asksForTables, djangoFailure } from './django-failure.ts'

/**
 * Django's own checks. What they warn of is told; what they call an error ends the release,
 * unless only `--deploy` does. On a first release,
 * checks that ask the database come again when its tables are there: `checkAgain`.
 */
export async function checkProject(context: ReleaseContext): Promise<void> {
  // The command fails at errors by default, and Django 1.8 does not know the option that says so.
  const argv = ['check', '--deploy']
  // Its output is reported issue by issue below.
  const result = await manage(context, argv, { isShown: false })
  const output = `${result.stdout}\n${result.stderr}`
  const issues = issuesIn(output)
  const errors = issues.filter(({ level }) => level === 'error')
  if (result.code === 0) return tell(context, issues)
  if (context.live === null && !context.made.checkLater && asksForTables(output)) {
    context.made.checkLater = true
    return context.note('check.later')
  }
  if (await runsAllTheSame(context, errors))
    return tell(
      context,
      issues.map((issue) => ({ ...issue, level: 'warning' as const })),
    )
  if (errors.length === 0) throw djangoFailure({ code: 'build.check', argv: ['manage.py', ...argv], result })
  const detail = { argv: ['manage.py', ...argv], exitCode: result.code, tail: endOf(output) }
  const [first] = errors
  const values = {
    error: `${first?.about ?? ''} ${first?.message ?? ''}`.trim(),
    id: first?.id ?? '',
    place: '',
  }
  throw new CabestanError('build.check', { ...values, count: String(errors.length) }, { detail })
}

/**
 * Errors that `--deploy` alone finds are about a header that browsers do not know, or about what a package writes of an
 * API: Django itself starts with them.
 */
async function runsAllTheSame(context: ReleaseContext, errors: readonly Issue[]): Promise<boolean> {
  if (errors.length === 0) return false
  const { code } = await manage(context, ['check'], { isShown: false })
  return code === 0
}

/** Runs after the migrations the checks that `checkProject` had to leave out. */
export async function checkAgain(context: ReleaseContext): Promise<void> {
  if (context.made.checkLater) await checkProject(context)
}

const mostWarnings = 50

/** Django's warnings about https. The wording has been the same since 1.11. */
const aboutHttps = /^security\.W(004|005|008|012|016|021)$/

/** Without a certificate there is only one thing to say about https, and Cabestan says it itself. */
async function tell(context: ReleaseContext, issues: readonly Issue[]): Promise<void> {
  const { note, order } = context
  const all = issues.filter(({ level }) => level === 'warning').slice(0, mostWarnings)
  const later = order.probe.scheme === 'http' ? all.filter(({ id }) => aboutHttps.test(id)) : []
  const warnings = all.filter((issue) => !later.includes(issue))
  if (later.length > 0) note('check.without-https', { count: later.length })
  await tellWarnings(context, new Map(warnings.map((issue) => [sentence(issue), issue.id])))
}

/**
 * An issue is shown in full only when it is new: among ten that come with every release nobody would see the
 * eleventh.
 */
async function tellWarnings(
  { host, note, order: { name } }: ReleaseContext,
  warnings: ReadonlyMap<string, string>,
): Promise<void> {
  const told = await readWarnings(host, name)
  const known = [...warnings.keys()].filter((message) => told.includes(message))
  for (const [message, id] of warnings) if (!known.includes(message)) note('check.warning', { id, message })
  if (known.length > 0) note('check.known', { count: known.length, ids: idsOf(known, warnings) })
  await keepWarnings(host, name, [...warnings.keys()])
}

function idsOf(messages: readonly string[], warnings: ReadonlyMap<string, string>): string {
  const ids = new Set(messages.map((message) => warnings.get(message) || message.slice(0, 60)))
  return [...ids].join(', ')
}

/** The issues of checks that found no error. */
export async function tellCheck(context: ReleaseContext, output: string): Promise<void> {
  await tell(context, issuesIn(output))
}

/** Django repeats an issue for each model that a class stands behind. */
function sentence({ about, message }: Issue): string {
  return about === '?' || about === '' ? message : `${about}: ${message}`
}
