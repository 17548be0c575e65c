import { describe, expect, it } from 'vitest'
import { entry, placeOf } from '../access.ts'
import { evaluated } from '../printed.fixture.ts'

describe('pydantic 1', () => {
  it.each([
    ['k: Optional[str]', 'pydantic', false],
    ['k: str | None', 'pydantic.v1', false],
    ["k: Optional[str] = Field(env='K')", 'pydantic', false],
    ['k: Optional[str] = Field(...)', 'pydantic', true],
    ['k: List[Optional[str]]', 'pydantic', true],
    ['k: str', 'pydantic', true],
    ['k: Optional[str]', 'pydantic_settings', true],
  ])('%s of %s is needed: %s', (field, module, needed) => {
    const text = `from ${module} import BaseSettings, Field\nclass C(BaseSettings):\n    ${field}\nC()\n`
    expect(evaluated(text).reads).toMatchObject([{ key: 'K', needed }])
  })
})

it('asks for the keys that the configuration of a class says, before those of the fields', () => {
  const text = `from pydantic import BaseSettings, Field
class C(BaseSettings):
    a: str = 'a'
    b: str = Field('b', env='B')
    c: str = Field('c', env='C')
    class Config:
        env_prefix = 'p_'
        fields = {'a': {'env': 'X'}, 'b': {'env': ['Y', 'Z']}, 'c': {'alias': 'W'}}
C()
`
  expect(evaluated(text).reads.map(({ key }) => key)).toEqual(['X', 'Y', 'C'])
})

describe('the place of a field', () => {
  const files = {
    'values.py': '\n\n\n\n\nHOST = "h"\n',
    'common.py':
      'import values\nfrom pydantic import BaseSettings\nclass Common(BaseSettings):\n    host: str = values.HOST\n    user: str\n',
    'own.py': 'from common import Common\nclass Own(Common):\n    port: int = 1\n',
    'settings.py': 'from own import Own\nown = Own()\nX = {\n  "HOST": own.host,\n  "PORT": own.port,\n}\n',
  }
  const { names, reads } = evaluated(files)

  it('is its own line, wherever its class and its default stand', () => {
    expect(reads.map(({ key, place }) => `${key} ${place.file}:${place.line}`)).toEqual([
      'HOST common.py:4',
      'USER common.py:5',
      'PORT own.py:3',
    ])
  })

  it('is not the place of the setting that is made of it', () => {
    expect(placeOf(entry(names.get('X'), 'HOST'))).toEqual({ file: 'settings.py', line: 4 })
  })
})
