import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CabestanError } from '@cabestan/protocol/failures'
import type { Params } from '@cabestan/protocol/messages'
import { afterEach, describe, expect, it } from 'vitest'
import type { EngineClient } from '../../connection/engine-client.ts'
import type { ConnectionEvent } from '../../connection/ports.ts'
import { removeTemporaryDirectories, temporaryDirectory } from '../../project/tree/git-repository.fixture.ts'
import { sendFiles } from './upload.ts'

afterEach(removeTemporaryDirectories)

type Sent = Params<'upload'>

/** A server that takes some time for each piece, and may refuse one. */
function slowServer(refuses: (piece: Sent) => boolean = () => false) {
  const taken: Sent[] = []
  const events: ConnectionEvent[] = []
  const most = { underWay: 0 }
  let underWay = 0
  const call = async (_method: 'upload', piece: Sent) => {
    underWay += 1
    most.underWay = Math.max(most.underWay, underWay)
    taken.push(piece)
    await new Promise((resolve) => setTimeout(resolve, 2))
    underWay -= 1
    if (refuses(piece)) throw new CabestanError('disk.full', { path: '/var/lib' })
    return {}
  }
  const engine = { call } as unknown as EngineClient
  return {
    taken,
    events,
    most,
    sender: { engine, ports: { progress: (event: ConnectionEvent) => events.push(event) } },
  }
}

function fileOf(bytes: number, file = 'a.pack') {
  const path = join(temporaryDirectory(), file)
  writeFileSync(path, Buffer.alloc(bytes, 'abc'))
  return { file, path, bytes }
}

describe('what is sent ahead of a release', () => {
  it('goes in pieces, in order, several under way at once', async () => {
    const { taken, most, sender } = slowServer()
    const [large, empty] = [fileOf(5_000_000), fileOf(0, 'b.lfs')]
    const upload = await sendFiles(sender, [large, empty])
    expect(upload).toMatch(/^[0-9a-f]{32}$/)
    let size = 0
    for (const { offset, data, ...rest } of taken.filter(({ file }) => file === 'a.pack')) {
      expect({ offset, ...rest }).toEqual({ offset: size, upload, file: 'a.pack' })
      size += Buffer.from(data, 'base64').length
    }
    expect(size).toBe(5_000_000)
    expect(taken.at(-1)).toEqual({ upload, file: 'b.lfs', offset: 0, data: '' })
    expect(taken.filter(({ file }) => file === 'b.lfs')).toHaveLength(1)
    expect(most.underWay).toBeGreaterThan(1)
    expect(most.underWay).toBeLessThanOrEqual(8)
  })

  it('is one piece where it fits exactly', async () => {
    const { taken, sender } = slowServer()
    await sendFiles(sender, [fileOf(256 * 1024)])
    expect(taken).toHaveLength(1)
  })

  it('tells how far it is', async () => {
    const { events, sender } = slowServer()
    await sendFiles(sender, [fileOf(600_000)])
    expect(events.map((event) => event.type === 'sending' && [event.bytes, event.total])).toEqual([
      [0, 600_000],
      [262_144, 600_000],
      [524_288, 600_000],
      [600_000, 600_000],
    ])
  })

  it('ends with the first refusal, and reads no further', async () => {
    const { taken, sender } = slowServer(({ offset }) => offset > 1_000_000)
    const sending = sendFiles(sender, [fileOf(20_000_000)])
    await expect(sending).rejects.toMatchObject({ failure: { code: 'disk.full' } })
    expect(taken.length).toBeLessThan(30)
  })
})
