import { type Block, block } from './block.ts'
import { nested } from './nested.ts'
import { dictOf, listOf, type Python, quoted } from './python.ts'
import type { OverlayView } from './view.ts'

export interface FilesView {
  readonly static: StaticView | null
  readonly mediaUrl: string | null
  /** The project's own value is a Path. */
  readonly mediaIsPath: boolean
  /** Settings that name places in the checkout whose files must outlive a release. */
  readonly data: readonly {
    readonly path: readonly string[]
    /** Relative to the source. */
    readonly from: string
    readonly to: string
    readonly isPath: boolean
    readonly isFile: boolean
  }[]
}

export interface StaticView {
  /** The project's own STATIC_ROOT is a Path. */
  readonly isPath: boolean
  readonly url: string | null
  /** STATICFILES_DIRS names directories that are not in git. */
  readonly dropMissing: boolean
  /** Relative to the source: committed files in the directory where the project would collect static files. */
  readonly committed: string | null
  /** django-compressor got a copy of the former root. */
  readonly compressed: boolean
  /** A package whose own `collectstatic` comes before Django's and copies only what it uploads. */
  readonly collector: string | null
  /** The way of setting a storage in this Django; null where the project has a storage of its own. */
  readonly hashed: 'STORAGES' | 'STATICFILES_STORAGE' | 'by-version' | null
}

export function fileBlocks(view: OverlayView): Block[] {
  const { files, paths } = view
  return [
    ...(files.static === null ? [] : staticBlocks(files.static, view)),
    ...block(
      'media.root',
      'What visitors upload outlives the release.',
      ['MEDIA_ROOT', as(files.mediaIsPath, quoted(paths.media))],
      files.mediaUrl === null ? null : ['MEDIA_URL', quoted(files.mediaUrl)],
    ),
    ...block(
      'data.outside',
      'The project keeps these in its checkout, which the next release replaces.',
      ...files.data.map(({ path, to, isPath }) => nested(path, as(isPath, quoted(to)))),
    ),
  ]
}

/** The project's code joins it with `/` where its own settings have a Path. */
function as(isPath: boolean, directory: Python): Python {
  return isPath ? `Path(${directory})` : directory
}

function staticBlocks(files: StaticView, view: OverlayView): Block[] {
  return [
    ...block(
      'static.root',
      'Each release has its own static files, which nginx serves.',
      ['STATIC_ROOT', files.isPath ? "release / 'static'" : "str(release / 'static')"],
      files.compressed ? ['COMPRESS_ROOT', 'STATIC_ROOT'] : null,
    ),
    ...block(
      'static.url',
      'Without an address there are no static files.',
      files.url === null ? null : ['STATIC_URL', quoted(files.url)],
    ),
    ...directories(files),
    ...collector(files),
    ...hashed(files, view),
  ]
}

/** If two applications have a command of the same name, the first one in the list wins. */
function collector({ collector }: StaticView): Block[] {
  if (collector === null) return []
  const app = quoted(collector)
  return block(
    'static.collect',
    `Before Django's, the collectstatic of ${collector} would copy only what is uploaded.`,
    ['INSTALLED_APPS', `[*(app for app in INSTALLED_APPS if app != ${app}), ${app}]`],
  )
}

function directories({ dropMissing, committed }: StaticView): Block[] {
  if (!dropMissing && committed === null) return []
  const items: Python[] = [
    dropMissing
      ? '*(d for d in STATICFILES_DIRS if os.path.isdir(d[1] if isinstance(d, tuple) else d))'
      : "*getattr(project, 'STATICFILES_DIRS', [])",
  ]
  if (committed !== null) items.push(`str(release / 'source' / ${quoted(committed)})`)
  return block('static.directories', directoriesComment(dropMissing, committed), [
    'STATICFILES_DIRS',
    listOf(items),
  ])
}

function directoriesComment(dropMissing: boolean, committed: string | null): string {
  const found = [
    ...(dropMissing ? ['Directories that git dropped, because they were empty, are left out.'] : []),
    ...(committed === null
      ? []
      : [`Files were committed in ${committed}, where the project collects: they are collected too.`]),
  ]
  return found.join(' ')
}

function hashed({ hashed }: StaticView, { package: name }: OverlayView): Block[] {
  const storage = quoted(`${name}.storage.HashedStaticFiles`)
  const comment = 'Browsers may keep a file for ever when its name changes with its content.'
  const storages: Python = dictOf(
    ["'default'", dictOf(["'BACKEND'", "'django.core.files.storage.FileSystemStorage'"])],
    [null, "getattr(project, 'STORAGES', {})"],
    ["'staticfiles'", dictOf(["'BACKEND'", storage])],
  )
  const modern = ['STORAGES', storages] as const
  const classic = ['STATICFILES_STORAGE', storage] as const
  switch (hashed) {
    case null:
      return []
    case 'STORAGES':
      return block('static.hashed', comment, modern)
    case 'STATICFILES_STORAGE':
      return block('static.hashed', comment, classic)
    case 'by-version':
      return block('static.hashed', comment, modern).map((both) => ({
        ...both,
        either: { condition: 'django.VERSION >= (4, 2)', or: [classic] },
      }))
  }
}
