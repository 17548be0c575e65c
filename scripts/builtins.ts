import type { Plugin } from 'esbuild'

/**
 * Node's own modules, asked for by a call. An `import` of one reads each of its exports, also those that Node makes
 * only when they are asked for: with node:http come fetch and WebSocket, which are 14 MB and a third of the time in
 * which the command line starts.
 */
export const builtins: Plugin = {
  name: 'builtins',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'builtin' }))
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
    }))
  },
}
