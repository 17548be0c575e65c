import { describe, expect, it } from 'vitest'
import { secretsIn } from './secrets.ts'

const kinds = (path: string, text: string) => secretsIn(path, text).map(({ kind, line }) => `${kind} ${line}`)
const random = 'q7Zr2-Lm9xKd84TbWn3s'

describe('a secret', () => {
  it('is known by its shape', () => {
    expect(kinds('shop/aws.py', `KEY = 'AKIA${'Z4QXJ2PL7WMN3RTB'}'`)).toEqual(['aws 1'])
    expect(kinds('deploy.sh', `\nexport T=ghp_${'a1B2c3D4e5'.repeat(4).slice(0, 36)}`)).toEqual(['github 2'])
    expect(kinds('keys/id_rsa', `-----BEGIN RSA PRIVATE KEY-----\n${'MIIEpAIBAAKCAQEA7'.repeat(4)}`)).toEqual(
      ['private-key 1'],
    )
    expect(kinds('a.yml', `url: postgres://shop:${random}@db.example.org:5432/shop`)).toEqual([
      'url-password 1',
    ])
  })

  it('is known by the name that it is given in settings', () => {
    expect(kinds('shop/settings.py', `        'PASSWORD': '${random}',\n`)).toEqual(['database-password 1'])
    expect(kinds('settings/base.py', `SOCIAL_AUTH_TWITTER_SECRET = "${random}"`)).toEqual(['token 1'])
    expect(kinds('settings.py', `C = {'NAME': 'x', 'API_SECRET': '${random}', # y\n}`)).toEqual(['token 1'])
    expect(kinds('settings.py', `'APP': {'client_id': 'x', 'secret': "${random}"}`)).toEqual(['token 1'])
    expect(kinds('settings.py', `'secret': os.environ['${random}'],`)).toEqual([])
    expect(kinds('settings.py', `SECRET_KEY = '8x!f)2k=v${random}'`)).toEqual(['secret-key 1'])
  })

  it('is told once, by the nearest of its kinds', () => {
    expect(kinds('settings.py', `EMAIL_HOST_PASSWORD = '${random}'\nAPI_TOKEN = '${random}'`)).toEqual([
      'mail-password 1',
      'token 2',
    ])
  })

  it('is known in a committed environment file', () => {
    expect(kinds('.env', `DEBUG=1\nSECRET_KEY=${random}\nDATABASE_URL=postgres://a:b@db/a\n`)).toEqual([
      'environment-file 2',
    ])
    expect(kinds('.env.example', `SECRET_KEY=${random}`)).toEqual([])
  })
})

describe('no secret', () => {
  it.each([
    ['what stands in for one', 'settings.py', `EMAIL_HOST_PASSWORD = 'your-password'`],
    ['what comes from the environment', 'settings.py', `EMAIL_HOST_PASSWORD = os.environ['MAIL']`],
    ['the default of development', 'settings/dev.py', `'PASSWORD': '${random}',`],
    ['the password of a database of this machine', 'a.yml', `postgres://shop:${random}@localhost/shop`],
    ['the password of a container', 'a.yml', `postgres://shop:${random}@db:5432/shop`],
    ['code that looks for keys', 'check.py', `if '-----BEGIN RSA PRIVATE KEY-----' in text:`],
    ['a key of tests', 'shop/tests/test_pay.py', `KEY = 'AKIA${'Z4QXJ2PL7WMN3RTB'}'`],
    ['what factories make for tests', 'shop/factories/user.py', `DEFAULT_PASSWORD = '${random}'`],
    [
      'a key that every browser gets',
      'settings.py',
      `MAPBOX_TOKEN = 'pk.eyJ1IjoiYWNjZXNsaWJyZSIsImEiOiJja3'`,
    ],
    ['what asks for one in another language', '.env', `API_SECRET=METTRE_ICI_VOTRE_SECRET`],
    ['a name of itself', '.env.docker', `POSTGRES_PASSWORD=shop_password`],
    ['words', 'settings.py', `LOGIN_TOKEN = 'a-sentence-of-words'`],
  ])('is %s', (_, path, text) => {
    expect(kinds(path, text)).toEqual([])
  })
})

describe('a pattern', () => {
  it('is what a password is held against, and none itself', () => {
    expect(kinds('settings.py', `REGEX_PASSWORD = r"^[a-zA-Z0-9]{12,}$"`)).toEqual([])
  })
})

describe('a hostile file', () => {
  // A time that grew with the square of the length would run into the test's time limit.
  it.each(["'PASSWORD'        ", 'A_TOKEN_', 'postgres://a:b', '    SECRET_KEY   ', '-----BEGIN '])(
    'of %j takes no longer than its length',
    (piece) => {
      expect(secretsIn('settings.py', piece.repeat(1_000_000 / piece.length))).toEqual([])
    },
  )
})
