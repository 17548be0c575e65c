import type { FailureSentences } from '../catalogue.ts'

export const failuresOfTheVenv = {
  'python.unavailable': {
    title: 'The Python that the project needs cannot be had on this server.',
    next: ['Choose another one with `python:` in `cabestan.yaml`, or a newer Django.'],
  },
  'uv.unavailable': {
    title: 'uv, which installs the packages of Python, cannot be had on this server.',
    next: ['Look whether the server reaches its package index: `cabestan ssh -- pip download uv`.'],
  },
  'venv.package-unknown': {
    title: 'A package that the project asks for does not exist in that version.',
    next: ['Put its line right in the requirements, commit, and deploy again.'],
  },
  'venv.conflict': {
    title: 'The project’s packages contradict each other.',
    next: ['Change one of the versions, commit, and deploy again.'],
  },
  'venv.python-too-old': {
    title: 'A package needs another Python than the one of this release.',
    next: ['Choose the Python with `python:` in `cabestan.yaml`, or an older version of the package.'],
  },
  'venv.library-missing': {
    title: 'A package needs a library that is not on the server.',
    next: ['Add it under `packages:` in `cabestan.yaml`, and deploy again.'],
  },
  'venv.build-failed': {
    title: 'A package could not be built on the server.',
    next: ['A newer version of it may bring a ready wheel for this Python.'],
  },
  'venv.network': {
    title: 'The server did not reach the index of packages.',
    next: ['Look at its network, then deploy again.'],
  },
  'venv.failed': {
    title: 'The packages could not be installed.',
    next: ['What uv said stands above.'],
  },
  'build.front-end': {
    title: 'The front end could not be built.',
    next: ['What its build said stands above; `front_end: off` leaves it out.'],
  },
  'build.settings': {
    title: 'The settings cannot be imported in production.',
    next: ['The last line above says why. See them whole: `cabestan check --settings`.'],
  },
  'build.static': {
    title: 'The static files could not be collected.',
    next: ['What `collectstatic` said stands above.'],
  },
  'build.compress': {
    title: 'The static files could not be compressed ahead.',
    next: ['What `compress` said stands above.'],
  },
  'build.translations': {
    title: 'The translations could not be compiled.',
    next: ['What `compilemessages` said stands above.'],
  },
  'build.check': {
    title: 'Django’s own checks find errors.',
    next: ['Put them right, commit, and deploy again.'],
  },
} satisfies Partial<FailureSentences>
