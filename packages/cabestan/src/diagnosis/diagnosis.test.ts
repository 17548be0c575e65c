import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { archive } from './archive.ts'
import { redacted } from './redaction.ts'

describe('the archive', () => {
  it('is one that tar reads', () => {
    const long = `${'a-server-with-a-name.'.repeat(6)}example/engine/système.txt`
    const files = {
      'versions.json': '{}\n',
      'web1/last-run.jsonl': 'é'.repeat(700),
      'empty.txt': '',
      [long]: 'x',
    }
    const input = archive(files, 'cabestan-diagnose', Date.UTC(2026, 0, 1))
    const listed = execFileSync('tar', ['--quoting-style=literal', '-tzf', '-'], { input, encoding: 'utf8' })
    expect(listed.trim().split('\n')).toEqual(Object.keys(files).map((name) => `cabestan-diagnose/${name}`))
    const content = execFileSync('tar', ['-xzOf', '-', 'cabestan-diagnose/web1/last-run.jsonl'], { input })
    expect(content.toString()).toBe(files['web1/last-run.jsonl'])
  })
})

describe('a secret that somebody wrote where none belongs', () => {
  it.each([
    ['DB_PASSWORD=hunter2 next', 'DB_PASSWORD=[secret] next'],
    ['secret_key: "a b"', 'secret_key: [secret]'],
    ['{"api_token":"abc","port":80}', '{"api_token":[secret],"port":80}'],
    ['postgres://celine:hunter2@db/shop', 'postgres://celine:[secret]@db/shop'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----', '[secret]'],
  ])('%s', (text, masked) => expect(redacted(text)).toBe(masked))

  it('is not seen where there is none', () => {
    const text = 'app: disquaire\nserver: root@203.0.113.10\nkeys: [~/.ssh/id.pub]\n'
    expect(redacted(text)).toBe(text)
  })
})
