import type { FailureSentences } from '../catalogue.ts'
import { configuration } from './configuration.ts'

const argumentWords = {
  'on|off': 'on or off',
  '-- COMMAND': 'The command to run',
}

export const failuresOnTheLaptop = {
  'config.missing': {
    title: ['There is no {path}.', 'There is no `cabestan.yaml` here or above.'],
    next: [
      'Go to the folder of your project, or name the file: `--config FILE`.',
      'To begin one: `cabestan init` reads the project and writes it.',
      'All that may stand in it, with comments: `cabestan config`.',
    ],
  },
  'config.unreadable': {
    title: ['{path} cannot be read.', 'The configuration cannot be read.'],
    next: ['May you read it? `ls -l {path}`.', 'It has to be a text file in UTF-8.'],
    advice: {
      why: { directory: 'It is a directory. Name the file in it: `--config {path}/cabestan.yaml`.' },
    },
  },
  'config.syntax': {
    title: ['{file}, line {line}: {problem}.', '{file} is not YAML.', 'The configuration is not YAML.'],
    next: ['In the words of the YAML reader: {message}', 'An example of each key: `cabestan config`.'],
    words: { problem: configuration.syntaxProblems },
  },
  'config.unknown-key': {
    title: [
      '{file}, line {line}: there is no key “{key}”.',
      'There is no key “{key}”.',
      'A key of the configuration is unknown.',
    ],
    next: [
      'Did you mean `{suggestion}`?',
      'Possible here: {known}.',
      'Other lines with mistakes in this file: {others}.',
      'All keys, with comments: `cabestan config`.',
    ],
  },
  'config.invalid': {
    title: [
      '{file}, line {line}: `{key}` cannot be “{value}”: {problem}.',
      '{file}, line {line}: `{key}`: {problem}.',
      '{file}: `{key}`: {problem} ({path}).',
      '{file}: `{key}`: {problem}.',
      '{file}, line {line}: {problem}.',
      '`{key}` cannot be “{value}”.',
      'A value of the configuration is not right.',
    ],
    next: [
      'Possible: `{expected}`.',
      'For example: `{example}`.',
      'Other lines with mistakes in this file: {others}.',
      'An example of each key: `cabestan config`.',
    ],
    words: { problem: configuration.problems },
    advice: {
      problem: {
        'server-missing':
          'Without a server of yours: `server: sandbox:trial` is a throwaway one on this computer.',
        'no-keys':
          'Make a key, `ssh-keygen -t ed25519`, or name the public keys of all who may log in under `keys:`.',
      },
    },
  },
  'config.environment': {
    title: [
      '{file} has no environment “{environment}”.',
      'There is no environment “{environment}”.',
      'There is no such environment.',
    ],
    next: [
      'Did you mean `-e {nearest}`?',
      'Those that it has: {known}.',
      'Choose one with `-e NAME`, or add it under `environments:`.',
      'One that left the file and is still on its server: `cabestan remove -e {environment}` takes it off.',
    ],
  },
  'config.environment-nowhere': {
    title: [
      'Neither {file} nor this server has {app} ({environment}).',
      'Neither the configuration nor this server has such an environment.',
    ],
    next: [
      'Those that the file has: {known}.',
      'If its section named another server: put the section back, and `cabestan remove -e {environment}` looks there.',
    ],
  },
  'name.reserved': {
    title: [
      '{file}, line {line}: the name “{name}” is taken {by}.',
      'The name “{name}” is taken.',
      'This name is taken.',
    ],
    next: [
      'An application gives its name to a user, a database and files on the server. Choose another name (`app:` or `login:`) in `cabestan.yaml`.',
    ],
    words: { by: { system: 'by the system', login: 'by the login user' } },
  },
  'project.missing': {
    title: ['{path} is no folder that can be read.', 'The folder of the project cannot be read.'],
    next: ['Go to the folder of your project, or name it. May you read it? `ls -ld {path}`.'],
  },
  'git.missing': {
    title: 'git is not installed on this computer.',
    next: [
      'Debian, Ubuntu: `sudo apt install git`. macOS: `xcode-select --install`. Windows: `winget install Git.Git`.',
    ],
  },
  'git.failed': {
    title: ['git cannot read {path}.', 'git cannot read the repository.'],
    next: ['What git said stands above. Is the repository whole? `git -C {path} fsck`.'],
  },
  'git.owner': {
    title: ['{path} belongs to another user, and git does not trust it.', 'git does not trust this folder.'],
    next: [
      'Work as the user that it belongs to: `ls -ld {path}`.',
      'If you do trust it: `git config --global --add safe.directory {path}`.',
    ],
  },
  'git.not-a-repository': {
    title: ['{path} is in no git repository.', 'There is no git repository here.'],
    next: [
      'Begin one: `git init`, `git add .`, `git commit`. What must stay out of it goes into `.gitignore`.',
    ],
  },
  'git.no-commit': {
    title: ['The repository {path} has no commit yet.', 'The repository has no commit yet.'],
    next: [
      'What is deployed is a commit. Make the first one: `git add .`, `git commit`. What must stay out of it goes into `.gitignore`.',
    ],
  },
  'git.bare': {
    title: ['{path} is a repository without the files of a project.', 'The repository holds no files.'],
    next: ['Go to the folder that you work in, or make one: `git clone`, with this path behind it.'],
  },
  'git.unknown-revision': {
    title: ['{path} has no commit “{revision}”.', 'There is no such commit.'],
    next: [
      'Did you mean `{nearest}`?',
      'This clone holds only the newest commits: `{deepen}` fetches the others.',
      'Commits and branches that are there: `git log --oneline --all`.',
      'To choose an environment: `cabestan deploy -e NAME`.',
    ],
  },
  'usage.command': {
    title: ['There is no command “{word}”.', 'There is no such command.'],
    next: ['Did you mean `cabestan {nearest}`?', 'All commands: `{help}`.'],
  },
  'usage.environment': {
    title: [
      '“{word}” is an environment of cabestan.yaml, and no commit, branch or tag.',
      'This is an environment, and no commit.',
    ],
    next: ['An environment is chosen with `-e`: type `-e {word}` in the place of `{word}`.'],
  },
  'usage.option': {
    title: ['There is no option `{word}` here.', 'There is no such option.'],
    next: [
      'Did you mean `{nearest}`?',
      'Options of the command itself come after `--`: `{behind}`.',
      'All options: `{help}`.',
    ],
  },
  'usage.argument-missing': {
    title: ['{word} is missing.', 'Something is missing after the command.'],
    next: ['Possible: {choices}.', 'How it is written: `{help}`.'],
    words: { word: argumentWords },
  },
  'usage.option-value': {
    title: ['The value of `{word}` is missing.', 'An option lacks its value.'],
    next: ['How it is written: `{help}`.'],
  },
  'usage.argument-excess': {
    title: 'There are more words after the command than it takes.',
    next: ['Is it an environment? `-e NAME` chooses one.', 'How it is written: `{help}`.'],
  },
  'usage.value': {
    title: ['`{word}` cannot be “{value}”.', 'A value is not among those that are possible.'],
    next: [
      'Possible: {choices}.',
      'See which there are: `{list}`.',
      'A site without a web process answers nobody. For a pause: `{pause}`.',
      'How it is written: `{help}`.',
    ],
  },
  'usage.confirmation': {
    title: 'This would change a server, and there is no terminal in which to ask you.',
    next: [
      'Where that is meant (CI, a script), say so: `{say}`.',
      'The site’s data would go, so the application’s name is asked for: {name}.',
      'What it would do: `{preview}`.',
    ],
  },
  'usage.write': {
    title: [
      '{file} would be written, and there is no terminal in which to ask you.',
      'A file would be written, and there is no terminal in which to ask you.',
    ],
    next: ['Where that is meant (CI, a script), say so: `--yes`.'],
  },
  'usage.question': {
    title: [
      '{host} asks for something ({question}), and there is no terminal in which to ask you.',
      'The server asks for something, and there is no terminal in which to ask you.',
    ],
    next: [
      'Run the command once in a terminal.',
      'For CI, use a key without passphrase whose user needs no password for sudo, and put the server’s key into `known_hosts`.',
    ],
    words: {
      question: {
        password: 'the password of the user',
        passphrase: 'the passphrase of a key',
        'host-key': 'whether its fingerprint is right',
        'sudo-password': 'the password for sudo',
      },
    },
  },
  'usage.step': {
    title: ['The description of this server has no step “{word}”.', 'There is no such step.'],
    next: ['Did you mean `{nearest}`?', 'All steps: `cabestan explain`.'],
  },
  'usage.conflict': {
    title: ['`{word}` and `{other}` exclude each other.', 'Two options exclude each other.'],
    next: ['Choose one of them. How it is written: `{help}`.'],
  },
  'usage.secret': {
    title: [
      'The value of {key} must not stand on the command line: the history of your shell keeps it, and other users of this computer see it.',
      'A value must not stand on the command line.',
    ],
    next: [
      'Type `cabestan env set {key}`: it asks for the value without showing it.',
      'In a script: `printf %s "$VALUE" | cabestan env set {key}`.',
      'If it was a real secret, take it out of the history of your shell.',
    ],
  },
  'usage.input': {
    title: [
      'The value of {key} cannot be taken from standard input: {problem}.',
      'A value cannot be taken from standard input.',
    ],
    next: ['One variable a command: `printf %s "$VALUE" | cabestan env set {key}`.'],
    words: {
      problem: {
        several: 'several variables are named, and it holds one value',
        empty: 'it is empty',
        terminal: 'it is a terminal in which nobody can be asked',
      },
    },
  },
  'usage.pattern': {
    title: ['`--grep` cannot search for “{pattern}”: {reason}.', 'This is no regular expression.'],
    next: ['A special character that is meant as it is gets a backslash before it: `\\[`, `\\(`, `\\.`.'],
    words: {
      reason: {
        syntax: 'it is no regular expression',
        slow: 'look-around, back references and large counts could keep the server busy for ever',
      },
    },
  },
  'output.unwritten': {
    title: [
      'What this command prints cannot be written: {problem}.',
      'What this command prints cannot be written.',
    ],
    next: [
      'Which disk is full: `df -h`. What is in the file already is incomplete.',
      'A deploy that is under way goes on without you: `cabestan deploy --follow` joins it.',
    ],
    words: {
      problem: {
        ENOSPC: 'the disk has no room left',
        EDQUOT: 'your share of the disk is used up',
        EFBIG: 'the file would become too large',
        EIO: 'the disk or the terminal has an error',
      },
    },
  },
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
