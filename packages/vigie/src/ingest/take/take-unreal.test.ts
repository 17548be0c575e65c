import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { dumpOf } from '../dump/minidump.fixture.ts'
import { unrealCrash } from '../dump/unreal.fixture.ts'
import { UnrealReader } from '../dump/unreal.ts'
import { type IngestServer, ingestServer, key } from '../ingest-server.fixture.ts'
import { limits } from '../limits.ts'

let server: IngestServer
beforeAll(async () => {
  server = await ingestServer()
})
afterAll(() => server.close())
afterEach(() => {
  server.writer.taken.length = 0
  server.writer.counted.length = 0
})

const properties = `<UserName>ada</UserName><LoginId>7f</LoginId><IsAssert>true</IsAssert>
  <ErrorMessage>Assertion failed: Tea &gt; 0 [File:Order.cpp] [Line: 12]</ErrorMessage>
  <CallStack>Shop!AOrder::Charge() [C:\\shop\\Order.cpp:12]
Shop!main() [C:\\shop\\Main.cpp:3]</CallStack>
  <Misc.OSVersionMajor>Windows 11</Misc.OSVersionMajor><GameStateName />
  <CrashReportClientVersion>1.0</CrashReportClientVersion><Modules>C:\\shop\\Shop.exe</Modules>`
const context = (inner: string, more = '') =>
  `<?xml version="1.0"?><FGenericCrashContext><RuntimeProperties>${inner}</RuntimeProperties>${more}</FGenericCrashContext>`
const dump = dumpOf({
  ...{ platform: 2, processor: 9, code: 0xc0000005, address: 0x5000_0123n },
  modules: [{ file: 'C:\\shop\\Shop.exe', from: 0x5000_0000n, size: 0x1000 }],
})
const files = (xml: string) => [
  { name: 'Shop.log', content: 'password=hunter2\n'.repeat(10_000) },
  { name: 'CrashContext.runtime-xml', content: xml },
  { name: 'UEMinidump.dmp', content: dump },
]
const crash = async (body: Buffer) => server.post(`/api/12/unreal/${key}/?UserID=7f`, body, {})

it.each([
  ['as it is packed now', false],
  ['as it was packed before', true],
])('a crash that Unreal tells of, %s, is an issue of what its check said and where', async (_, isOld) => {
  const answer = await crash(deflateSync(unrealCrash(files(context(properties)), isOld)))
  expect([answer.status, await answer.text()]).toEqual([200, server.last()['event_id']])
  expect(server.last()).toMatchObject({
    ...{ platform: 'native', level: 'error', user: { id: '7f', username: 'ada' } },
    logentry: { formatted: 'Assertion failed: Tea > 0 [File:Order.cpp] [Line: 12]' },
    contexts: { os: { raw_description: 'Windows 11' } },
    exception: {
      values: [
        {
          type: 'EXCEPTION_ACCESS_VIOLATION',
          value: 'Assertion failed: Tea > 0 [File:Order.cpp] [Line: 12]',
          stacktrace: { frames: expect.stringContaining('Shop!AOrder::Charge()') },
        },
      ],
    },
  })
  expect(JSON.stringify(server.last())).not.toContain('hunter2')
  expect(server.writer.counted).toMatchObject([{ category: 'attachment', reason: 'not-kept' }])
})

it.each([
  ['<IsEnsure>1</IsEnsure>', 'warning'],
  ['<IsEnsure>false</IsEnsure>', 'fatal'],
])('%s is of level %s, and its dump tells where it was', async (inner, level) => {
  await crash(unrealCrash(files(context(inner))))
  expect(server.last()).toMatchObject({
    level,
    exception: { values: [{ type: 'EXCEPTION_ACCESS_VIOLATION', value: 'Shop.exe +0x123' }] },
  })
})

it('what the game itself told goes first', async () => {
  const own = '{&quot;release&quot;:&quot;shop@1&quot;,&quot;level&quot;:&quot;info&quot;}'
  const game = `<GameData><__sentry>${own}</__sentry><Map>Tea &#x26; Co</Map></GameData>`
  await crash(unrealCrash(files(context(properties, game))))
  expect(server.last()).toMatchObject({
    release: 'shop@1',
    level: 'info',
    contexts: { game: { Map: 'Tea & Co' } },
  })
})

const inEnvelope = (bytes: Buffer, before = '') => {
  const head = JSON.stringify({ type: 'unreal_report', length: bytes.length })
  const start = `{"event_id":"${'c'.repeat(32)}"}\n${before}${head}\n`
  return Buffer.concat([Buffer.from(start), bytes, Buffer.from('\n')])
}
const toEnvelope = (body: Buffer) => server.post(`/api/12/envelope/?sentry_key=${key}`, body, {})

it.each([
  ['packed', deflateSync],
  ['as it is', (bytes: Buffer) => bytes],
])(
  'a report within an envelope, %s, is an issue too, with what its event says beside it',
  async (_, packed) => {
    const report = packed(unrealCrash(files(context(properties))))
    const said = `{"type":"event"}\n{"release":"shop@2"}\n`
    expect((await toEnvelope(inEnvelope(report, said))).status).toBe(200)
    expect(server.writer.taken).toHaveLength(1)
    expect(server.last()).toMatchObject({
      ...{ event_id: 'c'.repeat(32), release: 'shop@2', level: 'error', user: { id: '7f' } },
      exception: {
        values: [{ type: 'EXCEPTION_ACCESS_VIOLATION', value: expect.stringMatching(/^Assertion failed/) }],
      },
    })
  },
)

it.each([
  ['cut short', (report: Buffer) => report.subarray(0, report.length / 2)],
  ['larger than is held', (report: Buffer) => Buffer.concat([report, Buffer.alloc(3_000_000)])],
  ['a bomb', () => deflateSync(Buffer.alloc(300_000_000))],
  ['noise behind its mark', () => Buffer.concat([Buffer.from([0x78, 0x9c]), Buffer.alloc(5000, 7)])],
])('a report within an envelope that is %s is a crash all the same', async (_, made) => {
  const report = made(deflateSync(unrealCrash(files(context(properties)))))
  expect((await toEnvelope(inEnvelope(report))).status).toBe(200)
  expect(server.last()).toMatchObject({ level: expect.any(String), exception: { values: [{}] } })
})

it('keeps no more of its words than a report may hold, however many there are', () => {
  const reader = new UnrealReader()
  const whole = unrealCrash([
    { name: 'CrashContext.runtime-xml', content: Buffer.alloc(4 * limits.small, 'a') },
  ])
  for (let at = 0; at < whole.length; at += 65_536) reader.push(whole.subarray(at, at + 65_536))
  expect(reader.context).toHaveLength(limits.small)
})

it('reads the same of it in whatever pieces it comes, and any bytes', () => {
  const whole = unrealCrash(files(context(properties)))
  const read = (pieces: readonly Buffer[]) => {
    const reader = new UnrealReader()
    for (const piece of pieces) reader.push(piece)
    return [reader.context, reader.dump.toString('hex')]
  }
  const expected = read([whole])
  expect(expected[0]).toContain('Assertion failed')
  fc.assert(
    fc.property(fc.integer({ min: 1, max: whole.length }), fc.integer({ min: 1, max: 5000 }), (cut, step) => {
      const pieces = [whole.subarray(0, cut)]
      for (let at = cut; at < whole.length; at += step) pieces.push(whole.subarray(at, at + step))
      expect(read(pieces)).toEqual(expected)
    }),
    { numRuns: 30 },
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
      expect(read([Buffer.from('CR1'), Buffer.from(bytes)])[0]).toBe('')
    }),
  )
})
