import { expect, it } from 'vitest'
import { answeredKeys } from '../environment/answered-keys.ts'
import { serverNames } from '../environment/server-names.fixture.ts'
import { readProject } from '../read.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { judgeChoice } from './judge-choice.ts'
import { judgeImport } from './judge-import.ts'

const mailServer = {
  host: 'smtp.shop.example',
  port: 587,
  security: 'starttls',
  user: 'anna',
  from: null,
} as const

function judged(settings: string, mail = false) {
  const tree = memoryTree({
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    'shop/__init__.py': '',
    'shop/settings.py': `import os\n${settings}`,
  })
  const reading = readProject(tree, { start: '', choices: {}, serverPythons: [] })
  const { wanted } = answeredKeys({ tree, ...reading }, serverNames({ mail: mail ? mailServer : null }))
  const rest = { given: [], mail, wanted, named: false, django: null }
  return judgeImport({ tree, ...reading, ...rest })
}

function keysNeeded(settings: string, mail = false) {
  return judged(settings, mail).find(({ code }) => code === 'settings.keys-needed')?.values
}

it('tells the import of a package above the settings from settings that are missing', () => {
  const tree = memoryTree({
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    'shop/__init__.py': 'from .celery import app as celery_app\n',
    'shop/settings.py': 'INSTALLED_APPS = []\n',
  })
  const reading = readProject(tree, { start: '', choices: {}, serverPythons: [] })
  const rest = { given: [], mail: false, wanted: [], named: false, django: null }
  expect(judgeChoice({ tree, ...reading, ...rest })).toMatchObject([
    {
      code: 'settings.import-missing',
      wants: 'change',
      places: [{ file: 'shop/__init__.py', line: 1 }],
      values: { file: 'shop/__init__.py', module: 'shop.celery' },
    },
  ])
})

it('asks for a file beside the code that is named from where commands run, and that git does not have', () => {
  const found = judged(
    "import configparser\nc = configparser.ConfigParser()\nc.read('shop/config.ini')\nKEY = c['site']['key']\n",
  )
  expect(found.find(({ code }) => code === 'settings.file-missing')).toMatchObject({
    wants: 'question',
    values: { file: 'shop/config.ini' },
  })
  // DEBUG is on while the settings are imported, whatever it is afterwards.
  const chosen = "DEBUG = True\nKEY = open('.env.development' if DEBUG else '.env.production').read()\n"
  const files = judged(chosen).filter(({ code }) => code === 'settings.file-missing')
  expect(files.map(({ values }) => values)).toEqual([{ file: '.env.development' }])
})

const mailKeys = "EMAIL_HOST = os.environ['EMAIL_HOST']\nEMAIL_HOST_USER = os.environ['EMAIL_HOST_USER']\n"

it('tells which of the missing values a mail server answers', () => {
  expect(keysNeeded(`${mailKeys}STRIPE_KEY = os.environ['STRIPE_KEY']\n`)).toEqual({
    keys: 'EMAIL_HOST, EMAIL_HOST_USER, STRIPE_KEY',
    first: 'STRIPE_KEY',
    mails: 'EMAIL_HOST, EMAIL_HOST_USER',
  })
  expect(keysNeeded("STRIPE_KEY = os.environ['STRIPE_KEY']\n")).toEqual({
    keys: 'STRIPE_KEY',
    first: 'STRIPE_KEY',
  })
  expect(keysNeeded(mailKeys, true)).toBeUndefined()
})

it('asks for what becomes a part of mail and no mail server answers', () => {
  const settings =
    "EMAIL_SUBJECT_PREFIX = os.environ['APP_NAME']\nEMAIL_TIMEOUT = int(os.environ['EMAIL_TIMEOUT'])\n"
  expect(keysNeeded(settings, true)).toEqual({ keys: 'APP_NAME, EMAIL_TIMEOUT', first: 'APP_NAME' })
  expect(keysNeeded(`${mailKeys}${settings}`)?.['mails']).toBe('EMAIL_HOST, EMAIL_HOST_USER')
})

it('names a line once, however many keys it reads', () => {
  const found = judged("MAP = os.environ['A_KEY'] + os.environ['B_KEY'] + os.environ['C_KEY']\n")
  expect(found.find(({ code }) => code === 'settings.keys-needed')).toMatchObject({
    places: [{ file: 'shop/settings.py', line: 2 }],
    values: { keys: 'A_KEY, B_KEY, C_KEY' },
  })
})

it('takes no word of a platform from a comment', () => {
  const platform = (settings: string) =>
    judged(settings).find(({ code }) => code === 'settings.platform')?.values
  expect(platform('import django_heroku\ndjango_heroku.settings(locals())\n')).toEqual({
    names: 'django-heroku',
  })
  expect(platform('# import django_heroku\n#django_heroku.settings(locals())\n')).toBeUndefined()
})

