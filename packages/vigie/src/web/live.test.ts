import { afterAll, beforeAll, expect, it } from 'vitest'
import { type House, house } from './house.fixture.ts'

let home: House
let cookie: string
beforeAll(async () => {
  home = house()
  cookie = await home.join('anna')
})
afterAll(() => home.close())

const listen = async () => {
  const answer = await home.web.request('/api/v1/live', { headers: { cookie } }, {})
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
  const next = async () => {
    const { done, value } = await reader.read()
    return done ? null : Buffer.from(value).toString()
  }
  expect(await next()).toMatch(/^retry/)
  return { next }
}
const make = (slug: string) =>
  home.writer.run('project.create', { name: slug, slug, platform: 'python-django' })

it('tells every open page what happens', async () => {
  const [one, other] = [await listen(), await listen()]
  await make('shop')
  for (const page of [one, other]) expect(await page.next()).toBe('data: {"type":"projects"}\n\n')
})

it('tells nothing more, and ends, once the session is over', async () => {
  const page = await listen()
  await home.call('DELETE', '/session', { cookie })
  await make('after')
  expect(await page.next()).toBe(null)
  cookie = await home.join('bob')
})

it('hangs up on a page that reads no more', async () => {
  const page = await listen()
  for (let count = 0; count < 60; count += 1) {
    await make(`many-${count}`)
    await home.writer.drained()
  }
  const heard: string[] = []
  for (let said = await page.next(); said !== null; said = await page.next()) heard.push(said)
  // Fewer than the sixty that were sent, although some are under way when the connection ends.
  expect(heard.length).toBeLessThan(55)
})
