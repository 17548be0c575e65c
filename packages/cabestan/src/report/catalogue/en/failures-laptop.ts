import type { FailureSentences } from '../catalogue.ts'
import { configuration } from './configuration.ts'

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
  'output.file': {
    title: ['{path} cannot be written: {problem}.', '{path} cannot be written.', 'A file cannot be written.'],
    next: ['Put that right, or name another place.'],
    words: {
      problem: {
        ENOENT: 'its folder is not there',
        ENOTDIR: 'a part of its path is no folder',
        EEXIST: 'somebody made it meanwhile',
        EISDIR: 'it is a folder',
        EACCES: 'you may not write there',
        EPERM: 'you may not write there',
        EROFS: 'that disk can only be read',
        ENOSPC: 'the disk has no room left',
        EDQUOT: 'your share of the disk is used up',
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
} satisfies Partial<FailureSentences>
