import { describe, expect, it } from 'vitest'
import { memoryTree } from '../tree/memory-tree.ts'
import { judgeProcesses, type ProcessesQuestion } from './judge-processes.ts'
import { readProcesses } from './read-processes.ts'

const input = {
  tree: memoryTree({ 'shop/search.py': 'from elasticsearch import Elasticsearch\n', 'shop/__init__.py': '' }),
  directory: '',
  pythonPath: [''],
  settingsFiles: [],
  values: new Map(),
}

const address = {
  name: 'ES_URL',
  role: 'own',
  type: 'text',
  secret: false,
  needed: false,
  default: 'http://localhost:9200',
  places: [],
} as const

function judged(environment: ProcessesQuestion['environment'], given: readonly string[] = []) {
  const rest = { environment, given, packages: [], programs: [] }
  return judgeProcesses({ input, processes: readProcesses(input), ...rest })
}

describe('a service that Cabestan does not set up', () => {
  it('is asked for where its address comes from the environment, and no more once that is given', () => {
    expect(judged([address])).toMatchObject([
      { code: 'processes.service', wants: 'question', values: { key: 'ES_URL' } },
    ])
    expect(judged([address], ['ES_URL'])).toEqual([])
  })

  it('is a change to the project where nothing names it', () => {
    expect(judged([])).toMatchObject([{ code: 'processes.service', wants: 'change' }])
  })
})
