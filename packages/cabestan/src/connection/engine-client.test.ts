import { PassThrough } from 'node:stream'
import { CabestanError, toFailure } from '@cabestan/protocol/failures'
import { jsonLine } from '@cabestan/protocol/lines'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { type EngineClient, greetEngine } from './engine-client.ts'

const hello = { cabestan: 'engine' as const, versions: [1], engine: 'e', runtime: 'r' }
const peer = { hello, user: 'root', authentication: 'publickey' }

interface Asked {
  readonly id: number
  readonly method: string
}

/** The other end of a connection, as a stream of bytes. */
function peerThat(answer: (asked: Asked, say: (bytes: string | Uint8Array) => void) => void) {
  const input = new PassThrough()
  const aborted: CabestanError[] = []
  let end: (reason: CabestanError) => void = () => {}
  const failure = new Promise<CabestanError>((resolve) => (end = resolve))
  const say = (bytes: string | Uint8Array) => void (input.writableEnded || input.write(bytes))
  const wire = {
    input,
    write: async (line: string) => {
      const asked: Asked = JSON.parse(line)
      if (asked.method === 'hello') say(jsonLine({ id: asked.id, result: { clockOffsetSeconds: 0 } }))
      else answer(asked, say)
    },
    failure: () => failure,
    abort: (reason: CabestanError) => {
      aborted.push(reason)
      input.end()
      end(reason)
    },
    giveUp: () => {
      input.end()
      end(new CabestanError('connection.lost', { host: 'root@203.0.113.9', reason: 'silence' }))
    },
    close: async () => {
      input.end()
      end(new CabestanError('connection.lost'))
    },
  }
  return { wire, aborted, input, end }
}

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (thrown) => toFailure(thrown).code,
  )

it('pairs answers with questions, in whatever order they come', async () => {
  const waiting: Asked[] = []
  const { wire } = peerThat((asked, say) => {
    waiting.push(asked)
    if (waiting.length === 3) {
      for (const { id } of waiting.toReversed()) say(jsonLine({ id, result: { files: { id: String(id) } } }))
    }
  })
  const client = await greetEngine(wire, peer)
  const results = await Promise.all([1, 2, 3].map(() => client.call('diagnose', {})))
  expect(results.map(({ files }) => files['id'])).toEqual(['2', '3', '4'])
  await client.close()
})

it('passes events to whoever asked, and a listener’s mistake only to its caller', async () => {
  const event = { type: 'guard-disarmed', at: 1 }
  const { wire } = peerThat(({ id, method }, say) => {
    if (method === 'disarm')
      for (const reply of [{ event }, { event }, { result: {} }]) say(jsonLine({ id, ...reply }))
    else say(jsonLine({ id, result: { files: {} } }))
  })
  const client = await greetEngine(wire, peer)
  const events: unknown[] = []
  await client.call('disarm', { token: 't' }, (heard) => events.push(heard))
  expect(events).toEqual([event, event])
  const mistake = client.call('disarm', { token: 't' }, () => {
    throw new Error('a mistake')
  })
  await expect(mistake).rejects.toThrow('a mistake')
  expect(await codeOf(client.call('diagnose', {}))).toBe('done')
  await client.close()
})

it('hands on the engine’s failures as they are', async () => {
  const failure = { code: 'run.busy', values: { run: '7' } }
  const { wire } = peerThat(({ id }, say) => say(jsonLine({ id, failure })))
  const client = await greetEngine(wire, peer)
  const thrown = await client.call('status', {}).catch((error: CabestanError) => error.failure)
  expect(thrown).toEqual(failure)
  await client.close()
  expect(await codeOf(client.call('status', {}))).toBe('interrupted')
})

it.each([
  ['an answer to no question', { id: 99, result: {} }],
  ['another shape', { id: 2, answer: {} }],
  ['a result of another shape', { id: 2, result: { files: [1] } }],
  ['an event of another shape', { id: 2, event: { type: 'step-started' } }],
  ['an unknown failure', { id: 2, failure: { code: 'nonsense', values: {} } }],
  ['a list', [1, 2]],
  ['nothing', null],
])('gives up a peer that sends %s', async (_, message) => {
  const { wire, aborted } = peerThat((_asked, say) => say(jsonLine(message)))
  const client = await greetEngine(wire, peer)
  expect(await codeOf(client.call('diagnose', {}))).toBe('protocol.garbage')
  expect(aborted.map(({ failure }) => failure.code)).toEqual(['protocol.garbage'])
})

it('says why the line ended, also where it ended within a message', async () => {
  for (const last of ['', '{"id":2,"resu']) {
    const { wire, end, input } = peerThat((_asked, say) => {
      say(last)
      input.end()
      end(new CabestanError('engine.killed'))
    })
    const client = await greetEngine(wire, peer)
    expect(await codeOf(client.call('diagnose', {}))).toBe('engine.killed')
  }
})

it('leaves it to the line to say which server is silent', async () => {
  vi.useFakeTimers()
  try {
    const { wire } = peerThat(() => {})
    const client = await greetEngine(wire, peer)
    // From now on nothing arrives there, and nothing comes back.
    wire.write = async () => {}
    const attempt = client.call('diagnose', {}).catch(toFailure)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(await attempt).toMatchObject({ code: 'connection.lost', values: { host: 'root@203.0.113.9' } })
  } finally {
    vi.useRealTimers()
  }
})

it('tells what the engine could not read, though it names no question', async () => {
  const { wire } = peerThat((_asked, say) =>
    say(jsonLine({ id: -1, failure: { code: 'protocol.garbage', values: {} } })),
  )
  const client = await greetEngine(wire, peer)
  expect(await codeOf(client.call('diagnose', {}))).toBe('protocol.garbage')
})

it('survives whatever bytes come, in whatever pieces: each call ends', async () => {
  const pieces = fc.array(
    fc.oneof(
      fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(`${text}\n`)),
      fc
        .record(
          { id: fc.constantFrom(-1, 0, 1, 2, 3, 1e21), result: fc.jsonValue(), event: fc.jsonValue() },
          { requiredKeys: ['id'] },
        )
        .map((reply) => Buffer.from(jsonLine(reply))),
    ),
    { maxLength: 8 },
  )
  await fc.assert(
    fc.asyncProperty(pieces, async (sent) => {
      const { wire, input, end } = peerThat((_asked, say) => {
        for (const piece of sent) say(piece)
        input.end()
        end(new CabestanError('connection.lost'))
      })
      const client: EngineClient = await greetEngine(wire, peer)
      const codes = await Promise.all([codeOf(client.call('diagnose', {})), codeOf(client.call('facts', {}))])
      for (const code of codes) expect(['protocol.garbage', 'connection.lost', 'interrupted']).toContain(code)
    }),
  )
})

it('agrees on no version with a peer that has none of ours', async () => {
  const { wire } = peerThat(() => {})
  const attempt = greetEngine(wire, { ...peer, hello: { ...hello, versions: [9] } })
  await expect(attempt).rejects.toThrow('protocol.version')
})
