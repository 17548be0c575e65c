import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../../host/memory.ts'
import { networkOf } from './network.ts'

const attributes = { owner: 'root', group: 'root', mode: '0644' }

async function read(files: Readonly<Record<string, string>>, apt = '') {
  const host = new MemoryHost().program('apt-config', () => ({ stdout: apt }))
  for (const [path, content] of Object.entries(files)) {
    const parts = path.split('/').slice(1, -1)
    for (const index of parts.keys())
      await host.files.createDirectory(`/${parts.slice(0, index + 1).join('/')}`, {
        ...attributes,
        mode: '0755',
      })
    await host.files.write(path, content, attributes)
  }
  return networkOf(host)
}

describe('how a server reaches the outside world', () => {
  it('is nothing special on most', async () => {
    expect(await read({})).toEqual({ UV_SYSTEM_CERTS: '1' })
  })

  it('is by the authorities that it trusts', async () => {
    const bundle = '/etc/ssl/certs/ca-certificates.crt'
    expect(await read({ [bundle]: '' })).toMatchObject({ SSL_CERT_FILE: bundle, NODE_EXTRA_CA_CERTS: bundle })
  })

  it('is by the proxy of all programs, or else by the one of apt', async () => {
    const environment = { '/etc/environment': 'LANG=C\nhttps_proxy="http://proxy.example:3128"\n' }
    expect(await read(environment, "HTTP='http://other.example:1'")).toEqual({
      UV_SYSTEM_CERTS: '1',
      https_proxy: 'http://proxy.example:3128',
    })
    expect(await read({}, "HTTP='http://other.example:1'\n")).toMatchObject({
      https_proxy: 'http://other.example:1',
    })
    expect(await read({}, "HTTP='DIRECT'\n")).toEqual({ UV_SYSTEM_CERTS: '1' })
  })

  it('is by the index that pip is told, for uv as well', async () => {
    const files = {
      '/etc/pip.conf': `[global]
index-url = https://packages.example/simple
extra-index-url =
    https://one.example/simple
    https://two.example/simple
# find-links = /nowhere
[list]
format = columns
`,
    }
    expect(await read(files)).toMatchObject({
      UV_DEFAULT_INDEX: 'https://packages.example/simple',
      PIP_INDEX_URL: 'https://packages.example/simple',
      UV_INDEX: 'https://one.example/simple https://two.example/simple',
    })
  })

  it('is by what the environment says where that is something else', async () => {
    const files = {
      '/etc/pip.conf': '[global]\nindex-url = https://packages.example/simple\n',
      '/etc/environment': 'PIP_INDEX_URL=https://new.example/simple\nSECRET=x\n',
    }
    const network = await read(files)
    expect(network).toMatchObject({ UV_DEFAULT_INDEX: 'https://new.example/simple' })
    expect(network).not.toHaveProperty('SECRET')
  })
})
