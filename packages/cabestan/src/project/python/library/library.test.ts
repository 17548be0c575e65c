import { describe, expect, it } from 'vitest'
import { classNames } from '../evaluate.ts'
import { evaluated, printed, readsOf, worth } from '../printed.fixture.ts'
import { matchesGlob } from './split-settings.ts'
import { parsedUrl } from './urls.ts'

type Row = readonly [
  text: string,
  expected: string,
  reads: readonly string[],
  environment?: Readonly<Record<string, string>>,
]

function each(rows: readonly Row[], test: (row: Row) => void): void {
  for (const row of rows) it(row[0], () => test(row))
}

function check([text, expected, reads, environment = {}]: Row, before: string): void {
  const evaluation = evaluated(before + text, environment)
  expect(printed(evaluation.names.get('X'))).toBe(expected)
  expect(readsOf(evaluation)).toEqual(reads)
}

const postgres =
  "{'ENGINE': 'django.db.backends.postgresql', 'NAME': 'n', 'USER': 'u', 'PASSWORD': 'p@', 'HOST': 'h', 'PORT': 5432}"
const open = (key: string) =>
  `{${['ENGINE', 'NAME', 'USER', 'PASSWORD', 'HOST', 'PORT'].map((part) => `'${part}': $${key}`).join(', ')}}`
const url = 'postgres://u:p%40@h:5432/n'

describe('django-environ', () => {
  each(
    [
      ['X = env("A")', '$A', ['A:text!']],
      ['X = env("A", default="b")', "'b'", ["A:text='b'"]],
      ['X = env("DEBUG")', 'False', ['DEBUG:boolean=False']],
      ['X = env("DEBUG")', 'True', ['DEBUG:boolean=False'], { DEBUG: 'on' }],
      ['X = env.bool("A", False)', 'False', ['A:boolean=False']],
      ['X = env.int("A", default=3)', '3', ['A:number=3'], { B: '' }],
      ['X = env.int("A")', '4', ['A:number'], { A: '4' }],
      ['X = env.list("A", default=["b"])', "['b']", ["A:list=['b']"]],
      ['X = env.list("A")', "['a', 'b']", ['A:list'], { A: 'a, b' }],
      ['X = env("HOSTS")', "['c']", ['HOSTS:list=[]'], { HOSTS: 'c' }],
      ['X = env.dict("A")', "{'a': '1', 'b': '2'}", ['A:dict'], { A: 'a=1,b=2' }],
      ['X = env.json("A", default={})', '{}', ['A:json={}']],
      ['X = env.db()', open('DATABASE_URL'), ['DATABASE_URL:url!']],
      [`X = env.db("DB", default="${url}")`, postgres, [`DB:url='${url}'`]],
      ['X = env.db_url("DB")', postgres, ['DB:url'], { DB: url }],
      [
        'X = env.db("DB", default="sqlite:////data/db.sqlite3")["NAME"]',
        "'/data/db.sqlite3'",
        ["DB:url='sqlite:////data/db.sqlite3'"],
      ],
      [
        'X = env.cache("C", default="redis://h:1/0")["LOCATION"]',
        "'redis://h:1/0'",
        ["C:url='redis://h:1/0'"],
      ],
      [
        'X = env.email("E", default="smtp+tls://u:p@h:587")["EMAIL_USE_TLS"]',
        'True',
        ["E:url='smtp+tls://u:p@h:587'"],
      ],
      [
        'X = env.email("E", default="smtp://u:p@h:25/?EMAIL_USE_TLS=True")["EMAIL_USE_TLS"]',
        'True',
        ["E:url='smtp://u:p@h:25/?EMAIL_USE_TLS=True'"],
      ],
      ['env.read_env(".env")\nX = env("FROM_FILE")', "'f'", ["FROM_FILE:text='f'"]],
      ['X = env.str("A", None)', 'None', ['A:text']],
      ['X = env("A", default=0)', '7', ['A:number=0'], { A: '7' }],
      ['X = env("A", default=True)', 'False', ['A:boolean=True'], { A: 'off' }],
      ['X = env("A", default=[])', "['a', 'b']", ['A:list=[]'], { A: 'a,b' }],
    ],
    (row) => {
      const before = 'import environ\nenv = environ.Env(DEBUG=(bool, False), HOSTS=(list, []))\n'
      const [text, expected, reads, environment = {}] = row
      const files = { 'settings.py': before + text, '.env': 'FROM_FILE="f" # x\n' }
      const evaluation = evaluated(files, environment)
      expect(printed(evaluation.names.get('X'))).toBe(expected)
      expect(readsOf(evaluation)).toEqual(reads)
    },
  )
})

