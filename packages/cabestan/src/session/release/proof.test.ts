import { expect, it } from 'vitest'
import { prove } from './proof.ts'

it('names each domain that does not lead to the server, with its own reason', async () => {
  const domains = ['localhost', 'shop.invalid', '127.0.0.2']
  const proof = await prove({ domains, addresses: ['127.0.0.1'], path: '/' })
  expect(proof.url).toBe('http://localhost/')
  expect(proof.astray).toEqual([
    { domain: 'shop.invalid', problem: 'dns-missing', found: [] },
    { domain: '127.0.0.2', problem: 'dns-elsewhere', found: ['127.0.0.2'] },
  ])
})

it('asks by the address where there is no domain', async () => {
  const proof = await prove({ domains: [], addresses: ['127.0.0.1'], path: '/' })
  expect(proof).toMatchObject({ url: 'http://127.0.0.1/', address: '127.0.0.1', astray: [] })
})
