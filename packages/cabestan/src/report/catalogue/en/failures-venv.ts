import type { FailureSentences } from '../catalogue.ts'

export const failuresOfTheVenv = {
  'python.unavailable': {
    title: [
      'The Python {series} that lies on this server does not start: {broken}.',
      'Python {series} is not on this server, which has {there}, and uv did not reach {address} to fetch it.',
      'Python {series} cannot be had on this server, which has {there}: {why}',
      'Python {series} cannot be had on this server, which has {there}.',
      'No Python runs this project.',
    ],
    next: [
      'Put right what the output names, or take {broken} away and put another Python {series} below `/opt/python`; or choose one of {there} with `python:` in `cabestan.yaml`.',
      'Let the server reach what uv fetches it from, put a Python {series} below `/opt/python`, or choose another one with `python:` in `cabestan.yaml`.',
    ],
  },
  'uv.unavailable': {
    title: [
      'uv {version}, which installs the packages of Python, cannot be had on this server: {why}',
      'uv, which installs the packages of Python, cannot be had on this server.',
    ],
    next: [
      'Look whether the server reaches its package index, and whether `python3-venv` is installed there.',
    ],
  },
  'venv.package-unknown': {
    title: [
      '{package} does not exist, or not in that version.',
      'A package that the project asks for does not exist in that version.',
    ],
    next: [
      'Put its line right in the list of packages, commit, and deploy again.',
      'A package of an index of your own needs its `--extra-index-url` there.',
    ],
  },
  'venv.hash-mismatch': {
    title: [
      'The index sent something else for {package} than what the project’s list holds the hash of.',
      'The index sent something else than what the project’s list holds the hash of.',
    ],
    next: [
      'Nothing of it was run. If the package was published anew, lock it again and commit; otherwise ask who stands between the server and the index.',
    ],
  },
  'venv.conflict': {
    title: [
      'The project’s packages contradict each other: {why}',
      'The project’s packages contradict each other.',
    ],
    next: ['Change one of the versions, commit, and deploy again.'],
  },
  'venv.python-too-old': {
    title: [
      '{package} is for Python {needs}, and this release has {python}.',
      '{package} is for Python {needs}, which this release does not have.',
      '{package} is not for the Python of this release.',
      'A package needs another Python than the one of this release.',
    ],
    next: ['Choose the Python with `python:` in `cabestan.yaml`, or another version of the package.'],
  },
  'venv.library-missing': {
    title: [
      '{package} needs {file}, which is not on the server.',
      'The project needs {file}, which is not on the server.',
      'A package needs a library that is not on the server.',
    ],
    next: [
      'Add {packages} under `packages:` in `cabestan.yaml`, and deploy again.',
      '`packages:` holds the packages of Debian that your project needs beside Python’s.',
    ],
  },
  'venv.build-failed': {
    title: [
      '{package} could not be built on the server: {why}',
      '{package} could not be built on the server.',
      'A package could not be built on the server: {why}',
      'A package could not be built on the server.',
    ],
    next: [
      'A newer version of it may bring a ready wheel for this Python; so may an older Python (`python:` in `cabestan.yaml`).',
    ],
  },
  'venv.network': {
    title: [
      'The server did not reach {address}: {why}',
      'The server did not reach {address}.',
      'The server did not reach the index of packages.',
    ],
    next: [
      'Look at its network, its proxy (`/etc/environment`) and its index (`/etc/pip.conf`), then deploy again.',
    ],
  },
  'venv.failed': {
    title: ['The packages could not be installed: {why}', 'The packages could not be installed.'],
    next: ['What uv said stands above.'],
  },
  'build.front-end': {
    title: [
      'The front end could not be built, {script} failed: {error}',
      'The front end could not be built.',
    ],
    next: [
      'What its build said stands above.',
      'Another Node may do: `front_end: laptop` takes that of this computer, `front_end: server` that of the server; `front_end: off` leaves the front end out.',
    ],
  },
  'build.manager': {
    title: [
      'The front end is built with {manager}, which is not on this computer.',
      'The front end is built with a program that is not on this computer.',
    ],
    next: [
      '`npm install --global {manager}` brings it. Then deploy again.',
      'Or build on the server, which gets it by itself: `front_end: server` in `cabestan.yaml`.',
    ],
  },
  'build.settings': {
    title: [
      'The project’s code cannot be imported in production: {error} ({place})',
      'The project’s code cannot be imported in production: {error}',
      'The project’s code cannot be imported in production.',
    ],
    advice: {
      wants: {
        key: 'Give it {key}: `cabestan env set {key}` asks for it and keeps it on the server. What is no secret goes under `env:` in `cabestan.yaml`. Then deploy again.',
        network:
          'It asks something over the network while it is imported, and nobody answers: a name that does not resolve, or a refused connection. Let it ask where it needs the answer, so that it starts without.',
        tables:
          'This line asks the database while Python imports it, and a new database has no tables before the first migration. Put the query into the function, the view or the `__init__` that needs its answer, and commit that.',
        module:
          'No package of the list brings {module}. Add the one that does to the list of the project, with its version; where it is code of your own, see that git has it. Commit, and deploy again.',
      },
    },
    next: ['The last line above says why. The settings as production has them: `cabestan check --settings`.'],
  },
  'build.home': {
    title: ['The release has no directory {path}, which nginx should show.', 'The release has no home page.'],
    next: [
      '`web.home` in cabestan.yaml names it, from the top of the repository: mend it there, or commit it.',
    ],
  },
  'build.program': {
    title: [
      'The process {process} is to run `{program}`, which is neither among the project’s packages nor on the server.',
      'A process is to run a program that is not there.',
    ],
    next: [
      'Is it spelled as one would type it? `processes: {process}:` in cabestan.yaml.',
      'A package of Python that brings it belongs into the project’s list; one of Debian under `packages:`.',
      'Not wanted? `processes: {process}: false`.',
    ],
  },
  'build.hook-program': {
    title: [
      '`{hook}` in cabestan.yaml is to run `{program}`, which is neither among the project’s packages nor on the server.',
      'A command under `hooks:` is to run a program that is not there.',
    ],
    next: [
      'Is it spelled as one would type it? A command of Django begins with `manage.py`.',
      'A package of Python that brings it belongs into the project’s list; one of Debian under `packages:`.',
    ],
  },
  'build.schedule-program': {
    title: [
      'The scheduled command {schedule} is to run `{program}`, which is neither among the project’s packages nor on the server.',
      'A scheduled command is to run a program that is not there.',
    ],
    next: [
      'Is it spelled as one would type it? `schedule: {schedule}:` in cabestan.yaml. A command of Django begins with `manage.py`.',
      'A package of Python that brings it belongs into the project’s list; one of Debian under `packages:`.',
      'Not wanted? `schedule: {schedule}: false`.',
    ],
  },
  'build.uploads': {
    title: [
      'The committed files of {path} could not be brought to where uploads are kept.',
      'The committed files could not be brought to where uploads are kept.',
    ],
    next: ['What Python said stands above. They are brought with the first release only; try it again.'],
  },
  'build.static': {
    title: [
      'The static files could not be collected: {error} ({place})',
      'The static files could not be collected: {error}',
      'The static files could not be collected.',
    ],
    advice: {
      wants: {
        key: 'Give it {key}: `cabestan env set {key}` asks for it and keeps it on the server. What is no secret goes under `env:` in `cabestan.yaml`. Then deploy again.',
        file: 'A style sheet or a script names a file that is in no commit, and the storage which your settings choose insists on each. Commit that file or mend the address, as `collectstatic` says above; or choose a storage that lets it pass: Django’s own `StaticFilesStorage`, WhiteNoise’s `CompressedStaticFilesStorage`.',
      },
    },
    next: ['What `collectstatic` said stands above.'],
  },
  'build.compress': {
    title: [
      'The static files could not be compressed ahead: {error} ({place})',
      'The static files could not be compressed ahead: {error}',
      'The static files could not be compressed ahead.',
    ],
    next: ['What `compress` said stands above.'],
  },
  'build.translations': {
    title: ['The translations could not be compiled: {error}', 'The translations could not be compiled.'],
    next: ['What `compilemessages` said stands above.'],
  },
  'build.check': {
    title: [
      'Django’s own checks find errors: {error} ({id})',
      'Django’s own checks fail: {error} ({place})',
      'Django’s own checks fail: {error}',
      'Django’s own checks find errors.',
    ],
    advice: {
      wants: {
        key: 'Give it {key}: `cabestan env set {key}` asks for it and keeps it on the server. What is no secret goes under `env:` in `cabestan.yaml`. Then deploy again.',
        network:
          'It asks something over the network while it is imported, and nobody answers: a name that does not resolve, or a refused connection. Let it ask where it needs the answer, so that it starts without.',
      },
    },
    next: ['Put them right, commit, and deploy again.'],
  },
} satisfies Partial<FailureSentences>
