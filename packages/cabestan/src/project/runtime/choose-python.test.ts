import { describe, expect, it } from 'vitest'
import { memoryTree } from '../tree/memory-tree.ts'
import { choosePython, type PythonQuestion, serversOwn } from './choose-python.ts'
import { declared, readDeclaredPythons } from './declared-python.ts'
import { packageBounds } from './package-bounds.ts'

const place = { file: 'x' }
const question: PythonQuestion = {
  declared: [],
  django: '4.2',
  server: ['3.11'],
  oldest: [],
  newest: [],
  fails: [],
  packages: [],
}

const wanted = (name: string, version: string) => ({
  ...{ name, specifier: `==${version}`, extras: [], marker: '', url: null, editable: false, place },
  from: 'index' as const,
})

function choose(changes: Partial<PythonQuestion>) {
  return choosePython({ ...question, ...changes }).answer.value
}

describe('the Python of a project', () => {
  it.each<[string, Partial<PythonQuestion>, string | null]>([
    ['is the one of the server', {}, '3.11'],
    ['is the one of the server, where its Django runs there', { django: '3.2', server: ['3.12'] }, '3.12'],
    ['is an older one where its Django does not run there', { django: '3.2', server: ['3.13'] }, '3.10'],
    ['is one that an old Django was made for', { django: '2.2' }, '3.9'],
    ['is the newest where no server is known', { django: '5.2', server: [] }, '3.14'],
    ['is one that its Django was made for where no server is known', { server: [] }, '3.12'],
    ['is the declared one', { declared: [declared('3.9.4', place)] }, '3.9'],
    [
      'is the next one where the declared one is gone',
      { django: '2.2', declared: [declared('3.6.5', place)] },
      '3.8',
    ],
    [
      'is the one of another file where a forgotten one cannot be',
      { django: '5.2', declared: ['3.8.12', '3.12.4', '3.10'].map((each) => declared(each, place)) },
      '3.12',
    ],
    ['is the one of the server within a range', { declared: [declared('>=3.9,<3.13', place)] }, '3.11'],
    ['is the newest in the range', { declared: [declared('>=3.9,<3.11', place)] }, '3.10'],
    [
      'is another where the declared one cannot run its Django',
      { django: '6.0', declared: [declared('3.8', place)] },
      '3.12',
    ],
    ['is new enough for the code', { oldest: [{ series: '3.12', what: 'type', place }] }, '3.12'],
    [
      'is old enough for the code',
      { newest: [{ series: '3.9', what: 'collections.Mapping', place }] },
      '3.9',
    ],
    [
      'is one for which the packages have wheels',
      { packages: [{ series: '3.10', what: 'pillow 9.0', place }] },
      '3.10',
    ],
    ['is unknown where nothing runs it', { django: '1.10' }, null],
  ])('%s', (_title, changes, expected) => {
    expect(choose(changes)).toBe(expected)
  })

  it('is one for which the packages of linters and editors have wheels, that a frozen list holds too', () => {
    const newest = (name: string, version: string) =>
      packageBounds([wanted(name, version)]).wheels.map(({ series }) => series)
    expect(newest('ujson', '5.5.0')).toEqual(['3.11'])
    expect(newest('regex', '2020.11.13')).toEqual(['3.9'])
    expect(newest('psutil', '5.9.5')).toEqual([])
    expect(newest('typed-ast', '1.5.5')).toEqual(['3.11'])
  })

  it('names the smallest upgrade where none can be had', () => {
    expect(choosePython({ ...question, django: '1.10' }).obstacle).toEqual({
      what: 'Django 1.10',
      oldest: '2.7',
      newest: '3.7',
      django: '1.11',
      python: '3.8',
      cures: [],
      places: [],
    })
  })

  it('names the packages where these are in the way, and its Django is not', () => {
    const { fails } = packageBounds([
      wanted('django', '1.11.3'),
      wanted('celery', '3.1.18'),
      wanted('jinja2', '2.10'),
    ])
    expect(choosePython({ ...question, django: '1.11', fails }).obstacle).toMatchObject({
      newest: '3.6',
      django: null,
      python: '3.8',
      cures: ['django 1.11.17', 'celery 4.2.2'],
    })
    expect(packageBounds([wanted('psycopg2-binary', '2.7.6.1')]).fails).toMatchObject([
      { series: '3.7', cure: 'psycopg2-binary 2.8' },
    ])
    // psycopg2 2.9.9 has no wheels for Linux and does not build on 3.13.
    expect(packageBounds([wanted('psycopg2', '2.9.9')]).fails).toMatchObject([{ series: '3.12' }])
    expect(packageBounds([wanted('psycopg2', '2.9.10')]).fails).toEqual([])
    // psycopg2 2.9.1 builds on 3.11 and cannot be imported there.
    expect(packageBounds([wanted('psycopg2', '2.9.1')]).fails).toMatchObject([{ series: '3.10' }])
    expect(packageBounds([wanted('psycopg2', '2.9.2')]).fails).toMatchObject([{ series: '3.12' }])
    const { fails: none } = packageBounds([wanted('django', '1.11.17'), wanted('jinja2', '2.10')])
    expect(choosePython({ ...question, django: '1.11', fails: none }).obstacle).toBeNull()
  })
})

