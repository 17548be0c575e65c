import type { Plugin } from 'esbuild'

/**
 * Node's own modules, asked for by a call, and of each what is used alone. An `import` of one reads all of its exports,
 * also those that Node makes only when they are asked for: with node:http come fetch and WebSocket, with node:util
 * streams and threads, which are 14 MB and a third of the time in which the command line starts.
 */
export const builtins: Plugin = {
  name: 'builtins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path, kind }) => ({
      path,
      namespace: kind === 'require-call' ? 'builtin' : 'builtin-parts',
    }))
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = ${wholeOf(path)}`,
    }))
    build.onLoad({ filter: /.*/, namespace: 'builtin-parts' }, ({ path }) => ({ contents: partsOf(path) }))
  },
}

const wholeOf = (path: string) => `process.getBuiltinModule(${JSON.stringify(path)})`

/** A line for each export; those that nobody imports are left out of the bundle, for they are called pure. */
function partsOf(path: string): string {
  const names = Object.keys(process.getBuiltinModule(path) ?? {}).filter((name) => /^[a-zA-Z]\w*$/.test(name))
  const lines = names
    .filter((name) => name !== 'default')
    .map(
      (name) =>
        `const _${name} = /* @__PURE__ */ part(${JSON.stringify(name)}); export { _${name} as ${name} }`,
    )
  const head = [`const whole = /* @__PURE__ */ ${wholeOf(path)}`, 'const part = (name) => whole[name]']
  return [...head, ...lines, 'export default whole'].join('\n')
}
