import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { outlasting } from './inside.ts'

const run = (...argv: string[]) => {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', outlasting, 'mark', 'env', ...argv], {
    encoding: 'utf8',
  })
  return { status, said: stdout + stderr }
}

it('a command on the server ends as it ends, and says what it says', () => {
  expect(run('/bin/sh', '-c', 'echo "$0"; exit 7', 'two words')).toEqual({ status: 7, said: 'two words\n' })
})

it('where there is no release yet nothing is said by others than us', () => {
  expect(run('/srv/nowhere/bin/run', 'manage.py')).toEqual({ status: 1, said: '' })
})
