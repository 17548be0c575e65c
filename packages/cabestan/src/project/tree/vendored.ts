/** Directories with other people's code, which never tells anything about the project. */
const names = new Set([
  'site-packages',
  'dist-packages',
  'node_modules',
  'bower_components',
  '__pycache__',
  '__pypackages__',
  '.tox',
  '.nox',
  '.eggs',
  '.git',
  '.venv',
  '.virtualenv',
  'virtualenv',
])

/** Files below the top of a virtual environment. */
const marks = [
  'pyvenv.cfg',
  'bin/activate',
  'Scripts/activate',
  'Scripts/activate.bat',
  'bin/activate_this.py',
]

/** The tops of the virtual environments among these paths. */
export function virtualenvsIn(paths: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>()
  for (const path of paths) {
    const mark = marks.find((each) => path.endsWith(`/${each}`))
    if (mark) found.add(path.slice(0, -mark.length - 1))
  }
  return found
}

/** Whether a path is in code that others wrote: a virtual environment, node_modules, compiled files. */
export function isVendored(path: string, virtualenvs: ReadonlySet<string>): boolean {
  return vendoredTop(path, virtualenvs) !== null
}

/** The outermost such directory that contains a path: `web/node_modules`. */
export function vendoredTop(path: string, virtualenvs: ReadonlySet<string>): string | null {
  let start = 0
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', start)) {
    const directory = path.slice(0, end)
    if (names.has(path.slice(start, end)) || virtualenvs.has(directory)) return directory
    start = end + 1
  }
  return null
}
