import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { parseDpkgStatus, readDpkg } from './dpkg.ts'

const status = `Package: mawk
Essential: no
Status: install ok installed
Provides: awk, new-awk (= 2)
Description: a pattern scanning language
 Package: not-a-field

Package: nginx
Status: deinstall ok config-files

Package: held
Status: hold ok installed

Package: libc-bin
Status: install ok triggers-pending

Package: supervisor
Status: install ok half-configured

Package: broken
Status: install reinstreq installed

Package: gone
Status: purge ok not-installed
`

describe('dpkg', () => {
  it('tells what is installed, by its own names and by those it provides', () => {
    expect([...parseDpkgStatus(status).installed]).toEqual(['mawk', 'awk', 'new-awk', 'held'])
  })

  it('tells what was begun and not ended', () => {
    expect(parseDpkgStatus(status).unfinished).toEqual(['libc-bin', 'supervisor', 'broken'])
  })

  it('sees that dpkg itself was cut off', async () => {
    const host = new MemoryHost()
    host.files.seed('/var/lib/dpkg/status', status)
    host.files.seed('/var/lib/dpkg/updates/tmp.i', '')
    expect((await readDpkg(host)).interrupted).toBe(false)
    host.files.seed('/var/lib/dpkg/updates/0001', '')
    expect((await readDpkg(host)).interrupted).toBe(true)
  })

  it('reads a large server whole', () => {
    const paragraphs = Array.from({ length: 1500 }, (_, number) =>
      [
        `Package: p${number}`,
        'Status: install ok installed',
        'Provides: other',
        `Description: ${'x'.repeat(1500)}`,
      ].join('\n'),
    )
    const text = paragraphs.join('\n\n')
    expect(parseDpkgStatus(text).installed.size).toBe(1501)
  })
})
