import type { FilesView, StaticView } from '../../render/settings/files.ts'
import { collectsStaticFiles } from '../data/static-files.ts'
import { isKnown, itemsOf } from '../python/access.ts'
import { treePath } from '../python/checkout.ts'
import type { Value } from '../python/values.ts'
import { isAtOrBelow, isBelow } from '../tree/source-paths.ts'
import type { OverlayDecisions } from './decisions.ts'
import { keysTo } from './keys-to.ts'
import { atLeast, type ProjectSettings } from './project-settings.ts'

export function filesView(settings: ProjectSettings, { paths }: OverlayDecisions): FilesView {
  return {
    static: staticView(settings),
    mediaIsPath: isPath(settings.value('MEDIA_ROOT')),
    mediaUrl: settings.has('MEDIA_ROOT') && lacksAddress(settings, 'MEDIA_URL') ? '/media/' : null,
    data: settings.reading.data.insideCheckout.flatMap(({ setting, path, isFile = false }) => {
      const keys = handled.has(setting) ? null : keysTo(settings.value(setting), path)
      if (!keys) return []
      return [
        {
          path: [setting, ...keys],
          from: path,
          to: keptAt(settings, paths, path) || `${paths.data}/${setting.toLowerCase()}`,
          isPath: isPath(settings.value(setting, ...keys)),
          isFile,
        },
      ]
    }),
  }
}

/** `STATIC_URL = os.path.join(BASE_DIR, 'static/')` names a directory, and nobody answers at such an address. */
function lacksAddress(settings: ProjectSettings, setting: string): boolean {
  return !settings.has(setting) || treePath(settings.value(setting)) !== null
}

/** Directories that lie in each other still do afterwards, and what was derived from MEDIA_ROOT moves with it. */
function keptAt({ value, reading }: ProjectSettings, paths: OverlayDecisions['paths'], path: string): string {
  const media = treePath(value('MEDIA_ROOT'))
  if (media && isAtOrBelow(path, media)) return paths.media + path.slice(media.length)
  const directory = reading.where.directory.value ?? ''
  const inside = isBelow(path, directory) ? path.slice(directory === '' ? 0 : directory.length + 1) : path
  return inside === '' ? '' : `${paths.data}/${inside}`
}

function isPath(value: Value | undefined): boolean {
  return value?.type === 'text' && value.flavour === 'path'
}

/** Storages on another machine, which need no directory here. */
export function remoteStorages(settings: ProjectSettings): string[] {
  // Since 5.1 Django does not read the other two settings any more.
  const old = atLeast(settings.django, 5, 1) === true ? [] : ['DEFAULT_FILE_STORAGE', 'STATICFILES_STORAGE']
  return ['STORAGES', ...old].filter((setting) =>
    storagesOf(settings, setting).some((storage) => remote.test(storage)),
  )
}

/** These settings have a line of their own elsewhere, or say where the logs go. */
const handled = new Set([
  ...['STATIC_ROOT', 'STATIC_URL', 'MEDIA_ROOT', 'MEDIA_URL'],
  ...['STATICFILES_DIRS', 'DATABASES', 'LOGGING'],
])

const remote = /s3|boto|gcloud|google|azure|cloudinary|dropbox|libcloud|b2|oss\./i

function staticView(settings: ProjectSettings): StaticView | null {
  const apps = itemsOf(settings.value('INSTALLED_APPS'))
  if (apps.complete && !collectsStaticFiles(apps.items)) return null
  const { missingDirectories, insideCheckout } = settings.reading.data
  const committed = insideCheckout.find(({ setting, files }) => setting === 'STATIC_ROOT' && files > 0)
  return {
    isPath: isPath(settings.value('STATIC_ROOT')),
    url: lacksAddress(settings, 'STATIC_URL') ? '/static/' : null,
    dropMissing: missingDirectories.some(({ setting }) => setting === 'STATICFILES_DIRS'),
    committed: committed?.path ?? null,
    compressed: settings.has('COMPRESS_ROOT'),
    collector: collectorOf(settings),
    hashed: hashedBy(settings),
  }
}

/**
 * The command with which django-cloudinary-storage collects for its own storage. From Django 5.1 on it also fails
 * without one.
 */
function collectorOf(settings: ProjectSettings): string | null {
  const app = 'cloudinary_storage'
  const { items } = itemsOf(settings.value('INSTALLED_APPS'))
  const isFirst = items.includes(app) && items.indexOf(app) < items.indexOf('django.contrib.staticfiles')
  const storages = [settings.text('STORAGES', 'staticfiles', 'BACKEND'), settings.text('STATICFILES_STORAGE')]
  return isFirst && !storages.some((storage) => storage?.startsWith(`${app}.`)) ? app : null
}

/** A storage that the project has chosen, or may have chosen, stays. */
function hashedBy(settings: ProjectSettings): StaticView['hashed'] {
  const { django } = settings
  const storages = settings.value('STORAGES')
  const modern = atLeast(django, 4, 2)
  const heedsOld = atLeast(django, 5, 1) !== true
  if (heedsOld && settings.has('STATICFILES_STORAGE')) return null
  if (modern !== false && settings.has('STORAGES')) {
    const named = settings.value('STORAGES', 'staticfiles') !== undefined
    if (named || !isKnown(storages)) return null
    return 'STORAGES'
  }
  // Up to Django 5.0, STORAGES and the older settings exclude each other.
  if (modern === false || (heedsOld && settings.has('DEFAULT_FILE_STORAGE'))) return 'STATICFILES_STORAGE'
  return modern === null ? 'by-version' : 'STORAGES'
}

function storagesOf(settings: ProjectSettings, setting: string): string[] {
  if (setting !== 'STORAGES') return [settings.text(setting) ?? '']
  return ['default', 'staticfiles'].map((alias) => settings.text('STORAGES', alias, 'BACKEND') ?? '')
}
