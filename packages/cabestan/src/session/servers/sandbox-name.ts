/** The name of a sandbox where none is given. */
export const usualName = 'sandbox'
