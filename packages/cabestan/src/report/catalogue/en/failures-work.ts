import type { FailureSentences } from '../catalogue.ts'

export const failuresAtWork = {
  'run.busy': {
    title: [
      'A run that {by} started is under way on this server ({run}).',
      'Another run is under way on this server.',
    ],
    next: ['Watch it: `cabestan deploy --follow`.'],
    advice: {
      wanted: {
        deploy: 'Have yours begin as soon as it has ended: `cabestan deploy --wait`.',
        other: 'When it has ended, run the same command again.',
      },
    },
  },
  'run.unknown': {
    title: ['The server knows no run {run}.', 'Nothing was ever deployed to this server.'],
    next: ['`cabestan status` lists the last runs.'],
  },
  'run.no-command': {
    title: [
      '{command} is not there: neither in the packages of the application nor among the programs of its server.',
      'The application and its server have no such command.',
    ],
    next: [
      'Did you mean `cabestan run -- {nearest}`?',
      'It is a command of Django: `cabestan run -- manage.py {django}`.',
      'A script of the project is run by Python: `cabestan run -- python {script}`.',
      'What a package of Python brings comes with the project’s dependencies; programs of the distribution with `packages:` in `cabestan.yaml`.',
    ],
  },
  'application.unknown': {
    title: ['This server has no {app} ({environment}).', 'This server has no such application.'],
    next: [
      'If nothing of it has been deployed there yet: `cabestan deploy`.',
      'Who is on the server: `cabestan status`. Another environment: `-e NAME`.',
    ],
  },
  'claims.conflict': {
    title: [
      '{other} describes the same thing on this server, and differently: {step}.',
      'Another application describes the same thing on this server, and differently.',
    ],
    next: [
      'Two applications may share a server, but not a name, nor want two values for one thing (a time zone). Change `app:` or that key in `cabestan.yaml`.',
      'Who is on the server: `cabestan status`.',
    ],
  },
  'command.failed': {
    title: ['`{command}` failed.', 'A command failed on the server.'],
    next: [
      'The end of what it said stands above.',
      'When it is put right, run the same command again: what is done already is not done twice.',
    ],
  },
  'command.missing': {
    title: ['The program `{program}` is not on the server.', 'A program is missing on the server.'],
    next: [
      'A package may be half installed: `cabestan ssh -- sudo apt-get install --fix-broken`.',
      'Then run the same command again.',
    ],
  },
  'command.timeout': {
    title: [
      '`{command}` had not ended after {time}, and was stopped.',
      '`{command}` took too long, and was stopped.',
      'A command took too long, and was stopped.',
    ],
    next: [
      'Run the same command again; if the server is busy, later.',
      'What keeps it busy: `cabestan ssh -- top -bn1`.',
    ],
  },
  'service.invalid': {
    title: [
      '{service} refuses its new configuration. The former one was put back; the service was not touched.',
      'A service refuses its new configuration. The former one was put back.',
    ],
    next: [
      'What {service} said about it stands above.',
      'If a file that you changed by hand is named there, mend it and run the command again.',
    ],
  },
  'service.failed': {
    title: ['{service} does not start.', 'A service does not start.'],
    next: [
      'What it says itself: `cabestan ssh -- sudo journalctl -u {service} -n 50`.',
      'When it is put right, run the same command again.',
    ],
  },
  'step.unproven': {
    title: 'The step was made, but looking again shows that the server is still not as described.',
    next: [
      'Another program may change it back at once (a provider’s agent, another configuration tool).',
      'What still differs: `cabestan plan`. If it makes no sense, report it with the file of `cabestan diagnose`.',
    ],
  },
  'step.blocked': {
    title: [
      '{path} is in the way, and Cabestan does not delete what it did not make.',
      'Something is in the way that Cabestan does not delete.',
    ],
    next: [
      'Look at it, keep what you need, then move it away: `cabestan ssh -- sudo mv {path} {path}.old`.',
      'Then run the same command again.',
    ],
  },
  'database.encoding': {
    title: [
      'The database {database} is in {encoding}; PostgreSQL cannot change that to UTF-8.',
      'A database is not in UTF-8, and PostgreSQL cannot change that.',
    ],
    next: [
      'Save it: `cabestan ssh -- sudo -u postgres pg_dump -Fc {database}`, with its output sent to a file on your computer.',
      'Give it another name: `ALTER DATABASE "{database}" RENAME TO …`. The next run makes an empty one in UTF-8 for `pg_restore` to fill.',
    ],
  },
  'database.port': {
    title: [
      'PostgreSQL {version} on the server listens on port {port}; Django looks for it on 5432.',
      'PostgreSQL on the server listens on another port than 5432.',
    ],
    next: [
      'If nobody else needs the present port: `cabestan ssh -- sudo pg_conftool {version} {name} set port 5432`, `cabestan ssh -- sudo systemctl restart {unit}`, and the same command again.',
      'If somebody does, let the application have a database of its own: `postgres: false` in `cabestan.yaml`, and its address by `cabestan env set DATABASE_URL`.',
    ],
  },
  'ssh.port-waits': {
    title: [
      '{place} says port {port}, and ssh still listens on {listening}.',
      'Files of sshd name another port than the one on which it listens.',
    ],
    next: [
      'Nothing was changed: ssh would move at the first restart, while its way there may be closed. Move it first, with a second session open.',
      'On the server: `sudo ufw allow {port}/tcp` where its firewall runs, then `sudo systemctl daemon-reload && sudo systemctl restart {unit}`.',
      'Then say it in `cabestan.yaml`: `server: ssh://USER@SERVER:{port}`. Or remove that line.',
    ],
  },
  'access.unproven': {
    title: [
      'A fresh login as {login} did not work, so the server put its former access settings back.',
      'A fresh login did not work, so the server put its former access settings back.',
    ],
    next: [
      'You still get in as before. Nobody was locked out.',
      'Look at the keys of {login}: does the person whose key is in `cabestan.yaml` sit at this computer?',
      'Then run the same command again.',
    ],
  },
  'access.shut-out': {
    title: [
      'sshd would not let {login} in, whom Cabestan is to log in as: {list} ({place}).',
      'sshd would not let the login user in.',
    ],
    next: [
      'Nothing was changed. Put {login} on that list on the server, then `sudo systemctl reload ssh`, and run the same command again.',
      'Or name a user of that list, who may use sudo: `login: USER` in `cabestan.yaml`.',
    ],
  },
  interrupted: {
    title: ['Run {run} was cut off before its end.', 'The run was cut off before its end.'],
    next: ['Run `cabestan deploy` again: it goes on where that one stopped.'],
  },
  unexpected: {
    title: ['Something happened that nobody foresaw: {message}', 'Something happened that nobody foresaw.'],
    next: [
      'That is a defect of Cabestan. The server’s own log is `/var/lib/cabestan/runs`.',
      '`cabestan diagnose` writes a file without secrets: please send it with your report.',
    ],
  },
} satisfies Partial<FailureSentences>
