import { describe, expect, it } from 'vitest'
import { pipSettings } from './machine-pip.ts'

describe('the way to packages of Python that a sandbox takes over', () => {
  it('is what files and the environment say, without directories of this machine', () => {
    const files = [
      '[global]\nindex-url = https://old.example/simple\nfind-links = /opt/wheels\n[list]\nproxy = no\n',
      '[global]\nindex-url = https://packages.example/simple\nextra-index-url =\n    https://a.example\n    https://b.example\n',
    ]
    expect(pipSettings(files, { PIP_TIMEOUT: '180' })).toBe(`[global]
index-url = https://packages.example/simple
extra-index-url = https://a.example
    https://b.example
timeout = 180
`)
    expect(pipSettings(files, { PIP_INDEX_URL: 'https://new.example' })).toContain(
      'index-url = https://new.example\n',
    )
  })

  it('is nothing where nothing is set', () => {
    expect(pipSettings(['[global]\nfind-links = /opt/wheels\n'], {})).toBe('')
  })
})
