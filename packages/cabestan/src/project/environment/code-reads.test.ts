import { expect, it } from 'vitest'
import { settingsOf } from '../data/settings.fixture.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { readWhere } from '../where/read-where.ts'
import { codeReads } from './code-reads.ts'

const manage = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site1.settings')\n"

/** The keys that are read; `KEY!` is one without which Django does not start. */
function keys(file: string, text: string, beside: Record<string, string> = {}): string[] {
  const tree = memoryTree({
    'manage.py': manage,
    'site1/__init__.py': '',
    'site1/settings.py': '',
    'shop/__init__.py': '',
    [file]: text,
    ...beside,
  })
  const values = settingsOf({ ROOT_URLCONF: 'site1.urls', INSTALLED_APPS: ['shop'] })
  const found = codeReads(tree, readWhere(tree, ''), { files: ['site1/settings.py'], values })
  return found.map(({ name, needed }) => `${name}${needed ? '!' : ''}`)
}

it.each([
  ['site1/urls.py', `urlpatterns = [path(os.getenv('ADMIN_URL') + '/', admin.site.urls)]`, ['ADMIN_URL!']],
  ['shop/views.py', `stripe.api_key = os.environ['STRIPE_KEY']`, ['STRIPE_KEY!']],
  ['shop/models.py', `from decouple import config\nKEY = config('PAY_KEY')`, ['PAY_KEY!']],
  ['shop/models/__init__.py', `URL = os.environ['STORE_URL']`, ['STORE_URL!']],
  ['shop/views.py', `client = OpenAI(api_key=os.getenv('AI_KEY'))`, ['AI_KEY!']],
])('is needed where Django imports it before it answers: %s', (file, text, expected) => {
  expect(keys(file, text)).toEqual(expected)
})

it.each([
  ['shop/views.py', `stripe.api_key = os.getenv('STRIPE_KEY')`],
  ['shop/views.py', `def pay(request):\n    return os.environ['STRIPE_KEY']`],
  ['shop/views.py', `URL = os.getenv('STRIPE_KEY', 'a') + '/'`],
  ['shop/views.py', `client = OpenAI(api_key=os.getenv('STRIPE_KEY', 'none'))`],
  ['shop/views.py', `try:\n    KEY = os.environ['STRIPE_KEY']\nexcept KeyError:\n    KEY = None`],
  ['shop/loader.py', `KEY = os.environ['STRIPE_KEY']`],
  ['other/views.py', `KEY = os.environ['STRIPE_KEY']`],
])('is not needed elsewhere: %s, %s', (file, text) => {
  expect(keys(file, text)).toEqual(['STRIPE_KEY'])
})

it('is needed in what these files import in their turn, unless only a function or a condition does', () => {
  const needed = (text: string) =>
    keys('shop/rules.py', `URL = os.environ['STORE_URL']`, { 'shop/views.py': text })
  expect(needed('from shop.rules import URL\n')).toEqual(['STORE_URL!'])
  expect(needed('from .rules import URL\n')).toEqual(['STORE_URL!'])
  expect(needed('def show(request):\n    from .rules import URL\n')).toEqual(['STORE_URL'])
  expect(needed('try:\n    from .rules import URL\nexcept KeyError:\n    URL = None\n')).toEqual([
    'STORE_URL',
  ])
})
