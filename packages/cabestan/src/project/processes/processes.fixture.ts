import type { Value } from '../python/values.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { readProcesses } from './read-processes.ts'

export const text = (value: string): Value => ({ type: 'text', text: value, flavour: 'str' })

export const list = (...items: Value[]): Value => ({ type: 'list', flavour: 'list', items })

export const apps = (...names: string[]) => ({ INSTALLED_APPS: list(...names.map(text)) })

export function read(files: Record<string, string>, values: Record<string, Value> = {}) {
  const input = {
    tree: memoryTree(files),
    directory: '',
    pythonPath: [''],
    settingsFiles: ['shop/settings.py'],
  }
  return readProcesses({ ...input, values: new Map(Object.entries(values)) })
}

export const programs = (...of: Parameters<typeof read>) =>
  read(...of).programs.map(({ name, argv }) => `${name}: ${argv.join(' ')}`)

export const celery = {
  'shop/celery.py': `from celery import Celery\napp = Celery('shop')`,
  'shop/tasks.py': `from celery import shared_task\n@shared_task\ndef mail():\n    pass`,
}
