import { jsonLine } from '@cabestan/protocol/lines'
import { EngineHello, Reply } from '@cabestan/protocol/messages'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MemoryHost } from './host/memory.ts'
import { serve } from './serve.ts'

/** Returns everything that the engine answers to an input, and its exit code. */
async function talk(...chunks: (string | Uint8Array)[]): Promise<{ code: number; replies: Reply[] }> {
  const said: string[] = []
  async function* input() {
    for (const chunk of chunks) yield Buffer.from(chunk)
  }
  const code = await serve(new MemoryHost(), { input: input(), write: (line) => said.push(line) })
  // The engine does not wait for its answers when the peer closes its end, so here they get a moment.
  await new Promise((resolve) => setTimeout(resolve, 5))
  const [hello, ...replies] = said.map((line) => JSON.parse(line) as unknown)
  EngineHello.parse(hello)
  return { code, replies: replies.map((reply) => Reply.parse(reply)) }
}

describe('an engine that is spoken to', () => {
  it('answers with the id of the question', async () => {
    const { code, replies } = await talk(
      jsonLine({ id: 7, method: 'hello', params: { version: 1, now: Date.now() } }),
    )
    expect(code).toBe(0)
    expect(replies).toEqual([{ id: 7, result: { clockOffsetSeconds: expect.any(Number) } }])
  })

  it('refuses a version that it does not speak', async () => {
    const { replies } = await talk(jsonLine({ id: 1, method: 'hello', params: { version: 99, now: 0 } }))
    expect(replies).toMatchObject([
      { id: 1, failure: { code: 'protocol.version', values: { version: '99' } } },
    ])
  })

  it('says which parameter is not of the method, and goes on', async () => {
    const { code, replies } = await talk(
      jsonLine({ id: 1, method: 'follow', params: { run: 3 } }),
      jsonLine({ id: 2, method: 'hello', params: { version: 1, now: 0 } }),
    )
    expect(code).toBe(0)
    expect(replies[0]).toMatchObject({
      id: 1,
      failure: { code: 'protocol.garbage', values: { start: expect.stringContaining('follow run') } },
    })
    expect(replies[1]).toMatchObject({ id: 2, result: {} })
  })

  it.each(['nonsense\n', '{"id":1,"method":"rm -rf"}\n', '[]\n', '{"id":1', '\u0000\n'])(
    'ends with an error on %j',
    async (text) => {
      const { code, replies } = await talk(text)
      expect(code).toBe(1)
      expect(replies.at(-1)).toMatchObject({ id: -1, failure: { code: 'protocol.garbage' } })
    },
  )

  it('survives any bytes in any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 10 }), async (chunks) => {
        const { code } = await talk(...chunks)
        expect([0, 1]).toContain(code)
      }),
      { numRuns: 100 },
    )
  })
})
