import type { ArrivalWords, RemovalWords } from '../release-words.ts'
import type { FailureLabels, PlanWords, ProgressWords, QuestionWords, StatusWords } from '../word-lists.ts'
import { englishStopped } from './at-the-gate.ts'

export const failure: FailureLabels = {
  step: 'step',
  command: 'command',
  said: 'output',
  next: 'next',
  code: 'code',
  exit: 'exit code {code}',
}

export const plan: PlanWords = {
  toCreate: { one: '{count} to create', other: '{count} to create' },
  toChange: { one: '{count} to change', other: '{count} to change' },
  toRemove: { one: '{count} to remove', other: '{count} to remove' },
  right: { one: '{count} right already', other: '{count} right already' },
  nothing: 'Nothing to change: the server is as described.',
  onlyRecord: 'The server is as described; only Cabestan’s own record of it is not up to date.',
  keptKey:
    'The key {key} is not on your list and still gets in, for {others}, on the same server. Name its keys there too (`keys:` in its `cabestan.yaml`), and deploy it.',
  unsettled: '{service} still has to read its new configuration',
  guarded: 'an interrupted run left former access settings to be restored: the next deploy begins with that',
  noLongerDescribed: 'No longer described',
  byHand: 'changed by hand',
  hiddenLines: { one: '… {count} more line', other: '… {count} more lines' },
  lines: { one: 'line', other: 'lines' },
  noLineEnd: 'no line end at the end of the file',
  seeMore: 'Whole diffs: `cabestan plan`. Reasons: `cabestan plan --why`.',
  why: 'Why',
  hand: 'By hand',
  instead: 'Cabestan',
  undone: 'Undone',
  intoFile: 'with this in it:',
  drift: {
    one: '{count} of them was changed by hand since the last run.',
    other: '{count} of them were changed by hand since the last run.',
  },
}

export const progress: ProgressWords = {
  connecting: 'connecting',
  connectingAs: 'connecting as {user}',
  connected: 'connected as {user}',
  sending: 'sending what the server lacks ({size})',
  looking: 'looking at the server',
  touchKey: 'touch your security key ({text})',
  unanswered: 'logged in, and no answer yet: a menu of the provider’s, in place of a shell?',
  installationWaits: 'waiting: somebody else is installing Cabestan’s program there',
  sandbox: {
    base: 'building the base system of {suite} (the first time only)',
    wait: 'waiting: another command is at work on it',
    create: 'making the sandbox {name}',
    boot: 'booting {name}',
    stop: 'stopping {name}',
    remove: 'removing the files of {name}',
    ready: '{name} is ready',
    made: 'There was no sandbox {name}: an empty one is made. Those that there are: `cabestan sandbox list`.',
    left: 'Stopped half-way. Type the same again to finish it.',
  },
  installing: {
    runtime: {
      fetched: 'the server fetches its Node runtime (once)',
      sent: 'sending a Node runtime to the server (once)',
    },
    engine: {
      fetched: 'installing Cabestan’s program on the server',
      sent: 'installing Cabestan’s program on the server',
    },
  },
  waiting: {
    'package-lock': 'waiting: {holder} holds the package manager',
    'run-lock': 'waiting for the run of {holder} to end',
    'venv-ahead': 'packages of Python',
  },
  settled: {
    reload: '{service} has read its new configuration',
    restart: '{service} was restarted',
    start: '{service} was started',
  },
  starting: 'starting',
  place: '{index} of {total}',
  proving: 'logging in anew as {login}, to prove that you still get in',
  proved: 'You still get in: the new access settings stay',
  restored: 'The former access settings are back',
  joined: {
    deploy: 'Deploy, started by {by}, {when} ({run})',
    rollback: 'Rollback, started by {by}, {when} ({run})',
    restart: 'Restart, started by {by}, {when} ({run})',
    scale: 'Scaling, started by {by}, {when} ({run})',
  },
  wasOver: 'Nothing is under way: this was the last run, which had ended {time} before.',
  still: 'still at it: {what}, {time}',
  removed: 'removed: {what}',
  done: { one: 'Done: {count} step changed, in {time}.', other: 'Done: {count} steps changed, in {time}.' },
  doneNothing: 'Done: nothing had to be changed, in {time}.',
  doneTask: 'Done, in {time}.',
  failed: {
    one: 'Failed after {time}; {count} step was changed before.',
    other: 'Failed after {time}; {count} steps were changed before.',
  },
  failedNothing: 'Failed after {time}.',
  failedAtOnce: 'Failed at once.',
  detached: 'The server goes on alone. `cabestan deploy --follow` joins it again.',
  unsure: 'Stopped before the server said that it has begun. `cabestan status` shows whether it has.',
  detachedGuard:
    'Access settings that are changed meanwhile are put back by the server unless you join within a minute: nobody else can prove that you still get in.',
  stopped: englishStopped,
}

