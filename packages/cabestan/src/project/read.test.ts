import { expect, it } from 'vitest'
import { readProject } from './read.ts'
import { memoryTree } from './tree/memory-tree.ts'

it('answers with the interface that the owner chose, and says where from', () => {
  const tree = memoryTree({
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    'shop/__init__.py': '',
    'shop/settings.py': 'INSTALLED_APPS = []\n',
    'shop/wsgi.py': 'application = get_wsgi_application()\n',
  })
  const read = (choices: Parameters<typeof readProject>[1]['choices']) =>
    readProject(tree, { start: '', choices }).processes.interface
  expect(read({})).toMatchObject({ value: 'wsgi', places: [{ file: 'shop/wsgi.py' }] })
  expect(read({ interface: 'asgi' })).toEqual({
    value: 'asgi',
    certainty: 'stated',
    places: [{ file: 'cabestan.yaml' }],
  })
})
