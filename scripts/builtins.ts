import type { Plugin } from 'esbuild'

/**
 * Loads Node's own modules by a call, and of each only what is used. An `import` reads all exports of a module, even
 * those that Node only makes when somebody asks: node:http brings fetch and WebSocket, node:util brings streams and
 * threads. Together they cost 14 MB and a third of the time in which the command line starts.
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

/** Writes a line for each export. The calls are marked as pure, so that the bundler leaves out what nobody imports. */
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
