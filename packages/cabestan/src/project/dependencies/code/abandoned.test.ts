import { expect, it } from 'vitest'
import { codes } from '../packages.fixture.ts'

const place = { file: 'shop/settings.py' }
const installedApps = [{ name: 'shop.records', place }]
const files = {
  'requirements.txt': 'Django==4.2.1\ngunicorn\npsycopg\n',
  'shop/settings.py': "INSTALLED_APPS = ['shop.records']\n",
  'shop/records/models.py': 'from django.db import models\n',
  'shop/former/models.py': 'from django.db import models\nowner = models.ForeignKey(to="Owner")\n',
}
const refused = (more: Record<string, string>, apps = installedApps) =>
  codes({ ...files, ...more }, { installedApps: apps }).filter((code) => code.startsWith('error'))

it('an application that nobody installs or names is not held against the project', () => {
  expect(refused({})).toEqual([])
})

it('nor is one whose route is kept as a comment, be it of Python 2', () => {
  const former = { 'shop/former/__init__.py': '', 'shop/former/admin.py': 'from models import owner\n' }
  expect(refused({ ...former, 'shop/urls.py': "    # include('shop.former.urls')\n" })).toEqual([])
  expect(refused({ ...former, 'shop/urls.py': "urls = [include('shop.former.urls')]\n" })).not.toEqual([])
})

it.each<[string, Record<string, string>, typeof installedApps]>([
  ['installed', {}, [...installedApps, { name: 'shop.former', place }]],
  ['imported', { 'shop/records/views.py': 'from shop.former.models import owner\n' }, installedApps],
  ['routed to', { 'shop/urls.py': "include('shop.former.urls')\n" }, installedApps],
  ['found by looking', { 'shop/settings.py': 'INSTALLED_APPS = os.listdir("shop")\n' }, installedApps],
])('one that is %s is', (_title, more, apps) => {
  expect(refused(more, apps)).not.toEqual([])
})