describe('a declared Python', () => {
  it.each([
    ['3.11', '3.11', null],
    ['3.6.5', '3.6', null],
    ['3.9.*', '3.9', null],
    ['~=3.9.2', '3.9', '~=3.9.2'],
    ['~3.9', '3.9', '>=3.9,<3.10'],
    ['^3.9', null, '>=3.9,<4'],
    ['>=3.9', null, '>=3.9'],
  ])('%s', (text, series, specifier) => {
    expect(declared(text, place)).toMatchObject({ text, series, specifier })
  })
})

it('is that of the image of the site, wherever its folder is, and not that of what it is tried with', () => {
  const first = (...files: string[]) => {
    const texts = Object.fromEntries(
      files.map((file, at) => [file, `FROM python:3.${at + 9}-slim as prod\n`]),
    )
    return readDeclaredPythons(memoryTree(texts), files, 'site')[0]?.place.file
  }
  expect(first('deployment/docker/Dockerfile')).toBe('deployment/docker/Dockerfile')
  expect(first('site/deploy/docker/web/Dockerfile')).toBe('site/deploy/docker/web/Dockerfile')
  expect(first('compose/local/django/Dockerfile', 'compose/production/django/Dockerfile')).toBe(
    'compose/production/django/Dockerfile',
  )
  expect(first('docker/Dockerfile.site_tester', 'Dockerfile.site')).toBe('Dockerfile.site')
  expect(first('elsewhere/docker/Dockerfile')).toBeUndefined()
})

describe('the Python for which a list of packages was made', () => {
  const of = (file: string, text: string) =>
    readDeclaredPythons(memoryTree({ [file]: text }), [file], '').map(({ series, weak }) => [series, weak])

  it.each([
    ['requirements.txt', '#\n# This file is autogenerated by pip-compile with Python 3.12\n'],
    ['requirements/production.txt', '# This file is autogenerated by pip-compile with python 3.12\n'],
    ['requirements-prod.txt', '# made by uv:\n#    uv pip compile --python-version 3.12 requirements.in\n'],
  ])('stands at the head of %s', (file, text) => {
    expect(of(file, text)).toEqual([['3.12', true]])
  })

  it('stands nowhere else', () => {
    expect(of('requirements.txt', 'gunicorn # as with Python 3.12\n')).toEqual([])
    expect(of('notes.txt', '# This file is autogenerated by pip-compile with Python 3.12\n')).toEqual([])
  })
})

describe('the Python of a platform', () => {
  const of = (file: string, text: string) =>
    readDeclaredPythons(memoryTree({ [file]: text }), [file], '').map(({ series, weak, place: { line } }) => [
      series,
      weak ?? false,
      line,
    ])

  it.each([
    [
      'render.yaml',
      'services:\n  - envVars:\n      - key: PYTHON_VERSION\n        value: "3.10"\n',
      '3.10',
      4,
    ],
    ['render.yaml', '\ufeffx:\n- - key: PYTHON_VERSION\n    value: 3.11.4\n- key: Y\n', '3.11', 3],
    ['.platform.app.yaml', 'name: app\ntype: python:3.12\n', '3.12', 2],
    ['fly.toml', '[build.args]\n  PYTHON_VERSION = "3.10.4"\n', '3.10', 2],
  ])('stands in %s', (file, text, series, line) => {
    expect(of(file, text)).toEqual([[series, false, line]])
  })

  it('stands in no vercel.json, which is copied from one guide to the next, nor under other keys', () => {
    expect(of('vercel.json', '{"config": {"runtime": "python3.9"}}')).toEqual([])
    expect(
      of('render.yaml', '- key: NODE_VERSION\n  value: 18.1\n- key: PYTHON_VERSION\n  sync: false\n'),
    ).toEqual([])
  })
})

describe('where no server is known yet', () => {
  const own = (changes: Partial<PythonQuestion>) => serversOwn({ ...question, server: [], ...changes })

  it('names each that would be taken as the server’s own', () => {
    expect(own({ django: '5.2' })).toEqual(['3.10', '3.11', '3.12', '3.13', '3.14'])
    expect(own({ declared: [declared('>=3.9,<3.12', place)] })).toEqual(['3.9', '3.10', '3.11'])
    expect(own({ declared: [declared('3.11.4', place)] })).toEqual(['3.11'])
    expect(own({ server: ['3.11'] })).toEqual([])
  })
})
