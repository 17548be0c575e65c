export type Pairs = readonly (readonly [string, string])[]

const keys: Pairs = [
  ['j / k', 'next / previous issue; in an issue: older / newer event'],
  ['Enter', 'open the issue'],
  ['x', 'select it'],
  ['r', 'resolve'],
  ['m', 'mute'],
  ['u', 'back to the list'],
  ['/', 'search'],
  ['?', 'this help'],
]

export const shell = {
  skip: 'Skip to the content',
  navigation: 'Main navigation',
  crumbs: 'Where you are',
  nowhere: 'There is nothing at this address',
  loading: 'Loading…',
  retry: 'Try again',
  save: 'Save',
  saved: 'Saved.',
  cancel: 'Cancel',
  close: 'Close',
  undo: 'Undo',
  undone: 'Undone.',
  copy: 'Copy',
  copyDsn: 'Copy the DSN',
  copiedShort: 'Copied',
  copied: (what: string) => `Copied: ${what}.`,
  notCopied: 'The browser did not let us copy: select the text and copy it by hand.',
  empty: '(empty)',
  showAll: (characters: number) => `show all (${characters} characters)`,
  andMore: (number: number) => `and ${number} more`,
  theme: {
    title: 'Appearance',
    is: (theme: string) => `Appearance: ${theme}`,
    system: 'as the system',
    light: 'light',
    dark: 'dark',
  },
  keys: { title: 'Keyboard shortcuts', list: keys },
  failures: {
    unreachable:
      'The server did not answer. Check that Vigie is running and that you are online, then try again.',
    other: (status: number, code: string) => `The server refused (${status}, ${code}). Its log says why.`,
    lockedFor: (seconds: number) =>
      seconds < 90
        ? `Too many attempts. Try again in ${seconds} second${seconds === 1 ? '' : 's'}.`
        : `Too many attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`,
    pattern: (pattern: string) =>
      `This pattern is no regular expression, or one that could take for ever: ${pattern}`,
    fields: (fields: string) => `Something that was filled in is not right: ${fields}.`,
    codes: {
      unauthorized: 'You are signed out: sign in again.',
      credentials:
        'This e-mail address and password do not go together. Forgotten? `vigie password E-MAIL` on the server makes a new one.',
      locked: 'Too many attempts. Wait a while, then try again.',
      invitation:
        'This invitation was used already or is too old. Ask for another: `vigie invite` on the server makes one.',
      email: 'There is an account with this e-mail address already.',
      password: 'The current password is not right.',
      slug: 'Another project has this short name.',
      'not-found': 'It is not there any more.',
      pattern: 'A pattern is no regular expression, or one that could take for ever.',
      origin: 'The request came from another site. Open Vigie in a tab of its own and try again.',
      'read-only': 'This may read only.',
      invalid: 'Something that was filled in is not right.',
      'too-large': 'That is too large.',
      internal: 'Something unforeseen went wrong. The log of the server says what.',
      host: 'This address is not one of Vigie’s: open it by the one it was started with (--url).',
      'last-account': 'This is the last account: nobody could sign in any more.',
      overloaded: 'The server has too much to do right now. Try again in a moment.',
      'disk-full': 'The disk of the server is full: it was not kept. Make room, then try again.',
      'disk-read-only':
        'The disk of the server may only be read: it was not kept. Look into the log of the kernel.',
      'disk-fails':
        'The disk of the server failed to write: it was not kept. Look into the log of the kernel, and to your backups.',
      damaged: 'The database is damaged: it was not kept. Vigie mends it when it is started again.',
    },
  },
}
