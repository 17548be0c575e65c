import * as zlib from 'node:zlib'
import fc from 'fast-check'
import type { Post } from './wire.ts'

const encodings = {
  identity: (body: Buffer) => body,
  gzip: (body: Buffer) => zlib.gzipSync(body),
  deflate: (body: Buffer) => zlib.deflateSync(body),
  br: (body: Buffer) =>
    zlib.brotliCompressSync(body, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }),
  zstd: (body: Buffer) => zlib.zstdCompressSync(body),
} as const
export const encoding = fc.constantFrom(...(Object.keys(encodings) as (keyof typeof encodings)[]))
const label = fc.oneof(
  { weight: 4, arbitrary: encoding },
  fc.constantFrom(
    '',
    'rot13',
    'GZIP',
    ',,,',
    'gzip, br',
    'br,gzip',
    'gzip,gzip,gzip',
    'zstd,zstd,zstd,zstd',
    'x'.repeat(500),
  ),
)

/** Any bytes, rather such as somebody could take for something. */
export const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((part) => Buffer.from(part)),
  fc.json().map((text) => Buffer.from(text)),
  fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(text)),
  // Long ones, of few words that mean something in one place or another.
  fc
    .array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        '"',
        '\\',
        '\n',
        '\r',
        '\0',
        ',',
        ':',
        '{}\n',
        '0',
        '1e999',
        'NaN',
        'ÿ',
        '{"type":"event"}\n',
      ),
      { maxLength: 3000 },
    )
    .map((words) => Buffer.from(words.join(''))),
)

const cut = <Value extends { readonly length: number; subarray(from: number, to: number): Value }>(
  whole: Value,
  share: number,
) => whole.subarray(0, Math.floor(whole.length * share))

/** What is told of the encoding, and what was done: mostly the same, and mostly all of it arrives. */
export const packed = (body: fc.Arbitrary<Buffer>) =>
  fc.record({
    body,
    as: encoding,
    label: fc.option(label, { freq: 2 }),
    share: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true })),
    type: fc.constantFrom(
      '',
      'application/json',
      'application/x-sentry-envelope',
      'text/plain',
      'multipart/form-data; boundary=a',
    ),
    pieces: fc.option(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 4 })),
  })
export type Packed = typeof packed extends (body: never) => fc.Arbitrary<infer Value> ? Value : never

export function postOf(path: string, { body, as, label: said, share, type, pieces }: Packed): Post {
  const whole = cut(encodings[as](body), share)
  const headers = { 'content-encoding': said ?? as, ...(type === '' ? {} : { 'content-type': type }) }
  return { path, headers, body: pieces === null ? whole : inPieces(whole, pieces) }
}

/** As a slow network brings them: without a length said before, in parts of these sizes. */
async function* inPieces(whole: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let at = 0
  for (let turn = 0; at < whole.length; turn += 1) {
    const size = turn < 40 ? (sizes[turn % sizes.length] ?? 1) : whole.length
    yield whole.subarray(at, at + size)
    at += size
  }
}

const types = [
  'event',
  'transaction',
  'attachment',
  'session',
  'sessions',
  'client_report',
  'user_report',
  'feedback',
  'check_in',
  'raw_security',
  'nel',
  'log',
  'from_next_year',
  '__proto__',
  '',
  7,
  null,
]
/** As it is, or as an adversary or a mistake would have it. */
const lengths: readonly ((real: number) => unknown)[] = [
  (real) => real,
  (real) => real,
  () => undefined,
  (real) => real - 1,
  (real) => real + 1,
  () => -1,
  () => 0,
  () => 2 ** 31,
  () => 2 ** 53,
  () => 1e300,
  () => 1.5,
  (real) => String(real),
  () => null,
  () => [],
]
const item = fc
  .record({
    header: fc.oneof(
      {
        weight: 6,
        arbitrary: fc.record({
          type: fc.constantFrom(...types),
          more: fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }),
        }),
      },
      fc.json(),
      fc.constantFrom(
        '',
        '{',
        '[]',
        'null',
        '{"type":"event"',
        `{"type":"event","pad":"${'x'.repeat(70_000)}"}`,
      ),
    ),
    length: fc.constantFrom(...lengths),
    payload: fc.oneof(
      bytes,
      fc.object().map((value) => Buffer.from(JSON.stringify(value))),
    ),
    ends: fc.constantFrom('\n', '\n', '', '\r\n', '\n\n', ' \n'),
  })
  .map(({ header, length, payload, ends }) => {
    const line =
      typeof header === 'string'
        ? header
        : JSON.stringify({ ...header.more, type: header.type, length: length(payload.length) })
    return Buffer.concat([Buffer.from(`${line}\n`), payload, Buffer.from(ends)])
  })
const start = fc.oneof(
  fc.constantFrom(
    '{}\n',
    '\n',
    '',
    '{}',
    'null\n',
    '[]\n',
    '{"event_id":"no"}\n',
    '{"event_id":7}\n',
    `{"dsn":"http://x@y/1"}\n`,
  ),
  fc.uuid().map((id) => `${JSON.stringify({ event_id: id, sent_at: '2026-11-28T04:00:00Z', trace: {} })}\n`),
)
export const framed = fc
  .tuple(start, fc.array(item, { maxLength: 6 }))
  .map(([first, items]) => Buffer.concat([Buffer.from(first), ...items]))
