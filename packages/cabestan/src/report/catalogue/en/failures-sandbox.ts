import type { FailureSentences } from '../catalogue.ts'

export const failuresOfSandboxes = {
  'sandbox.unsupported': {
    title: ['A sandbox cannot be made here: {reason}.', 'A sandbox cannot be made here.'],
    next: [
      'Any server of Debian or Ubuntu that `ssh` reaches can stand in `server:` instead, a virtual machine too.',
    ],
    words: {
      reason: {
        platform: 'this computer does not run Linux',
        root: 'that needs root',
        overlay: 'the kernel refuses overlay mounts here',
        memory: 'the memory of a sandbox cannot be bounded here',
        addresses: 'no free network was found for it',
        directory: 'the directory {directory} is not fit for it',
        suite: 'the sandbox {name} is there already, with {suite}',
      },
    },
    advice: {
      reason: {
        platform: 'Sandboxes need Linux, root and systemd-nspawn: use a Linux virtual machine.',
        root: 'As root: `sudo cabestan sandbox up`.',
        overlay: 'In a container, it has to be a privileged one.',
        suite: 'Choose another name, or throw the old one away: `cabestan sandbox destroy {name}`.',
      },
    },
  },
  'sandbox.tool-missing': {
    title: [
      'Sandboxes need programs that are not on this computer: {tools}.',
      'Sandboxes need programs that are not on this computer.',
    ],
    next: ['Debian, Ubuntu: `sudo {install}`.'],
  },
  'sandbox.name': {
    title: ['“{name}” cannot be the name of a sandbox.', 'This cannot be the name of a sandbox.'],
    next: ['Lower-case letters, digits and dashes; a letter first, no dash last, at most 32 characters.'],
  },
  'sandbox.unknown': {
    title: ['There is no sandbox “{name}”.', 'There is no such sandbox.'],
    next: [
      'Did you mean `{nearest}`?',
      'Those that are there: `cabestan sandbox list`.',
      'Make it: `cabestan sandbox up {make}`.',
    ],
  },
  'sandbox.stopped': {
    title: ['The sandbox “{name}” is not running.', 'The sandbox is not running.'],
    next: ['Start it: `cabestan sandbox up {name}`.'],
  },
  'sandbox.boot': {
    title: ['The sandbox “{name}” does not boot.', 'The sandbox does not boot.'],
    next: [
      'What it said at its start stands above.',
      'Begin anew, which deletes what is in it: `cabestan sandbox destroy {name}`, then `cabestan sandbox up {name}`.',
    ],
  },
  'sandbox.shut': {
    title: [
      'The sandbox “{name}” runs, and its ssh does not answer this computer.',
      'The sandbox runs, and its ssh does not answer this computer.',
    ],
    next: [
      'Where logins were refused there, its fail2ban lets nobody in from here for ten minutes: wait, then try again.',
    ],
  },
} satisfies Partial<FailureSentences>
