import type { EnvironmentRole } from './reading.ts'

const database = String.raw`(?:\w+_)?(?:DB|DATABASE|POSTGRES|POSTGRESQL|POSTGIS|PG|PSQL|MYSQL|MARIADB|SQL|RDS)(?:_ADDON)?_?`

/** The order matters: the first match decides. */
const roles: readonly (readonly [EnvironmentRole, RegExp])[] = [
  ['settings-module', /^DJANGO_SETTINGS_MODULE$/],
  ['switch', /^DJANGO_(?:CONFIGURATION|ENV|ENVIRONMENT)$/],
  ['secret-key', /^(?:\w*DJANGO_?|APP_|SITE_|WEB_|MY_?|FLASK_)?SECRET(?:_?KEY)?$|^DJANGO_KEY$|^KEY$/],
  ['debug', /(?:^|_)DEBUG(?:_MODE)?$/],
  [
    'hosts',
    /ALLOWED_?(?:CLIENT_)?HOSTS?$|^(?:DJANGO_|SITE_|APP_|WEB_)?(?:DOMAINS?|DOMAIN_NAME|FQDN|HOSTNAMES?)$|(?:^|_)MAIN_DOMAIN$|^(?:DJANGO|SITE|APP)_HOSTS?$/,
  ],
  [
    'origins',
    /CSRF_TRUSTED_ORIGINS?$|^(?:DJANGO_)?(?:SITE|BASE|APP|PUBLIC|ROOT|SITE_BASE|WAGTAILADMIN_BASE)_(?:URL|ORIGIN)$/,
  ],
  ['redis-url', /REDIS/],
  [
    'broker-url',
    /(?:BROKER|CELERY|AMQP|RABBIT\w*)_?(?:URL|URI|BACKEND)$|^(?:CELERY_)?BROKER$|^CLOUDAMQP_URL$/,
  ],
  ['cache-url', /^(?:\w+_)?(?:CACHE|MEMCACHED?)_(?:URL|URI|LOCATION)$/],
  ['email-url', /^(?:DJANGO_)?(?:EMAIL|MAIL)_(?:URL|CONFIG)$/],
  [
    'email',
    /^(?:\w+_)?(?:EMAIL|MAIL|SMTP)_(?:HOST|PORT|USER|USERNAME|PASSWORD|PASS|HOST_USER|HOST_PASSWORD|USE_TLS|USE_SSL|TLS|SSL|FROM|BACKEND|TIMEOUT|SENDER|ADDRESS|SERVER|LOGIN|SUBJECT_PREFIX|SSL_CERTFILE|SSL_KEYFILE)$|^(?:DJANGO_)?(?:DEFAULT_FROM_EMAIL|SERVER_EMAIL|FROM_EMAIL|EMAIL_FROM|DEFAULT_EMAIL_FROM)$/,
  ],
  [
    'database-url',
    new RegExp(
      `^(?:${database}(?:URL|URI|DSN|CONN(?:ECTION)?_?STR(?:ING)?)|\\w*POSTGRESQL_\\w*URL|JAWSDB_URL|CLEARDB_DATABASE_URL)$`,
    ),
  ],
  ['database-name', new RegExp(`^(?:${database}(?:NAME|DB|DBNAME|DATABASE|DB_NAME|DATABASE_NAME)|DBNAME)$`)],
  ['database-user', new RegExp(`^(?:${database}(?:USER|USERNAME|ROLE|LOGIN)|DBUSER)$`)],
  ['database-password', new RegExp(`^(?:${database}(?:PASSWORD|PASS|PASSWD|PWD|PW)|DBPASS(?:WORD)?)$`)],
  ['database-host', new RegExp(`^(?:${database}(?:HOST|HOSTNAME|SERVER|ADDR|ADDRESS|SERVICE)|DBHOST)$`)],
  ['database-port', new RegExp(`^(?:${database}PORT|DBPORT)$`)],
  ['database-engine', new RegExp(`^${database}(?:ENGINE|BACKEND|TYPE|DRIVER)$`)],
  ['static-root', /(?:^|_)STATIC_(?:ROOT|DIR|PATH)$/],
  ['media-root', /(?:^|_)MEDIA_(?:ROOT|DIR|PATH)$/],
]

const known = new Map<string, EnvironmentRole>()

/** The same few names are asked for in each situation that is looked at. */
export function roleOfName(key: string): EnvironmentRole {
  const before = known.get(key)
  if (before !== undefined) return before
  const upper = key.slice(0, 200).toUpperCase()
  const role = roles.find(([, pattern]) => pattern.test(upper))?.[0] ?? 'own'
  known.set(key, role)
  return role
}

/** Whether only the owner can know the value. */
export function isOwnersKey(key: string): boolean {
  return roleOfName(key) === 'own'
}

/** Whether its name says that others must not see the value. */
export function isSecretName(key: string): boolean {
  return (
    /SECRET|PASSWORD|PASSWD|PASSPHRASE|(?:^|_)(?:PASS|PWD|PW|PRIVATE|CREDENTIALS?|SALT|TOKEN|DSN)(?:_|$)|TOKEN|API_?KEY|(?:ACCESS|AUTH|ENCRYPTION|SIGNING|LICENSE|FERNET|CIPHER|HMAC|ENCODING)_KEYS?|_KEY$|(?:DATABASE|DB|POSTGRES\w*|REDIS\w*|BROKER|AMQP|EMAIL|MAIL)_(?:URL|URI)$/i.test(
      key,
    ) &&
    !/(?:PUBLIC|PUBLISHABLE|SITE)_KEY|KEY_ID$|KEY_PREFIX|TOKEN_(?:LIFETIME|EXPIR\w*|AGE|TTL|URL)|_(?:LIFETIME|TIMEOUT|LENGTH|VALIDATORS)$/i.test(
      key,
    )
  )
}
