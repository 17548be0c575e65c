import { describe, expect, it } from 'vitest'
import { MemoryHost } from './memory.ts'

const plain = { owner: 'root', group: 'root', mode: '0644' }

describe('the host in memory', () => {
  it('remembers what ran and gives programs the machine', async () => {
    const host = new MemoryHost().program('hostnamectl', async ([, name = ''], _options, machine) => {
      await machine.files.write('/hostname', name, plain)
      return {}
    })
    await host.exec(['hostnamectl', 'web'])
    expect(await host.files.readText('/hostname')).toBe('web')
    expect(host.ran).toEqual([['hostnamectl', 'web']])
  })

  it('dies between two effects and does nothing more until it is born again', async () => {
    const host = new MemoryHost().program('true', () => ({}))
    host.dieAfter(1)
    await host.files.write('/one', '1', plain)
    await expect(host.files.write('/two', '2', plain)).rejects.toThrow('write /two')
    await expect(host.exec(['true'])).rejects.toThrow('true')
    expect(await host.files.list('/')).toEqual(['etc', 'one'])
    host.dieAfter(Number.POSITIVE_INFINITY)
    await host.files.write('/two', '2', plain)
    expect(host.ran).toEqual([])
  })

  it('starts with what was there before', async () => {
    const host = new MemoryHost()
    host.files.seed('/srv/app/file', 'x', { owner: 'www-data', mode: '0640' })
    host.files.seedLink('/srv/link', 'app')
    expect(await host.files.stat('/srv/link/file')).toMatchObject({ owner: 'www-data', mode: '0640' })
  })
})
