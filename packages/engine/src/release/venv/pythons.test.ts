import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { brokenPython, findPython, pythonsOf } from './pythons.ts'

const attributes = { owner: 'root', group: 'root', mode: '0755' }

async function server() {
  const host = new MemoryHost()
  const directories = ['/usr', '/usr/bin', '/opt', '/opt/python']
  const brought = ['cpython-3.9.18', 'cpython-3.12.9', 'cpython-3.12.10'].map((name) => `/opt/python/${name}`)
  for (const path of [...directories, ...brought.flatMap((each) => [each, `${each}/bin`])])
    await host.files.createDirectory(path, attributes)
  const programs = ['/usr/bin/python3.11', '/usr/bin/python3.13', '/usr/bin/python3.13-config']
  for (const path of programs) await host.files.write(path, '', attributes)
  await host.files.link('/usr/bin/python3', 'python3.11')
  for (const home of brought) {
    const series = /3\.\d+/.exec(home)?.[0] ?? ''
    await host.files.write(`${home}/bin/python${series}`, '', attributes)
    const version = /[\d.]+$/.exec(home)?.[0] ?? ''
    host.program(`${home}/bin/python${series}`, () => ({ stdout: `${version}\n` }))
  }
  return host
    .program('python3.11', () => ({ stdout: '3.11.2\n' }))
    .program('python3.13', () => ({ code: 127, stderr: 'libpython3.13.so.1.0: no such file\n' }))
}

describe('the Pythons of a server', () => {
  it('are told with the distribution’s own first', async () => {
    expect(await pythonsOf(await server())).toEqual(['3.11', '3.13', '3.12', '3.9'])
    expect(await pythonsOf(new MemoryHost())).toEqual([])
  })

  it('are found by their series, the newest of those that were brought', async () => {
    const host = await server()
    expect(await findPython(host, '3.11')).toMatchObject({
      version: '3.11.2',
      executable: '/usr/bin/python3.11',
    })
    expect(await findPython(host, '3.12')).toMatchObject({
      version: '3.12.10',
      executable: '/opt/python/cpython-3.12.10/bin/python3.12',
    })
  })

  it('count only where they start', async () => {
    expect(await findPython(await server(), '3.13')).toBeNull()
    expect(await findPython(await server(), '3.8')).toBeNull()
  })

  it('say why where they do not', async () => {
    expect(await brokenPython(await server(), '3.13')).toEqual({
      executable: '/usr/bin/python3.13',
      tail: 'libpython3.13.so.1.0: no such file',
    })
    expect(await brokenPython(await server(), '3.8')).toBeNull()
  })
})