export const questions: QuestionWords = {
  deploy: { one: 'Deploy to {servers}?', other: 'Deploy to these {count} servers ({servers})?' },
  remove: 'Remove this from {servers}?',
  removeData: 'Its data on {servers} is lost for good. To remove all this, type the name: {name}',
  destroy: 'Delete the sandbox {name}, with all that is in it?',
  rollback: 'Go back to release {number}?',
  restore:
    'What was written since leaves the site; it is saved first, in /var/backups/{name}. To bring the saved database back, type the name: {name}',
  notThatName: 'Type {name}, or nothing to leave all as it is.',
  yes: 'Yes',
  no: 'No',
  declined: 'Nothing was changed.',
  password: 'Password for {destination}',
  passphrase: 'Passphrase of the key {key}',
  sudoPassword: 'Password of {user} for sudo on {destination}',
  again: 'That is not it.',
  hostKey: 'Is this the fingerprint of {host}?',
  hostKeyHelp: 'Your provider’s console shows the fingerprint. Compare at least its beginning and its end.',
  makeKey: 'You have no ssh key yet. Make one ({path})?',
  choose: 'The arrows ↑ and ↓ choose, Enter confirms.',
}

export const status: StatusWords = {
  system: '{name}, {architecture}, kernel {kernel}',
  hardware: 'cores: {cores}, memory: {memory} MB, swap: {swap} MB',
  disk: 'disk: {free} of {total} GB free',
  uptime: 'up for {time}',
  reboot: 'an update wants a reboot: `cabestan ssh -- sudo reboot`',
  services: 'Services',
  states: {
    RUNNING: 'running',
    STARTING: 'starting',
    STOPPING: 'stopping',
    STOPPED: 'stopped',
    EXITED: 'ended',
    BACKOFF: 'falls over at its start',
    FATAL: 'given up',
  },
  applications: 'Applications',
  noApplications: 'none yet',
  application: {
    notReleased: 'no release is live: `cabestan deploy`',
    unrecorded:
      'a release is live ({colour}) of which Cabestan’s records are gone: `cabestan deploy --again` makes a new one',
    live: 'release {number}, {commit} {subject}, of {when} ({colour})',
    underWay: 'release {number} is being made: `cabestan deploy --follow` shows it',
    cutOff: 'its deploy was cut off after the switch: `cabestan deploy` ends it',
    lastFailed: 'release {number} of {when} did not go live: {verdict}',
    maintenance: 'visitors see the maintenance page: `cabestan maintenance off` ends that',
    maintenanceSince: 'visitors see the maintenance page since {when}: `cabestan maintenance off` ends that',
    up: 'pid {pid}, for {time}',
    answers: 'its page answers {status} in {time}',
    silent: 'its page does not answer',
    database: 'database: {size}',
    redis: 'Redis: {used} of {limit}',
    redisFull:
      'Redis: {used} of {limit}; full, it takes no job and no session any more: `redis: { memory: … }` in `cabestan.yaml`',
    lostPython:
      'Python {python}, on which this release runs, is no longer on the server: `cabestan deploy` makes it anew',
    changed: 'files of this release were changed by hand: `cabestan deploy` makes it anew',
    pending: 'variables that wait for the next release: {keys}',
    others: 'of release {number}',
    fallen: {
      one: 'fell over, started again {count} time: `cabestan logs {name}`',
      other: 'fell over, started again {count} times: `cabestan logs {name}`',
    },
    outdated: 'an update replaced what it runs on: `cabestan restart {name}`',
    scaledToNothing: 'scaled to 0: `cabestan scale {name}=1` starts it',
    scheduledNever: 'has not run yet',
    scheduledRan: 'ran on {when}',
    scheduledFailed: 'failed on {when}, with {code}: `cabestan logs {name}`',
    queue: {
      one: 'queue {name}: {count} job waits',
      other: 'queue {name}: {count} jobs wait',
      none: 'queue {name}: no job waits',
    },
    queueSilent: 'queue {name}: its Redis does not say how much waits',
  },
  drift: 'Changed by hand',
  noDrift: 'nothing',
  runs: 'Last runs',
  noRuns: 'none yet',
  run: { one: '{count} step changed', other: '{count} steps changed' },
  outcomes: { running: 'under way', done: 'done', failed: 'failed', interrupted: 'cut off' },
  sandboxStates: { running: 'running', stopped: 'stopped' },
  maintenanceOn: 'Visitors see the maintenance page. `cabestan maintenance off` ends that.',
  maintenanceOff: 'The maintenance page is gone: visitors see the site.',
  noLogs: 'The logs have no line yet.',
  noSuchLogs: 'No line of the logs matches.',
  noSandboxes: 'There are no sandboxes. Make one: `cabestan sandbox up`.',
  sandboxReady: 'The sandbox {name} is ready at {address}. In cabestan.yaml: `server: sandbox:{name}`.',
  sandboxLine: 'For your own ssh client, a block for `~/.ssh/config`:',
  sandboxDown: 'The sandbox {name} is stopped; what is in it is kept.',
  sandboxDestroyed: 'The sandbox {name} is gone.',
  diagnosed: 'Written: {file}',
  diagnosedContent: 'In it, with secrets masked (look before you send it):',
}

