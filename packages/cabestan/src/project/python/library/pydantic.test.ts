import { describe, expect, it } from 'vitest'
import { entry, placeOf } from '../access.ts'
import { evaluated, printed } from '../printed.fixture.ts'

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

describe('a model in the settings', () => {
  const read = (fields: string, delimiter = "'__'") => {
    const models =
      'class Pool(BaseModel):\n    size: int = 1\nclass Db(BaseModel):\n    host: str\n    port: int = Field(5432)\n    pool: Pool = Pool()\n'
    const config = `    class Config:\n        env_prefix = 'p_'\n        env_nested_delimiter = ${delimiter}\n`
    const text = `from pydantic import BaseModel, BaseSettings, Field\n${models}class C(BaseSettings):\n    ${fields}\n${config}c = C()\nX = [c.db.host, c.db.port, c.db.pool.size]\n`
    const { names, reads } = evaluated({ 's.py': text }, { P_DB__PORT: '1' }, 's')
    return [
      ...reads.map(({ key, needed, place }) => `${key}${needed ? '!' : ''}:${place.line}`),
      printed(names.get('X')),
    ]
  }

  it.each([
    ['db: Db', ['P_DB__HOST!:5', 'P_DB__PORT:6', 'P_DB__POOL__SIZE:3', '[$P_DB__HOST, 1, 1]']],
    ["db: Db = Db(host='h')", ['P_DB__HOST:5', 'P_DB__PORT:6', 'P_DB__POOL__SIZE:3', "['h', 1, 1]"]],
    [
      "db: Db = Field(Db(host='h', port=2), env='D')",
      ['D__HOST:5', 'D__PORT:6', 'D__POOL__SIZE:3', "['h', 2, 1]"],
    ],
  ])('has keys of its own: %s', (fields, expected) => {
    expect(read(fields)).toEqual(expected)
  })

  it('is one key where nothing is said to stand between', () => {
    expect(read('db: Db', 'None').slice(0, -1)).toEqual(['P_DB!:9'])
  })

  it('may hold itself', () => {
    const text = `from pydantic import BaseModel, BaseSettings
class A(BaseModel):
    a: A
    b: B
class B(BaseModel):
    a: A
class C(BaseSettings):
    a: A
    model_config = {'env_nested_delimiter': '_'}
C()
`
    expect(evaluated(text).reads.map(({ key }) => key)).toEqual(['A_A', 'A_B_A'])
  })
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
