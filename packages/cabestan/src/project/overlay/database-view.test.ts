import { expect, it } from 'vitest'
import { readProject } from '../read.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { decidedForTests } from './cases.fixture.ts'
import { librariesElsewhere, searchesInPostgres } from './database-view.ts'
import { projectSettings } from './project-settings.ts'

function settingsOf(settings: string) {
  const tree = memoryTree({
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    'shop/__init__.py': '',
    'shop/settings.py': `import os\nROOT_URLCONF = 'shop.urls'\n${settings}`,
  })
  return projectSettings(readProject(tree, { start: '', choices: {} }))
}

/** The settings that name a library at a place where only the developer's computer has it. */
function elsewhere(settings: string, given: readonly string[] = []) {
  return librariesElsewhere(settingsOf(settings), { ...decidedForTests, given })
}

it('lets the server find the libraries of GeoDjango where the settings name those of another computer', () => {
  const windows = "GDAL_LIBRARY_PATH = r'C:\\OSGeo4W\\bin\\gdal308.dll'\nGEOS_LIBRARY_PATH = 'geos_c'\n"
  expect(elsewhere(windows)).toEqual(['GDAL_LIBRARY_PATH'])
  expect(elsewhere(`if os.name == 'nt':\n    ${windows.split('\n')[0]}\n`)).toEqual([])
  const mac = "GDAL_LIBRARY_PATH = os.environ.get('GDAL', '/opt/homebrew/lib/libgdal.dylib')\n"
  expect(elsewhere(mac)).toEqual(['GDAL_LIBRARY_PATH'])
  expect(elsewhere(mac, ['GDAL'])).toEqual([])
})

it('names the application of Django that Wagtail’s search wants on PostgreSQL', () => {
  const apps = (...names: string[]) =>
    settingsOf(`INSTALLED_APPS = [${names.map((name) => `'${name}'`).join(', ')}]`)
  const on = (database: 'postgresql' | 'sqlite') => ({ ...decidedForTests, database })
  expect(searchesInPostgres(apps('wagtail.search', 'wagtail'), on('postgresql'))).toBe(true)
  expect(searchesInPostgres(apps('wagtail.search'), on('sqlite'))).toBe(false)
  expect(searchesInPostgres(apps('wagtail.search', 'django.contrib.postgres'), on('postgresql'))).toBe(false)
  expect(searchesInPostgres(apps('shop'), on('postgresql'))).toBe(false)
})
