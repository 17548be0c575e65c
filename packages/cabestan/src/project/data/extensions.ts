import type { Place } from '../answer.ts'
import { placeWith } from '../tree/line-with.ts'
import type { Tree } from '../tree/tree.ts'

/** Extensions that only a superuser may add to a database, so that they must exist before migrations run. */
const operations: Readonly<Record<string, string>> = {
  Bloom: 'bloom',
  BtreeGin: 'btree_gin',
  BtreeGist: 'btree_gist',
  CIText: 'citext',
  Crypto: 'pgcrypto',
  HStore: 'hstore',
  Trigram: 'pg_trgm',
  Unaccent: 'unaccent',
}

/** Code in models and queries that uses an extension. If no migration adds it, somebody once did so by hand. */
const uses: readonly (readonly [RegExp, string])[] = [
  [/\bCI(Text|Char|Email)Field\b/, 'citext'],
  [/\bHStoreField\b/, 'hstore'],
  [
    /\bTrigram(Word|StrictWord)?(Similarity|Distance)\b|__trigram_(word_|strict_word_)?similar|\bgin_trgm_ops\b/,
    'pg_trgm',
  ],
  [/__unaccent(__|\b)|\bunaccent\(/, 'unaccent'],
  [/^[ \t]*(from|import) pgvector\b/m, 'vector'],
]

/** The extensions of PostgreSQL that these files ask for. */
export function extensionsIn(tree: Tree, files: readonly string[]): string[] {
  const found = files.flatMap((file) => {
    const text = tree.text(file) ?? ''
    return [...createdIn(text), ...uses.flatMap(([use, name]) => (use.test(text) ? [name] : []))]
  })
  return [...new Set(found)].sort()
}

function createdIn(text: string): string[] {
  if (!/extension/i.test(text)) return []
  const named = text.matchAll(/\bCreateExtension\(\s*(?:name\s*=\s*)?['"]([\w-]{1,60})['"]/g)
  const known = text.matchAll(/\b(\w{5,12})Extension\(/g)
  const written = text.matchAll(
    /\bCREATE\s{1,8}EXTENSION\s{1,8}(?:IF\s{1,8}NOT\s{1,8}EXISTS\s{1,8})?\\?["']?([\w-]{1,60})/gi,
  )
  return [
    ...[...named, ...written].map(([, name = '']) => name.toLowerCase()),
    ...[...known].flatMap(([, name = '']) => operations[name] ?? []),
  ].filter((name) => name !== 'if' && name !== 'plpgsql')
}

/** Where an extension that was found is asked for; of letters, digits, `_` and `-` its name is made. */
export function placeOfExtension(tree: Tree, files: readonly string[], name: string): Place | null {
  return placeWith(tree, files, new RegExp(`extension.{0,60}\\b${name}\\b`, 'i'))
}

/** The first line that needs PostgreSQL and cannot run on another engine. */
export function needsPostgres(tree: Tree, files: readonly string[]): Place | null {
  const wanted =
    /^[ \t]*from django\.contrib\.postgres\.(fields|operations|indexes|constraints|search)\b|\bmodels\.(ArrayField|SearchVectorField)\b/m
  return placeWith(tree, files, wanted)
}

/** The first SQL that only MySQL understands, in a migration without a condition on the engine. */
export function needsMysql(tree: Tree, files: readonly string[]): Place | null {
  const wanted =
    /\bENGINE\s{0,4}=\s{0,4}InnoDB\b|\bAUTO_INCREMENT\b|\bON DUPLICATE KEY\b|\bGROUP_CONCAT\(|\bMODIFY COLUMN\b|\bCONVERT TO CHARACTER SET\b|\bCHARACTER SET utf8|\butf8mb[34]\b/i
  const asks = /\bvendor\b/
  return placeWith(
    tree,
    files.filter((file) => !asks.test(tree.text(file) ?? '')),
    wanted,
  )
}
