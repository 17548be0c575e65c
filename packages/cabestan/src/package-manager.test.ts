import { expect, it } from 'vitest'
import { managerCommand } from './package-manager.ts'

it('starts npm itself where it is a program', () => {
  expect(managerCommand('npm', ['run', 'build css'], 'darwin')).toMatchObject({
    file: 'npm',
    argv: ['run', 'build css'],
  })
})

it('starts it by one line of the shell where it is a batch file', () => {
  expect(managerCommand('npm', ['run', 'build css & more'], 'win32')).toEqual({
    file: 'cmd.exe',
    argv: ['/d', '/s', '/c', '"npm.cmd run "build css & more""'],
    windowsVerbatimArguments: true,
  })
})
