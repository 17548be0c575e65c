import type { processFindings } from '../../../../project/findings/processes.ts'
import type { FindingSentences } from '../../catalogue.ts'

export const processes: FindingSentences<(typeof processFindings)[number]> = {
  'processes.service': {
    title: 'The site wants {name}, which Cabestan does not set up.',
    why: 'Pages that ask it fail without it, often all of them.',
    remedy: [
      'If you have one elsewhere, give its address under `env:` in `cabestan.yaml`: `{key}: …`.',
      'Replace it by what PostgreSQL or Redis can do, or let its address come from the environment and give it one that runs elsewhere.',
    ],
  },
  'processes.service-packaged': {
    title: 'The site wants {name}.',
    why: 'Cabestan does not set it up by itself, but Debian has it.',
    remedy:
      'Write `packages: [{package}]` into `cabestan.yaml`: it is installed and listens on the server only.',
  },
  'processes.rabbitmq': {
    title: 'Its tasks go through RabbitMQ.',
    why: 'Without it, nothing that the site wants done in the background is done.',
    remedy:
      'Redis does the same, and Cabestan sets it up: let the address of the broker come from the environment. Or write `packages: [rabbitmq-server]` into `cabestan.yaml`: the applications of the server then share it, each in a virtual host of its own.',
  },
  'processes.rabbitmq-replaced': {
    title: 'Its tasks go through a RabbitMQ of its containers; here they go through Redis.',
    why: 'Nothing on the server has that name, and Redis does the same for Celery.',
    remedy:
      'Nothing to do: Cabestan sets up a Redis for the application. To keep RabbitMQ: `packages: [rabbitmq-server]` in `cabestan.yaml`, which the applications of the server then share, each in a virtual host of its own.',
  },
  'processes.redis-written-down': {
    title: '{settings} looks for a Redis that is not the application’s.',
    why: 'That of the application has a port and a password of its own. Cabestan puts them into a dictionary of the settings; here the code makes the connection itself, or decides between several.',
    remedy:
      'Take the address from the environment: `REDIS_URL` has all of it; or `REDIS_HOST`, `REDIS_PORT` and `REDIS_PASSWORD`.',
  },
  'processes.redis-over-there': {
    title: 'The settings name a Redis on {hosts}; the site gets one of its own.',
    why: 'What waits or lies there does not come along, and what else goes through it no longer hears of the site.',
    remedy:
      'Nothing to do for a site that is alone there. To go on with that one: `redis: false` in `cabestan.yaml`, and the settings stay as they are.',
  },
  'processes.redis-guessed': {
    title: 'Redis is set up for its tasks.',
    why: 'The settings leave open which broker it is.',
    remedy: 'Nothing to do, unless the tasks go elsewhere: then write `redis: false` into `cabestan.yaml`.',
  },
  'processes.endless-command': {
    title: 'The command {name} never ends, and nothing says that it is to be kept running.',
    why: 'It may be a bot or a listener that the site needs, or a tool for the day.',
    remedy:
      'If it must run, write it under `processes:` in `cabestan.yaml`: `{name}: python manage.py {name}`.',
  },
  'processes.scheduled': {
    title: 'Run on a schedule: {commands}.',
    why: 'The project says so, and the server does it from the first release on.',
    remedy: 'Nothing to do. To have one otherwise, or not at all: `schedule:` in `cabestan.yaml`.',
  },
  'processes.not-scheduled': {
    title: 'Nothing runs these on a schedule: {commands}.',
    why: 'The project has another platform, or a crontab, run them. They are no plain commands of `manage.py`, so that nobody can tell what they would do on your server.',
    remedy:
      'Write what they are to do under `schedule:` in `cabestan.yaml`: `clean: { at: "0 4 * * *", command: manage.py clearsessions }`.',
  },
  'processes.asgi': {
    title: 'The site runs under ASGI.',
    why: 'It speaks more than plain requests and answers (websockets, for one), which WSGI cannot.',
    remedy: 'Nothing to do. To have it otherwise: `interface: wsgi` in `cabestan.yaml`.',
  },
  'processes.channels-1': {
    title: 'Its websockets are those of Channels 1, and are not served.',
    why: 'Channels has kept its routes in a module of their own since version 2, of 2018; its former interface server and workers run with no Python that is kept up. Pages are served all the same.',
    remedy: 'Bring the project to Channels 4, with an `asgi.py` that has a `ProtocolTypeRouter`.',
  },
  'processes.no-asgi': {
    title: '`interface: asgi` in `cabestan.yaml`, and Django {django} has no ASGI.',
    why: 'It came with Django 3.0; before, a project has it from Channels, and names it in ASGI_APPLICATION.',
    remedy: 'Take `interface:` out: the site then runs by WSGI.',
  },
  'processes.not-found': {
    title: '`{key}` in `cabestan.yaml` matches nothing that was found.',
    why: 'It has no command of its own, and the project has none under this name.',
    remedy: [
      'Found were: {names}. Correct the name, give it a command, or take it out.',
      'Give it a command, or take it out.',
    ],
  },
  'processes.unknown-command': {
    title: '`{key}` in `cabestan.yaml` runs `manage.py {command}`, which the project does not have.',
    why: 'Where no package brings it either, it fails each time.',
    remedy: 'There is `manage.py {nearest}`: write that, if it was meant.',
  },
  'processes.missing-script': {
    title: '`{key}` in `cabestan.yaml` runs `{file}`, which the commit does not have.',
    why: 'Commands run in the directory of `manage.py`, with what git has.',
    remedy: 'Put the path right, or commit the file.',
  },
  'processes.bare-command': {
    title: '`{key}` in `cabestan.yaml` runs `{command}`, which is a command of Django and no program.',
    why: 'Programs run as one would type them, and nobody types it without `manage.py`: it is not found.',
    remedy: 'Write `manage.py {command}`.',
  },
}
