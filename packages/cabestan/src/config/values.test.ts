import { describe, expect, it } from 'vitest'
import { readDomain } from './domain.ts'
import { readPublicKey, readPublicKeyFile } from './public-key.ts'
import { readServer } from './server.ts'
import { readTimeZone } from './time-zone.ts'

describe('domains', () => {
  it.each([
    ['Disquaire.Example', 'disquaire.example'],
    ['café.example', 'xn--caf-dma.example'],
    ['*.CAFÉ.example', '*.xn--caf-dma.example'],
    ['a.example.', 'a.example'],
    ['xn--caf-dma.example', 'xn--caf-dma.example'],
  ])('%s is %s', (typed, domain) => expect(readDomain(typed)).toEqual({ value: domain }))

  it.each(['', '.', 'a..fr', 'a.fr;', 'a.fr }', '-a.fr', 'a.*.fr', 'a\n.fr', 'a%2e.fr', '0x7f.1.'])(
    '%j is none',
    (typed) => expect(readDomain(typed)).toHaveProperty('problem'),
  )
})

describe('servers', () => {
  it.each([
    ['web1', null],
    ['root@203.0.113.10', 'root'],
    ['ubuntu@host.example:2222', 'ubuntu'],
    ['ssh://deploy@host.example:2222', 'deploy'],
    ['root@2001:db8::1', 'root'],
    ['ssh://root@[2001:db8::1]:2222', 'root'],
    ['root@[fe80::1%eth0]', 'root'],
  ])('%s', (destination, user) => {
    expect(readServer(destination)).toEqual({ value: { type: 'ssh', destination, user } })
  })

  it('may be a throwaway one', () => {
    expect(readServer('sandbox:essai')).toEqual({
      value: { type: 'sandbox', destination: 'sandbox:essai', name: 'essai' },
    })
  })

  it.each([
    ...[
      '',
      '-oProxyCommand=x',
      'root@-oProxyCommand=x',
      '-l@host',
      'a b',
      'a;b',
      'a\nb',
      '$(x)',
      'host/path',
    ],
    ...['https://host', 'host:0', 'host:99999', 'sandbox:', 'sandbox:A', 'sandbox:a-', 'a@b@c', '[host]'],
  ])('%j is none', (text) => expect(readServer(text)).toEqual({ problem: 'server' }))
})

describe('time zones', () => {
  it.each([
    ['Europe/Paris', 'Europe/Paris'],
    ['europe/paris', 'Europe/Paris'],
    ['UTC', 'UTC'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ])('%s is %s', (typed, zone) => expect(readTimeZone(typed)).toEqual({ value: zone }))
  it.each(['Paris', 'Europe/', '../etc/passwd', '+02:00', 'CET-1CEST', ''])('%j is none', (typed) =>
    expect(readTimeZone(typed)).toEqual({ problem: 'time-zone' }),
  )
})

const ed25519 = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl'

describe('public keys', () => {
  it('stand for themselves, with or without a comment', () => {
    expect(readPublicKey(ed25519)).toEqual({ value: { type: 'key', key: ed25519 } })
    expect(readPublicKey(`  ${ed25519}\tanna @ home `)).toEqual({
      value: { type: 'key', key: `${ed25519} anna @ home` },
    })
  })

  it('or are the name of a file', () => {
    expect(readPublicKey('keys/anna.pub')).toEqual({ value: { type: 'file', path: 'keys/anna.pub' } })
  })

  it.each([
    ['public-key', ed25519.slice(0, -5)],
    ['public-key', ed25519.replace('ssh-ed25519', 'ssh-rsa')],
    ['public-key', 'ssh-dss AAAAB3NzaC1kc3MAAACBAP'],
    ['public-key', 'ssh-ed25519'],
    ['public-key', `${ed25519}\n${ed25519}`],
    ['key-is-private', '-----BEGIN RSA PRIVATE KEY-----'],
    ['key-is-private', 'PuTTY-User-Key-File-3: ssh-ed25519'],
  ])('that are no good: %s', (problem, text) => expect(readPublicKey(text)).toEqual({ problem }))
})

describe('files of public keys', () => {
  it('hold one or several, with comments', () => {
    expect(readPublicKeyFile(`# ours\n\n${ed25519} anna\r\n${ed25519} ben\n`)).toEqual({
      value: [`${ed25519} anna`, `${ed25519} ben`],
    })
  })

  it('may come from PuTTYgen', () => {
    const text = `---- BEGIN SSH2 PUBLIC KEY ----\r\nComment: "anna@bureau"\r\nAAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5\r\nC9okWi0dh2l9GKJl\r\n---- END SSH2 PUBLIC KEY ----\r\n`
    expect(readPublicKeyFile(text)).toEqual({ value: [`${ed25519} anna@bureau`] })
  })

  it.each([
    ['key-is-private', '-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----\n'],
    ['public-key', ''],
    ['public-key', `command="x" ${ed25519}`],
    ['public-key', `${ed25519}\nrubbish\n`],
  ])('are refused: %s', (problem, text) => expect(readPublicKeyFile(text)).toEqual({ problem }))
})