export const removal: RemovalWords = {
  goes: 'What goes',
  stays: 'What stays',
  nothing: 'nothing',
  done: 'Removed.',
  dataHint: 'To delete the data too: `cabestan remove -e {environment} --data`.',
}

export const arrival: ArrivalWords = {
  title: 'Release',
  commit: '{hash} {subject} ({author}, {when})',
  first: 'the first one',
  replaces: 'takes the place of release {number} ({hash} {subject})',
  underWay: 'a deploy is under way, and what is live changes meanwhile: `cabestan deploy --follow`',
  cutOff: 'the live one was cut off before its end: its workers may still be of the one before',
  pending: 'with variables that were set or taken away since: {keys}',
  lostPython:
    'Python {python}, on which the live release runs, is no longer on the server: this one gets the one that is',
  changed: 'files of the live release were changed by hand: this one has them from the commit',
  sameUnrecorded:
    'This commit is live already, with the same settings and variables, although Cabestan’s records of its release are gone. `--again` makes a new release of it.',
  same: 'This commit is live already (release {number}), with the same settings and variables. `--again` makes a new release of it.',
  toDo: 'To do it: `cabestan deploy`',
  serverOnly: 'There is no Django project in a git repository here, so only the server is looked at.',
  uncommitted: 'In no commit, and so not deployed: {files}.',
  older: {
    one: 'This commit is older than what is live: {count} commit that visitors have now would be gone.',
    other: 'This commit is older than what is live: {count} commits that visitors have now would be gone.',
  },
  unseen:
    'Your repository has never seen the commit that is live: somebody else deployed it. What it brought may be gone with this one. First `git pull`; if they have not pushed it, ask them to.',
  aside: {
    one: 'This commit is on another line than what is live: {count} commit that visitors have now is not in it. If it should be, merge it first.',
    other:
      'This commit is on another line than what is live: {count} commits that visitors have now are not in it. If they should be, merge them first.',
  },
  wayBack:
    'To go back, rather `cabestan rollback {number}`: packages, variables and settings of then, in seconds, and it looks at the migrations since.',
  noWayBack:
    'No release of it is kept on the server, so `cabestan rollback` cannot bring it; migrations made since stay in the database.',
  shadowed:
    '`env:` of cabestan.yaml does not count for {keys}: the server keeps a value of its own. Take the line out; for another value: `cabestan env set {first}`.',
  unwell: 'The release that is live has a problem already: its page answers {status}.',
  unwellSilent: 'The release that is live has a problem already: its page does not answer.',
  approve:
    'No file lists the packages. These were read from the imports, and are to be installed: {packages}',
  migrationsMade:
    'Migrations are missing and will be made on the server, and brought into your working copy to be committed: {apps}.',
  newMigrations: 'new migrations: {names}',
  refused:
    'As long as the live release uses what goes, its deploy is refused before the database is touched: {operations}. First a release whose code does without it, then the migration; or `cabestan deploy --maintenance`, with a pause.',
  moves:
    'The database changes from {from} to {to}, and nothing is carried over: the site begins without what it holds now, which stays in the former one. To take it along: `cabestan maintenance on`; `cabestan run -- manage.py dumpdata --natural-foreign --natural-primary -e contenttypes -e auth.permission > data.json`; `cabestan deploy --another-database`; `cabestan run -- manage.py loaddata --format json - < data.json`; `cabestan maintenance off`.',
  formerSelf:
    '{app} on this server is of the same project (release {number}: {hash} {subject}). What `app:` names is another application, which begins empty: database, uploads and variables of {app} stay there. Where it is the same site, write `app: {app}` in `cabestan.yaml`: visitors never see that name. How its data come along to another one is in the guide “Years”, under “Another name”.',
  formerEnvironment:
    '{app} ({environment}) on this server is of the same project (release {number}: {hash} {subject}), and `cabestan.yaml` has no environment of that name. What is deployed now begins empty: database, uploads and variables stay with {environment}. Where it is the same one, call it {environment} again, under `environments:`. Where nobody wants that one any more: `cabestan remove -e {environment}`. How its data come along is in the guide “Years”, under “Another name”.',
  broughtBack:
    'Made on the server, and now in your working copy. Look at them and commit them, so that the next release has them from git: {files}.',
  manyMigrations: '{count} migrations to apply',
  sending: 'sending what the server lacks: {sent} of {total}',
  live: 'Release {number} is live, after {time}.',
  noRequest: 'No request came in during the switch.',
  lost: { one: '{lost} of {count} request lost.', other: '{lost} of {count} requests lost.' },
  back: 'Release {number} is live again, after {time}.',
  restarted: 'Release {number} has started anew, in {time}.',
  restartFailed: 'Not everything has started anew. Release {number} goes on serving.',
  failed: 'Release {number} never received a request: release {former} goes on serving.',
  failedFirst: 'Release {number} never received a request.',
  withdrawn: 'Release {number} was taken back: release {former} serves again.',
  liveAndFailed: 'Release {number} is live, but what follows it failed.',
  answers: '{url} answers {status}',
  answersShut: '{url} shows the maintenance page: `cabestan maintenance off` ends that.',
  answersElse: '{url} answers {status}; looked at from here, the site does not work yet.',
  frontFails:
    '{url} answers {status}: visitors of the front page see an error, although {page} works. Why: `cabestan logs`.',
  frontMissing: '{url} answers 404: the project has no page there. One that works: {page}',
  proofs: {
    'dns-missing': '{domain} is not known to DNS yet. Have it lead to {address}.',
    'dns-elsewhere':
      '{domain} leads to {found}, and not to {address}, where the site is. Change its DNS record.',
    unreachable:
      'Port 80 of {address} cannot be reached from here: does a firewall of your provider let it in?',
    silent: '{address} can be reached from here, and gives no answer to {url}.',
  },
  byAddress: 'Until then it answers by its address: `curl -H "Host: {domain}" http://{address}{path}`',
  byHosts:
    'To see it in a browser before that: the line `{address} {domain}` in the hosts file of your computer, until the name leads there.',
  superuser: 'Make yourself an administrator: `cabestan run -- manage.py createsuperuser`',
  seededAccounts:
    'The site begins with the accounts of {file}: whoever has the repository may find out their passwords. Change them: `cabestan run -- manage.py changepassword NAME`. No administrator among them? `cabestan run -- manage.py createsuperuser`.',
  fixtures: 'Fixtures that were found can be loaded: `cabestan run -- manage.py loaddata {names}`.',
  next: 'What it says: `cabestan logs -f`',
  nextAfter: 'Back to the one before: `cabestan rollback`',
}
