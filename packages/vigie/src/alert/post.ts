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

/** Sends by SMTP. The library is loaded with the first mail, because most of the time there is none. */
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
      // Text from a stranger must not name a file or an address to fetch.
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
  // Mails about one issue claim to answer the same first mail, which was never sent, so that programs group them.
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
