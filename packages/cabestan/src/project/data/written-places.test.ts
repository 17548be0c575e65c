import { describe, expect, it } from 'vitest'
import { evaluate } from '../python/evaluate.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { writtenPlaces } from './written-places.ts'

const settings = `import os
from pathlib import Path
BASE_DIR = Path(__file__).resolve().parent.parent
MEDIA_ROOT = BASE_DIR / 'media'
FACTURES_DIR = BASE_DIR / 'factures'
ELSEWHERE = '/srv/elsewhere'
ELSEWHERE_NAME = 'elsewhere'
`
const head = `import csv, io, os, shutil
from os.path import join
from pathlib import Path
from django.conf import settings
from django.core.files.storage import FileSystemStorage
`

const used = 'from . import forms, views\n'

/** The places that a module of an application writes to, as `setting: path`. */
function written(
  code: string,
  more: Readonly<Record<string, string>> = {},
  file = 'shop/views.py',
): string[] {
  const tree = memoryTree({
    'site/settings.py': settings,
    'shop/urls.py': used,
    [file]: head + code,
    ...more,
  })
  const { names } = evaluate(tree, { directories: [''] }, 'site.settings', { environment: {} })
  const found = writtenPlaces({
    tree,
    pythonPath: [''],
    values: names,
    directory: '',
    settingsFiles: ['site/settings.py'],
  })
  return found.map(({ path, setting, isFile, place }) => {
    expect(place.file).toMatch(/^shop\//)
    return `${setting === null ? '' : `${setting}: `}${path}${isFile ? ' (file)' : ''}`
  })
}

const inFunction = (body: string) => `def view(request, name):\n${body.replace(/^/gm, '    ')}\n`

describe('what the code writes into the checkout', () => {
  it.each([
    ["open(os.path.join(settings.BASE_DIR, 'exports', name), 'w')", 'BASE_DIR: exports'],
    [
      "with open(settings.FACTURES_DIR / f'{name}.pdf', mode='wb') as out:\n    out.write(b'')",
      'FACTURES_DIR: factures',
    ],
    ["(settings.BASE_DIR / 'rapports').mkdir(exist_ok=True)", 'BASE_DIR: rapports'],
    ["os.makedirs(f'{settings.BASE_DIR}/rapports/{name}')", 'BASE_DIR: rapports'],
    [
      "path = settings.FACTURES_DIR\npath = path / 'a' / name\npath.write_text('x')",
      'FACTURES_DIR: factures/a',
    ],
    ["Path(settings.BASE_DIR).joinpath('out', name).open('a')", 'BASE_DIR: out'],
    ["open('%s/out/%s' % (settings.BASE_DIR, name), 'w')", 'BASE_DIR: out'],
    ["open('{}/out/{}'.format(settings.BASE_DIR, name), 'w')", 'BASE_DIR: out'],
    ["open('{root}/out/{name}'.format(name=name, root=settings.BASE_DIR), 'w')", 'BASE_DIR: out'],
    ["open('exports/%s.csv' % name, 'w')", 'exports'],
    ["io.open('exports/{}.csv'.format(name), 'x')", 'exports'],
    ["open(os.path.dirname(os.path.abspath(__file__)) + '/cache/' + name, 'wb')", 'shop/cache'],
    [
      "shutil.copy(name, join(settings.BASE_DIR, 'sauvegardes', 'b.zip'))",
      'BASE_DIR: sauvegardes/b.zip (file)',
    ],
    ['shutil.move(src=name, dst=str(settings.FACTURES_DIR))', 'FACTURES_DIR: factures'],
    ['FileSystemStorage(location=settings.FACTURES_DIR).save(name, request)', 'FACTURES_DIR: factures'],
    ["fs = FileSystemStorage(os.path.join(settings.BASE_DIR, 'prive'))", 'BASE_DIR: prive'],
    ["image.save(os.path.join(settings.BASE_DIR, 'vignettes', name))", 'BASE_DIR: vignettes'],
    ["frame.to_csv(settings.FACTURES_DIR / 'a.csv', index=False)", 'FACTURES_DIR: factures/a.csv (file)'],
    [
      "pdfkit.from_string('x', False)\nplt.savefig(fname=settings.FACTURES_DIR / 'x.png')",
      'FACTURES_DIR: factures/x.png (file)',
    ],
    ["zipfile.ZipFile(settings.FACTURES_DIR / 'x.zip', 'w')", 'FACTURES_DIR: factures/x.zip (file)'],
    ["open(settings.BASE_DIR / 'compteur.txt', 'w')", 'BASE_DIR: compteur.txt (file)'],
    ["open(getattr(settings, 'FACTURES_DIR', None) / name, 'w')", 'FACTURES_DIR: factures'],
    [
      "logging.FileHandler(os.path.join(settings.BASE_DIR, 'journaux', 'a.log'))",
      'BASE_DIR: journaux/a.log (file)',
    ],
    ["open(os.path.join(os.getcwd(), 'out', name), 'w')", 'out'],
    ["open(os.path.join('cache', settings.ELSEWHERE_NAME, name), 'w')", 'cache/elsewhere'],
  ])('%s', (body, expected) => {
    expect(written(inFunction(body))).toEqual([expected])
  })

  it.each([
    [
      'what is read',
      "open(settings.BASE_DIR / 'a.csv')\nopen('b/c', 'rb')\npd.read_csv(settings.BASE_DIR / 'd.csv')",
    ],
    [
      'what lies elsewhere',
      "open(settings.ELSEWHERE + '/x', 'w')\nopen('/tmp/x/y', 'w')\nopen(tempfile.mkdtemp() + '/x', 'w')",
    ],
    [
      'what nobody knows',
      "open(name, 'w')\nopen(f'{name}.csv', 'w')\nopen(request.path, 'w')\nos.makedirs(name + '/x')",
    ],
    [
      'the names of a storage',
      "default_storage.save('a/b.txt', name)\nself.file.save('c/d.txt', name)\ndefault_storage.open('a/b', 'w')",
    ],
    [
      'an answer',
      "out = HttpResponse()\nwriter = csv.writer(out)\nresponse.write('a/b')\nzipfile.ZipFile(io.BytesIO(), 'w')",
    ],
    [
      'what functions of the same name do',
      "replace(row, 'a/b')\nrow.copy(name, 'a/b')\nopen(os.path.expanduser('~/a/b'), 'w')",
    ],
    ['a mode that is not written down', "open('a/b', mode)"],
  ])('is not %s', (_what, body) => {
    expect(written(inFunction(body))).toEqual([])
  })

  it.each([
    ['from .used import x', 'shop/used.py'],
    ['from shop import (\n    forms,\n    used,\n)', 'shop/used.py'],
    ["MIDDLEWARE = ['shop.used.Counting']", 'shop/used.py'],
    ['import shop.used', 'shop/used/__init__.py'],
    ['', 'shop/tasks.py'],
    ['', 'shop/templatetags/bills.py'],
  ])('is what the site runs: %s', (other, file) => {
    expect(written("open('exports/x', 'w')", { 'shop/other.py': other }, file)).toEqual(['exports/x (file)'])
  })

  it('is what only the settings name', () => {
    const named = `${settings}MIDDLEWARE = ['shop.counting.Counter']\n`
    const code = "open('exports/x', 'w')"
    expect(written(code, { 'site/settings.py': named }, 'shop/counting.py')).toEqual(['exports/x (file)'])
    expect(written(code, {}, 'shop/counting.py')).toEqual([])
  })

  it('is nothing of settings that are not chosen', () => {
    const other = "DEBUG = True\nINSTALLED_APPS = ['shop']\nos.makedirs('exports/x')\n"
    const files = {
      'shop/celery.py': "os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings_dev')\n",
    }
    expect(written(other, files, 'shop/settings_dev.py')).toEqual([])
    expect(written("os.makedirs('exports/x')\n", {}, 'shop/settings/models.py')).toEqual(['exports/x'])
  })

  it('is nothing that its makers run by hand', () => {
    for (const more of ["if __name__ == '__main__':\n    main()", 'import django\ndjango.setup()'])
      expect(written(`open('exports/x', 'w')\n${more}`)).toEqual([])
  })

  it('is followed through names, classes, functions and modules', () => {
    const code = `from .paths import EXPORTS, folder
from site.settings import BASE_DIR
ROOT = os.path.join(BASE_DIR, 'racine')
class Report:
    folder = os.path.join(settings.BASE_DIR, 'rapports')
    def __init__(self):
        self.cache = Path(self.folder, 'cache')
    def write(self, name):
        with open(os.path.join(self.folder, name), 'w'): pass
        (self.cache / name).write_text('')
    def other(self, ROOT):
        open(os.path.join(ROOT, 'x'), 'w')
def view(request):
    from django.conf import settings
    os.mkdir(EXPORTS)
    open(folder('a') + '/x', 'w')
    open(ROOT + '/y', 'w')
`
    const paths = `from django.conf import settings
EXPORTS = settings.BASE_DIR / 'exports'
def folder(name):
    return str(settings.FACTURES_DIR / name)
`
    expect(written(code, { 'shop/paths.py': paths })).toEqual([
      'BASE_DIR: rapports',
      'BASE_DIR: rapports/cache',
      'BASE_DIR: exports',
      'FACTURES_DIR: factures',
      'racine/y (file)',
    ])
  })

  it.each([
    'shop/tests.py',
    'shop/tests/views.py',
    'shop/integration_tests/views.py',
    'shop_tests/views.py',
    'shop/migrations/0001_a.py',
    'shop/management/commands/a.py',
    'shop/unused.py',
    'a.py',
  ])('is not what %s writes, which the site does not run', (file) => {
    expect(written("open('exports/x', 'w')", {}, file)).toEqual([])
  })
})