describe('decouple and its kin', () => {
  each(
    [
      ['X = config("A")', '$A', ['A:text!']],
      ['X = config("A", default="no", cast=bool)', 'False', ["A:boolean='no'"]],
      ['X = config("A", default=25, cast=int)', '25', ['A:number=25']],
      ['X = config("A", default="a, b", cast=Csv())', "['a', 'b']", ["A:list='a, b'"]],
      ['X = config("A", cast=Csv(post_process=tuple))', "('a', 'b')", ['A:list'], { A: 'a,b' }],
      ['X = config("A", default="a b", cast=lambda v: v.split())', "['a', 'b']", ["A:list='a b'"]],
      [
        'import dj_database_url\nX = config("A", cast=dj_database_url.parse)',
        postgres,
        ['A:url'],
        { A: url },
      ],
      [
        'from everett.manager import ConfigManager as M\nc = M.basic_config()\nX = c("A", parser=bool, default="false")',
        'False',
        ["A:boolean='false'"],
      ],
      ['from mitol.common.envs import get_string as g\nX = g(name="A", default="b")', "'b'", ["A:text='b'"]],
      ['from decouple import AutoConfig\nc = AutoConfig()\nX = c("A", "b")', "'b'", ["A:text='b'"]],
      [
        'from starlette.config import Config\nc = Config(".env")\nX = c("A", cast=bool, default=False)',
        'False',
        ['A:boolean=False'],
      ],
      ['X = config("A", default=None)', 'None', ['A:text']],
    ],
    (row) => check(row, 'from decouple import config, Csv\n'),
  )
})

describe('decouple with a file in git', () => {
  it.each([
    ['from decouple import config\nX = config("A")', "'from .env'", ["A:text='from .env'"]],
    ['from decouple import config\nX = config("B")', '$B', ['B:text!']],
    ['from decouple import config\nX = config("N", default=1, cast=int)', '7', ["N:number='7'"]],
    [
      'from decouple import Config, RepositoryEnv as R\nX = Config(R("conf/.env"))("A")',
      "'c'",
      ["A:text='c'"],
    ],
    ['from decouple import AutoConfig\nX = AutoConfig(search_path="conf")("A")', "'c'", ["A:text='c'"]],
  ])('%s', (text, expected, reads) => {
    const evaluation = evaluated({ 'settings.py': text, '.env': 'A=from .env\nN=7', 'conf/.env': 'A=c' })
    expect(printed(evaluation.names.get('X'))).toBe(expected)
    expect(readsOf(evaluation)).toEqual(reads)
  })

  it('misses the file that a repository is made of', () => {
    const { effects } = evaluated('from decouple import Config, RepositoryEnv as R\nX = Config(R(".env"))')
    expect(effects.map(({ type, what }) => `${type} ${what}`)).toEqual(['opens .env'])
    const ini = {
      'settings.py': 'from decouple import config\nX = config("Key")',
      'settings.ini': '[settings]\nkey = v',
    }
    expect(printed(evaluated(ini).names.get('X'))).toBe("'v'")
  })
})

describe('environs', () => {
  each(
    [
      ['X = env("A")', '$A', ['A:text!']],
      ['X = env.bool("A", False)', 'False', ['A:boolean=False']],
      ['X = env.list("A")', "['a', 'b']", ['A:list'], { A: 'a,b' }],
      ['X = env.dj_db_url("A")', postgres, ['A:url'], { A: url }],
      ['with env.prefixed("P_"):\n  X = env.str("A")', "'v'", ['P_A:text'], { P_A: 'v' }],
      ['import environs\nX = environs.Path(__file__).parent.joinpath("static")', "'~/static'", []],
      [
        'X = env.dj_email_url("E", default="smtp://h:25/?ssl=True&_default_from_email=A%20%3Ca@b%3E")\nX = [X["DEFAULT_FROM_EMAIL"], X["EMAIL_USE_SSL"]]',
        "['A <a@b>', True]",
        ["E:url='smtp://h:25/?ssl=True&_default_from_email=A%20%3Ca@b%3E'"],
      ],
    ],
    (row) => check(row, 'from environs import Env\nenv = Env()\nenv.read_env()\n'),
  )
})

