import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { parseRequest, sum, trafficBefore, trafficSince } from './traffic.ts'

const log = '/var/log/nginx/shop.access.log'
const line = (status: number, upstream = String(status), seconds = '0.010') =>
  `203.0.113.9 - - [28/Nov/2026:00:24:01 +0000] "GET /a?b=\\x22 200 1 \\x22x HTTP/1.1" ${status} 512 "-" "a \\x22browser\\x22" rt=${seconds} up="${upstream}" id=ab12\n`

describe('a line of the access log', () => {
  it('is read by its end, whatever a visitor wrote into it', () => {
    expect(parseRequest(line(404).trim())).toEqual([{ status: 404, seconds: 0.01, isAnswered: true }])
    expect(parseRequest('rubbish')).toEqual([])
  })

  it.each([
    ['an error of the application itself', 500, '500', { lost: 0, errors: 1 }],
    ['its own word that it is busy', 503, '503', { lost: 0, errors: 1 }],
    ['a maintenance page', 503, '-', { lost: 0, errors: 0 }],
    ['an application that is away', 502, '502', { lost: 1, errors: 1 }],
    ['an application that does not answer', 504, '504', { lost: 1, errors: 1 }],
    ['one that is away, after another try', 502, '502, 502', { lost: 1, errors: 1 }],
    ['a file', 200, '-', { lost: 0, errors: 0 }],
  ])('of %s counts as lost, as an error, or as neither', (_what, status, upstream, counted) => {
    expect(sum(parseRequest(line(status, upstream).trim()))).toMatchObject(counted)
  })
})

describe('traffic', () => {
  it('is counted from a place of the log on, and over its rotation', async () => {
    const host = new MemoryHost()
    const before = line(200).repeat(3)
    host.files.seed(log, before + line(500) + line(502))
    expect(await trafficBefore(host, log)).toMatchObject({ requests: 5, errors: 2 })
    expect(await trafficSince(host, log, before.length)).toMatchObject({ requests: 2, errors: 2, lost: 1 })
    host.files.seed(`${log}.1`, before + line(500) + line(502))
    host.files.seed(log, line(200))
    expect(await trafficSince(host, log, before.length)).toMatchObject({ requests: 3, lost: 1 })
  })

  it('is nothing where nobody has asked yet', async () => {
    expect(await trafficSince(new MemoryHost(), log, 0)).toEqual({
      requests: 0,
      errors: 0,
      lost: 0,
      medianSeconds: 0,
    })
  })
})
