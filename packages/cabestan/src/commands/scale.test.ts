import { expect, it } from 'vitest'
import { wishIn } from './scale.ts'

it.each([
  ['worker=3', { process: 'worker', count: 3 }],
  ['worker=0', { process: 'worker', count: 0 }],
  ['web=200', { process: 'web', count: 200 }],
])('%s is understood', (word, wish) => expect(wishIn(word)).toEqual(wish))

it('a site without a web process is refused, with what is meant by it', () => {
  expect(() => wishIn('web=0')).toThrow(
    expect.objectContaining({
      failure: expect.objectContaining({
        values: expect.objectContaining({ pause: 'cabestan maintenance on' }),
      }),
    }),
  )
})

it.each(['worker', 'worker=', 'worker=-1', 'worker=201', 'web=0', '=3', 'Worker=1', 'a=b'])(
  '%s is refused',
  (word) => expect(() => wishIn(word)).toThrow('usage.value'),
)

it.each([
  ['mail', 'mail=0 – mail=200'],
  ['web=0', 'web=1 – web=200'],
  ['=3', 'worker=0 – worker=200'],
])('what stands for %s says what would be understood', (word, choices) => {
  expect(() => wishIn(word)).toThrow(
    expect.objectContaining({
      failure: expect.objectContaining({ values: expect.objectContaining({ choices }) }),
    }),
  )
})
