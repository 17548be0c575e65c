import type { FailureSentences } from '../catalogue.ts'

export const failuresOnTheWay = {
  'ssh.missing': {
    title: 'The program `ssh` was not found on this computer.',
    next: [
      'Debian, Ubuntu: `sudo apt install openssh-client`.',
      'Windows: Settings, System, Optional features, add “OpenSSH Client”. macOS has it.',
    ],
  },
  'ssh.failed': {
    title: [
      'ssh could not connect to {host|destination}.',
      'ssh could not be started: {reason}',
      'ssh could not connect to the server.',
    ],
    next: [
      'What ssh said stands above.',
      'Try it alone, with all that it has to say: `ssh -v {target|host|destination}`.',
      'Anything that works with `ssh` works here: ports and jump hosts come from your `~/.ssh/config`.',
    ],
  },
  'ssh.no-commands': {
    title: [
      '{host|destination} lets you in, and runs no commands: it shows something of its own.',
      'The server lets you in, and runs no commands: it shows something of its own.',
    ],
    next: [
      'Cabestan needs what `ssh {target|host|destination} true` does: it ends at once, and without a word. As soon as it does, so does this.',
      'A menu of your provider’s: its panel or console tells how to get a plain shell instead.',
      'On a server of your own: `ForceCommand` in its sshd configuration, or `command=` before your key in `authorized_keys`, puts a program in the place of every command.',
    ],
  },
  'host.unresolved': {
    title: [
      'The name {host|destination} leads to no address.',
      'The name of the server leads to no address.',
    ],
    next: [
      'Check the spelling of `server:` in `cabestan.yaml`.',
      'A name that you have just bought may need an hour to be known; the address that your provider gave you works at once.',
    ],
  },
  'host.unreachable': {
    title: [
      '{host|destination} does not answer on port {port}.',
      '{host|destination} does not answer.',
      'The server does not answer.',
    ],
    next: [
      'Is the server running, and is this its address? Your provider’s console shows both.',
      'Does your provider’s own firewall let ssh in?',
      'Are you online, and does your network let ssh out? `ssh {target|host|destination}` should ask or answer something.',
    ],
  },
  'host.penalty': {
    title: [
      '{host|destination} turns this address away for a while: logins from it have failed.',
      'The server turns this address away for a while: logins from it have failed.',
    ],
    next: [
      'Wait: ssh lets you in again by itself, after some seconds where there were few, after ten minutes at most.',
      'Was it not you? Everybody behind the same router or VPN has this address: try another network, or see who it was in your provider’s console: `journalctl -u ssh`.',
      'Let no script or editor try again meanwhile: each failure makes it longer.',
    ],
  },
  'host.refused': {
    title: [
      '{host|destination} is there, but refuses connections on port {port}.',
      '{host|destination} is there, but refuses the connection.',
      'The server is there, but refuses the connection.',
    ],
    next: [
      'If ssh listens on another port, write it: `server: ssh://USER@{bracketed}:PORT`.',
      'A server that has just been started may need a minute before its ssh answers.',
      'If fail2ban has banned your address, wait ten minutes or use your provider’s console.',
    ],
  },
  'host-key.unknown': {
    title: [
      'Nobody has confirmed yet that {host|destination} is the server it says it is (fingerprint {fingerprint}).',
      'Nobody has confirmed yet that this server is the one it says it is.',
    ],
    next: [
      'Run the command in a terminal: Cabestan shows the fingerprint and asks you.',
      'In CI, put the server’s line into `known_hosts` first; on a computer that you trust, `ssh-keyscan {server}` prints it.',
    ],
  },
  'host-key.changed': {
    title: [
      '{host|destination} answers with another key than before. Nothing was sent to it.',
      'The server answers with another key than before. Nothing was sent to it.',
    ],
    next: [
      'If you have reinstalled this server, forget its former key: `ssh-keygen -R {known}`.',
      'If you have not, somebody may be standing between you and your server: compare the fingerprint with the one in your provider’s console first.',
    ],
  },
  'key.refused': {
    title: [
      '{host|destination} accepts none of your keys for {user}.',
      '{host|destination} accepts none of your keys.',
      'The server accepts none of your keys.',
    ],
    next: [
      'Other users of this computer may read {loose}, so ssh does not use it: `chmod 600 {loose}`.',
      'Is it the right user? The first time it is often `root`, `debian` or `ubuntu`.',
      'Your key is used by name only where `~/.ssh/config` says so (`IdentityFile`), or when the agent holds it: `ssh-add -l`.',
      'If your provider mailed you a password, run the command in a terminal: Cabestan asks for it and installs your key.',
      'Where others of your team deploy already: send them your public key (`~/.ssh/id_ed25519.pub`; `ssh-keygen -t ed25519` makes one). They name it under `keys:` in `cabestan.yaml`, beside their own, and deploy.',
    ],
    advice: {
      reason: {
        crowded:
          'The server closed the door before the right key had its turn: your agent offers too many (`ssh-add -l`). In `~/.ssh/config`, for this host: `IdentityFile` with the key’s path, and `IdentitiesOnly yes`.',
      },
    },
  },
  'key.putty': {
    title: [
      '{key|path} is a PuTTY key, which OpenSSH cannot read.',
      'This is a PuTTY key, which OpenSSH cannot read.',
    ],
    next: [
      'Windows: open it in PuTTYgen, then Conversions, “Export OpenSSH key”, and save it as `id_cabestan` in the folder `.ssh` of your user.',
      'Linux, macOS: `puttygen {key|path} -O private-openssh -o ~/.ssh/id_cabestan`.',
      'Then add `IdentityFile ~/.ssh/id_cabestan` for this host to `~/.ssh/config`.',
    ],
  },
  'key.locked': {
    title: [
      'The key {key} is under a passphrase that nobody gave, and {host|destination} accepts no other.',
      'Your key is under a passphrase that nobody gave.',
    ],
    next: [
      'Run the command in a terminal: Cabestan asks for the passphrase.',
      'Or hand the key to your agent first: `ssh-add {key}`.',
    ],
  },
  'password.refused': {
    title: [
      '{host|destination} does not accept this password for {user}.',
      '{host|destination} does not accept this password.',
      'The server does not accept this password.',
    ],
    next: [
      'Copy it from your provider’s mail without the space or line end after it, and try again.',
      'Some servers accept no password at all: then put your public key in place through your provider’s console.',
    ],
  },
  'password.expired': {
    title: [
      'The password of {host|destination} has expired, and the server wants a new one first.',
      'The password has expired, and the server wants a new one first.',
    ],
    next: [
      'Many providers mail such passwords. Log in once and choose another: `ssh {target|host|destination}`.',
      'Then run the same command again.',
    ],
  },
  'sudo.missing': {
    title: [
      '{user} may not use sudo on {host|destination}.',
      '{user} may not use sudo.',
      'This user may not use sudo.',
    ],
    next: [
      'Let root allow it: `ssh -l root {server} "apt-get install -y sudo && adduser {user} sudo"`.',
      'Or let Cabestan begin as root, with `server: root@…` in `cabestan.yaml`; it makes the limited user itself.',
    ],
  },
  'sudo.terminal': {
    title: [
      'sudo on {host|destination} wants a terminal, which this connection is not.',
      'sudo wants a terminal, which this connection is not.',
    ],
    next: [
      'It is `requiretty` that asks for it: `sudo grep -r requiretty /etc/sudoers /etc/sudoers.d` tells where. Take it out with `sudo visudo`, or add `Defaults:{user} !requiretty`.',
      'Or let Cabestan begin as root, with `server: root@…` in `cabestan.yaml`.',
    ],
  },
  'sudo.password-wrong': {
    title: ['sudo does not accept this password for {user}.', 'sudo does not accept this password.'],
    next: [
      'It is the password of the user on the server, not the passphrase of your key.',
      'Forgotten? As root on the server: `passwd {user}`.',
    ],
  },
  'connection.lost': {
    title: ['The connection to {host|destination} broke.', 'The connection to the server broke.'],
    next: [
      'A deploy that was under way goes on without you: `cabestan deploy --follow` joins it again.',
      'Anything else is safe to repeat.',
    ],
  },
  'connection.cut': {
    title: [
      'The connection to {host|destination} broke before anything was begun there.',
      'The connection to the server broke before anything was begun there.',
    ],
    next: ['Nothing was changed. Once the network is back, type the command again.'],
  },
  'protocol.garbage': {
    title: [
      'The server answered with something that is not Cabestan’s: “{start}”',
      'The server answered with something that is not Cabestan’s.',
    ],
    next: [
      'Often a `.bashrc` or `.profile` on the server prints this line: let it print only in interactive shells.',
      'Otherwise report it, with the file that `cabestan diagnose` writes.',
    ],
  },
  'protocol.version': {
    title: [
      'This Cabestan speaks version {ours} of its protocol, the server {theirs}.',
      'This Cabestan and the one on the server do not understand each other.',
    ],
    next: ['Update Cabestan on this computer: `npm install --global cabestan@latest`.'],
  },
  'engine.killed': {
    title: 'Cabestan’s program on the server was ended.',
    advice: {
      page: {
        maintenance: 'Visitors see the maintenance page that it had put up, until the next deploy is live.',
      },
    },
    next: [
      'Nothing is broken: run the same command again, it goes on where it stopped.',
      'If it happens again, the server may be out of memory: `cabestan ssh -- free -m` and `cabestan ssh -- sudo journalctl -k -n 30`.',
    ],
  },
  'runtime.unavailable': {
    title: [
      'Node {version} for {architecture} could be fetched neither by the server nor by this computer.',
      'The Node runtime for the server could not be fetched.',
    ],
    next: [
      'Does npm work here? `npm ping`. Cabestan uses its registry, proxy and certificate settings.',
      'Once it was fetched on this computer, it is kept, and later runs need no network for it.',
    ],
  },
  'runtime.corrupt': {
    title: [
      'The Node runtime that arrived on the server is not the one that was published ({file}). It was thrown away.',
      'The Node runtime that arrived on the server is not the one that was published. It was thrown away.',
    ],
    next: [
      'Run the command again: it is fetched anew.',
      'If it happens again, a proxy on the way changes downloads; ask whoever runs it.',
    ],
  },
} satisfies Partial<FailureSentences>
