import type { dependencyFindings } from '../../../../project/findings/dependencies.ts'
import type { FindingSentences } from '../../catalogue.ts'

export const dependencies: FindingSentences<(typeof dependencyFindings)[number]> = {
  'dependencies.none': {
    title: 'No file says what the project needs. From its code it is: {packages}.',
    why: 'Which versions worked here is known to this computer alone; the server takes what goes with the Django of the project.',
    remedy:
      'Write them down once, in the venv in which the project runs: `pip freeze > requirements.txt`, and commit the file.',
  },
  'dependencies.guessed-names': {
    title: 'Packages are taken by the names of their modules: {modules}.',
    why: 'A package may be called otherwise than its module, and another one may bear that name.',
    remedy: 'See that these are the right packages, and name them in a `requirements.txt`.',
  },
  'dependencies.unread': {
    title: '{file} asks for packages that cannot be known without running it: {what}.',
    why: 'Nothing of the project is run to read it. Of these, only what the code imports is installed.',
    remedy:
      'Write them there as plain texts, or into a requirements file that `cabestan.yaml` names: `dependencies: [requirements.txt]`.',
  },
  'dependencies.unpinned': {
    title: 'Packages without an exact version: {packages}.',
    why: 'The same commit can become another site tomorrow, when one of them brings out a new version.',
    remedy: 'Commit the versions that work: `pip freeze > requirements.txt`, or a lock file.',
  },
  'dependencies.undeclared': {
    title: 'The project uses packages that its list for production does not name: {packages}.',
    why: 'Without them it does not start. Cabestan installs them, in the version that another list of the project names, or that of the day.',
    remedy: 'Add them to the list of the project, with their versions.',
  },
  'dependencies.application-nowhere': {
    title:
      'INSTALLED_APPS names what is in no file of git, and what no package of the list seems to bring: {modules}.',
    why: 'Where nothing brings it, Django does not start.',
    remedy:
      'If it is yours, its folder is on this computer only: `git add` it and commit (does `.gitignore` name it?). If it is a package, add it to the list. If nobody needs it any more, take it out of INSTALLED_APPS. Nothing is to be done where a package of another name brings it.',
  },
  'dependencies.held-back': {
    title: 'Held back to versions that go together: {packages}.',
    why: 'The newest ones do not work with the Django or the code of this project.',
    remedy: 'Nothing to do. To decide it yourself, write versions into the list of the project.',
  },
  'dependencies.left-out': {
    title: 'Left out of what is installed: {packages}.',
    why: 'They belong to the computer on which the list was made: a Linux server cannot install them, or Python has them already. Or they are another web server than the one that each release has.',
    remedy: 'Nothing to do. Take them out of the list, or mark them: `; sys_platform == "win32"`.',
  },
  'dependencies.raised': {
    title: '{package} {version} is installed as {raised}.',
    why: 'No Python that a server can have today runs the version of the list. The newer one is the nearest that does, and goes with the same Django and the same code.',
    remedy: 'Nothing to do. Better still, write `{package}=={raised}` into the list of packages, and commit.',
  },
  'dependencies.same-module': {
    title: '{package} is left out: it brings the module {module}, and so does {other}.',
    why: 'Their files would lie over each other, in an order that nobody chooses, and the code would import now the one, now the other.',
    remedy: 'Take {package} out of the list. If it is the one that the code means, take {other} out.',
  },
  'dependencies.unrelated': {
    title: '{file} is not about this project.',
    why: 'It names neither Django nor anything that the code imports.',
    remedy: 'Nothing to do: it is not installed.',
  },
  'dependencies.several': {
    title: 'Several lists name a different Django: {chosen} is installed, not {others}.',
    why: 'What runs here may come from another list than what will run on the server.',
    remedy:
      'Remove the lists that are no longer used, or choose one in `cabestan.yaml`: `dependencies: {chosen}`.',
  },
  'dependencies.stale-lock': {
    title: '{lock} is older than what the project asks for: {packages}.',
    why: 'The lock file decides what is installed, and does not know of these changes.',
    remedy: 'Make it anew with the tool that wrote it, and commit it.',
  },
  'dependencies.broken-lines': {
    title: '{file} has lines that name no package: {lines}.',
    why: 'No installer understands them. What they were meant to bring is missing.',
    remedy: 'Put these lines right, or remove them.',
  },
  'dependencies.missing-file': {
    title: '{by} includes {file}, which is not in git.',
    why: 'What it lists is not installed, and an installer stops at it.',
    remedy: 'Commit {file}, or remove the line.',
  },
  'dependencies.unreadable': {
    title: '{file} is no text.',
    why: 'What the project needs was read from its code instead.',
    remedy: 'Save it as text, in UTF-8.',
  },
  'dependencies.too-large': {
    title: '{file} has more than {kilobytes} KB and was not read.',
    why: 'What it lists would not be installed.',
    remedy: 'Write down what the project itself needs: `pip freeze > {file}` in its venv.',
  },
  'dependencies.link-outside': {
    title: '{file} is a link that leads out of the repository.',
    why: 'A release has only what is in git; what the list names would not be installed.',
    remedy: 'Put the file itself into the repository in place of the link.',
  },
  'dependencies.private-source': {
    title: '{package} comes from a repository that asks for an ssh key.',
    why: 'The server has none, and must not have yours.',
    remedy: 'Take it over https if it is public (`git+https://…`), or put its code into the project.',
  },
  'dependencies.private-index': {
    title: '{file} names an index of packages of its own.',
    why: 'The server must reach it, and may need a password for it.',
    remedy: 'See that the server can reach it.',
  },
  'dependencies.hashes': {
    title: 'Installed without a hash: {packages}.',
    why: 'The list of the project has a hash for each package, and these are added beside it.',
    remedy: 'To have them checked too, put them into the list.',
  },
  'dependencies.django-unknown': {
    title: 'The version of Django could not be read.',
    why: 'Nothing names one, and the code does not tell it.',
    remedy: 'Name it in the list of the project: `Django==…`.',
  },
  'dependencies.django-unsupported': {
    title: 'Django {django} gets no security fixes since {end}.',
    why: 'What is found in it from then on stays open.',
    remedy: 'The site can go live. Plan the way to a supported series, one series at a time.',
  },
  'dependencies.django-mismatch': {
    title: 'The code does not go with Django {django}: {names}.',
    why: 'The import fails, so that nothing of the project starts. The code wants Django {wanted}.',
    remedy: 'Correct the code, or the version in the list of the project, and commit.',
  },
  'dependencies.python-unsupported': {
    title: 'Python {python} gets no security fixes since {end}.',
    why: 'The project and its packages run on nothing newer, or it asks for this one.',
    remedy: 'The site can go live. A newer Django opens the way to a newer Python.',
  },
  'dependencies.python-other': {
    title: 'The project asks for Python {declared} and gets {python}.',
    why: 'The one that it names can no longer be had, or does not go with its Django or its code.',
    remedy: 'Nothing to do if its tests pass there. To have another one: `python: …` in `cabestan.yaml`.',
  },
  'dependencies.python-refused': {
    title: 'Python {declared} of `cabestan.yaml` is not one that this project runs on: it would be {python}.',
    why: 'What it is written with, its Django or one of its packages does not run there.',
    remedy:
      'Take `python:` out: {python} is then used, which the server has or fetches. A newer Django opens the way to a newer Python.',
  },
  'dependencies.lock-python': {
    title: '{file} holds {packages} for Python {oldest} and newer, and the site would get {python}.',
    why: 'What the index has for {python} is not what the lock holds the hash of, so it is not installed.',
    remedy:
      'Have it run on Python {oldest}: take `python:` out of `cabestan.yaml`, or name that one there. Or let the project allow {python}, lock again, and commit.',
  },
  'dependencies.python-unavailable': {
    title: '{what} needs Python {newest} or older, which can no longer be had.',
    why: 'On a newer one it does not start.',
    remedy: [
      'The smallest upgrade that will do: Django {django}, which runs on Python {python}.',
      'The smallest upgrade that will do: {cures}, with Python {python}. Write it into the list of packages, and commit.',
      'Bring what holds it back to a newer version.',
    ],
  },
  'dependencies.python2': {
    title: 'The code is written for Python 2: {what}.',
    why: 'No Python that a server can have today understands it.',
    remedy: 'Bring it to Python 3 (the tool `2to3` does the most of it), with Django 1.11 first.',
  },
  'dependencies.psycopg2-too-new': {
    title: '{package} {version} does not go with Django {django}.',
    why: 'At the first query Django stops with “database connection isn’t set to UTC”.',
    remedy: 'Write `{package}<2.9` into the list of the project.',
  },
  'dependencies.no-list': {
    title: 'Nothing to install was found in {files}.',
    why: '`dependencies:` in `cabestan.yaml` names it; a list of pip, a lock or a pyproject.toml was expected.',
    remedy: [
      'Name the list that is meant, or take `dependencies:` out: it is then {found}.',
      'Name the list that is meant, or take `dependencies:` out.',
    ],
  },
}
