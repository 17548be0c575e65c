/** What the API answers when it does not do what was asked: what happened, and what to do next. */
export const en = {
  unauthorized: {
    message: 'Nobody is signed in.',
    hint: 'Sign in, or send a token: Authorization: Bearer vigie_…',
  },
  credentials: {
    message: 'This e-mail address and password do not go together.',
    hint: 'Try again, or have a new password made on the server: vigie password EMAIL',
  },
  locked: { message: 'Too many attempts.', hint: 'Wait as long as Retry-After says, in seconds.' },
  invitation: {
    message: 'The link was used or is too old.',
    hint: 'vigie invite on the server makes another; so does whoever has an account.',
  },
  email: { message: 'There is an account with this e-mail address already.', hint: 'Sign in with it.' },
  password: { message: 'The current password is not right.', hint: 'Type it again.' },
  slug: { message: 'Another project has this short name.', hint: 'Choose another one.' },
  pattern: {
    message: 'A pattern is no regular expression, or one that could take for ever.',
    hint: '`pattern` and `trouble` say which and why.',
  },
  origin: { message: 'The request comes from another site.', hint: 'Act on the pages of Vigie itself.' },
  host: {
    message: 'Vigie is not known under this name.',
    hint: 'Start it with --url and the address that people type.',
  },
  'read-only': { message: 'This token may read only.', hint: 'Make one that may write.' },
  'not-found': { message: 'There is nothing of that name or number.', hint: 'It may have been deleted.' },
  invalid: {
    message: 'The request is not as it should be.',
    hint: '`problems` says what is wrong, field by field.',
  },
  'last-account': {
    message: 'It is the last account.',
    hint: 'Invite somebody first: nobody could sign in any more.',
  },
  'too-large': { message: 'The body is too large.', hint: 'Send less at a time.' },
  overloaded: {
    message: 'The database cannot be written now, or too much waits.',
    hint: 'Try again in a moment.',
  },
  'disk-full': {
    message: 'The disk of the server is full: nothing could be kept.',
    hint: 'Make room on it; Vigie goes on by itself.',
  },
  'disk-read-only': {
    message: 'The disk of the server may only be read: nothing could be kept.',
    hint: 'Look into the log of the kernel for why; make it writable again; Vigie goes on by itself.',
  },
  'disk-fails': {
    message: 'The disk of the server failed to write: nothing could be kept.',
    hint: 'Look into the log of the kernel, and to your backups: the disk may be dying.',
  },
  damaged: {
    message: 'The database is damaged: nothing can be kept in it.',
    hint: 'Vigie ends; when it is started again it goes on with the last good copy and what can still be read.',
  },
  internal: {
    message: 'Something unforeseen went wrong.',
    hint: 'The log of the server says what.',
  },
}

export type ApiWords = typeof en