describe('addresses of databases', () => {
  each(
    [
      ['X = dj_database_url.config()', open('DATABASE_URL'), ['DATABASE_URL:url']],
      ['X = dj_database_url.config(conn_max_age=600)["CONN_MAX_AGE"]', '600', ['DATABASE_URL:url']],
      [`X = dj_database_url.config(default="${url}")`, postgres, [`DATABASE_URL:url='${url}'`]],
      ['X = dj_database_url.parse(os.environ["U"])', open('U'), ['U:url!']],
      // Without an address the call returns nothing, so nothing is replaced.
      ["X = {'ENGINE': 'e'}\nX.update(dj_database_url.config())", "{'ENGINE': 'e'}", ['DATABASE_URL:url']],
      ['d = dj_database_url.config()\nX = 1 if d else 2', '2', ['DATABASE_URL:url']],
      [
        "X = {'ENGINE': 'e'}\nX.update(dj_database_url.config(ssl_require=True))\nX = X['OPTIONS']",
        "{'sslmode': 'require'}",
        ['DATABASE_URL:url'],
        { DATABASE_URL: url },
      ],
      [
        'from urllib.parse import urlparse\nu = urlparse(os.environ["U"])\nX = [u.hostname, u.port, u.path[1:]]',
        "['h', 5432, 'n']",
        ['U:url'],
        { U: url },
      ],
      ['from urllib.parse import urlparse\nX = urlparse(os.environ["U"]).hostname', '$U', ['U:url!']],
    ],
    (row) => check(row, 'import os, dj_database_url\n'),
  )

  it.each([
    ['sqlite:///db.sqlite3', { scheme: 'sqlite', host: '', path: '/db.sqlite3' }],
    ['postgres://u:a@b@[::1]:5/n?x=1', { user: 'u', password: 'a@b', host: '::1', port: '5', path: '/n' }],
    ['postgresql://%2Fvar%2Frun/n', { host: '/var/run', path: '/n' }],
    ['nothing', { scheme: '', path: 'nothing' }],
    ['%', { path: '%' }],
  ])('%s', (written, expected) => {
    expect(parsedUrl(written)).toMatchObject(expected)
  })
})

describe('django-configurations', () => {
  const text = `
from configurations import Configuration, values
class Base(Configuration):
    DEBUG = values.BooleanValue(False)
    HOSTS = values.ListValue(['a'])
    KEY = values.SecretValue()
    DATABASES = values.DatabaseURLValue('${url}')
    OPTIONS = {'HOST': values.Value('h', environ_name='MAIL_HOST', environ_prefix=None)}
    PLAIN = values.Value('p', environ=False)
class Prod(Base):
    HOSTS = values.ListValue([], environ_prefix='APP')
    @property
    def NAME(self):
        return self.HOSTS + ['b']
`
  it('reads what the class that is chosen has', () => {
    const evaluation = evaluated(text, { DJANGO_CONFIGURATION: 'Prod', DJANGO_DEBUG: 'yes' })
    const names = classNames(evaluation, 'Prod')
    expect(Object.fromEntries([...names].map(([name, value]) => [name, printed(value)]))).toEqual({
      DEBUG: 'True',
      HOSTS: '[]',
      KEY: '$DJANGO_KEY',
      DATABASES: `{'default': ${postgres}}`,
      OPTIONS: "{'HOST': 'h'}",
      PLAIN: "'p'",
      NAME: "['b']",
    })
    expect(readsOf(evaluation)).toEqual([
      "MAIL_HOST:text='h'",
      'DJANGO_DEBUG:boolean=False',
      "DJANGO_HOSTS:list=['a'](no)",
      'DJANGO_KEY:text!',
      `DATABASE_URL:url='${url}'`,
      'APP_HOSTS:list=[]',
    ])
  })
})

describe('values of django-configurations that hold several', () => {
  it.each([
    ['values.ListValue()', '[]'],
    ['values.TupleValue()', '()'],
    ['values.DictValue()', '{}'],
    ["values.DictValue(environ_name='X', environ_prefix=None)", '{}'],
    ['values.Value()', 'None'],
    ['values.ListValue(environ_required=True)', '$DJANGO_X'],
  ])('%s is %s where nobody says more', (value, expected) => {
    const text = `from configurations import Configuration, values\nclass C(Configuration):\n    X = ${value}\n`
    const evaluation = evaluated(text, { DJANGO_CONFIGURATION: 'C' })
    expect(printed(classNames(evaluation, 'C').get('X'))).toBe(expected)
  })
})

