export type SecretKind =
  | 'private-key'
  | 'aws'
  | 'stripe'
  | 'sendgrid'
  | 'mailgun'
  | 'github'
  | 'gitlab'
  | 'slack'
  | 'url-password'
  | 'database-password'
  | 'mail-password'
  | 'secret-key'
  | 'token'

export interface SecretPattern {
  readonly kind: SecretKind
  /** One match is one secret; `value` must not be a placeholder, and `name` is what it was called. */
  readonly expression: RegExp
  /** Settings for tests and development contain such values on purpose. */
  readonly onlyInSettings?: true
}

/** All of these take linear time: no two repetitions that could match the same character are adjacent. */
export const secretPatterns: readonly SecretPattern[] = [
  {
    kind: 'private-key',
    expression:
      /-----BEGIN (?:[A-Z]{2,9} )?PRIVATE KEY(?: BLOCK)?-----(?:\\n|\s){1,4}(?<value>[A-Za-z0-9+/=:,-]{40})/g,
  },
  { kind: 'aws', expression: /\b(?<value>(?:AKIA|ASIA)[0-9A-Z]{16})\b/g },
  { kind: 'stripe', expression: /\b(?<value>[sr]k_live_[0-9a-zA-Z]{20,200})/g },
  { kind: 'sendgrid', expression: /\b(?<value>SG\.[\w-]{20,24}\.[\w-]{40,46})\b/g },
  { kind: 'mailgun', expression: /\b(?<value>key-[0-9a-f]{32})\b/g },
  { kind: 'github', expression: /\b(?<value>gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,100})\b/g },
  { kind: 'gitlab', expression: /\b(?<value>glpat-[\w-]{20})\b/g },
  { kind: 'slack', expression: /\b(?<value>xox[baprs]-[0-9]{8,14}-[0-9A-Za-z-]{16,80})/g },
  {
    kind: 'url-password',
    expression:
      /\b(?:postgres|postgresql|postgis|psql|mysql|mongodb|mongodb\+srv|rediss?|amqps?|smtps?):\/\/[\w.+-]{0,64}:(?<value>[^\s:@/'"`{}<>$]{4,128})@(?<host>[\w.-]{3,200})/g,
  },
  {
    kind: 'database-password',
    onlyInSettings: true,
    expression:
      /['"]PASSWORD['"][ \t]{0,40}:[ \t]{0,40}[rub]{0,2}(?<quote>['"])(?<value>[^'"\n]{3,128})\k<quote>[ \t]{0,40}[,}\n]/g,
  },
  {
    kind: 'mail-password',
    onlyInSettings: true,
    expression:
      /^[ \t]{0,40}(?<name>EMAIL_HOST_PASSWORD)[ \t]{0,40}=[ \t]{0,40}(?<quote>['"])(?<value>[^'"\n]{6,128})\k<quote>[ \t]{0,40}(?:#|$)/gm,
  },
  {
    kind: 'secret-key',
    onlyInSettings: true,
    expression:
      /^[ \t]{0,40}SECRET_KEY[ \t]{0,40}=[ \t]{0,40}[rub]{0,2}(?<quote>['"])(?<value>[^\n]{20,200})\k<quote>[ \t]{0,40}(?:#|$)/gm,
  },
  {
    kind: 'token',
    onlyInSettings: true,
    expression:
      /^[ \t]{0,40}(?<name>[A-Z][A-Z0-9_]{0,60}(?:SECRET|TOKEN|PASSWORD|API_KEY|SECRET_KEY|ACCESS_KEY|APIKEY))[ \t]{0,40}=[ \t]{0,40}[rub]{0,2}(?<quote>['"])(?<value>[^'"\n]{16,200})\k<quote>[ \t]{0,40}(?:#|$)/gm,
  },
  // Inside a dictionary: `'API_SECRET': '…'` of Cloudinary, `'secret': '…'` of allauth.
  {
    kind: 'token',
    onlyInSettings: true,
    expression:
      /['"](?<name>(?:[A-Za-z]{1,20}_){0,4}(?:SECRET|SECRET_KEY|API_KEY|ACCESS_KEY|secret|secret_key|api_key))['"][ \t]{0,40}:[ \t]{0,40}[rub]{0,2}(?<quote>['"])(?<value>[^'"\n]{16,200})\k<quote>[ \t]{0,40}(?:[,}#]|$)/gm,
  },
]

/** Variables of the environment whose values are secrets. */
export const secretName =
  /(SECRET|TOKEN|PASSWORD|PASSWD|(SECRET|API|PRIVATE|ACCESS)_?KEY|DATABASE_URL|_PASS)$/i
