import { describe, expect, it } from 'vitest'
import { overlayCases, viewOf } from './cases.fixture.ts'
import { commandOver } from './command-over.ts'

const [view] = await Promise.all(overlayCases.filter(({ form }) => form === 'celery-redis').map(viewOf))

describe('a command of the project, started through the overlay', () => {
  it.each([
    ['python manage.py migrate', 'python -m cabestan_disquaire.manage migrate'],
    ['./manage.py qcluster --settings=shop.settings', 'python -m cabestan_disquaire.manage qcluster'],
    ['python3.11 backend/manage.py bot', 'python -m cabestan_disquaire.manage bot'],
    ['django-admin rqworker', 'python -m cabestan_disquaire.manage rqworker'],
    ['celery -A shop worker -l info', 'celery -A cabestan_disquaire worker -l info'],
    ['python -m celery --app=shop.celery:app beat', 'python -m celery --app=cabestan_disquaire beat'],
    ['gunicorn shop.wsgi', 'gunicorn cabestan_disquaire.wsgi:application'],
    ['uvicorn shop.wsgi:application --port 1', 'uvicorn cabestan_disquaire.wsgi:application --port 1'],
    ['python bot.py manage.py', 'python bot.py manage.py'],
  ])('%s', (command, over) => {
    expect(view && commandOver(command.split(' '), view).join(' ')).toBe(over)
  })
})
