import type { Tree } from '../tree/tree.ts'

/** `render(request, 'shop\index.html')`, `template_name = 'shop\\cart.html'`: names for Django, no paths of a disk. */
const named =
  /^[^#\n]*(?:\brender\w*\(|\b(?:get|select)_template\(|\btemplate_name\s*=)[^\n]*['"][\w./-]+(?:\\{1,2}[\w./-]+)+\.html?['"]/m

/** Files that name templates with the backslash of Windows, which on Linux is an ordinary character. */
export function namingAsOnWindows(tree: Tree, own: readonly string[]): string[] {
  return own.filter((path) => path.endsWith('.py') && named.test(tree.text(path) ?? ''))
}
