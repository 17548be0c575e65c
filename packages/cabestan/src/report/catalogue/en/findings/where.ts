import type { whereFindings } from '../../../../project/findings/where.ts'
import type { FindingSentences } from '../../catalogue.ts'

export const where: FindingSentences<(typeof whereFindings)[number]> = {
  'where.none': {
    title: ['There is no Django project here: {kind}.', 'There is no Django project here.'],
    why: 'Cabestan looks for `manage.py`, then for `wsgi.py`, then for settings, in the files that git holds.',
    remedy:
      'Go to the folder of the project, where its `manage.py` is. If its files are only on this computer, commit them: `git add`, `git commit`.',
    words: {
      kind: {
        library: 'this is a package for others to use',
        flask: 'this is a Flask application',
        fastapi: 'this is a FastAPI application',
        empty: 'there is no file of Python',
        other: 'nothing of one was found',
      },
    },
  },
  'where.template': {
    title: 'What is in {directory} is a template to make projects from.',
    why: 'Names in double braces stand where a project has its own. It cannot run as it is.',
    remedy:
      'Make a project from it (`cookiecutter`, `django-admin startproject --template`), and deploy that one.',
  },
  'where.several': {
    title: 'There are several Django projects here: {directories}.',
    why: 'Nothing says which of them is the site.',
    remedy: 'Go into its directory, or write it into `cabestan.yaml`: `directory: {first}`.',
  },
  'where.of-tests': {
    title: 'The project in {directory} is the one that a package tests itself with.',
    why: 'What lies above it is a package for others to use, and nothing says that this is a site.',
    remedy: 'If it is meant all the same, write it into `cabestan.yaml`: `directory: {directory}`.',
  },
  'where.not-there': {
    title: 'There is no Django project in {directory}.',
    why: '`directory:` in `cabestan.yaml` names it.',
    remedy: [
      'Name one that is there (`{directories}`), or leave `directory:` out, and Cabestan looks for it.',
      'Leave `directory:` out, and Cabestan looks for it.',
    ],
  },
  'where.beside': {
    title: 'The project in {directory} was chosen.',
    why: 'Others are there as well: {directories}. They look like examples, tests or parts of it.',
    remedy: 'If another one is the site, write it into `cabestan.yaml`: `directory: …`.',
  },
  'where.site-beside': {
    title: 'The front end in {directories} is a site of its own, and is not deployed.',
    why: 'Django serves nothing of it: Cabestan brings what Django answers, and no more.',
    remedy:
      'Put it where front ends are hosted, with the address of this site in it, and name its own in `CORS_ALLOWED_ORIGINS`. Or let Django serve it: with the directory that its build makes among `STATICFILES_DIRS` and the `DIRS` of `TEMPLATES`, each release builds it.',
  },
  'where.front-end-left-out': {
    title: 'Of several front ends, only the one in {built} is built: not the one in {directories}.',
    why: 'Django serves what each of them makes, and git has none of it: pages will lack styles and scripts.',
    remedy:
      'Let one `package.json` build all of them, by `workspaces` or by a script that calls the others. Or commit what the others make.',
  },
  'where.front-end-without-source': {
    title: 'The build of the front end begins with what no commit has: {files}.',
    why: 'It ends with an error on every computer but the one that has them, and so does the release.',
    remedy:
      'Does `.gitignore` name them? `git add -f` them, and commit. Or leave the front end out: `front_end: off` in `cabestan.yaml`.',
  },
  'where.manage-unreadable': {
    title: '{file} cannot be read.',
    why: 'It is empty, binary or no Python, so it does not say which settings it uses.',
    remedy:
      'Restore it: `django-admin startproject` makes a fresh one. Cabestan writes its own for the server.',
  },
  'where.manage-too-large': {
    title: '{file} has more than {kilobytes} KB and was not read.',
    why: 'It says which settings the project uses, and Python of this size is not read.',
    remedy:
      'Restore it: `django-admin startproject` makes a fresh one. Put what else it does into a command of its own.',
  },
  'where.manage-missing': {
    title: 'The project has no `manage.py`.',
    why: 'What it needs was found by its `wsgi.py` or its settings.',
    remedy: 'Nothing to do: Cabestan writes its own for the server.',
  },
  'where.python2': {
    title: '{file} is written for Python 2.',
    why: 'No Django that runs on it gets security fixes, and no server of today has it.',
    remedy: 'Bring the project to Python 3 first: `2to3` helps with the first steps.',
  },
  'where.syntax': {
    title: 'Python {python} does not understand {file}: {message}.',
    why: 'Whatever imports it fails: a page, a command, or the site at its start. It was compiled by the Python of this computer, and not run.',
    remedy: 'Mend the line and commit it; `python -m compileall FILE` says whether all is right.',
  },
}
