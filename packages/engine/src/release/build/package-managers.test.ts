import { expect, it } from 'vitest'
import { installCommands, runCommand } from './package-managers.ts'

const program = (packageManager: string | null) =>
  runCommand('yarn', 'build', packageManager && `{"name":"a",\n  "packageManager": "${packageManager}"}`)[3]

it('takes the yarn that package.json states, by the name that npm has for it', async () => {
  expect(program('yarn@4.9.4')).toBe('--package=@yarnpkg/cli-dist@4.9.4')
  expect(program('yarn@3.6.1+sha224.679d48a4db')).toBe('--package=@yarnpkg/cli-dist@3.6.1')
  expect(program('yarn@1.22.22')).toBe('--package=yarn@1')
  expect(program('yarn@4.9.4; touch a')).toBe('--package=yarn@1')
  expect(program(null)).toBe('--package=yarn@1')
  const [locked] = await installCommands('yarn', async () => true, '{"packageManager": "yarn@4.9.4"}')
  expect(locked?.slice(3)).toEqual([
    '--package=@yarnpkg/cli-dist@4.9.4',
    '--',
    'yarn',
    'install',
    '--frozen-lockfile',
  ])
})
