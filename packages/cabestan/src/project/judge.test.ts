import { expect, it } from 'vitest'
import { parse } from '../config/parse.ts'
import { fileOf, projectTree, unchangedRepository } from './corpus.fixture.ts'
import { namesFor, serverNames } from './environment/server-names.fixture.ts'
import { judge } from './judge.ts'
import { readProject } from './read.ts'

const files = {
  'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
  'shop/__init__.py': '',
  'shop/settings.py': "ROOT_URLCONF = 'shop.urls'\nINSTALLED_APPS = []\n",
  'shop/urls.py': 'urlpatterns = []\n',
  'requirements.txt': 'django==5.2.8\n',
}

/** The questions that are left where cabestan.yaml says this. */
function asked(text: string, settings = '') {
  const configuration = parse(`app: shop\nserver: root@203.0.113.10\n${text}`, 'cabestan.yaml')
  const { directory, settings: module } = configuration.project
  const more = { ...files, 'shop/settings.py': files['shop/settings.py'] + settings }
  const tree = projectTree(Object.entries(more).map(([path, text]) => fileOf(path, Buffer.from(text))))
  const choices = {
    ...(directory === null ? {} : { directory }),
    ...(module === null ? {} : { settings: module }),
  }
  const reading = readProject(tree, { start: '', choices })
  const { database, mail, env, secrets } = configuration.project
  const given = [...Object.keys(env), ...secrets]
  const names = serverNames({ database: database ?? namesFor(reading).database, mail, given })
  const one = { tree, reading, repository: unchangedRepository, configuration, names, today: '2026-11-24' }
  return judge(one).filter(({ severity }) => severity === 'error')
}

it('names what there is where cabestan.yaml names settings or a directory that are not there', () => {
  const places = [{ file: 'cabestan.yaml' }]
  const question = { severity: 'error', wants: 'question', places }
  expect(asked('settings: shop.setings')).toEqual([
    {
      ...{ code: 'settings.not-there', ...question },
      values: { module: 'shop.setings', modules: 'shop.settings' },
    },
  ])
  expect(asked('directory: backend')).toEqual([
    { code: 'where.not-there', ...question, values: { directory: 'backend', directories: '.' } },
  ])
})

it('asks for the address and the password that its own words want', () => {
  const keys = (text: string, engine = 'sqlite3', more = '') => {
    const database = `DATABASES = {'default': {'ENGINE': 'django.db.backends.${engine}', 'NAME': 'shop'${more}}}\n`
    return asked(text, database).map(({ code, places, values }) => [code, places, values['keys']])
  }
  const wanted = (names: string) => [['settings.keys-needed', [{ file: 'cabestan.yaml' }], names]]
  expect(keys('database: own')).toEqual(wanted('DATABASE_URL'))
  expect(keys('database: own', 'mysql', ", 'HOST': 'db.shop.example'")).toEqual([])
  expect(keys('mail: { host: smtp.shop.example, user: anna }')).toEqual(wanted('EMAIL_HOST_PASSWORD'))
  expect(keys('mail: { host: localhost, security: none }')).toEqual([])
  expect(keys('mail: { host: smtp.shop.example, user: anna }\nsecrets: [EMAIL_HOST_PASSWORD]')).toEqual([])
})
