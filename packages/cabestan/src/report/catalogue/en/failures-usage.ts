import type { FailureSentences } from '../catalogue.ts'

const argumentWords = {
  'on|off': 'on or off',
  '-- COMMAND': 'The command to run',
}

export const failuresOfUsage = {
  'usage.command': {
    title: ['There is no command “{word}”.', 'There is no such command.'],
    next: ['Did you mean `cabestan {nearest}`?', 'All commands: `{help}`.'],
  },
  'usage.command-missing': {
    title: ['There is no command in `cabestan {typed}`.', 'The command is missing.'],
    next: [
      '“{taken}” was taken for the value of `{option}`, which stands before it.',
      'Perhaps `cabestan status {example}`, `cabestan plan {example}` or `cabestan deploy {example}`?',
      'All commands: `{help}`.',
    ],
  },
  'usage.environment': {
    title: ['“{word}” is an environment of cabestan.yaml.', 'This is an environment.'],
    next: [
      'An environment is chosen with `-e`: type `-e {word}` in the place of `{word}`.',
      'If the commit of that name is meant, say for which environment: `-e {environment} {word}`.',
    ],
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
} satisfies Partial<FailureSentences>
