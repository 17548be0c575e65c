import { describe, expect, it } from 'vitest'
import { answeredKeys } from '../environment/answered-keys.ts'
import { serverNames } from '../environment/server-names.fixture.ts'
import { readProject } from '../read.ts'
import { memoryTree } from '../tree/memory-tree.ts'
import { judgeSurroundings } from './judge-surroundings.ts'

const manage = `from django.core.management import execute_from_command_line
os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')
`
const base = `import os
SECRET_KEY = os.environ['SECRET_KEY']
INSTALLED_APPS = ['shop']
ROOT_URLCONF = 'shop.urls'
DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3'}}
`

function storage(settings: string, given: readonly string[] = []) {
  const found = findingsOf(settings, '4.2', given).find(({ code }) => code === 'settings.storage-elsewhere')
  return found && [found.severity, found.values['keys'] ?? '']
}

function findingsOf(settings: string, django: string, given: readonly string[] = []) {
  const tree = memoryTree({ 'manage.py': manage, 'shop/settings.py': base + settings })
  const reading = readProject(tree, { start: '', choices: {} })
  return judgeSurroundings({
    tree,
    ...reading,
    given,
    mail: true,
    wanted: answeredKeys({ tree, ...reading }, serverNames({ given })).wanted,
    named: false,
    django,
  })
}

const s3 = `DEFAULT_FILE_STORAGE = 'storages.backends.s3boto3.S3Boto3Storage'\n`
const get = (...names: string[]) => names.map((name) => `${name} = os.environ.get('${name}')\n`).join('')

describe('a sign-in by OpenID Connect', () => {
  const used = `INSTALLED_APPS = ['shop', 'mozilla_django_oidc']
AUTHENTICATION_BACKENDS = ['shop.auth.OIDCBackend']
OIDC_RP_SIGN_ALGO = os.environ.get('ALGO', 'RS256')
`
  const asked = (settings: string, given: readonly string[] = []) =>
    findingsOf(settings, '5.2', given)
      .filter(({ code }) => code === 'settings.sign-in-keys')
      .map(({ values }) => values['key'])

  it('wants the keys of its provider', () => {
    const key = `OIDC_OP_JWKS_ENDPOINT = os.environ.get('JWKS')\n`
    expect(asked(used)).toEqual(['OIDC_OP_JWKS_ENDPOINT'])
    expect(asked(`${used}${key}`)).toEqual(['JWKS'])
    expect(asked(`${used}${key}`, ['JWKS'])).toEqual([])
    expect(asked(`${used}OIDC_OP_JWKS_ENDPOINT = 'https://id.example/jwks'\n`)).toEqual([])
    expect(asked(`${used}OIDC_RP_IDP_SIGN_KEY = 'abc'\n`)).toEqual([])
    expect(asked(used.replace('RS256', 'HS256'))).toEqual([])
    expect(asked(used.replace('shop.auth.OIDCBackend', 'shop.auth.Other'))).toEqual([])
  })
})

