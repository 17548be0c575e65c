import { expect, it } from 'vitest'
import { readProject } from '../read.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { decidedForTests } from './cases.fixture.ts'
import { librariesElsewhere } from './database-view.ts'
import { projectSettings } from './project-settings.ts'

/** The settings whose library the server is not asked for where the project's computer had it. */
function elsewhere(settings: string, given: readonly string[] = []) {
  const tree = memoryTree({
    'manage.py': "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    'shop/__init__.py': '',
    'shop/settings.py': `import os\nROOT_URLCONF = 'shop.urls'\n${settings}`,
  })
  const reading = projectSettings(readProject(tree, { start: '', choices: {} }))
  return librariesElsewhere(reading, { ...decidedForTests, given })
}

it('lets the server find the libraries of GeoDjango where the settings name those of another computer', () => {
  const windows = "GDAL_LIBRARY_PATH = r'C:\\OSGeo4W\\bin\\gdal308.dll'\nGEOS_LIBRARY_PATH = 'geos_c'\n"
  expect(elsewhere(windows)).toEqual(['GDAL_LIBRARY_PATH'])
  expect(elsewhere(`if os.name == 'nt':\n    ${windows.split('\n')[0]}\n`)).toEqual([])
  const mac = "GDAL_LIBRARY_PATH = os.environ.get('GDAL', '/opt/homebrew/lib/libgdal.dylib')\n"
  expect(elsewhere(mac)).toEqual(['GDAL_LIBRARY_PATH'])
  expect(elsewhere(mac, ['GDAL'])).toEqual([])
})
