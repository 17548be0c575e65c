import { describe, expect, it } from 'vitest'
import { overlayCases, readingOfCase } from './cases.fixture.ts'
import { overlayChanges } from './overlay-changes.ts'
import { overlayFor } from './overlay-view.ts'

async function changesOf(form: string) {
  const each = overlayCases.find((one) => one.form === form)
  if (!each) throw new Error(`no such case: ${form}`)
  const reading = await readingOfCase(each)
  return overlayChanges(reading, overlayFor(reading, each.decisions))
}

describe('what the overlay changes', () => {
  it('is told with what the project says, and never with its secrets', async () => {
    const changes = await changesOf('one-file-https')
    expect(changes).toContainEqual({
      setting: 'DEBUG',
      before: 'True',
      after: 'False',
      why: 'debug.off',
    })
    expect(changes).toContainEqual({
      setting: 'SECRET_KEY',
      before: '[secret]',
      after: "os.environ['SECRET_KEY']",
      why: 'key.environment',
    })
    expect(changes).toContainEqual({
      setting: 'SESSION_COOKIE_DOMAIN',
      before: "'.old.example'",
      after: 'None',
      why: 'hosts.foreign',
    })
    const text = JSON.stringify(changes)
    expect(text).not.toContain('django-insecure')
    expect(text).not.toContain('in-git-too')
    expect(text).not.toContain('{checkout}')
  })

  it('is told in the paths that people write', async () => {
    expect(await changesOf('sqlite')).toContainEqual(
      expect.objectContaining({ setting: 'DATABASES', before: expect.stringContaining("'…/db.sqlite3'") }),
    )
  })

  it('does not name what stays as it is', async () => {
    const changes = await changesOf('base-production')
    expect(changes.map(({ setting }) => setting)).not.toContain('DEBUG')
  })

  it.each([
    ['s3', 'STORAGES', 'kept.storage'],
    ['cloudinary', 'INSTALLED_APPS', 'static.collect'],
    ['debug-decides', 'ORDERS_A_PAGE', 'kept.branch'],
    ['debug-decides', 'PAYMENT_KEY', 'debug.branch'],
    ['key-copies', 'SIMPLE_JWT', 'key.copy'],
    ['key-copies', 'COUPON_SALT', 'kept.key'],
    ['debug-branches', 'PAGE_SIZE', 'debug.branch'],
    ['sqlite', 'DATABASES', 'database.sqlite'],
    ['celery-redis', 'CELERY_RESULT_BACKEND', 'redis.broker'],
    ['celery-containers', 'CELERY_BROKER_URL', 'redis.broker'],
    ['redis-packages', 'RQ_QUEUES', 'redis.packages'],
    ['redis-packages', 'Q_CLUSTER', 'redis.packages'],
    ['redis-packages', 'DRAMATIQ_RESULT_BACKEND', 'kept.redis'],
    ['celery-rabbitmq', 'CELERY_BROKER_URL', 'rabbitmq.broker'],
    ['logging', 'LOGGING', 'log.files'],
  ])('%s: %s, because of %s', async (form, setting, why) => {
    expect(await changesOf(form)).toContainEqual(expect.objectContaining({ setting, why }))
  })
})