describe('a storage elsewhere', () => {
  it('is asked the keys that it reads, and those of nothing else', () => {
    const others = get('GOOGLE_CLIENT_ID', 'AZURE_API_KEY', 'AWS_SES_REGION_NAME')
    expect(storage(`${s3}${get('AWS_STORAGE_BUCKET_NAME')}${others}`)).toEqual([
      'error',
      'AWS_STORAGE_BUCKET_NAME',
    ])
    expect(storage(`${s3}${others}`)).toEqual(['warning', ''])
    const either = `${s3}AWS_ACCESS_KEY_ID = os.getenv('AWS_KEY') or os.getenv('R2_KEY')\n`
    expect(storage(either)).toEqual(['error', 'AWS_KEY'])
    expect(storage(either, ['R2_KEY'])).toEqual(['warning', ''])
  })

  it('is not asked what it can do without', () => {
    expect(storage(`${s3}${get('AWS_S3_REGION_NAME', 'AWS_S3_CUSTOM_DOMAIN')}`)).toEqual(['warning', ''])
    expect(storage(`${s3}AWS_S3_REGION_NAME = os.environ['REGION']\n`)).toEqual(['warning', ''])
  })

  it('is not asked again what the settings need anyway, but told that it is for it', () => {
    const needed = `AWS_ACCESS_KEY_ID = os.environ['KEY_ID']\n`
    const told = (settings: string) =>
      findingsOf(settings, '4.2').flatMap(({ code, severity, values }) =>
        code === 'settings.storage-elsewhere' ? [[severity, values['keys'], values['asked']]] : [],
      )
    expect(told(`${s3}${needed}`)).toEqual([['warning', undefined, 'KEY_ID']])
    expect(told(`${s3}${needed}${get('AWS_STORAGE_BUCKET_NAME')}`)).toEqual([
      ['error', 'AWS_STORAGE_BUCKET_NAME', undefined],
    ])
  })

  it('is told to be none of this server’s where it is a container beside the site', () => {
    const at = (address: string) => {
      const options = `{'access_key': 'a', 'secret_key': 'b', 'endpoint_url': '${address}'}`
      const modern = `STORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage', 'OPTIONS': ${options}}}\n`
      return findingsOf(modern, '5.2').map(({ values }) => values['host'])
    }
    expect(at('http://minio-storage:9000')).toEqual(['minio-storage'])
    expect(at('https://s3.example.org')).toEqual([undefined])
    const old = `${s3}AWS_S3_ENDPOINT_URL = 'http://localhost:9000'\n`
    expect(findingsOf(old, '4.2').map(({ values }) => values['host'])).toEqual(['localhost'])
  })

  it('is told of static files too, which each release sends there', () => {
    const told = (settings: string) =>
      findingsOf(settings, '5.2').map(({ code, severity, values }) => [code, severity, values['keys'] ?? ''])
    const own = `STORAGES = {'staticfiles': {'BACKEND': 'storages.backends.s3.S3Storage'}}\n`
    expect(told(`${own}AWS_ACCESS_KEY_ID = 'a'\n`)).toEqual([['settings.static-elsewhere', 'warning', '']])
    expect(told(`${own}${get('AWS_ACCESS_KEY_ID')}`)).toEqual([
      ['settings.static-elsewhere', 'error', 'AWS_ACCESS_KEY_ID'],
    ])
    expect(told(`STATICFILES_STORAGE = 'storages.backends.s3.S3Storage'\n`)).toEqual([])
  })

  it('is not there where Django no longer reads the setting that names it', () => {
    const codes = (django: string, settings = s3) =>
      findingsOf(settings, django).map(({ code, values }) => [code, values['django'] ?? null])
    expect(codes('5.0')).toEqual([['settings.storage-elsewhere', null]])
    expect(codes('5.1')).toEqual([['settings.storage-unread', '5.1']])
    const modern = `STORAGES = {'default': {'BACKEND': 'storages.backends.s3boto3.S3Boto3Storage'}}\n`
    expect(codes('5.1', `${s3}${modern}`)).toEqual([['settings.storage-elsewhere', null]])
  })

  it('is asked what Cloudinary takes from the environment by itself', () => {
    const backend = `DEFAULT_FILE_STORAGE = 'cloudinary_storage.storage.MediaCloudinaryStorage'\n`
    const parts = ['CLOUDINARY_CLOUD_NAME', 'CLOUDINARY_API_KEY', 'CLOUDINARY_API_SECRET']
    expect(storage(backend)).toEqual(['error', 'CLOUDINARY_URL'])
    expect(storage(backend, ['CLOUDINARY_URL'])).toEqual(['warning', ''])
    expect(storage(`${backend}NAME = os.environ.get('CLOUDINARY_CLOUD_NAME')\n`)).toEqual([
      'error',
      parts.join(', '),
    ])
    expect(storage(`${backend}CLOUDINARY_STORAGE = {'CLOUD_NAME': 'a', 'API_KEY': '1'}\n`)).toEqual([
      'warning',
      '',
    ])
  })

  it('is asked what stands in its options', () => {
    const options = `STORAGES = {'default': {'BACKEND': 'storages.backends.s3.S3Storage', 'OPTIONS': {'bucket_name': os.environ.get('BUCKET')}}}\n`
    expect(storage(options)).toEqual(['error', 'BUCKET'])
  })
})

describe('logs', () => {
  it('outside of what the site may write are told together', () => {
    const handler = (name: string) => `'${name}': {'filename': '/var/log/shop/${name}.log'}`
    const settings = `LOGGING = {'handlers': {${handler('a')}, ${handler('b')}, 'c': {'filename': '/var/log/shop/a.log'}}}\n`
    const found = findingsOf(settings, '4.2', []).filter(({ code }) => code === 'settings.log-moved')
    expect(found.map(({ values }) => values)).toEqual([{ path: '/var/log/shop/a.log, /var/log/shop/b.log' }])
    expect(found[0]?.severity).toBe('note')
  })

  it('endanger the start only where the settings set them up by themselves', () => {
    const settings = `LOGGING_CONFIG = None\nLOGGING = {'handlers': {'a': {'filename': '/var/log/shop/a.log'}}}\n`
    const found = findingsOf(settings, '4.2', []).filter(({ code }) => /log-/.test(code))
    expect(found).toMatchObject([{ code: 'settings.log-path', severity: 'warning' }])
  })
})

it('a site is looked for by its domain where the settings name none, and a fresh database has another', () => {
  const sites = `INSTALLED_APPS = ['django.contrib.sites']\n`
  const told = (settings: string) =>
    findingsOf(settings, '5.2').flatMap(({ code, values }) => (code === 'settings.site-id' ? [values] : []))
  expect(told(sites)).toEqual([{}])
  expect(told(`${sites}SITE_ID = 2\n`)).toEqual([{ id: '2' }])
  expect(told(`${sites}SITE_ID = 1\n`)).toEqual([])
  expect(told('')).toEqual([])
})

it('a tenant is looked for by the domain, and a fresh database has none', () => {
  const apps = `INSTALLED_APPS = ['django_tenants', 'shop']\n`
  const told = (settings: string) =>
    findingsOf(settings, '5.2').some(({ code }) => code === 'settings.tenants')
  expect(told(apps)).toBe(true)
  expect(told(`${apps}SHOW_PUBLIC_IF_NO_TENANT_FOUND = True\n`)).toBe(false)
  expect(told('')).toBe(false)
})
