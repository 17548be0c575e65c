import type { Tree } from '../tree/tree.ts'

/**
 * `render(request, 'shop\index.html')`, `template_name = 'shop\\cart.html'`, `render(request, 'shop/index.html.')`: names
 * for Django, no paths of a disk.
 */
const named =
  /^[^#\n]*(?:\brender\w*\(|\b(?:get|select)_template\(|\btemplate_name\s*=)[^\n]*['"](?:[\w./-]+(?:\\{1,2}[\w./-]+)+\.html?|[\w./-]+\.html?[. ]+)['"]/m

/** On Linux a backslash is an ordinary character, and so is a dot or a space at the end, which Windows drops. */
export function namingAsOnWindows(tree: Tree, own: readonly string[]): string[] {
  return own.filter((path) => path.endsWith('.py') && named.test(tree.text(path) ?? ''))
}
