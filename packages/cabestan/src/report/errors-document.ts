import { type FailureCode, failureCodes } from '@cabestan/protocol/failures'
import type { FailureWords } from './catalogue/catalogue.ts'
import { documentSentence } from './document-sentence.ts'
import { catalogueIn, type Language } from './language.ts'
import { withFrenchSpaces } from './text/french-spaces.ts'

const frames = {
  en: {
    title: 'What can go wrong',
    intro:
      'Generated from the catalogue by `node scripts/generate-docs.ts`. Every failure that Cabestan tells has a code, and an entry here. Words in *italics* stand for a value: a host, a path, a port.',
    next: 'What to do:',
    areas: {
      ssh: 'The way to the server',
      server: 'The server',
      run: 'The work',
      config: 'The configuration',
      usage: 'The command line',
      sandbox: 'The sandbox',
      unexpected: 'Anything else',
    },
  },
  fr: withFrenchSpaces({
    title: 'Ce qui peut mal se passer',
    intro:
      'Produit depuis le catalogue par `node scripts/generate-docs.ts`. Tout échec annoncé par Cabestan a un code, et une entrée ici. Les mots en *italique* tiennent lieu d’une valeur : un hôte, un chemin, un port.',
    next: 'Que faire :',
    areas: {
      ssh: 'Le chemin vers le serveur',
      server: 'Le serveur',
      run: 'Le travail',
      config: 'La configuration',
      usage: 'La ligne de commande',
      sandbox: 'Le bac à sable',
      unexpected: 'Tout le reste',
    },
  }),
} as const

type Area = keyof (typeof frames)['en']['areas']

/** docs/errors.md, or its French counterpart. */
export function errorsDocument(language: Language): string {
  const { failures } = catalogueIn(language)
  const frame = frames[language]
  const areas = [...Map.groupBy(failureCodes, areaOf)]
  const body = areas.flatMap(([area, codes]) => [
    `## ${frame.areas[area]}`,
    ...codes.flatMap((code) => entry(code, failures[code], frame.next)),
  ])
  return `${[`# ${frame.title}`, frame.intro, ...body].join('\n\n')}\n`
}

/** The first code of each part of the list begins that part. */
function areaOf(code: FailureCode): Area {
  const opening = failureCodes.slice(0, failureCodes.indexOf(code) + 1).findLast((each) => openings.has(each))
  return openings.get(opening ?? 'ssh.missing') ?? 'ssh'
}

const openings: ReadonlyMap<FailureCode, Area> = new Map([
  ['ssh.missing', 'ssh'],
  ['server.unsupported', 'server'],
  ['run.busy', 'run'],
  ['config.missing', 'config'],
  ['usage.command', 'usage'],
  ['sandbox.unsupported', 'sandbox'],
  ['unexpected', 'unexpected'],
])

function entry(code: FailureCode, words: FailureWords, next: string): string[] {
  const title = typeof words.title === 'string' ? words.title : words.title[0]
  return [
    `### \`${code}\``,
    documentSentence(title),
    next,
    [...Object.values(words.advice ?? {}).flatMap(Object.values<string>), ...words.next]
      .map((line) => `- ${documentSentence(line)}`)
      .join('\n'),
    ...(words.words && !('word' in words.words) ? [possibilities(words.words)] : []),
  ]
}

function possibilities(words: NonNullable<FailureWords['words']>): string {
  return Object.entries(words)
    .flatMap(([name, meanings]) =>
      Object.values(meanings).map((meaning) => `- *${name}*: ${documentSentence(meaning)}`),
    )
    .join('\n')
}
