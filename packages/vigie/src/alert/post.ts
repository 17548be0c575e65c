import type { MailSettings } from '../contract/status.ts'
import type { Mail } from './compose.ts'

export interface PostSettings extends Omit<MailSettings, 'hasPassword'> {
  readonly password: string | null
}

export type Post = (mail: Mail) => Promise<void>

export interface Patience {
  readonly connectionTimeout: number
  readonly greetingTimeout: number
  readonly socketTimeout: number
}

const usual: Patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

/** By SMTP. The library is loaded with the first mail: most of the time there is none. */
export function postBy(settings: PostSettings, patience: Patience = usual): Post {
  return async (mail) => {
    const { createTransport } = await import('nodemailer')
    const { host, port, security, username, password, from } = settings
    const transport = createTransport({
      ...{ host, port, ...patience },
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(username === null ? {} : { auth: { user: username, pass: password ?? '' } }),
      // What a stranger wrote can name no file and no address to fetch.
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    try {
      await transport.sendMail({ from, ...contentOf(mail, from) })
    } finally {
      transport.close()
    }
  }
}

function contentOf({ to, subject, text, html, thread, id, stop }: Mail, from: string) {
  const domain = /@([\w.-]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'
  // Mails of one issue answer the same first one, which was never sent: so programs put them together.
  const first = `<vigie-${thread}@${domain}>`
  const headers = {
    'auto-submitted': 'auto-generated',
    'x-auto-response-suppress': 'All',
    ...(stop === null ? {} : { 'list-unsubscribe': `<${stop}>` }),
  }
  return {
    ...{ to, subject, text, html, headers },
    ...(thread === null ? {} : { references: first, inReplyTo: first }),
    ...(id === null ? {} : { messageId: `<vigie-${id}@${domain}>` }),
  }
}
