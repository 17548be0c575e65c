import type { OverlayView } from '../../render/settings/view.ts'
import type { DataReading } from '../data/reading.ts'
import type { OverlayDecisions } from './decisions.ts'
import { overlayFor } from './overlay-view.ts'
import { readingOf } from './readings.fixture.ts'

/** A small project in tests/golden/overlay/<form>/project, with the overlay that belongs to it beside it. */
export interface OverlayCase {
  readonly form: string
  /** The Django that the project pins; null where it pins none. */
  readonly pinned: string | null
  /** The versions on which tests/overlay.test.ts tries it. */
  readonly djangos: readonly string[]
  readonly decisions: OverlayDecisions
  /** What the environment file has besides SECRET_KEY. */
  readonly environment: Readonly<Record<string, string>>
  /** Variables that no reading may know. */
  readonly secrets?: Readonly<Record<string, string>>
  /** The settings module, where a person named it. */
  readonly module?: string
  readonly data?: Partial<DataReading>
}

export const readingOfCase = (each: OverlayCase) =>
  readingOf({ ...each, django: each.pinned, env: each.environment })

export const viewOf = async (each: OverlayCase): Promise<OverlayView> =>
  overlayFor(await readingOfCase(each), each.decisions)

export const decidedForTests: OverlayDecisions = {
  name: 'disquaire',
  domains: [],
  addresses: ['203.0.113.10'],
  https: false,
  database: 'postgresql',
  interface: 'wsgi',
  redis: false,
  rabbitmq: false,
  mail: null,
  admins: [],
  given: [],
  paths: { media: '/srv/disquaire/media', data: '/srv/disquaire/data', logs: '/var/log/disquaire/site' },
}

const all = ['1.11', '2.2', '3.2', '4.2', '5.2', 'newest']
const modern = ['4.2', '5.2', 'newest']

type Traits = Partial<Omit<OverlayCase, 'decisions'>> & { readonly decisions?: Partial<OverlayDecisions> }

function overlayCase(form: string, traits: Traits = {}): OverlayCase {
  const decisions = { ...decidedForTests, ...traits.decisions }
  return { form, pinned: null, djangos: all, environment: {}, ...traits, decisions }
}

const key = 'the-key-of-the-server-0123456789-abcdefghijklmnopqrstuvwxyz'
const elsewhere = 'postgres://shop:its%40word@db.example:5433/shop'

export const overlayCases: readonly OverlayCase[] = [
  overlayCase('one-file'),
  overlayCase('one-file-https', {
    pinned: '5.2.3',
    djangos: modern,
    decisions: {
      domains: ['disquaire.example', '*.disquaire.example'],
      https: true,
      admins: ['anna@disquaire.example'],
      mail: {
        host: 'smtp.disquaire.example',
        port: 587,
        security: 'starttls',
        user: 'site@disquaire.example',
        from: 'site@disquaire.example',
      },
    },
    environment: { EMAIL_HOST_PASSWORD: 'of the mail server' },
  }),
  overlayCase('base-production'),
  overlayCase('init-switch', { module: 'shop.settings', environment: { ENV: 'production' } }),
  overlayCase('environ', {
    environment: {
      DEBUG: 'False',
      DJANGO_SECRET_KEY: key,
      DATABASE_URL: 'postgres://disquaire@%2Frun%2Fpostgresql/disquaire',
    },
  }),
  overlayCase('decouple', { environment: { ALLOWED_HOSTS: '203.0.113.10' } }),
  overlayCase('database-url', {
    decisions: { database: 'own', given: ['DATABASE_URL'] },
    environment: { DATABASE_URL: elsewhere },
  }),
  overlayCase('database-elsewhere', {
    decisions: { database: 'own', given: ['DATABASE_URL'] },
    environment: { DATABASE_URL: `${elsewhere}?sslmode=require` },
  }),
  overlayCase('database-chosen', { pinned: '5.2', djangos: ['5.2'] }),
  overlayCase('dotenv', { environment: { DEBUG: 'False', ALLOWED_HOSTS: 'disquaire.example' } }),
  overlayCase('pydantic', { djangos: modern, environment: { DEBUG: 'false' } }),
  overlayCase('class', { environment: { DJANGO_SECRET_KEY: key } }),
  overlayCase('root'),
  overlayCase('star-literals'),
  overlayCase('debug-branches'),
  overlayCase('debug-decides', {
    pinned: '3.2',
    djangos: ['1.11', '2.2', '3.2'],
    decisions: { redis: true },
    environment: { REDIS_PASSWORD: 'of-redis', REDIS_PORT: '23456' },
    secrets: { PAYMENT_KEY: 'of the owner' },
  }),
  overlayCase('key-copies'),
  overlayCase('sqlite', { decisions: { database: 'sqlite' } }),
  overlayCase('sqlite-modern', {
    decisions: { database: 'sqlite' },
    pinned: '5.2',
    djangos: ['5.2', 'newest'],
  }),
  overlayCase('postgis', { djangos: ['5.2'] }),
  overlayCase('channels', {
    pinned: '4.2',
    djangos: ['3.2', ...modern],
    decisions: { interface: 'asgi', redis: true },
    environment: { REDIS_PASSWORD: 'of-redis', REDIS_PORT: '23456' },
  }),
  overlayCase('sockets-alone', { pinned: '4.2', djangos: ['4.2'], decisions: { interface: 'asgi' } }),
  overlayCase('celery-redis', {
    decisions: { redis: true },
    environment: { REDIS_PASSWORD: 'of-redis', REDIS_PORT: '23456' },
  }),
  overlayCase('celery-containers', {
    pinned: '5.2',
    djangos: ['5.2'],
    decisions: { redis: true },
    environment: { REDIS_PASSWORD: 'of-redis', REDIS_PORT: '23456' },
  }),
  overlayCase('redis-packages', {
    pinned: '5.2',
    djangos: ['5.2'],
    decisions: { redis: true, given: ['STOCK_REDIS_HOST'] },
    environment: { REDIS_PASSWORD: 'of-redis', REDIS_PORT: '23456', STOCK_REDIS_HOST: 'stock.example' },
    secrets: { REDIS_URL: 'redis://:of-redis@127.0.0.1:23456/0' },
  }),
  overlayCase('celery-rabbitmq', { pinned: '5.2', djangos: ['5.2'], decisions: { rabbitmq: true } }),
  overlayCase('s3', { pinned: '5.2', djangos: ['5.2'] }),
  overlayCase('cloudinary', { pinned: '5.2', djangos: ['5.2'] }),
  overlayCase('whitenoise', { pinned: '3.2', djangos: ['1.11', '2.2', '3.2'] }),
  overlayCase('static-files', {
    data: { insideCheckout: [{ setting: 'STATIC_ROOT', path: 'static', files: 1, places: [] }] },
  }),
  overlayCase('logging'),
  overlayCase('logging-by-hand'),
  overlayCase('mailers', {
    pinned: '6.1',
    djangos: ['newest'],
    decisions: {
      mail: { host: 'localhost', port: 25, security: 'none', user: null, from: 'site@disquaire.example' },
      admins: ['anna@disquaire.example'],
    },
  }),
  overlayCase('middleware-classes', { pinned: '1.11', djangos: ['1.11'] }),
  overlayCase('django-1.8', { pinned: '1.8', djangos: ['1.8'] }),
  overlayCase('debug-toolbar'),
  overlayCase('gone-round'),
]
