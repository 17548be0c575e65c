import { CabestanError } from '@cabestan/protocol/failures'
import type { Result } from '@cabestan/protocol/messages'
import type { Invocation } from '../invocation.ts'
import { environmentLines } from '../report/environment-view.ts'
import { type ApplicationVisit, onApplications } from '../session/application.ts'
import { keysTyped } from '../session/environment-values.ts'
import { tellWhenItCounts } from '../session/when-it-counts.ts'

type Key = Result<'environment'>['keys'][number]

/** What the server made is only taken away by somebody who has read what breaks. */
export async function run(invocation: Invocation): Promise<number> {
  const unset = keysTyped(invocation.words, 'cabestan env unset --help')
  return onApplications(invocation, async (visit) => {
    const { server, engine, owner, site } = visit
    await protectGenerated(unset, visit)
    const { keys } = await engine.call('environment', { owner, set: {}, unset })
    const gone = keys.filter(({ key }) => unset.includes(key))
    invocation.report.result(server, gone, environmentLines)
    tellWhenItCounts(keys, site)
  })
}

async function protectGenerated(unset: readonly string[], visit: ApplicationVisit): Promise<void> {
  const { engine, owner, site } = visit
  const { report, options } = site.invocation
  const { keys } = await engine.call('environment', { owner, set: {}, unset: [] })
  const known = new Map(keys.map((each) => [each.key, each]))
  const made = unset.filter((key) => known.get(key)?.from === 'server')
  const [first] = made
  if (first === undefined) return
  const consequence = consequenceOf(known.get(first))
  if (!options.yes) throw new CabestanError('environment.generated', { keys: made.join(', '), consequence })
  report.note(
    report.voice.words.failures['environment.generated'].words?.['consequence']?.[consequence] ?? '',
  )
}

function consequenceOf(key: Key | undefined): string {
  if (key?.key === 'SECRET_KEY') return 'secret-key'
  return key?.key.startsWith('REDIS_') ? 'redis' : 'other'
}
