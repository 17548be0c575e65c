import { describe, expect, it } from 'vitest'
import { MemoryHost } from '../host/memory.ts'
import { unhook } from './ufw-kernel.ts'

const untouched = '-P INPUT ACCEPT\n-P FORWARD ACCEPT\n-P OUTPUT ACCEPT\n-N f2b-sshd\n'

function hostWith(rules: string): MemoryHost {
  return new MemoryHost()
    .program('iptables', () => ({ stdout: rules }))
    .program('ip6tables', () => ({ stdout: untouched }))
    .program('ufw-init', () => ({}))
}

const changes = ({ ran }: MemoryHost) =>
  ran.filter(([, option]) => option !== '-S').map((argv) => argv.join(' '))

describe('what ufw hooked in', () => {
  it('is looked for first: where it never ran nothing is done', async () => {
    const host = hostWith(untouched)
    await unhook(host)
    expect(changes(host)).toEqual([])
  })

  it('is unhooked, also where nothing leads to it any more', async () => {
    const host = hostWith(`${untouched}-N ufw-before-logging-input\n-A INPUT -j ufw-before-logging-input\n`)
    await unhook(host)
    expect(changes(host)).toEqual([
      '/usr/lib/ufw/ufw-init force-stop',
      'iptables -D INPUT -j ufw-before-logging-input',
      'iptables -X ufw-before-logging-input',
    ])
  })
})
