/**
 * Of a project: with its public key a stranger may invent as many as they like. Of releases the one that was seen the
 * longest time ago makes room, of environments the first ones stay.
 */
export const mostNamed = { release: 2000, environment: 100 } as const
