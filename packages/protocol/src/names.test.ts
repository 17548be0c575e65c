import { describe, expect, it } from 'vitest'
import { AbsolutePath, AppName, Domain, PublicKey, UserName } from './names.ts'

const accepts = (schema: { safeParse(value: unknown): { success: boolean } }, value: string) =>
  schema.safeParse(value).success

describe('names that reach a path, a unit or a configuration file', () => {
  it.each(['disquaire', 'my-shop2', 'ab'])('an application may be %s', (name) =>
    expect(accepts(AppName, name)).toBe(true),
  )
  it.each(['', 'a', 'Shop', '-shop', 'shop-', 'a b', 'a/b', 'a;b', '$(x)', 'été', 'a\nb', 'x'.repeat(32)])(
    'and not %j',
    (name) => expect(accepts(AppName, name)).toBe(false),
  )

  it.each(['/', '/srv/a', '/etc/nginx/sites-available/été.conf'])('a path may be %s', (path) =>
    expect(accepts(AbsolutePath, path)).toBe(true),
  )
  it.each(['srv', '/srv/../etc', '/srv/./a', '/srv//a', '/srv/', '/a\nb', '/a\u0000'])('and not %j', (path) =>
    expect(accepts(AbsolutePath, path)).toBe(false),
  )

  it.each(['a.fr', '*.a.fr', 'xn--ete-9la.example'])('a domain may be %s', (name) =>
    expect(accepts(Domain, name)).toBe(true),
  )
  it.each(['fr', 'A.fr', 'a..fr', '-a.fr', 'a.*.fr', 'a.fr;', 'http://a.fr', 'a.fr/x'])(
    'and not %j',
    (name) => expect(accepts(Domain, name)).toBe(false),
  )

  it('a user is not an option of a command', () => expect(accepts(UserName, '-rf')).toBe(false))

  it('a key is one line without options', () => {
    expect(accepts(PublicKey, 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA celine@portable')).toBe(true)
    expect(accepts(PublicKey, 'command="id" ssh-ed25519 AAAA x')).toBe(false)
    expect(accepts(PublicKey, 'ssh-ed25519 AAAA x\nssh-ed25519 BBBB y')).toBe(false)
  })
})
