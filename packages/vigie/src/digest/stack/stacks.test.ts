import { expect, it } from 'vitest'
import type { Json } from '../../contract/json.ts'
import { context, django, exception, libraryFrame, ownFrame } from '../event.fixture.ts'
import { normalise } from '../normalise.ts'

const all = { in_app: true }
const none = { in_app: false }
const core = { ...ownFrame, module: 'core.views', abs_path: '/srv/shop/core/views.py' }

it.each<[string, readonly Json[], readonly boolean[]]>([
  ['counts what it says', [libraryFrame, ownFrame], [true, false]],
  [
    'counts a package that it was told of',
    [
      { ...libraryFrame, ...all },
      { ...ownFrame, ...none },
    ],
    [false, true],
  ],
  ['is not believed where everything is its own', [{ ...libraryFrame, ...all }, ownFrame], [true, false]],
  ['is believed where nothing else would be left', [{ ...libraryFrame, ...all }], [true]],
  [
    'is not believed where nothing is its own',
    [
      { ...core, ...none },
      { ...core, in_app: null },
    ],
    [true, false],
  ],
])('what an SDK calls its own: %s', (_, frames, expected) => {
  const event = normalise(django({ exception: { values: [exception({}, frames)] } }), context)
  expect(event.exceptions[0]?.frames.map(({ isInApp }) => isInApp)).toEqual(expected)
})

it('shows the stack of an exception once, though its thread repeats it', () => {
  const thread = (id: number, frames: readonly Json[]) => ({ id, crashed: id === 7, stacktrace: { frames } })
  const others = [{ ...ownFrame, lineno: 99 }]
  const event = normalise(
    django({
      exception: { values: [exception({ thread_id: 7 })] },
      threads: { values: [thread(7, [libraryFrame, ownFrame]), thread(8, others)] },
    }),
    context,
  )
  expect(event.threads).toMatchObject([
    { id: '7', isCrashed: true, frames: [] },
    { id: '8', frames: [{ line: 99 }] },
  ])
})
