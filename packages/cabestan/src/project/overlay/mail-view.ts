import type { MailServer, MailView } from '../../render/settings/mail.ts'
import { quoted } from '../../render/settings/python.ts'
import { senderOf } from '../environment/derived-mail.ts'
import { booleanOf } from '../python/access.ts'
import type { OverlayDecisions } from './decisions.ts'
import { atLeast, type ProjectSettings } from './project-settings.ts'

export function mailView(settings: ProjectSettings, decisions: OverlayDecisions): MailView {
  const { admins } = decisions
  return {
    server: serverOf(settings, decisions),
    inMailers: settings.has('MAILERS'),
    timeout: !settings.has('EMAIL_TIMEOUT') && !settings.has('MAILERS'),
    senders: senders(settings, decisions),
    admins,
    plainAddresses: atLeast(settings.django, 6, 0),
    managers: admins.length > 0 && booleanOf(settings.value('MANAGERS')) !== true,
  }
}

/** Backends that show mail or write it to a file, and never send it. */
export function mailsNowhere(settings: ProjectSettings, { mail }: OverlayDecisions): string[] {
  if (mail !== null) return []
  const backends = [
    ['EMAIL_BACKEND', settings.text('EMAIL_BACKEND')],
    ['MAILERS', settings.text('MAILERS', 'default', 'BACKEND')],
  ] as const
  return backends.flatMap(([setting, backend]) =>
    /\.(console|dummy|locmem|filebased)\./.test(backend ?? '') ? [setting] : [],
  )
}

/** These pass mail on to the server of EMAIL_HOST later, from a queue. */
const queues = /^(djcelery_email|post_office|mailer|django_mailer|celery_email|huey_email|django_q2?)\./

function serverOf(settings: ProjectSettings, { mail }: OverlayDecisions): MailServer | null {
  if (mail === null) return null
  const { host, port, security, user } = mail
  return { host, port, security, user, keepBackend: queues.test(settings.text('EMAIL_BACKEND') ?? '') }
}

/** Error mails come from the site's own sender, because `root@localhost` is refused nearly everywhere. */
function senders(
  settings: ProjectSettings,
  { mail, domains }: OverlayDecisions,
): (readonly [string, string])[] {
  const address = senderOf(mail, domains)
  const own = isOpen(settings, 'DEFAULT_FROM_EMAIL', 'webmaster@localhost') ? null : 'DEFAULT_FROM_EMAIL'
  const isDecided = mail?.from != null
  const sender = address !== null && (own === null || isDecided)
  const server = isOpen(settings, 'SERVER_EMAIL', 'root@localhost') || isDecided
  return [
    ...(sender ? [['DEFAULT_FROM_EMAIL', quoted(address)] as const] : []),
    ...(server && (sender || own !== null) ? [['SERVER_EMAIL', 'DEFAULT_FROM_EMAIL'] as const] : []),
  ]
}

function isOpen(settings: ProjectSettings, setting: string, standard: string): boolean {
  const text = settings.text(setting)
  return !settings.has(setting) || text === standard || text === ''
}
