import { describe, expect, it } from 'vitest'
import { readProject } from '../read.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { judgeProtections } from './judge-protections.ts'

const manage = `from django.core.management import execute_from_command_line
os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')
`

function origins(line: string) {
  const tree = memoryTree({ 'manage.py': manage, 'shop/settings.py': `import os\n${line}\n` })
  const reading = readProject(tree, { start: '', choices: {} })
  const common = { given: [], mail: true, wanted: [], named: false, django: '5.2' }
  const found = judgeProtections({ tree, ...reading, ...common })
  return found.find(({ code }) => code === 'settings.origins-scheme')?.values['origins']
}

describe('the origins that forms are taken from', () => {
  it('are told where they have no scheme', () => {
    expect(origins(`CSRF_TRUSTED_ORIGINS = ['shop.example', 'https://www.shop.example']`)).toBe(
      'shop.example',
    )
  })

  it('are none where the list comes from a key that nobody gave', () => {
    expect(
      origins(`CSRF_TRUSTED_ORIGINS = os.environ.get('CSRF_TRUSTED_ORIGINS', '').split(',')`),
    ).toBeUndefined()
  })
})
