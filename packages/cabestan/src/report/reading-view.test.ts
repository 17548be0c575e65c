import { expect, it } from 'vitest'
import { readProject } from '../project/read.ts'
import { memoryTree } from '../project/tree/memory-tree.ts'
import { readingLines } from './reading-view.ts'
import { voiceIn } from './voice.ts'

it('says which of the settings git does not have', () => {
  const tree = memoryTree({
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    'shop/__init__.py': '',
    'shop/settings.py': 'from .local_settings import *\n',
  })
  const lines = readingLines(readProject(tree, { start: '', choices: {} }), voiceIn('en'))
  expect(lines.join('\n')).toContain('shop.settings, shop.local_settings not in git')
})

it('says of packages that are only installed that they are', () => {
  const tree = memoryTree({
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    'shop/__init__.py': '',
    'shop/settings.py': `import os
BASE_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
STATICFILES_DIRS = [os.path.join(BASE_DIR, 'node_modules/bootstrap/dist')]
`,
    'package.json': '{"dependencies": {"bootstrap": "5"}}',
  })
  const lines = readingLines(readProject(tree, { start: '', choices: {} }), voiceIn('en'))
  expect(lines.find((line) => line.includes('Front end'))).toContain('npm install')
})
