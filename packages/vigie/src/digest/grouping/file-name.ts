import type { Frame } from '../../contract/event.ts'

/** The file or module of a frame, written in a way that is the same on each machine and in each build. */
export function fileKey({ module, file, absolutePath, package: container }: Frame): string {
  if (module !== null && !isVague(module)) return moduleKey(module)
  const path = file ?? absolutePath
  if (path !== null && !isUnknown(path)) return pathKey(path)
  return container === null ? '' : lastParts(container.replaceAll('\\', '/'), 1)
}

/**
 * A bundler made the file and put a hash of its content into the name. The rest says little: every page has a
 * `_page.server.js`.
 */
export function isBundled({ file, absolutePath }: Frame): boolean {
  const path = (file ?? absolutePath ?? '').replace(/[?#].*$/, '')
  const name = path.slice(path.lastIndexOf('/') + 1)
  return unhashed(name) !== name
}

function isVague(module: string): boolean {
  return module === '__main__' || /^[<\\/]|:\/\//.test(module)
}

function isUnknown(path: string): boolean {
  return path === '<unknown>' || path === '<anonymous>' || path === '[native code]' || path === 'native'
}

/** Next.js' bundler puts a hash of the content behind the name of a bundle, or in its place. */
const turbopack = /_{1,2}[\da-f]{8}\._$/

/** Java makes numbered classes at run time. Node's SDK names the file after a colon, with the bundler's hash. */
function moduleKey(module: string): string {
  if (/^[^/:]*:[\w.-]+$/.test(module)) return unhashed(module)
  if (module.endsWith('._')) return module.replace(turbopack, '') || '<hash>'
  if (!/[$\d]/.test(module)) return module
  return (
    module
      // Old versions of raven for PHP add the line: `index.php:12`.
      .replace(/(?<=\.php):\d+$/, '')
      .replace(/_\$\$_(?:javassist(?:_seam)?|jvst[\da-f]+)_[\da-f]+$/, '')
      .replace(/\$(ByteBuddy|MockitoMock)\$\w+/g, '$$$1')
      .replace(/\bjdk\.proxy\d+/, 'jdk.proxy')
      .replace(/\b(Generated\w*Accessor)\d+/, '$1')
      .replace(/\$([A-Za-z_]\w*?)__\d+|\$(eval)\d+/g, '$$$1$2')
      .replace(/\$\$(?:Enhancer|FastClass)By\w+\$\$[\da-f]+/g, '')
      .replace(/\$\$SpringCGLIB\$\$\d+/g, '')
      .replace(/\$HibernateProxy\$\w+/g, '')
      .replace(/\$\$Lambda(?:\$\d+)?(?:\/[\dxa-f]+)?/gi, '$$$$Lambda')
      .replace(/\$\d+/g, '$$')
      .replace(/\$Proxy\d+/g, '$$Proxy')
  )
}

function pathKey(path: string): string {
  const plain = withoutMade(path.replaceAll('\\', '/'))
    .replace(/[?#].*$/, '')
    .replace(/:wasm-function\[\d+\](?::0x[\da-f]+)?$/, '')
    .replace(/^blob:/, '')
    .replace(/^[a-z][\w+.-]*:\/\/\/?(?:[^/]*\/)?/i, '')
    .replace(/^\(?webpack[\w-]*\)?:?\/*/i, '')
  return unhashed(lastParts(plain, 3))
}

/** Notebooks, frozen programs, templates, `eval` and Next.js make names that are new each time. */
function withoutMade(path: string): string {
  if (!made.test(path)) return path
  return path
    .replace(/^<ipython-input-\d+-[\da-f]+>$|^.*\/ipykernel_\d+\/\d+\.py$/, '<notebook>')
    .replace(/^.*\/_MEI\w+\//, '')
    .replace(/\/twig\/[\da-f]{2}\/[\da-f]{32,64}(?=\.php$)/, '/twig')
    .replace(/(?<=^|\/)[\da-f]{40}_\d+\.(?=(?:file|string)\.)/, '')
    .replace(/\(\d+\)(?= : eval\(\)'d code)/g, '')
    .replace(/(?<=_next\/static\/)[\w-]{21}\//, '')
}

const made = /^<ipython|ipykernel_|\/_MEI|\/twig\/|eval\(\)'d|_next\/static\/|\.(?:file|string)\./

/** Absolute paths differ from machine to machine, and from release to release. */
function lastParts(path: string, count: number): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '~')
  return parts.slice(-count).join('/')
}

/** Bundlers put a hash of the content into names, and packages their version. */
function unhashed(path: string): string {
  const named = path.replace(/(^|[/:._-])([\w-]{8})(?=(?:\.\w+)*$)/, (whole, before, word) => {
    if (!isRandom(word)) return whole
    if (/[._-]/.test(before)) return ''
    // Files of Nuxt and SvelteKit have no name besides the hash.
    return isJumbled(word) ? `${before}<hash>` : whole
  })
  if (!/\d/.test(named)) return named
  return named
    .replace(/_\$\$_javassist(?:_seam)?_\d+/, '')
    .replace(/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi, '<hash>')
    .replace(/[.-](?=[\w-]*\d)[\w-]{8,32}(?=(?:\.\w+)+$)/g, '')
    .replace(/\b[\da-f]{16,64}\b/gi, '<hash>')
    .replace(/\b\d{6,}\b/g, '<n>')
    .replace(/@?[-v]?\d+\.\d+(?:\.\d+)*(?=\/)/g, '')
}

/** `3f2a1b9c`, `Yv7r3MqM`, `KHLUBQJS`, and not `userCart`: in Rollup's and esbuild's no digit need be. */
function isRandom(word: string): boolean {
  if (/^(?=.*\d)[\da-f]+$|^[A-Z\d]+$/.test(word)) return true
  return /[a-z]/.test(word) && /[A-Z]/.test(word) && !/^[A-Z]?[a-z]+(?:[A-Z][a-z]+)*$/.test(word)
}

/** `nVCC20uT`, and not `APIUtils`: alone, a name that somebody gave must not be taken for one. */
function isJumbled(word: string): boolean {
  if (/^[\da-f]+$/.test(word)) return true
  return (word.match(/[A-Z]+|[a-z]+|\d+/g) ?? []).length > 3
}
