import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { run } from '../../../tests/harness/djangos.ts'
import { clientPython } from '../../../tests/harness/vigie/clients.ts'

/** Envelopes as SDKs send them, one after the other in a file, each as length, encoding and body. */
export interface Corpus {
  readonly path: string
  readonly events: number
  readonly rawBytes: number
}

const issues = 200

/**
 * Takes the event that the real SDK made of one failing page and varies it as often as wanted; half are in gzip, half
 * in brotli.
 */
export async function corpusOf(events: number): Promise<Corpus> {
  const script = new URL('django_event.py', import.meta.url).pathname
  const code = (await readFile(script, 'utf8')) + (await readFile(new URL(import.meta.url), 'utf8'))
  const key = createHash('sha256').update(code).digest('hex').slice(0, 12)
  const path = join(tmpdir(), `vigie-bench-${key}-${events}`)
  if (!existsSync(path)) {
    const { stdout } = await run(await clientPython('now'), [script])
    await write(path, events, piecesOf(stdout.trim()))
  }
  return { path, events, rawBytes: Number(await readFile(`${path}.raw`, 'utf8')) }
}

type Piece = { readonly text: string } | { readonly kind: Kind; readonly text: string }
type Kind = 'address' | 'number' | 'user' | 'issue'

/** Cuts out what differs from one event to the next: addresses in memory, numbers, the user, the failing line. */
function piecesOf(template: string): Piece[] {
  const pattern =
    /(?<address>0x7[0-9a-f]{11})|(?<number>(?<=(?:label|title|shelf =|basket\/|line) )\d+|(?<=basket\/)\d+)|(?<user>4711|(?<=")ada(?=["@]))|(?<issue>(?<=")orders(?=")|(?<=no such table: )auth_user)/g
  const pieces: Piece[] = []
  let from = 0
  for (const match of template.matchAll(pattern)) {
    pieces.push({ text: template.slice(from, match.index) })
    const kind = (Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] ??
      'number') as Kind
    pieces.push({ kind, text: match[0] })
    from = match.index + match[0].length
  }
  return [...pieces, { text: template.slice(from) }]
}

/** The same number always gives the same envelope, so that both sides of a comparison get the same events. */
function envelopeOf(pieces: readonly Piece[], at: number): string {
  const random = randomFrom(at + 1)
  const id = idOf(at)
  const user = random() % 5000
  const varied = {
    address: () => `0x7${(random() * 4096 + (at % 4096)).toString(16).padStart(11, '0').slice(-11)}`,
    number: () => String(random() % 10_000),
    user: (text: string) => (text === '4711' ? String(user) : `ada${user}`),
    issue: (text: string) => `${text}_${at % issues}`,
  }
  const event = pieces
    .map((piece) => ('kind' in piece ? varied[piece.kind](piece.text) : piece.text))
    .join('')
    .replace(/"event_id":"[0-9a-f]{32}"/, `"event_id":"${id}"`)
    .replace(/"timestamp":"[^"]+"/, `"timestamp":"${new Date().toISOString()}"`)
  const item = JSON.stringify({
    type: 'event',
    content_type: 'application/json',
    length: Buffer.byteLength(event),
  })
  return `{"event_id":"${id}","sent_at":"${new Date().toISOString()}"}\n${item}\n${event}\n`
}

const idOf = (at: number) => createHash('md5').update(`event ${at}`).digest('hex')

function randomFrom(seed: number): () => number {
  let state = seed * 2_654_435_761
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) | 0
    return (state ^ (state >>> 13)) >>> 0
  }
}

async function write(path: string, events: number, pieces: readonly Piece[]): Promise<void> {
  const file = await open(`${path}.new`, 'w')
  let rawBytes = 0
  for (let at = 0; at < events; at += 1) {
    const isBrotli = at % 2 === 1
    const raw = Buffer.from(envelopeOf(pieces, at))
    rawBytes += raw.length
    const body = await (isBrotli ? brotli : zip)(raw)
    const head = Buffer.alloc(5)
    head.writeUInt32LE(body.length)
    head.writeUInt8(isBrotli ? 1 : 0, 4)
    await file.write(Buffer.concat([head, body]))
  }
  await file.close()
  await writeFile(`${path}.raw`, String(rawBytes))
  await rename(`${path}.new`, path)
}

/** The SDK compresses with these qualities too. */
const zip = (body: Buffer) => promisify(gzip)(body, { level: 9 })
const brotli = (body: Buffer) =>
  promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }) as Promise<Buffer>
