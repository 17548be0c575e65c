import { type Block, block } from './block.ts'
import { dictOf, listOf, type Python, pythonText, quoted, texts } from './python.ts'
import type { OverlayView } from './view.ts'

export interface MailView {
  readonly server: MailServer | null
  /** Since Django 6.1 a project can describe its mail servers in one setting, which excludes the others. */
  readonly inMailers: boolean
  readonly timeout: boolean
  /** Values of SERVER_EMAIL and DEFAULT_FROM_EMAIL, where they have to be set. */
  readonly senders: readonly (readonly [setting: string, value: string])[]
  readonly admins: readonly string[]
  /** Django 6.0 wants plain addresses; null where only the server can tell the version. */
  readonly plainAddresses: boolean | null
  readonly managers: boolean
}

export interface MailServer {
  readonly host: string
  readonly port: number
  readonly security: 'starttls' | 'tls' | 'none'
  readonly user: string | null
  /** A backend of the project that passes mail on to this server later; null for Django's own. */
  readonly keepBackend: boolean
}

export function mailBlocks({ mail, reports }: OverlayView): Block[] {
  return [
    ...block(
      'mail.server',
      mail.server
        ? 'Mail goes out through this server.'
        : 'A mail server that does not answer holds nobody up.',
      ...(mail.server && mail.inMailers ? [['MAILERS', mailers(mail.server)] as const] : []),
      ...(mail.server && !mail.inMailers ? server(mail.server) : []),
      mail.timeout ? ['EMAIL_TIMEOUT', '10'] : null,
    ),
    ...block('mail.sender', 'Who the site writes as: many servers refuse root@localhost.', ...mail.senders),
    ...block(
      'mail.admins',
      'They get a mail for each new error, at most one an hour for the same.',
      mail.admins.length === 0 ? null : ['ADMINS', addresses(mail)],
    ),
    ...block(
      'mail.links',
      'They get a mail for each link of the site that leads nowhere.',
      mail.managers ? ['MANAGERS', 'ADMINS'] : null,
    ),
    ...block(
      'mail.links',
      'Not for what browsers and robots ask every site for.',
      reports.brokenLinks && !reports.ignores ? ['IGNORABLE_404_URLS', ignorable] : null,
    ),
  ]
}

const ignorable = listOf(
  [
    String.raw`^/favicon\.ico$`,
    String.raw`^/robots\.txt$`,
    '^/apple-touch-icon',
    String.raw`^/\.`,
    String.raw`\.(php|cgi|asp|aspx|jsp|env|sql)$`,
    '^/(wp-|wordpress|phpmyadmin|xmlrpc)',
  ].map((pattern) => `re.compile(r'${pattern}')`),
)

function server({ host, port, security, user, keepBackend }: MailServer) {
  const settings: (readonly [string, Python])[] = [
    ['EMAIL_HOST', quoted(host)],
    ['EMAIL_PORT', String(port)],
    ['EMAIL_USE_TLS', security === 'starttls' ? 'True' : 'False'],
    ['EMAIL_USE_SSL', security === 'tls' ? 'True' : 'False'],
    ['EMAIL_HOST_USER', quoted(user ?? '')],
    ['EMAIL_HOST_PASSWORD', user === null ? "''" : "os.environ['EMAIL_HOST_PASSWORD']"],
  ]
  if (keepBackend) return settings
  return [['EMAIL_BACKEND', "'django.core.mail.backends.smtp.EmailBackend'"] as const, ...settings]
}

function mailers({ host, port, security, user }: MailServer): Python {
  const options = dictOf(
    ["'host'", quoted(host)],
    ["'port'", String(port)],
    ["'use_tls'", security === 'starttls' ? 'True' : 'False'],
    ["'use_ssl'", security === 'tls' ? 'True' : 'False'],
    ...(user === null
      ? []
      : ([
          ["'username'", quoted(user)],
          ["'password'", "os.environ['EMAIL_HOST_PASSWORD']"],
        ] as const)),
    ["'timeout'", '10'],
  )
  const smtp = dictOf(["'BACKEND'", "'django.core.mail.backends.smtp.EmailBackend'"], ["'OPTIONS'", options])
  return dictOf([null, 'MAILERS'], ["'default'", smtp])
}

function addresses({ admins, plainAddresses }: MailView): Python {
  const plain = texts(admins)
  const pairs = listOf(admins.map((address) => `(${quoted(address)}, ${quoted(address)})`))
  if (plainAddresses !== null) return plainAddresses ? plain : pairs
  return `${pythonText(plain)} if django.VERSION >= (6, 0) else ${pythonText(pairs)}`
}
