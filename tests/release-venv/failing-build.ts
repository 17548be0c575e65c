import type { Failure } from '@cabestan/protocol/failures'
import { describe, expect, it } from 'vitest'
import { shop } from '../harness/git-project.ts'
import type { Files } from '../harness/laid-release.ts'
import type { Ground, Shop } from './shop.ts'

/** Builds that fail, in the project’s own code or for want of room. */
export function failingBuild(ground: Ground, { release }: Shop): void {
  describe('a build that fails', () => {
    const lines = (text: string) => `${shop['shop/settings.py']}${text}\n`
    const model = `from django.db import models

class Album(models.Model):
    first = models.ForeignKey('auth.User', models.CASCADE)
    second = models.ForeignKey('auth.User', models.CASCADE)
`
    const application = { 'shop/settings.py': lines("INSTALLED_APPS += ['shop']"), 'shop/models.py': model }
    const css = {
      'shop/settings.py': lines("INSTALLED_APPS += ['shop']"),
      'shop/static/shop/site.css': 'body { background: url("gone.png") }',
    }
    const hashed = `STORAGES = {'staticfiles': {'BACKEND': 'django.contrib.staticfiles.storage.ManifestStaticFilesStorage'}}`

    it.each<[string, Files, string, Partial<Failure>]>([
      [
        'where settings lack a variable',
        { 'shop/settings.py': lines("STRIPE_KEY = os.environ['STRIPE_KEY']") },
        '',
        { code: 'build.settings', values: { error: "KeyError: 'STRIPE_KEY'", place: 'shop/settings.py:26' } },
      ],
      [
        'where an application is not installed',
        { 'shop/settings.py': lines("INSTALLED_APPS += ['nowhere']") },
        '',
        {
          code: 'build.settings',
          values: { error: "ModuleNotFoundError: No module named 'nowhere'", place: '' },
        },
      ],
      [
        'where a static file names one that is missing',
        css,
        hashed,
        {
          code: 'build.static',
          values: expect.objectContaining({ error: expect.stringContaining('gone.png') }),
        },
      ],
      [
        'where Django’s checks find an error',
        application,
        '',
        { code: 'build.check', values: expect.objectContaining({ id: 'fields.E304' }) },
      ],
      [
        'where a translation is not well formed',
        { 'shop/locale/fr/LC_MESSAGES/django.po': 'msgid "a\n' },
        '',
        { code: 'venv.library-missing', values: expect.objectContaining({ packages: 'gettext' }) },
      ],
    ])('%s', async (_title, files, settings, expected) => {
      const told = await release(files, { settings })
      expect(told.failure).toMatchObject(expected)
      expect(await ground.server.ssh(`test -e ${told.directory}/release.json`)).toMatchObject({ code: 1 })
    })

    it('where the disk is full', async () => {
      await ground.server.sh(
        `mkdir -p /srv/shop/full && mount -t tmpfs -o size=1m,mode=0777 tmpfs /srv/shop/full`,
      )
      const told = await release({}, { settings: "STATIC_ROOT = '/srv/shop/full/static'" })
      await ground.server.sh('umount /srv/shop/full')
      expect(told.failure?.code).toBe('disk.full')
    })
  })
}
