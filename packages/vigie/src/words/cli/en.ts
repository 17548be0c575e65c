export const en = {
  help: `Vigie takes errors from what real Sentry SDKs send, and shows them. One process, one directory of data.

  vigie serve [--listen ADDRESS:PORT] [--url URL] [--behind-proxy]
                         takes events and shows them, until it is told to stop
  vigie invite           a link by which one more person makes an account
  vigie project NAME     one more project, with its DSN
  vigie password EMAIL   a new password for who forgot it; ends their sessions
  vigie backup FILE      a complete copy of the data, taken while it is in use
  vigie help             this

Everywhere: --data DIRECTORY (else $VIGIE_DATA, /var/lib/vigie as root, or ~/.local/share/vigie).

  --listen ADDRESS:PORT  where it listens; 127.0.0.1:8420 unless said. A port alone means 127.0.0.1
  --url URL              under which people and programs reach it: it stands in DSNs, mails and invitations
  --behind-proxy         nginx or another proxy stands before it, and says who asks

  vigie serve --listen 127.0.0.1:8420 --url https://errors.example.org --behind-proxy`,
  serving: (url: string) => `Vigie looks out at ${url}`,
  dsn: (name: string, dsn: string) => `  DSN of ${name}: ${dsn}`,
  account: (link: string) => `  Make your account (the link works once, for three days):\n  ${link}`,
  data: (path: string) => `  Data: ${path}`,
  stopHint: '  Ctrl+C ends it; nothing that was acknowledged is lost.',
  stopping: 'Ending: the last requests are answered.',
  firstProject: 'My application',
  invitation: (link: string) => `The link works once, for three days: ${link}`,
  project: (name: string, dsn: string) => `${name}: ${dsn}`,
  password: (email: string, password: string) =>
    `The new password of ${email}: ${password}\nIt is shown this once. Sign in and choose your own.`,
  backedUp: (file: string, size: string) => `${file}: ${size}, complete.`,
  setAside: (path: string) =>
    `The database was damaged. It lies in ${path}; the status page says what came of it.`,
  failure: {
    usage: (what: string) => `${what}\nvigie help shows what there is.`,
    unknownCommand: (name: string) => `There is no command ${name}.`,
    missing: (what: string) => `${what} is missing.`,
    tooMuch: (word: string) => `${word} is one word too many.`,
    unknownOption: (option: string) => `There is no option ${option}.`,
    optionValue: (option: string) => `${option} takes a value, and was given none.`,
    noOptionValue: (option: string) => `${option} takes no value.`,
    listen: (value: string) => `--listen takes ADDRESS:PORT, as in 127.0.0.1:8420; not ${value}.`,
    url: (value: string) => `--url takes an address, as in https://errors.example.org; not ${value}.`,
    port: (where: string) =>
      `${where} is taken by another program. Choose another one: vigie serve --listen 127.0.0.1:8421`,
    address: (where: string) => `${where} is no address of this machine, or one that needs more rights.`,
    unwritable: (path: string) =>
      `${path} cannot be written. Give it to the user that runs Vigie, or choose another: --data DIRECTORY`,
    inUse: (path: string) =>
      `Another Vigie uses ${path} already. End that one, or choose another: --data DIRECTORY`,
    nothing: (path: string) =>
      `There is no Vigie in ${path} yet: vigie serve begins one. Or say where: --data DIRECTORY`,
    forbidden: (path: string) =>
      `${path} is for another user to read. Ask as the one that runs Vigie: sudo -u USER vigie …`,
    noBackup: (file: string, why: string) =>
      `No backup could be made at ${file}: ${why}. Choose a place that you may write to, with room for all of it.`,
    exists: (path: string) => `${path} is there already, and is left as it is. Choose another name.`,
    node: (version: string) =>
      `Vigie needs Node 24.6 or newer; this is Node ${version}. See https://nodejs.org`,
    nobody: (email: string) => `Nobody has an account with ${email}.`,
    damaged: (path: string) =>
      `The database in ${path} is damaged: nothing can be kept in it. Start Vigie again: it looks through the file, goes on with the last good copy and what can still be read, and tells what came of it.`,
    diskFull: (path: string) =>
      `The disk of ${path} is full: events are refused, and come again from clients that try again. Make room on it.`,
    readOnly: (path: string) =>
      `${path} is read-only: events are refused. Look into the log of the kernel for why, or give ${path} to the user that runs Vigie.`,
    diskFails: (path: string) =>
      `The disk of ${path} failed to write: events are refused. Look into the log of the kernel, and to your backups: the disk may be dying.`,
    tooNew: (path: string) =>
      `${path} holds a database of a newer version of Vigie, and is left as it is. Start that version, or bring back a backup from before it.`,
    slug: (slug: string) => `There is a project ${slug} already.`,
    unexpected: (message: string) => `Something unforeseen went wrong: ${message}`,
  },
}

export type CliWords = typeof en
