import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readBootstrapLine } from './bootstrap-line.ts'

it.each([
  [
    'm hello x86_64 debian 12 yes root',
    {
      word: 'hello',
      greeting: { machine: 'x86_64', system: 'debian', version: '12', systemd: true, user: 'root' },
    },
  ],
  ['m need engine', { word: 'need', what: 'engine' }],
  ['m need runtime', { word: 'need', what: 'runtime', tool: null }],
  ['m need runtime curl', { word: 'need', what: 'runtime', tool: 'curl' }],
  ['m progress 12', { word: 'progress', bytes: 12 }],
  ['m refused fetch curl: (22) 403', { word: 'refused', how: 'fetch', reason: 'curl: (22) 403' }],
  ['m failed disk.full /opt 3', { word: 'failed', code: 'disk.full', rest: '/opt 3' }],
  ['welcome', null],
])('reads %j', (line, said) => {
  expect(readBootstrapLine(line, 'm')).toEqual(said)
})

it('never fails in another way than by protocol.garbage', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        readBootstrapLine(`m ${text}`, 'm')
      } catch (thrown) {
        expect(String(thrown)).toContain('protocol.garbage')
      }
    }),
  )
})
