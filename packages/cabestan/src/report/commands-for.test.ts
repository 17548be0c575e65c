import { expect, it } from 'vitest'
import { commandsFor } from './commands-for.ts'
import { voiceIn } from './voice.ts'

it('names the environment in every command that deals with one', () => {
  const said = (sentence: string) => commandsFor({ next: [sentence] }, 'staging').next[0]
  expect(said('Back: `cabestan rollback`. Logs: `cabestan logs -f`.')).toBe(
    'Back: `cabestan -e staging rollback`. Logs: `cabestan -e staging logs -f`.',
  )
  expect(said('`printf %s "$V" | cabestan env set {key}`')).toBe(
    '`printf %s "$V" | cabestan -e staging env set {key}`',
  )
  expect(said('`cabestan run -- manage.py createsuperuser`')).toBe(
    '`cabestan -e staging run -- manage.py createsuperuser`',
  )
})

it.each([
  'Write it into `cabestan.yaml`.',
  'Make one: `cabestan sandbox up`.',
  'All keys: `cabestan config`.',
  'How it is written: `cabestan env --help`.',
  'To delete the data too: `cabestan remove -e {environment} --data`.',
])('leaves alone: %s', (sentence) => expect(commandsFor(sentence, 'staging')).toBe(sentence))

it('is how a report speaks that has been given one', () => {
  const { failures } = voiceIn('en', undefined, 100, 'staging').words
  expect(failures['release.none'].next).toEqual(['Deploy one first: `cabestan -e staging deploy`.'])
  expect(voiceIn('en').words.failures['release.none'].next).toEqual(['Deploy one first: `cabestan deploy`.'])
})
