/** The bundler replaces the import of such a file by its text. */
declare module '*.yaml' {
  const text: string
  export default text
}
