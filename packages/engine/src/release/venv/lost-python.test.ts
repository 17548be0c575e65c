import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { lostPython } from './lost-python.ts'

const venv = '/srv/shop/venvs/one'
let host: MemoryHost
beforeEach(() => {
  host = new MemoryHost()
  host.files.seed(`${venv}/complete`, '3.11.2\nlooks\n')
  host.files.seed('/usr/bin/python3.11', '')
  host.files.seedLink('/usr/bin/python3', 'python3.11')
})

describe.each([
  ['uv', '/usr/bin/python3.11'],
  ['venv', '/usr/bin/python3'],
])('a venv that %s made', (_by, python) => {
  beforeEach(() => {
    host.files.seedLink(`${venv}/bin/python3`, python)
    host.files.seedLink(`${venv}/bin/python`, 'python3')
  })

  it('has its Python, also where that was updated', async () => {
    expect(await lostPython(host, venv)).toBeNull()
  })

  it('has none any more, where the distribution was upgraded to another', async () => {
    await host.files.remove('/usr/bin/python3.11')
    host.files.seed('/usr/bin/python3.13', '')
    host.files.seedLink('/usr/bin/python3', 'python3.13')
    expect(await lostPython(host, venv)).toBe('3.11')
  })
})

it('nothing is said of one that is not whole, or not there', async () => {
  expect(await lostPython(host, '/srv/shop/venvs/two')).toBeNull()
})
