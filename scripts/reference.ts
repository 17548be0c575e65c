import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { editorSchema } from '../packages/cabestan/src/config/json-schema.ts'
import { withFrenchSpaces } from '../packages/cabestan/src/report/text/french-spaces.ts'

/** Writes docs/reference from the schema of cabestan.yaml and its commented reference files. */
export async function referencePages(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['cabestan.schema.json', `${JSON.stringify(editorSchema(), null, 2)}\n`],
    ['configuration.md', page(english, await yaml('reference.yaml'))],
    ['configuration.fr.md', page(french, await yaml('reference.fr.yaml'))],
  ])
}

const directory = new URL('../docs/reference/', import.meta.url)

function yaml(name: string): Promise<string> {
  return readFile(new URL(`../packages/cabestan/src/config/${name}`, import.meta.url), 'utf8')
}

function page(introduction: string, text: string): string {
  return `${introduction}\n\`\`\`yaml\n${text}\`\`\`\n`
}

const english = `# cabestan.yaml

Every key, with its default. \`cabestan config\` prints the same.

An editor that knows JSON Schema completes and checks the file while you write:
\`cabestan config schema > cabestan.schema.json\`, then make this the first line of \`cabestan.yaml\`:
\`# yaml-language-server: $schema=cabestan.schema.json\`.

<!-- Written by scripts/reference.ts from packages/cabestan/src/config/reference.yaml. -->
`

const french = withFrenchSpaces(`# cabestan.yaml

Toutes les clés, avec leur valeur par défaut. \`cabestan config\` affiche la même chose.

Un éditeur qui connaît JSON Schema complète et vérifie le fichier pendant que vous l’écrivez :
\`cabestan config schema > cabestan.schema.json\`, puis cette première ligne dans \`cabestan.yaml\` :
\`# yaml-language-server: $schema=cabestan.schema.json\`.

<!-- Écrit par scripts/reference.ts à partir de packages/cabestan/src/config/reference.fr.yaml. -->
`)

if (import.meta.main) {
  await mkdir(directory, { recursive: true })
  for (const [name, text] of await referencePages()) await writeFile(new URL(name, directory), text)
}
