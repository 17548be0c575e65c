import { describe, expect, it } from 'vitest'
import { venvFailure } from './venv-failure.ts'

function meaning(stderr: string) {
  const { failure } = venvFailure({ argv: ['uv', 'pip', 'install'], result: { code: 1, stdout: '', stderr } })
  return { code: failure.code, ...failure.values }
}

/** The outputs are those of uv 0.13 and pip 23 on a real server. */
describe('what uv meant', () => {
  it.each<[string, string, Readonly<Record<string, string>>]>([
    [
      'no such version',
      `error: No solution found when resolving dependencies
  cause: Because there is no version of django==99.9 and you require django==99.9, we can conclude that your requirements are unsatisfiable.`,
      { code: 'venv.package-unknown', package: 'django==99.9' },
    ],
    [
      'no such package',
      `error: No solution found when resolving dependencies
  cause: Because no-such-thing was not found in the package registry and you require no-such-thing==1.0, we can conclude that your requirements are unsatisfiable.`,
      { code: 'venv.package-unknown', package: 'no-such-thing==1.0' },
    ],
    [
      'no version in a range, as where those of it were taken back',
      `error: No solution found when resolving dependencies
  cause: Because only the following versions of pytest-pikachu are available:
             pytest-pikachu<0.2.0
             pytest-pikachu>0.3.dev0
         and you require pytest-pikachu>=0.2.0,<0.3.dev0, we can conclude that your requirements are unsatisfiable.`,
      { code: 'venv.package-unknown', package: 'pytest-pikachu>=0.2.0,<0.3.dev0' },
    ],
    [
      'no such directory',
      'error: Distribution not found at: file:///srv/shop/releases/1-a/source/libs/money',
      { code: 'venv.package-unknown', package: 'libs/money' },
    ],
    [
      'a conflict',
      `error: No solution found when resolving dependencies
  cause: Because django==4.2.16 depends on asgiref>=3.6.0,<4 and you require django==4.2.16, we can conclude that you require asgiref>=3.6.0,<4.
         And because you require asgiref<3.0, we can conclude that your requirements are unsatisfiable.`,
      {
        code: 'venv.conflict',
        why: 'Because django==4.2.16 depends on asgiref>=3.6.0,<4 and you require django==4.2.16, we can conclude that you require asgiref>=3.6.0,<4. And because you require asgiref<3.0, we can conclude that your requirements are unsatisfiable.',
      },
    ],
    [
      'a conflict that takes many words',
      `error: No solution found when resolving dependencies
  cause: Because django==4.2.16 depends on asgiref>=3.6.0,<4, we can conclude that it is there.
         And because ${'a'.repeat(600)} is required, nothing is.`,
      {
        code: 'venv.conflict',
        why: 'Because django==4.2.16 depends on asgiref>=3.6.0,<4, we can conclude that it is there.',
      },
    ],
    [
      'a newer Python',
      `error: No solution found when resolving dependencies
  cause: Because the current Python version (3.11.2) does not satisfy Python>=3.12 and django==6.0 depends on Python>=3.12, we can conclude that django==6.0 cannot be used.
         And because you require django==6.0, we can conclude that your requirements are unsatisfiable.`,
      { code: 'venv.python-too-old', package: 'django==6.0', python: '3.11.2', needs: '>=3.12' },
    ],
    [
      'wheels for other Pythons only',
      `error: No solution found when resolving dependencies
  cause: Because tensorflow==2.4.0 has no wheels with a matching Python ABI tag (e.g., \`cp311\`) and you require tensorflow==2.4.0, we can conclude that your requirements are unsatisfiable.

hint: You require CPython 3.11 (\`cp311\`), but we only found wheels for \`tensorflow\` (v2.4.0) with the following Python ABI tags: \`cp36m\`, \`cp37m\`, \`cp38\``,
      { code: 'venv.python-too-old', package: 'tensorflow==2.4.0', python: '3.11', needs: '3.6, 3.7, 3.8' },
    ],
    [
      'another content',
      `error: Failed to download \`django==4.2.16\`
  cause: Hash mismatch for \`django==4.2.16\`

         Expected:
           sha256:aaaa`,
      { code: 'venv.hash-mismatch', package: 'django==4.2.16' },
    ],
    [
      'a missing header',
      `error: Failed to build \`cffi==1.14.0\`
  cause: The build backend returned an error
         c/_cffi_backend.c:15:10: fatal error: ffi.h: No such file or directory`,
      { code: 'venv.library-missing', package: 'cffi==1.14.0', file: 'ffi.h', packages: 'libffi-dev' },
    ],
    [
      'a header that nobody knows',
      `error: Failed to build \`rare==1\`
  cause: The build backend returned an error
         rare.c:1:10: fatal error: rare/moon.h: No such file or directory`,
      { code: 'venv.library-missing', package: 'rare==1', file: 'rare/moon.h', packages: '' },
    ],
    [
      'a broken setup.py',
      `error: Failed to build \`numpy==1.19.0\`
  cause: The build backend returned an error
  cause: Call to \`setuptools.build_meta.build_wheel\` failed (exit status: 1)

         [stderr]
         Traceback (most recent call last):
         ModuleNotFoundError: No module named 'distutils.msvccompiler'`,
      {
        code: 'venv.build-failed',
        package: 'numpy==1.19.0',
        why: "ModuleNotFoundError: No module named 'distutils.msvccompiler'",
      },
    ],
    [
      'no network',
      `error: Request failed after 3 retries in 10.3s
  cause: Failed to fetch: https://packages.example/simple/django/
  cause: error sending request for url (https://packages.example/simple/django/)
  cause: client error (Connect)
  cause: tcp connect error
  cause: Connection refused (os error 111)`,
      { code: 'venv.network', address: 'packages.example', why: 'Connection refused (os error 111)' },
    ],
    [
      'no way to a git host',
      `error: Failed to download and build \`money @ git+https://forge.example/x.git\`
  cause: Git operation failed
  cause: process didn't exit successfully: \`/usr/bin/git fetch\` (exit status: 128)
         --- stderr
         fatal: unable to access 'https://forge.example/x.git/': Could not resolve host: forge.example`,
      { code: 'venv.network', address: 'forge.example', why: 'Could not resolve host: forge.example' },
    ],
    [
      'a full disk',
      `error: Failed to download \`django==4.1.1\`
  cause: failed to write to file \`/srv/shop/cache/uv/x.py\`: No space left on device (os error 28)`,
      { code: 'disk.full', path: '/srv/shop/cache/uv/x.py' },
    ],
    [
      'in the words of pip: no such version',
      `ERROR: Could not find a version that satisfies the requirement django==99 (from versions: 1.1, 1.2)
ERROR: No matching distribution found for django==99`,
      { code: 'venv.package-unknown', package: 'django==99' },
    ],
    [
      'in the words of pip: a newer Python',
      `ERROR: Ignored the following versions that require a different python version: 6.0 Requires-Python >=3.12; 6.0.1 Requires-Python >=3.12
ERROR: Could not find a version that satisfies the requirement django==6.0 (from versions: 5.1)
ERROR: No matching distribution found for django==6.0`,
      { code: 'venv.python-too-old', package: 'django==6.0', python: '', needs: '>=3.12' },
    ],
    ['something new', 'error: The moon is wrong', { code: 'venv.failed', why: 'The moon is wrong' }],
  ])('%s', (_title, stderr, expected) => {
    expect(meaning(stderr)).toEqual(expected)
  })
})
