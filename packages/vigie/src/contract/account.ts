export interface Account {
  readonly id: number
  readonly email: string
  readonly name: string
  readonly language: 'en' | 'fr'
  readonly createdAt: number
  /** Whether new issues are mailed to this account. */
  readonly wantsMail: boolean
}

export interface SignedInDevice {
  readonly id: number
  readonly createdAt: number
  readonly lastSeen: number
  readonly address: string
  readonly agent: string
  readonly isThis: boolean
}

export interface ApiToken {
  readonly id: number
  readonly name: string
  /** Its first letters, to recognise it by: the whole token is shown only once. */
  readonly start: string
  readonly mayWrite: boolean
  readonly createdAt: number
  readonly lastUsed: number | null
}
