import { type Block, block } from './block.ts'
import { listOf, pythonText, quoted, texts } from './python.ts'
import type { OverlayView } from './view.ts'

export interface ReportsView {
  readonly setting: 'MIDDLEWARE' | 'MIDDLEWARE_CLASSES'
  /** The project has some of its own. */
  readonly own: boolean
  /** Requests come over a unix socket from a server that then has no port to report. */
  readonly socketPort: boolean
  /** Somebody gets mails about broken links. */
  readonly brokenLinks: boolean
  /** The project itself says which broken links are not worth a mail. */
  readonly ignores: boolean
  /** The project configures logging by itself, without Django. */
  readonly ownLogging: boolean
  readonly hasLogging: boolean
}

export interface ApplicationsView {
  /** Prefixes of middleware that shows internals to visitors. */
  readonly hidden: readonly string[]
  /** Left out where they cannot be imported. */
  readonly optional: readonly string[]
  /** Entries that only DEBUG added. */
  readonly appsUnderDebug: readonly string[]
  readonly middlewareUnderDebug: readonly string[]
}

export function reportBlocks(view: OverlayView): Block[] {
  const { reports, paths } = view
  const own = reports.hasLogging ? 'LOGGING' : '{}'
  const options = reports.ownLogging && !reports.hasLogging ? ', root=False' : ''
  return [
    ...block(
      'log.files',
      'Every answer of 400 and above, every warning and error, in files; what the project logs stays.',
      ['LOGGING', `logs.with_files(${own}, ${quoted(paths.logs)}${options})`],
      reports.ownLogging ? ['LOGGING_CONFIG', "'logging.config.dictConfig'"] : null,
    ),
    ...middleware(view),
    ...developersTools(view),
  ]
}

function middleware({ package: name, reports, applications }: OverlayView): Block[] {
  const { hidden, middlewareUnderDebug } = applications
  const when = [
    ...(reports.brokenLinks ? [`each != ${quoted(brokenLinks)}`] : []),
    ...(hidden.length > 0 ? [`not each.startswith(${alternatives(hidden)})`] : []),
    ...(middlewareUnderDebug.length > 0 ? [`each not in ${pythonText(texts(middlewareUnderDebug))}`] : []),
  ]
  return block(
    'log.middleware',
    hidden.length > 0
      ? 'First what sees every answer that fails. Then those of the project, but none that shows its insides.'
      : 'First what sees every answer that fails, then those of the project.',
    [
      reports.setting,
      listOf([
        quoted(`${name}.middleware.FailureLog`),
        ...(reports.socketPort ? [quoted(`${name}.middleware.SocketPort`)] : []),
        ...(reports.brokenLinks ? [quoted(`${name}.middleware.BrokenLinks`)] : []),
        { each: 'each', of: reports.own ? reports.setting : '()', when, within: true },
      ]),
    ],
  )
}

function developersTools({ applications: { optional, appsUnderDebug } }: OverlayView): Block[] {
  const top = "app.split('.')[0]"
  const when = [
    ...(appsUnderDebug.length > 0 ? [`app not in ${pythonText(texts(appsUnderDebug))}`] : []),
    ...(optional.length > 0 ? [`(${top} not in ${pythonText(texts(optional))} or find_spec(${top}))`] : []),
  ]
  return [
    ...block(
      'development.out',
      appsUnderDebug.length > 0
        ? 'The project has these with DEBUG only.'
        : 'A developer’s tools are left out where they are not installed.',
      when.length === 0 ? null : ['INSTALLED_APPS', { each: 'app', of: 'INSTALLED_APPS', when }],
    ),
    ...block(
      'development.out',
      'The toolbar is right in missing its middleware.',
      optional.includes('debug_toolbar')
        ? ['SILENCED_SYSTEM_CHECKS', "['debug_toolbar.W001', *globals().get('SILENCED_SYSTEM_CHECKS', [])]"]
        : null,
    ),
  ]
}

const brokenLinks = 'django.middleware.common.BrokenLinkEmailsMiddleware'

const alternatives = (prefixes: readonly string[]): string =>
  prefixes.length === 1 ? quoted(prefixes[0] ?? '') : `(${prefixes.map(quoted).join(', ')})`