describe('pydantic', () => {
  it('reads the fields of settings', () => {
    const { names, reads } = evaluated(
      `
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict
class Conf(BaseSettings):
    model_config = SettingsConfigDict(env_prefix='app_')
    debug: bool = False
    key: str
    hosts: list[str] = Field(default_factory=list)
    url: str = Field('x', alias='DATABASE_URL')
    @property
    def both(self): return [self.debug, self.url]
conf = Conf()
X = conf.both
KEY = conf.key
`,
      { APP_DEBUG: 'true' },
    )
    expect(printed(names.get('X'))).toBe("[True, 'x']")
    expect(printed(names.get('KEY'))).toBe('$APP_KEY')
    expect(reads.map(({ key, needed }) => `${key}${needed ? '!' : ''}`)).toEqual([
      'APP_DEBUG',
      'APP_KEY!',
      'APP_HOSTS',
      'DATABASE_URL',
    ])
  })
})

it('asks the object of any package that is called Env as it asks that of environs', () => {
  const before = 'from epicenv import Env\nenv = Env()\n'
  check(['X = env.list("A", default=["b"])', "['b']", ["A:list=['b']"]], before)
  check(['X = env.dj_db_url("A", ssl_require=True)["NAME"]', "'n'", ['A:url'], { A: url }], before)
})

const ini = "import configparser\np = configparser.ConfigParser()\np.read('a.ini')\n"

describe('literals out of the environment', () => {
  it.each([
    ["eval(os.environ.get('A', 'True'))", 'True', {}],
    ["eval(os.environ.get('A', 'True'))", 'False', { A: 'False' }],
    ["ast.literal_eval(os.environ.get('A', \"['b', -1]\"))", "['b', -1]", {}],
    ["ast.literal_eval(os.environ['A'])", "['a', 'b']", { A: '["a", "b"]' }],
    ["ast.literal_eval(os.environ['A'])", '?', { A: 'a.example' }],
    ["eval(os.environ['A'])", '?', { A: '__import__("os")' }],
  ])('%s is %s', (text, expected, environment) => {
    expect(printed(evaluated(`import ast, os\nX = ${text}`, environment).names.get('X'))).toBe(expected)
  })
})

