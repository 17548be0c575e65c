import { expect, it } from 'vitest'
import { overlayBlocks } from '../../render/settings/settings-module.ts'
import { readProject } from '../read.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { decidedForTests } from './cases.fixture.ts'
import { overlayFor } from './overlay-view.ts'

const manage = `import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n`

function linesOf(media: string, app = 'django.contrib.staticfiles'): string {
  const settings = `from pathlib import Path\nimport os\nBASE_DIR = Path(__file__).resolve().parent.parent\nINSTALLED_APPS = ['${app}']\nROOT_URLCONF = 'shop.urls'\n${media}`
  const files = { 'manage.py': manage, 'shop/__init__.py': '', 'shop/settings.py': settings }
  const reading = readProject(memoryTree(files), { start: '', choices: {} })
  return JSON.stringify(overlayBlocks(overlayFor(reading, decidedForTests)))
}

it('directories stay a Path where the project has one, for its code goes on with `/`', () => {
  const paths = linesOf(
    `MEDIA_ROOT = BASE_DIR / 'media'\nSTATIC_ROOT = BASE_DIR / 'static'\nLOCKS = BASE_DIR / 'media/locks'`,
  )
  expect(paths).toMatch(/"MEDIA_ROOT","?[^}]*Path\('/)
  expect(paths).toContain(`"release / 'static'"`)
  const texts = linesOf(
    `MEDIA_ROOT = os.path.join(BASE_DIR, 'media')\nSTATIC_ROOT = str(BASE_DIR / 'static')`,
  )
  expect(texts).not.toContain('Path(')
  expect(texts).toContain(`"str(release / 'static')"`)
})

it('an address that is a directory of the checkout is none', () => {
  const lines = linesOf(
    `STATIC_URL = os.path.join(BASE_DIR, 'static/')\nMEDIA_URL = str(BASE_DIR / 'media')\nMEDIA_ROOT = BASE_DIR / 'media'`,
  )
  expect(lines).toContain(`["STATIC_URL","'/static/'"]`)
  expect(lines).toContain(`["MEDIA_URL","'/media/'"]`)
  expect(lines).not.toContain('/srv/disquaire/media/')
  expect(lines.match(/"MEDIA_URL"/g)).toHaveLength(1)
  const named = linesOf(`STATIC_URL = '/assets/'\nMEDIA_URL = 'm/'\nMEDIA_ROOT = BASE_DIR / 'media'`)
  expect(named).not.toMatch(/"STATIC_URL"|"MEDIA_URL"/)
})

it('a cache in files is kept outside of the checkout, and one in memory is left alone', () => {
  const cache = (backend: string) =>
    linesOf(
      `CACHES = {'default': {'BACKEND': 'django.core.cache.backends.${backend}', 'LOCATION': os.path.join(BASE_DIR, 'cache')}}`,
    )
  expect(cache('filebased.FileBasedCache')).toContain("/data/cache'")
  expect(cache('locmem.LocMemCache')).not.toContain('/data/cache')
})

it.each([
  ['django.contrib.staticfiles.apps.StaticFilesConfig', true],
  ['django_components.safer_staticfiles', true],
  ['shop.apps.ShopStaticFilesConfig', true],
  ['shop.static', false],
])('static files are collected by %s: %s', (app, collects) => {
  expect(linesOf('', app).includes('"STATIC_ROOT"')).toBe(collects)
})