it('misses no file that the settings write themselves, or look for first', () => {
  const missing = (settings: string) =>
    judged(`KEY_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), '.key')\n${settings}`).filter(
      ({ code }) => code === 'settings.file-missing',
    ).length
  expect(missing('KEY = open(KEY_FILE).read()\n')).toBe(1)
  const kept = "if not os.environ.get('K'):\n    with open(KEY_FILE, 'x') as f:\n        f.write('a')\n"
  expect(missing(`${kept}    with open(KEY_FILE) as f:\n        KEY = f.read()\n`)).toBe(0)
  const looked = 'import socket\nFILE = socket.gethostname() or KEY_FILE\nif os.path.exists(FILE):\n'
  expect(missing(`${looked}    KEY = open(FILE).read()\n`)).toBe(0)
})

it('misses files that no release has beside it, and asks for those that stand elsewhere on a server', () => {
  const missing = (settings: string) =>
    judged(`HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))\n${settings}`).flatMap(
      ({ code, values, places }) => (/file/.test(code) ? [`${code} ${values['file']} ${places.length}`] : []),
    )
  expect(missing("KEY = open('/etc/shop.key').read()\n")).toEqual(['settings.file-elsewhere /etc/shop.key 1'])
  expect(missing("KEY = open(os.path.join(HERE, '..', 'key')).read()\n")).toEqual([
    'settings.file-missing ../key 1',
  ])
  const twice = "A = open(os.path.join(HERE, 'key')).read()\n".repeat(2)
  expect(missing(twice)).toEqual(['settings.file-missing key 2'])
  expect(missing("KEY = open('/dev/urandom').read()\n")).toEqual([])
  expect(missing("import socket\nif socket.gethostname() == 'a':\n    A = open('/etc/a').read()\n")).toEqual(
    [],
  )
})

it('refuses what would put other settings before the overlay', () => {
  const codes = (settings: string) => judged(settings).map(({ code }) => code)
  expect(codes('import dynaconf\nsettings = dynaconf.DjangoDynaconf(__name__)\n')).toContain(
    'settings.taken-over',
  )
  expect(codes('# settings = dynaconf.DjangoDynaconf(__name__)\n')).not.toContain('settings.taken-over')
})

it('refuses settings that start Django in a thread, or go on with it', () => {
  const early = (settings: string) =>
    judged(`import django, threading\n${settings}`).flatMap(({ code, places }) =>
      code === 'settings.sets-up' ? places.map(({ line }) => line) : [],
    )
  const begin = 'def begin():\n    django.setup()\n'
  expect(early(`${begin}begin()\n`)).toEqual([])
  expect(early(`${begin}begin()\nfrom shop.models import Album\n`)).toEqual([4])
  expect(early(`${begin}begin()\nUser.objects.create(name='anna')\n`)).toEqual([4])
  expect(early(`${begin}threading.Thread(target=begin, daemon=True).start()\n`)).toEqual([5])
  expect(early(`${begin}threading.Timer(3, begin).start()\n`)).toEqual([5])
  expect(early(`${begin}def other():\n    pass\nthreading.Thread(target=other).start()\n`)).toEqual([])
  expect(early(`if __name__ == '__main__':\n    django.setup()\n`)).toEqual([])
})

it('shows a command of the settings without the names that Cabestan has for unknown places', () => {
  const found = judged(
    "from pathlib import Path\nLOGS = Path(__file__).parent.parent.parent / 'logs'\nos.system(f'mkdir -p {LOGS}')\n",
  )
  expect(found.find(({ code }) => code === 'settings.effects')?.values).toEqual({ what: 'mkdir -p ../logs' })
})

it('refuses a command of git that fails where no release has a repository', () => {
  const raised = (settings: string) =>
    judged(`import subprocess\n${settings}`).find(({ code }) => code === 'settings.no-repository')?.values
  const command = "subprocess.check_output(['git', 'describe', '--always'])"
  expect(raised(`V = ${command}\n`)).toEqual({ command: 'git describe --always' })
  expect(raised("subprocess.run('git rev-parse HEAD', shell=True, check=True)\n")?.['command']).toBe(
    'git rev-parse HEAD',
  )
  expect(raised("subprocess.run(['git', 'rev-parse', 'HEAD'])\n")).toBeUndefined()
  expect(raised("subprocess.check_output(['git', '--version'])\n")).toBeUndefined()
  const caught = (error: string) => `try:\n    V = ${command}\nexcept ${error}:\n    V = '?'\n`
  expect(raised(caught('subprocess.CalledProcessError'))).toBeUndefined()
  expect(raised(caught('Exception'))).toBeUndefined()
  expect(raised(caught('KeyError'))).toBeDefined()
  expect(raised(`if os.path.isdir('.git'):\n    V = ${command}\n`)).toBeUndefined()
})

it('names code that is run by code as Python writes it', () => {
  const effects = (settings: string) =>
    judged(settings).find(({ code }) => code === 'settings.effects')?.values['what']
  expect(effects("exec(os.environ['CODE'])\n")).toBe('exec()')
})

it('asks for all that a release would be refused for, whatever it is named after', () => {
  expect(keysNeeded("CACHE_PREFIX = os.environ['REDIS_PREFIX']\n")).toMatchObject({ keys: 'REDIS_PREFIX' })
})
