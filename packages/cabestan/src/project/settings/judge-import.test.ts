import { expect, it } from 'vitest'
import { readProject } from '../read.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { judgeImport } from './judge-import.ts'

function keysNeeded(settings: string, mail = false) {
  const tree = memoryTree({
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    'shop/__init__.py': '',
    'shop/settings.py': `import os\n${settings}`,
  })
  const reading = readProject(tree, { start: '', choices: {}, serverPythons: [] })
  const rest = { given: [], mail, ownDatabase: false, named: false, django: null }
  const found = judgeImport({ tree, ...reading, ...rest })
  return found.find(({ code }) => code === 'settings.keys-needed')?.values
}

const mailKeys = "EMAIL_HOST = os.environ['EMAIL_HOST']\nEMAIL_HOST_USER = os.environ['EMAIL_HOST_USER']\n"

it('tells which of the missing values a mail server answers', () => {
  expect(keysNeeded(`${mailKeys}STRIPE_KEY = os.environ['STRIPE_KEY']\n`)).toEqual({
    keys: 'EMAIL_HOST, EMAIL_HOST_USER, STRIPE_KEY',
    mails: 'EMAIL_HOST, EMAIL_HOST_USER',
  })
  expect(keysNeeded("STRIPE_KEY = os.environ['STRIPE_KEY']\n")).toEqual({ keys: 'STRIPE_KEY' })
  expect(keysNeeded(mailKeys, true)).toBeUndefined()
})
