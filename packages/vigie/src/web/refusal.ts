/** Each has its words in the pages' catalogue and in that of the command line; scripts read the code and the hint. */
export const refusals = {
  unauthorized: { status: 401, hint: 'Sign in, or send a token: Authorization: Bearer vigie_…' },
  credentials: { status: 401, hint: 'This e-mail address and password do not go together.' },
  locked: { status: 429, hint: 'Too many attempts. Wait as long as Retry-After says, in seconds.' },
  invitation: {
    status: 403,
    hint: 'The link was used or is too old: `vigie invite` on the server makes another.',
  },
  email: { status: 409, hint: 'There is an account with this e-mail address already.' },
  password: { status: 403, hint: 'The current password is not right.' },
  slug: { status: 409, hint: 'Another project has this short name.' },
  pattern: { status: 400, hint: 'A pattern is no regular expression, or one that could take for ever.' },
  origin: { status: 403, hint: 'The request comes from another site.' },
  'read-only': { status: 403, hint: 'This token may read only. Make one that may write.' },
  'not-found': { status: 404, hint: 'There is nothing of that name or number.' },
  invalid: { status: 400, hint: 'See `problems` for what is wrong with the request.' },
  'too-large': { status: 413, hint: 'The body is too large.' },
  overloaded: { status: 503, hint: 'The database cannot be written now. Try again in a moment.' },
  internal: { status: 500, hint: 'Something unforeseen went wrong. The log of the server says what.' },
} as const

export type RefusalCode = keyof typeof refusals

export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal'
  readonly code: RefusalCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: RefusalCode, details: Readonly<Record<string, unknown>> = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}

/** `{"error": code, "hint": …}`, whatever went wrong. */
export function bodyOf({ code, details }: ApiRefusal): Readonly<Record<string, unknown>> {
  return { error: code, hint: refusals[code].hint, ...details }
}
