/** The bundler puts the text of such a file in place of its import. */
declare module '*.yaml' {
  const text: string
  export default text
}
