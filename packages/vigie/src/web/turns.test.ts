import { expect, it } from 'vitest'
import { Turns } from './turns.ts'

it('lets one after the other do its work, after one that failed too', async () => {
  const turns = new Turns(9)
  const said: string[] = []
  const first = Promise.withResolvers<void>()
  const one = turns.take(() => first.promise.then(() => said.push('one')))
  const two = turns.take(async () => {
    throw new Error('two')
  })
  const three = turns.take(async () => said.push('three'))
  first.resolve()
  await expect(two).rejects.toThrow('two')
  await Promise.all([one, three])
  expect(said).toEqual(['one', 'three'])
})

it('is full where so many wait, and no longer when they had their turn', async () => {
  const turns = new Turns(2)
  const first = Promise.withResolvers<void>()
  const all = [turns.take(() => first.promise), turns.take(async () => {})]
  expect(turns.isFull).toBe(true)
  first.resolve()
  await Promise.all(all)
  expect(turns.isFull).toBe(false)
})
