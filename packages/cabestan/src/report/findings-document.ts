import { dataFindings } from '../project/findings/data.ts'
import { dependencyFindings } from '../project/findings/dependencies.ts'
import { processFindings } from '../project/findings/processes.ts'
import { repositoryFindings } from '../project/findings/repository.ts'
import { settingsFindings } from '../project/findings/settings.ts'
import { whereFindings } from '../project/findings/where.ts'
import type { FindingWords } from './catalogue/catalogue.ts'
import type { Sentence } from './catalogue/sentence.ts'
import { documentSentence } from './document-sentence.ts'
import { catalogueIn, type Language } from './language.ts'
import { withFrenchSpaces } from './text/french-spaces.ts'

const areas = {
  where: whereFindings,
  settings: settingsFindings,
  dependencies: dependencyFindings,
  processes: processFindings,
  data: dataFindings,
  repository: repositoryFindings,
} as const

const frames = {
  en: {
    title: 'What `cabestan check` finds',
    intro:
      'Generated from the catalogue by `node scripts/generate-docs.ts`. Words in *italics* stand for a value: a file, a package, a key. Whether a finding is an error, a warning or a note may depend on the project; `check` says it.',
    todo: 'What to do:',
    areas: {
      where: 'Where the project is',
      settings: 'Settings',
      dependencies: 'Packages, Django and Python',
      processes: 'Processes',
      data: 'Data',
      repository: 'The repository',
    },
  },
  fr: withFrenchSpaces({
    title: 'Ce que trouve `cabestan check`',
    intro:
      'Produit depuis le catalogue par `node scripts/generate-docs.ts`. Les mots en *italique* tiennent lieu d’une valeur : un fichier, un paquet, une clé. Erreur, avertissement ou remarque : cela peut dépendre du projet ; `check` le dit.',
    todo: 'Que faire :',
    areas: {
      where: 'Où est le projet',
      settings: 'Réglages',
      dependencies: 'Paquets, Django et Python',
      processes: 'Processus',
      data: 'Données',
      repository: 'Le dépôt',
    },
  }),
} as const

/** docs/findings.md, or its French counterpart. */
export function findingsDocument(language: Language): string {
  const { findings } = catalogueIn(language)
  const frame = frames[language]
  const body = Object.entries(areas).flatMap(([area, codes]) => [
    `## ${frame.areas[area as keyof typeof areas]}`,
    ...codes.flatMap((code) => entry(code, findings[code], frame.todo)),
  ])
  return `${[`# ${frame.title}`, frame.intro, ...body].join('\n\n')}\n`
}

function entry(code: string, { title, why, remedy, words }: FindingWords, todo: string): string[] {
  return [
    `### \`${code}\``,
    `**${fullest(title)}** ${documentSentence(why)}`,
    `${todo} ${fullest(remedy)}`,
    ...(words ? [possibilities(words)] : []),
  ]
}

/** Where there are several, the first one says most. */
function fullest(sentences: Sentence | readonly [Sentence, ...Sentence[]]): string {
  return documentSentence(typeof sentences === 'string' ? sentences : sentences[0])
}

function possibilities(words: NonNullable<FindingWords['words']>): string {
  return Object.entries(words)
    .flatMap(([name, meanings]) =>
      Object.values(meanings).map((meaning) => `- *${name}*: ${documentSentence(meaning)}`),
    )
    .join('\n')
}
