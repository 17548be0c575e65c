import { CabestanError } from '@cabestan/protocol/failures'
import type { Result } from '@cabestan/protocol/messages'
import { suggestion } from '@cabestan/protocol/nearest'
import type { Invocation } from '../invocation.ts'
import { environmentLines } from '../report/environment-view.ts'
import { keysTyped } from '../session/environment-values.ts'
import { onApplications } from '../session/servers/application.ts'
import { tellWhenItCounts } from '../session/when-it-counts.ts'

type Key = Result<'environment'>['keys'][number]

const help = 'cabestan env unset --help'

/** A value that the server generated is only removed by somebody who has read what that breaks. */
export async function run(invocation: Invocation): Promise<number> {
  const names = keysTyped(invocation.words, help)
  return onApplications(invocation, async ({ server, engine, owner, site }) => {
    const before = await engine.call('environment', { owner, set: {}, unset: [] })
    const going = names.map((name) => keyNamed(name, before.keys))
    protectGenerated(going, invocation)
    const { keys } = await engine.call('environment', { owner, set: {}, unset: names })
    const gone = going.map((key) => ({ ...key, pending: 'unset' as const }))
    invocation.report.result(server, gone, environmentLines)
    tellWhenItCounts(keys, site)
  })
}

/** A value that the release itself provides comes from cabestan.yaml or from the project. */
function keyNamed(name: string, keys: readonly Key[]): Key {
  const there = keys.filter(({ from, pending }) => from !== 'release' && pending !== 'unset')
  const found = there.find(({ key }) => key === name)
  if (found) return found
  const known = there.map(({ key }) => key)
  throw new CabestanError('environment.unknown', {
    key: name,
    ...suggestion(name, known),
    known: known.join(', '),
  })
}

function protectGenerated(keys: readonly Key[], { options, report }: Invocation): void {
  const made = keys.filter(({ from }) => from === 'server')
  const [first] = made
  if (first === undefined) return
  const consequence = consequenceOf(first.key)
  if (!options.yes) {
    const named = made.map(({ key }) => key).join(', ')
    throw new CabestanError('environment.generated', { keys: named, consequence })
  }
  report.note(
    report.voice.words.failures['environment.generated'].words?.['consequence']?.[consequence] ?? '',
  )
}

function consequenceOf(key: string): string {
  if (key === 'SECRET_KEY') return 'secret-key'
  return key.startsWith('REDIS_') ? 'redis' : 'other'
}
