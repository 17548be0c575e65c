import type { MailTrouble } from '../../contract/mail.ts'

export const en = {
  new: 'new',
  regression: 'it is back',
  oneNew: (project: string, title: string) => `[${project}] ${title}`,
  oneBack: (project: string, title: string) => `[${project}] Back again: ${title}`,
  many: (project: string, count: number) => `[${project}] ${count} issues, new or back again`,
  severalProjects: (count: number) => `${count} issues, new or back again`,
  together: 'Many came at once, so they come in one mail.',
  more: (count: number) => `… and ${count} more`,
  all: 'All of them',
  where: 'In',
  fact: (name: string, value: string) => `${name}: ${value}`,
  level: 'Level',
  levels: { fatal: 'fatal', error: 'error', warning: 'warning', info: 'info', debug: 'debug' },
  release: 'Release',
  environment: 'Environment',
  seen: 'First seen',
  events: (count: number) => (count === 1 ? '1 event' : `${count} events`),
  open: 'Look at it',
  why: (url: string) => `You get this because your account asks for it. To end that: ${url}`,
  heldBack: (count: number) => `${count} of them waited, so that you do not get too many mails in an hour.`,
  stack: 'Innermost first',
  request: 'Request',
  server: 'Server',
  test: {
    subject: 'Vigie can send mail',
    text: 'This is the mail that you asked for. New issues will come the same way.',
  },
  trouble: {
    'not-set': () => 'No mail server is set.',
    host: (said: string) => `The name of the mail server is not known: check how it is spelt. (${said})`,
    refused: (said: string) =>
      `Nothing listens on that port of the mail server: check port and firewall. (${said})`,
    timeout: (said: string) =>
      `The mail server does not answer. A wrong port or a firewall does that; many hosts close port 25. (${said})`,
    certificate: (said: string) =>
      `The mail server’s certificate is not to be trusted: it is out of date, self-signed, or made out to another name. (${said})`,
    tls: (said: string) =>
      `The connection could not be encrypted as it is set. Port 465 goes with TLS, port 587 with STARTTLS. (${said})`,
    login: (said: string) => `The mail server refuses user name and password. (${said})`,
    sender: (said: string) => `The mail server refuses the sender’s address. (${said})`,
    recipient: (said: string) => `The mail server refuses the recipient’s address. (${said})`,
    message: (said: string) => `The mail server refuses the mail. (${said})`,
    dropped: (said: string) => `The mail server hung up in the middle of the conversation. (${said})`,
    other: (said: string) => `The mail could not be sent. (${said})`,
  } satisfies Record<MailTrouble, (said: string) => string>,
}

export type MailWords = typeof en
