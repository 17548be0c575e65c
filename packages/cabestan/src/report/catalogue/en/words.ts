import type {
  FailureLabels,
  PlanWords,
  ProgressWords,
  QuestionWords,
  RemovalWords,
  StatusWords,
} from '../word-lists.ts'

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
  looking: 'looking at the server',
  touchKey: 'touch your security key ({text})',
  installationWaits: 'waiting: somebody else is installing Cabestan’s program there',
  sandbox: {
    base: 'building the base system of {suite} (the first time only)',
    wait: 'waiting: another command is at work on it',
    create: 'making the sandbox {name}',
    boot: 'booting {name}',
    stop: 'stopping {name}',
    ready: '{name} is ready',
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
  joined: 'Started by {by}, {when} ({run})',
  still: 'still at it: {what}, {time}',
  removed: 'removed: {what}',
  done: { one: 'Done: {count} step changed, in {time}.', other: 'Done: {count} steps changed, in {time}.' },
  doneNothing: 'Done: nothing had to be changed, in {time}.',
  failed: {
    one: 'Failed after {time}; {count} step was changed before.',
    other: 'Failed after {time}; {count} steps were changed before.',
  },
  failedNothing: 'Failed after {time}.',
  detached: 'The server goes on alone. `cabestan deploy --follow` joins it again.',
  detachedGuard:
    'Access settings that are changed meanwhile are put back by the server unless you join within a minute: nobody else can prove that you still get in.',
  stopped: 'Stopped. Nothing was changed.',
}

export const questions: QuestionWords = {
  deploy: { one: 'Make it so on {servers}?', other: 'Make it so on these {count} servers ({servers})?' },
  remove: 'Remove this from {servers}?',
  yes: 'Yes',
  no: 'No',
  declined: 'Nothing was changed.',
  password: 'Password for {destination}',
  passphrase: 'Passphrase of the key {key}',
  sudoPassword: 'Password of {user} for sudo on {destination}',
  again: 'That was not it.',
  hostKey: 'Is this the fingerprint of {host}?',
  hostKeyHelp: 'Your provider’s console shows the fingerprint. Compare at least its beginning and its end.',
  makeKey: 'You have no ssh key yet. Make one ({path})?',
}

export const status: StatusWords = {
  system: '{name}, {architecture}, kernel {kernel}',
  hardware: 'cores: {cores}, memory: {memory} MB, swap: {swap} MB',
  disk: 'disk: {free} of {total} GB free',
  uptime: 'up for {time}',
  reboot: 'an update wants a reboot: `cabestan ssh -- sudo reboot`',
  services: 'Services',
  applications: 'Applications',
  noApplications: 'none yet',
  drift: 'Changed by hand',
  noDrift: 'nothing',
  runs: 'Last runs',
  noRuns: 'none yet',
  run: { one: '{count} step changed', other: '{count} steps changed' },
  outcomes: { running: 'under way', done: 'done', failed: 'failed', interrupted: 'cut off' },
  sandboxStates: { running: 'running', stopped: 'stopped' },
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
