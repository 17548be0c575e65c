import { expect, test } from 'vitest'
import { stateDirectory } from './paths.ts'

test('the directory is the usual one, or the one that the environment names', () => {
  expect(stateDirectory({})).toBe('/var/lib/cabestan-sandbox')
  expect(stateDirectory({ CABESTAN_SANDBOX_DIR: '/srv/big disk/sandboxes' })).toBe('/srv/big disk/sandboxes')
})

test.each(['relative', '/a,b', '/a:b', '/a\\b', '/a\nb', '/a/', '/'])(
  '%j cannot be mounted over',
  (directory) => {
    expect(() => stateDirectory({ CABESTAN_SANDBOX_DIR: directory })).toThrow('sandbox.unsupported')
  },
)
