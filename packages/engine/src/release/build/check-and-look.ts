import * as z from 'zod'
import { bounded } from '../bounded.ts'
import type { Inside } from '../command.ts'
import type { ReleaseContext } from '../context.ts'
import { askDjango, type Through } from '../database/ask-django.ts'
import { insideOf } from '../database/database-context.ts'
import { endLeftOverWork } from '../database/lock-holders.ts'
import { StateAnswer, stateOf } from '../database/migrations/migration-state.ts'
import { stateScript } from '../database/migrations/state-script.ts'
import { checkProject, tellCheck } from './check.ts'

/**
 * Django's own checks, and a look at the database ahead of its stage, by one Python: it takes Django longer to start
 * than to answer both. What goes wrong here says nothing: each is then asked by itself, in its own words.
 */
export async function checkAndLook(context: ReleaseContext): Promise<void> {
  const answer = canLook(context) ? await ask(context).catch(() => null) : null
  if (answer === null) return checkProject(context)
  context.made.looked = await stateOf(insideOf(context), answer.state).catch(() => null)
  return answer.check === null ? checkProject(context) : tellCheck(context, answer.check)
}

/**
 * Not used where the database may still change before its stage: a first release may be seeded, and missing
 * migrations may be made.
 */
function canLook({ live, order: { database } }: ReleaseContext): boolean {
  return live !== null && database.type !== 'none' && database.makeMigrations.length === 0
}

async function ask(context: ReleaseContext): Promise<z.infer<typeof Both>> {
  await endLeftOverWork(context)
  return askBoth(insideOf(context), meekly)
}

const Both = z.object({
  /** What the checks printed; null where they found an error or crashed. */
  check: z.string().nullable(),
  state: StateAnswer,
})

export function askBoth(inside: Inside, through: Through): Promise<z.infer<typeof Both>> {
  const script = `${checkScript}${stateScript}`
  return askDjango(inside, { script, asked: [], answer: Both, through })
}

const patienceMs = 120_000

const meekly: Through = ({ host, user, release }, argv, options) =>
  bounded({ host, user }, [release.run, ...argv], { ...options, timeoutMs: patienceMs })

const checkScript = `
import io

from django.core.management import call_command


def checked():
    said = io.StringIO()
    try:
        call_command('check', deploy=True, stdout=said, stderr=said)
    except BaseException:
        return None
    return said.getvalue()


checks = checked()
answer_alone = answer


def answer(value):
    answer_alone({'check': checks, 'state': value})

`
