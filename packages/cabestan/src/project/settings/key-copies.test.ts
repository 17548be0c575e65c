import { describe, expect, it } from 'vitest'
import { memoryTree } from '../tree/memory-tree.ts'
import { readWhere } from '../where/read-where.ts'
import { readSettings } from './read-settings.ts'

const manage = `os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')
execute_from_command_line()`

const base = `import base64, hashlib, hmac, os
SECRET_KEY = 'unsafe-key-of-git-%s'
INSTALLED_APPS = ['shop']
ROOT_URLCONF = 'shop.urls'
`

/** Lists copies of the key: `SALT` alone was computed somehow, `SALT='x'+KEY` can be made again from another key. */
function copies(settings: string, more: Readonly<Record<string, string>> = {}): string[] {
  const tree = memoryTree({ 'manage.py': manage, 'shop/settings.py': base + settings, ...more })
  const { keyCopies } = readSettings({ tree, where: readWhere(tree, ''), module: undefined })
  return keyCopies.map(({ path, around, bytes, place }) => {
    expect(place.line).toBeGreaterThan(1)
    const anew = around?.map((text) => (text === '' ? '' : `'${text}'`)).join('KEY')
    return `${path.join('.')}${anew === undefined ? '' : `=${anew}`}${bytes && anew ? ' in bytes' : ''}`
  })
}

describe('what carries the key that stands in git', () => {
  it.each([
    ['the key', 'JWT = SECRET_KEY', ['JWT=KEY']],
    ['in a dict', `JWT = {'A': 1, 'B': {'KEY': SECRET_KEY}}`, ['JWT.B.KEY=KEY']],
    ['with texts around', `LINK = 'a-' + SECRET_KEY + '-b'`, [`LINK='a-'KEY'-b'`]],
    ['in a template', `LINK = f'{SECRET_KEY}-x'`, [`LINK=KEY'-x'`]],
    ['by format', `LINK = '{}/{}'.format(SECRET_KEY, 'x')`, [`LINK=KEY'/x'`]],
    ['in bytes', 'RAW = SECRET_KEY.encode()', ['RAW=KEY in bytes']],
    ['twice', 'TWICE = SECRET_KEY + "/" + SECRET_KEY', ["TWICE=KEY'/'KEY"]],
    ['written down again', `OTHER = 'unsafe-key-of-git-%s'`, ['OTHER=KEY']],
    ['in a list', `KEYS = ['a', SECRET_KEY]`, ['KEYS']],
    ['hashed', 'SALT = hashlib.sha256(SECRET_KEY.encode()).hexdigest()', ['SALT']],
    [
      'hashed in steps',
      `h = hashlib.md5()\nh.update(SECRET_KEY.encode('utf-8'))\nSALT = h.hexdigest()`,
      ['SALT'],
    ],
    ['with hmac', `SALT = hmac.new(b'a', SECRET_KEY.encode(), hashlib.sha1).digest()`, ['SALT']],
    ['a part', 'SALT = SECRET_KEY[:10]', ['SALT']],
    ['changed', 'SALT = SECRET_KEY.upper()', ['SALT']],
    ['its characters', `SALT = ''.join(c for c in reversed(list(SECRET_KEY)))`, ['SALT']],
    ['as a key of Fernet', 'KEYS = [base64.urlsafe_b64encode(SECRET_KEY[:32].encode())]', ['KEYS']],
    ['in a dict, hashed', `A = {'B': hashlib.md5(SECRET_KEY.encode()).hexdigest(), 'C': 'x'}`, ['A.B']],
    ['by number', 'SEED = int(hashlib.md5(SECRET_KEY.encode()).hexdigest(), 16)', ['SEED']],
    ['with %', `SALT = hashlib.sha1(('%s-x' % SECRET_KEY).encode()).hexdigest()`, ['SALT']],
    ['with what is unknown', `from pkg import host\nURL = 'redis://:%s@%s' % (SECRET_KEY, host)`, ['URL']],
    [
      'by a function',
      `def derive(key, salt='x'):\n    return hashlib.pbkdf2_hmac('sha256', key.encode(), salt, 10)\nSALT = derive(SECRET_KEY)`,
      ['SALT'],
    ],
    [
      'by another name',
      'KEY_OF_ALL = SECRET_KEY\nSALT = hashlib.new("md5", KEY_OF_ALL).digest()',
      ['KEY_OF_ALL=KEY', 'SALT'],
    ],
    ['through an object', 'from cryptography.fernet import Fernet\nBOX = Fernet(SECRET_KEY)', ['BOX']],
  ])('%s', (_how, settings, expected) => {
    expect(copies(settings)).toEqual(expected)
  })

  it.each([
    [
      'what only asks',
      `A = 'x' if SECRET_KEY.startswith('unsafe') else 'y'\nB = len(SECRET_KEY)\nC = bool(SECRET_KEY)`,
    ],
    ['what stands beside it', `D = dict(KEY=1, HOST='h')\nHOST = D['HOST']\nif SECRET_KEY:\n    E = 'e'`],
    ['former keys', 'SECRET_KEY_FALLBACKS = [SECRET_KEY]'],
    ['a key of the environment', `SECRET_KEY = os.environ['KEY']\nJWT = hashlib.md5(SECRET_KEY).hexdigest()`],
    ['one that is made anew', `SECRET_KEY = get_random_secret_key()\nJWT = SECRET_KEY`],
    ['other words', `JWT = hashlib.md5(b'other').hexdigest()`],
  ])('is not %s', (_what, settings) => {
    expect(copies(settings)).toEqual([])
  })

  it('is found beside what is not, where one holds both', () => {
    expect(copies(`C = dict(KEY=SECRET_KEY, HOST='h')\nHOST = C['HOST']\nJWT = C['KEY'][:5]`)).toEqual([
      'C.KEY=KEY',
      'JWT',
    ])
  })

  it('is found in other modules, whichever of them has the key', () => {
    const more = {
      'shop/secret.py': `SECRET_KEY = 'of-another-module'`,
      'shop/extra.py': `import hashlib\nfrom .secret import SECRET_KEY\nSALT = hashlib.md5(SECRET_KEY.encode()).digest()`,
      'key.txt': 'of-a-file\n',
    }
    expect(copies('from .secret import *\nfrom .extra import *', more)).toEqual(['SALT'])
    const file = `SECRET_KEY = open(os.path.join(os.path.dirname(__file__), '../key.txt')).read().strip()\nJWT = SECRET_KEY[::-1]`
    expect(copies(file, more)).toEqual(['JWT'])
  })

  it('is found in a class of settings', () => {
    const settings = `import hashlib
from configurations import Configuration
class Base(Configuration):
    SECRET_KEY = 'key-of-a-class'
    INSTALLED_APPS = ['shop']
    ROOT_URLCONF = 'shop.urls'
    JWT = {'KEY': SECRET_KEY, 'SALT': hashlib.md5(SECRET_KEY.encode()).hexdigest()}
    @property
    def SALT(self):
        return hashlib.md5(self.SECRET_KEY.encode()).hexdigest()
class Production(Base):
    DEBUG = False
`
    expect(copies('', { 'shop/settings.py': settings })).toEqual(['JWT.KEY=KEY', 'JWT.SALT', 'SALT'])
  })
})
