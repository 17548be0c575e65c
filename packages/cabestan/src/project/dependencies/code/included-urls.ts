import type { CodeLine } from '../../runtime/code-lines.ts'
import { distributionsByModule } from './distributions.table.ts'
import type { Import } from './imports.ts'

/**
 * `include('debug_toolbar.urls')`, outside of any condition: Django imports it with the addresses of the site. Only of
 * packages that are known: a name alone would be a stranger's.
 */
export function includedUrls(text: string, lines: readonly CodeLine[]): readonly Import[] {
  if (!/\binclude\(/.test(text)) return []
  const written = text.split('\n')
  return lines.flatMap(({ line, indent, text: statement }, index) => {
    if (indent > 0 || !/\binclude\(/.test(statement)) return []
    const end = lines[index + 1]?.line ?? written.length + 1
    return written
      .slice(line - 1, end - 1)
      .flatMap((each, at) =>
        [...each.slice(0, 500).matchAll(/^[^#]*?\binclude\(\s*\(?\s*['"]([\w.]+)['"]/g)].flatMap(
          ([, module = '']) =>
            distributionsByModule.has(module.split('.')[0] ?? '')
              ? [{ module, names: [], line: line + at, optional: false, lazy: false }]
              : [],
        ),
      )
  })
}
