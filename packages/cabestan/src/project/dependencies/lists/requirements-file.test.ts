import { describe, expect, it } from 'vitest'
import { memoryTree } from '../../tree/memory-tree.ts'
import { readRequirementsFile, within } from './requirements-file.ts'

function read(files: Record<string, string>, path = 'requirements.txt') {
  return readRequirementsFile(memoryTree(files), path)
}

function names(text: string) {
  return read({ 'requirements.txt': text }).wanted.map(({ name, specifier }) => `${name}${specifier}`)
}

describe('a requirement', () => {
  it.each([
    ['Django==2.1.5', 'django==2.1.5'],
    ['Django == 2.1.5 # the last one', 'django==2.1.5'],
    ['django_crispy_forms (>=1.0, <2)', 'django-crispy-forms>=1.0,<2'],
    ['django>=3.1.*', 'django>=3.1'],
    ['celery[redis]~=5.3 ; python_version >= "3.8"', 'celery~=5.3'],
    ['Django==2.1 --hash=sha256:aa \\\n    --hash=sha256:bb', 'django==2.1'],
    ['git+https://example.org/u/repo.git@v1#egg=My_App', 'my-app'],
    ['-e git+https://example.org/u/repo.git@v1', 'repo'],
    ['https://example.org/Foo-1.2-py3-none-any.whl', 'foo'],
    ['certifi @ file:///opt/conda/work', 'certifi'],
    ['\ufeffDjango==2.1', 'django==2.1'],
    ['Django        2.1.5', 'django==2.1.5'],
  ])('is read from %j', (text, expected) => {
    expect(names(text.replace(/^\ufeff/, ''))).toEqual([expected])
  })

  it('keeps its extras, its marker, and where it stands', () => {
    const { wanted } = read({
      'requirements.txt': '# packages\n\ncelery[redis, SQS]==5.3; os_name == "nt"\n',
    })
    expect(wanted).toEqual([
      {
        name: 'celery',
        specifier: '==5.3',
        extras: ['redis', 'sqs'],
        from: 'index',
        place: { file: 'requirements.txt', line: 3 },
        marker: 'os_name == "nt"',
        url: null,
        editable: false,
      },
    ])
  })
})

describe('a file', () => {
  it('includes others, and constraints, from where it lies', () => {
    const {
      wanted,
      constraints,
      read: files,
    } = read(
      {
        'requirements/prod.txt': '-r base.txt\n--constraint=../constraints.txt\ngunicorn\n',
        'requirements/base.txt': 'django\n',
        'constraints.txt': 'django==4.2\n',
      },
      'requirements/prod.txt',
    )
    expect(wanted.map(({ name }) => name)).toEqual(['django', 'gunicorn'])
    expect(constraints.map(({ specifier }) => specifier)).toEqual(['==4.2'])
    expect(files).toEqual(['requirements/prod.txt', 'requirements/base.txt', 'constraints.txt'])
  })

  it('survives files that include each other, are missing, or lie outside', () => {
    const { missing, wanted } = read({
      'requirements.txt': '-r requirements.txt\n-r gone.txt\n-r ../../etc/passwd\ndjango\n',
    })
    expect(wanted).toHaveLength(1)
    expect(missing.map(({ file }) => file)).toEqual(['gone.txt', '../../etc/passwd'])
  })

  it('says which of its lines nobody understands', () => {
    const { broken, wanted } = read({
      'requirements.txt': 'Package Version\n=======\nthese are our packages\n',
    })
    expect(wanted).toEqual([])
    expect(broken.map(({ line }) => line)).toEqual([1, 2, 3])
  })

  it('takes no time over lines without an end', () => {
    const text = `django${' '.repeat(500_000)}x\n${'a'.repeat(500_000)}\n${'-'.repeat(500_000)}`
    expect(read({ 'requirements.txt': text }).broken).toHaveLength(3)
  })
})

describe('a path beside a directory', () => {
  it.each([
    ['a/b', '../c.txt', 'a/c.txt'],
    ['', './c.txt', 'c.txt'],
    ['a', '../../c.txt', null],
    ['a', '/etc/passwd', null],
  ])('%s %s', (directory, path, expected) => {
    expect(within(directory, path)).toBe(expected)
  })
})
