import { Secret } from '@cabestan/protocol/secret'
import type { Confirmation, SecretQuestion } from '../connection/ports.ts'
import { fill } from './text/sentence.ts'
import { harmless } from './text/text-width.ts'
import { wrap } from './text/wrapping.ts'
import type { Voice } from './voice.ts'

/** The person pressed Ctrl-C or Ctrl-D instead of answering. */
export class Declined extends Error {}

export interface Questions {
  /** Whether somebody can answer. */
  readonly possible: boolean
  secret(question: SecretQuestion): Promise<Secret | null>
  confirm(question: Confirmation): Promise<boolean | null>
  /** Any other question with the answer yes or no. */
  agree(sentence: string): Promise<boolean>
  /** A line of text, asked again while it is refused; empty where it is left for later. */
  text(question: TextQuestion): Promise<string>
  /** A value that must not be readable over somebody's shoulder. */
  hidden(sentence: string, refuse: TextQuestion['refuse']): Promise<Secret>
  choose(sentence: string, choices: readonly Choice[]): Promise<string>
}

interface TextQuestion {
  readonly sentence: string
  readonly hint: string
  /** What is wrong with the answer, in words. */
  readonly refuse: (answer: string) => string | undefined
}

interface Choice {
  readonly value: string
  readonly label: string
}

export interface QuestionOptions {
  readonly voice: Voice
  readonly possible: boolean
  /** Nothing may be drawn while a question is asked. */
  readonly pausedFor: <T>(question: () => Promise<T>) => Promise<T>
  readonly note: (sentence: string) => void
}

/** Asks in the terminal, one question at a time even where several servers have one. */
export function questionsFor({ voice, possible, pausedFor, note }: QuestionOptions): Questions {
  const { questions } = voice.words
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(question: () => Promise<T>): Promise<T> => {
    const answer = last.then(() => pausedFor(question))
    last = answer.catch(() => {})
    return answer
  }
  const agree = (message: string) => inTurn(() => askYesOrNo(message, questions.yes, questions.no))
  const agreeOrNot = (message: string) => agree(message).catch(noWhenDeclined)
  return {
    possible,
    agree,
    text: (question) => inTurn(() => askText(question)),
    hidden: (sentence, refuse) => inTurn(() => askHidden(sentence, refuse)),
    choose: (sentence, choices) => inTurn(() => askChoice(`${sentence}\n${questions.choose}`, choices)),
    secret: async (question) => (possible ? inTurn(() => askSecret(secretWords(question, voice))) : null),
    confirm: async (question) => {
      if (!possible) return null
      if (question.kind === 'make-key') return agreeOrNot(fill(questions.makeKey, { path: question.path }))
      note(
        `${question.destination}${voice.words.changes.colon} ${question.algorithm} ${question.fingerprint}`,
      )
      note(questions.hostKeyHelp)
      return agreeOrNot(fill(questions.hostKey, { host: question.destination }))
    },
  }
}

/** In the middle of a connection an abandoned question counts as a no, which ends it in clear words. */
function noWhenDeclined(thrown: unknown): boolean {
  if (thrown instanceof Declined) return false
  throw thrown
}

function secretWords(question: SecretQuestion, { words: { questions } }: Voice): string {
  switch (question.kind) {
    case 'password':
      return again(
        question.again,
        fill(questions.password, { destination: question.destination }),
        questions.again,
      )
    case 'passphrase':
      return again(question.again, fill(questions.passphrase, { key: question.key }), questions.again)
    case 'sudo-password':
      return fill(questions.sudoPassword, { user: question.user, destination: question.destination })
    case 'prompt':
      return harmless(question.text)
  }
}

function again(refused: boolean, sentence: string, notRight: string): string {
  return refused ? `${notRight} ${sentence}` : sentence
}

/** At a Ctrl-D the prompt would stay where it is and hear no key any more, or the command end without a word. */
async function prompts() {
  const library = await import('@clack/prompts')
  library.settings.aliases.set('\x04', 'cancel')
  return library
}

async function askSecret(message: string): Promise<Secret | null> {
  const { password } = await prompts()
  const answer = await password({ message, output: process.stderr })
  return typeof answer === 'string' ? new Secret(answer) : null
}

/** Ctrl-C abandons all of them: half of the values would be worse than none. */
async function askHidden(message: string, refuse: TextQuestion['refuse']): Promise<Secret> {
  const { password } = await prompts()
  const validate = (typed: string | undefined) => refuse(typed ?? '')
  const answer = await password({ message, validate, output: process.stderr })
  if (typeof answer !== 'string') throw new Declined()
  return new Secret(answer)
}

/**
 * The prompt takes them for arrows: of a command that was typed too early, or of “what?”, an `h` would turn the answer
 * round, and the Enter behind it would say yes to a server.
 */
const vimLetters = ['h', 'j', 'k', 'l']

async function askYesOrNo(message: string, active: string, inactive: string): Promise<boolean> {
  const { confirm, settings } = await prompts()
  for (const letter of vimLetters) settings.aliases.delete(letter)
  const translate = (typed: string | undefined) => {
    const letter = meaning(typed, active)
    if (letter !== null) process.stdin.emit('keypress', letter, { name: letter })
  }
  process.stdin.on('keypress', translate)
  try {
    const answer = await confirm({ message, active, inactive, initialValue: false, output: process.stderr })
    if (typeof answer !== 'boolean') throw new Declined()
    return answer
  } finally {
    process.stdin.off('keypress', translate)
  }
}

/** The prompt only knows the English letters, but `o` is the first letter of “Oui”. */
function meaning(typed: string | undefined, active: string): 'y' | null {
  const [first = ''] = active.toLowerCase()
  return first !== 'y' && typed?.toLowerCase() === first ? 'y' : null
}

const usualColumns = 80
/** The bar, two spaces, and the cursor at the end. */
const besideBar = 4

async function askText({ sentence, hint, refuse }: TextQuestion): Promise<string> {
  const { text, S_BAR } = await prompts()
  const lines = wrap(hint, (process.stderr.columns ?? usualColumns) - besideBar)
  // The prompt breaks a hint that is too wide outside of its bar; a question of several lines has no bar at all.
  const answer = await text({
    ...(lines.length > 1
      ? { message: [sentence, ...lines].join(`\n${S_BAR}  `) }
      : { message: sentence, placeholder: hint }),
    validate: (typed) => refuse(typed?.trim() ?? ''),
    output: process.stderr,
  })
  if (typeof answer !== 'string') throw new Declined()
  return answer.trim()
}

async function askChoice(message: string, choices: readonly Choice[]): Promise<string> {
  const { select } = await prompts()
  // It would say in English which keys to press.
  const answer = await select({
    message,
    options: [...choices],
    showInstructions: false,
    output: process.stderr,
  })
  if (typeof answer !== 'string') throw new Declined()
  return answer
}
