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
  level: 'Level',
  release: 'Release',
  environment: 'Environment',
  seen: 'First seen',
  events: (count: number) => (count === 1 ? '1 event' : `${count} events`),
  open: 'Look at it',
  why: (url: string) => `You get this because your account asks for it. To end that: ${url}`,
  test: {
    subject: 'Vigie can send mail',
    text: 'This is the mail that you asked for. New issues will come the same way.',
  },
}

export type MailWords = typeof en
