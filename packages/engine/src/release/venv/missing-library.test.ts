import { describe, expect, it } from 'vitest'
import { missingLibrary } from './missing-library.ts'

describe('what of the system is missing', () => {
  it.each([
    ['Error: pg_config executable not found.', 'pg_config', 'libpq-dev'],
    ['/bin/sh: 1: mysql_config: not found', 'mysql_config', 'default-libmysqlclient-dev'],
    [
      'Trying pkg-config --exists mysqlclient\n/bin/sh: 1: pkg-config: not found',
      'mysqlclient',
      'default-libmysqlclient-dev',
    ],
    [
      'plugins/python/uwsgi_python.h:2:10: fatal error: Python.h: No such file or directory',
      'Python.h',
      'python3-dev',
    ],
    [
      'Error: Please make sure the libxml2 and libxslt development packages are installed.',
      'libxml2 and libxslt',
      'libxml2-dev',
    ],
    ['copying src/xmlsec/template.pyi\nerror: Unable to invoke pkg-config.', 'xmlsec', 'libxmlsec1-dev'],
    ['__main__.RequiredDependencyException: jpeg', 'jpeg', 'libjpeg-dev'],
    ['ERROR: CMake must be installed to build dlib', 'CMake', 'cmake'],
    [
      "error: [Errno 2] No such file or directory: 'x86_64-linux-gnu-gcc'",
      'x86_64-linux-gnu-gcc',
      'build-essential',
    ],
    ["error: command 'gcc' failed: No such file or directory", 'gcc', 'build-essential'],
    ['Exception: you need a C compiler to build uWSGI', 'compiler', 'build-essential'],
    ['Modules/common.h:15:10: fatal error: lber.h: No such file or directory', 'lber.h', 'libldap-dev'],
    [
      'ImportError: libGL.so.1: cannot open shared object file: No such file or directory',
      'libGL.so.1',
      'libgl1',
    ],
    ['ImportError: failed to find libmagic.  Check your installation', 'libmagic', 'libmagic1'],
    ['  cause: Git executable not found. Ensure that Git is installed and available.', 'Git', 'git'],
  ])('%s', (output, file, first) => {
    const missing = missingLibrary(output)
    expect(missing?.file).toBe(file)
    expect(missing?.packages.split(' ')[0]).toBe(first)
  })

  it('is nothing where a compiler ran and found an error', () => {
    expect(missingLibrary("error: command '/usr/bin/gcc' failed with exit code 1")).toBeNull()
    expect(missingLibrary("KeyError: 'STRIPE_KEY'")).toBeNull()
  })
})
