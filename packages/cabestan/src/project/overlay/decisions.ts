/** Decisions that are made elsewhere: by the owner in cabestan.yaml, or by what the server has. */
export interface OverlayDecisions {
  /** The application's name on the server: also of its user, role and database. */
  readonly name: string
  readonly domains: readonly string[]
  /** Addresses by which the site is reached too, or instead. */
  readonly addresses: readonly string[]
  /** The site has a certificate. */
  readonly https: boolean
  readonly database: 'postgresql' | 'sqlite' | 'own'
  readonly interface: 'wsgi' | 'asgi'
  /** The server runs a Redis for the application. */
  readonly redis: boolean
  /** Tasks go through the server's own RabbitMQ, which `packages:` asks for. */
  readonly rabbitmq: boolean
  /** A mail server, or a relay on this server; null leaves it to the project. */
  readonly mail: MailDecision | null
  readonly admins: readonly string[]
  /** Keys of the release's environment file that the owner gave. */
  readonly given: readonly string[]
  readonly paths: {
    readonly media: string
    readonly data: string
    /** Where the application may write logs. */
    readonly logs: string
  }
}

interface MailDecision {
  readonly host: string
  readonly port: number
  readonly security: 'starttls' | 'tls' | 'none'
  readonly user: string | null
  readonly from: string | null
}