describe('other ways to put settings together', () => {
  it('misses a file that a parser of INI finds nothing in, and only where nothing else answers', () => {
    const missed = (text: string) =>
      evaluated(ini + text).effects.map(({ type, what, place }) => `${type} ${what}:${place.line}`)
    expect(missed("X = p['db']['name']")).toEqual(['opens a.ini:4'])
    expect(missed("X = p.get('db', 'name', fallback='x')")).toEqual([])
    expect(missed("try:\n  X = p['db']['name']\nexcept KeyError:\n  X = 1")).toEqual([])
  })

  it.each([
    ["{**dotenv_values('.env'), **os.environ}", ["A:text='b c'", 'B:text!']],
    ['{**os.environ}', ['A:text!', 'B:text!']],
    ['dict(os.environ)', ['A:text!', 'B:text!']],
    ["{**os.environ, 'A': 'mine'}", ['B:text!']],
    ["{'A': 'b'} | os.environ", ["A:text='b'", 'B:text!']],
    ["os.environ | {'A': 'mine'}", ['B:text!']],
    ["dict(os.environ, A='mine')", ['B:text!']],
    ["ChainMap({'A': 'mine'}, os.environ)", ['B:text!']],
    ["ChainMap(os.environ, dotenv_values('.env'))", ["A:text='b c'", 'B:text!']],
    ["dotenv_values('.env')\nc.update(os.environ)", ["A:text='b c'", 'B:text!']],
    ["os.environ.copy()\nc.update(A='mine')", ['B:text!']],
    ["{}\nc |= os.environ\nc['A'] = 'mine'", ['B:text!']],
    ["{**os.environ}\nc['A'] = 'mine'", ['B:text!']],
  ])('knows the environment in a dict of its own: %s', (made, reads) => {
    const text = `import os\nfrom collections import ChainMap\nfrom dotenv import dotenv_values\nc = ${made}\nX = c['A'], c['B']`
    expect(readsOf(evaluated({ 'settings.py': text, '.env': "A='b c'" }))).toEqual(reads)
  })

  it.each([
    ["partial(os.environ.get, default='b')", "X = get('A')", "'b'", ["A:text='b'"]],
    ['partial(os.environ.get)', "X = get('A', 'c')", "'c'", ["A:text='c'"]],
    ["partial(os.getenv, 'A')", 'X = get()', 'None', ['A:text']],
    ['partial(lambda f, k: f(os.environ[k]), int)', "X = get('A')", '$A', ['A:number!']],
  ])('knows a function with a part of its arguments: %s', (made, asked, value, reads) => {
    const text = `import os\nfrom functools import partial\nget = ${made}\n${asked}`
    const evaluation = evaluated({ 'settings.py': text })
    expect(printed(evaluation.names.get('X'))).toBe(value)
    expect(readsOf(evaluation)).toEqual(reads)
  })

  it('holds what a namespace was made with', () => {
    const text = `import os\nfrom types import SimpleNamespace\nc = SimpleNamespace(a=os.environ['A'], b=1)\nc.b = 2\nX = c.a, c.b`
    const { names } = evaluated(text, { A: 'v' })
    expect(printed(names.get('X'))).toBe("('v', 2)")
  })

  it.each([
    ["int('0o644', 8)", '420'],
    ["int('644', 8)", '420'],
    ["int('ff', base=16)", '255'],
    ["int('-0x1f', 0)", '-31'],
    ["int('10', 0)", '10'],
    ["int('0b11', 16)", '2833'],
    ["int(os.environ.get('M', '0o640'), 8)", '416'],
  ])('reads a whole number of another base: %s', (text, value) => {
    const { names, effects } = evaluated(`import os\nX = ${text}`)
    expect(printed(names.get('X'))).toBe(value)
    expect(effects).toEqual([])
  })

  it('includes the files of django-split-settings', () => {
    const files = {
      's/__init__.py':
        "from split_settings.tools import include, optional\ninclude('parts/*.py', optional('local.py'))\nX = A + B",
      's/parts/a.py': 'import os\nA = [1]\nFILE = os.path.basename(__file__)',
      's/parts/b.py': 'B = A + [2]',
    }
    const { names, effects } = evaluated(files, {}, 's')
    expect(printed(names.get('X'))).toBe('[1, 1, 2]')
    expect(printed(names.get('FILE'))).toBe("'__init__.py'")
    expect(names.get('B')?.place).toEqual({ file: 's/parts/b.py', line: 1 })
    expect(effects).toEqual([])
  })

  it('loads a file by its path, and copies its names', () => {
    const copied = (load: string) => ({
      'config/base.py': 'X = 1\nlower = 2',
      'settings.py': `${load}for name in dir(m):\n    if name.isupper():\n        globals()[name] = getattr(m, name)\n`,
    })
    const spec = (path: string) =>
      `from importlib.util import spec_from_file_location, module_from_spec\nfrom pathlib import Path\nspec = spec_from_file_location('m', ${path})\nm = module_from_spec(spec)\nspec.loader.exec_module(m)\n`
    expect(worth(copied(spec("'config/base.py'")))).toBe('1')
    const { names, imports } = evaluated(copied(spec("Path(__file__).parent / 'config' / 'base.py'")))
    expect(printed(names.get('X'))).toBe('1')
    expect(names.has('lower')).toBe(false)
    expect(imports.map(({ file }) => file)).toContain('config/base.py')
    expect(worth(copied("import imp\nm = imp.load_source('m', 'config/base.py')\n"))).toBe('1')
    expect(worth(copied(spec("'config/lost.py'")))).toBe('absent')
  })

  it('tells of a file that django-split-settings must have by the name of its module', () => {
    const files = {
      's/__init__.py': "from split_settings.tools import include\ninclude('a.py', 'local_settings.py')",
      's/a.py': 'A = 1',
    }
    const { effects } = evaluated(files, {}, 's')
    expect(effects.map(({ type, what }) => [type, what])).toEqual([['missing-import', 's.local_settings']])
  })

  it.each([
    ['a/b.py', 'a/*.py', true],
    ['a/b/c.py', 'a/*.py', false],
    ['a/b.py', 'a/b.py', true],
    ['a/bab.py', 'a/b*b.py', true],
    ['a/b.py', 'a/b*b.py', false],
    ['a/b.py', 'a/?.py', true],
    ['a/_b.py', 'a/[!_]*.py', false],
    ['a/b.py', 'a/[!_]*.py', true],
    ['a/1.py', 'a/[0-9]*.py', true],
    ['a/b.py', 'a/[0-9]*.py', false],
    ['a/[.py', 'a/[*.py', true],
  ])('%s of %s', (path, pattern, expected) => {
    expect(matchesGlob(path, pattern)).toBe(expected)
  })

  it('does what django-heroku does', () => {
    const text =
      "import django_heroku\nBASE_DIR = '/b'\nMIDDLEWARE = ['a']\nDATABASES = {'default': {'ENGINE': 'e'}}\ndjango_heroku.settings(locals())"
    const { names } = evaluated(text)
    expect(printed(names.get('ALLOWED_HOSTS'))).toBe("['*']")
    expect(printed(names.get('MIDDLEWARE'))).toBe("['whitenoise.middleware.WhiteNoiseMiddleware', 'a']")
    expect(printed(names.get('DATABASES'))).toBe("{'default': {'ENGINE': 'e'}}")
    expect(printed(evaluated(text, { DATABASE_URL: url }).names.get('DATABASES'))).toContain("'NAME': 'n'")
  })

  it('stops as django-heroku does where there is no MIDDLEWARE yet', () => {
    const raises = (text: string) =>
      evaluated(text).effects.flatMap(({ type, what, place }) =>
        type === 'raises' ? [[what, place.line]] : [],
      )
    expect(raises('import django_heroku\ndjango_heroku.settings(locals())\n')).toEqual([['KeyError', 2]])
    expect(raises('import django_heroku\ndjango_heroku.settings(locals(), staticfiles=False)\n')).toEqual([])
    // What a module outside the project contains is not known.
    expect(
      raises(
        'from configurations_of_others import *\nimport django_heroku\ndjango_heroku.settings(locals())\n',
      ),
    ).toEqual([])
  })

  it.each([
    ["import json\nwith open('a.json') as f:\n  X = json.load(f)['k']", '[1]'],
    ["import yaml\nX = yaml.safe_load(open('a.yaml'))", "{'k': 'v', 'debug': True}"],
    [`${ini}X = [p['db']['name'], p.get('db', 'USER'), p['db'].getint('port')]`, "['shop', '/srv/u', 5432]"],
    [
      `${ini}X = [p.getboolean('site', 'debug'), p.get('no', 'no', fallback='f'), 'no' in p]`,
      "[False, 'f', False]",
    ],
    [
      "import configparser\np = configparser.ConfigParser()\np.read_dict({'db': {'Host': 'h', 'port': 5}})\nX = [p['db']['host'], p.getint('db', 'port'), p['db'].get('port')]",
      "['h', 5, '5']",
    ],
    [`${ini}X = p['site']['hosts'].split()`, "['a.example', 'b.example']"],
    [`${ini}X = dict(p['site'])`, "{'home': '/srv', 'debug': 'off', 'hosts': 'a.example\nb.example'}"],
    [`${ini}X = p['site'].get('nothing')`, 'None'],
    ["X = open('version.txt').read().strip()", "'1.2'"],
    ["from pathlib import Path\nX = Path('version.txt').read_text().splitlines()[0]", "'1.2'"],
    ["from dotenv import dotenv_values\nX = dotenv_values('.env')", "{'A': 'b c'}"],
    ["from dotenv import load_dotenv\nload_dotenv()\nimport os\nX = os.environ['A']", "'b c'"],
    ["import tomllib\nX = tomllib.load(open('p.toml', 'rb'))['project']['version']", "'1.0'"],
  ])('reads files of the repository: %s', (text, expected) => {
    const files = {
      'settings.py': text,
      'a.json': '{"k": [1]}',
      'a.yaml': 'k: v\ndebug: yes',
      'a.ini': `[DEFAULT]
home = /srv
[db]
Name: shop
user = %(home)s/u
port = 5432
; a remark
[site]
debug = off
hosts = a.example
  b.example
`,
      'version.txt': '1.2\n',
      '.env': "export A='b c'\n",
      'p.toml': '[project]\nversion = "1.0"\n',
    }
    expect(printed(evaluated(files).names.get('X'))).toBe(expected)
  })
})
