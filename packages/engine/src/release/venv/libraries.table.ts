/** What a compiler, a linker or a package's own script prints where something of the system is missing. */
interface Need {
  /** Matches what is missing, in the words of the program that looked for it. */
  readonly says: RegExp
  /** Packages of Debian and Ubuntu that provide it. */
  readonly packages: string
}

/** The first match counts, so patterns of particular packages stand before those that any package may print. */
export const needs: readonly Need[] = [
  { says: /(Git) executable not found|(git): (?:command )?not found/, packages: 'git' },
  {
    says: /pkg-config --exists (mysqlclient)|(mysql_config): not found|(mysql_config) not found/,
    packages: 'default-libmysqlclient-dev pkg-config build-essential',
  },
  { says: /(pg_config) executable not found/, packages: 'libpq-dev build-essential' },
  {
    says: /(libxml2 and libxslt) development packages|(xml2-config|xslt-config): not found|(libxml\/xmlversion\.h|libxslt\/\w+\.h): No such file/,
    packages: 'libxml2-dev libxslt1-dev build-essential',
  },
  {
    says: /Unable to invoke (pkg-config)[\s\S]*xmlsec|(xmlsec1?)[\s\S]*(?:Unable to invoke pkg-config|not found)|(xmlsec\/\w+\.h): No such file/,
    packages: 'libxmlsec1-dev pkg-config build-essential',
  },
  {
    says: /RequiredDependencyException: (jpeg)|(jpeglib\.h|jpeglib): No such file/,
    packages: 'libjpeg-dev zlib1g-dev build-essential',
  },
  {
    says: /RequiredDependencyException: (zlib)|(zlib\.h): No such file/,
    packages: 'zlib1g-dev build-essential',
  },
  { says: /(ft2build\.h|freetype2?\/\w+\.h): No such file/, packages: 'libfreetype-dev' },
  { says: /fatal error: (Python\.h): No such file/, packages: 'python3-dev build-essential' },
  { says: /fatal error: (ffi\.h): No such file/, packages: 'libffi-dev' },
  { says: /fatal error: (lber\.h|ldap\.h): No such file/, packages: 'libldap-dev libsasl2-dev' },
  { says: /fatal error: (sasl\/\w+\.h): No such file/, packages: 'libsasl2-dev' },
  { says: /fatal error: (openssl\/\w+\.h): No such file/, packages: 'libssl-dev' },
  { says: /fatal error: (graphviz\/\w+\.h): No such file/, packages: 'libgraphviz-dev' },
  { says: /fatal error: (gssapi\/\w+\.h)|(krb5-config): not found/, packages: 'libkrb5-dev' },
  { says: /fatal error: (sql\.h|sqlext\.h): No such file/, packages: 'unixodbc-dev' },
  { says: /fatal error: (yaml\.h): No such file/, packages: 'libyaml-dev' },
  { says: /fatal error: (bzlib\.h): No such file/, packages: 'libbz2-dev' },
  { says: /fatal error: (lzma\.h): No such file/, packages: 'liblzma-dev' },
  { says: /fatal error: (sqlite3\.h): No such file/, packages: 'libsqlite3-dev' },
  { says: /fatal error: (curl\/curl\.h)|run (curl-config)/, packages: 'libcurl4-openssl-dev libssl-dev' },
  { says: /fatal error: (magic\.h): No such file/, packages: 'libmagic-dev' },
  { says: /fatal error: (portaudio\.h): No such file/, packages: 'portaudio19-dev' },
  { says: /fatal error: (hiredis\/\w+\.h): No such file/, packages: 'libhiredis-dev' },
  { says: /fatal error: (librdkafka\/\w+\.h): No such file/, packages: 'librdkafka-dev' },
  { says: /fatal error: (snappy-c\.h|snappy\.h): No such file/, packages: 'libsnappy-dev' },
  { says: /fatal error: (leveldb\/\w+\.h): No such file/, packages: 'libleveldb-dev' },
  { says: /fatal error: (gmp\.h): No such file/, packages: 'libgmp-dev' },
  { says: /fatal error: (mpfr\.h): No such file/, packages: 'libmpfr-dev' },
  { says: /fatal error: (geos_c\.h)|(geos-config)(?:: not found| executable)/, packages: 'libgeos-dev' },
  { says: /fatal error: (proj(?:_api)?\.h)|(proj) executable not found/, packages: 'libproj-dev proj-bin' },
  { says: /(gdal-config)\b/, packages: 'libgdal-dev' },
  {
    says: /Dependency "?(cairo)"? not found|(cairo)[\s\S]*'pkg-config' not found|fatal error: (cairo\.h)/,
    packages: 'libcairo2-dev pkg-config build-essential',
  },
  {
    says: /Dependency "?(girepository-[\w.]+|gobject-introspection-[\w.]+)"? (?:is required but )?not found/,
    packages: 'libgirepository1.0-dev pkg-config build-essential',
  },
  { says: /(CMake) must be installed|(cmake)[: ].{0,40}not found/i, packages: 'cmake build-essential' },
  { says: /can't find (Rust) compiler|(cargo)[:,].{0,60}not (?:found|installed)/, packages: 'rustc cargo' },
  { says: /(swig)(?:\.exe)?'?:? (?:failed: )?(?:No such file|not found)/, packages: 'swig' },
  {
    says: /'(pkg-config)' not found|(pkg-config): not found|Unable to invoke (pkg-config)/,
    packages: 'pkg-config',
  },
  {
    says: /(?:No such file or directory: |unable to execute |command )'?((?:[\w-]+-linux-gnu-)?(?:gcc|g\+\+|cc|c\+\+))'?(?: failed: No such file|: No such file|\n|$)|(gcc|g\+\+|cc): (?:command )?not found|you need a C (compiler)|No working (compiler) found/m,
    packages: 'build-essential python3-dev',
  },
  // Printed at the first import: these wheels expect a library of the system.
  { says: /(libGL\.so\.1): cannot open/, packages: 'libgl1' },
  { says: /(libgthread-2\.0\.so\.0|libglib-2\.0\.so\.0): cannot open/, packages: 'libglib2.0-0' },
  {
    says: /(libgobject-2\.0-0|libpango[\w.-]*)'?:? cannot (?:open|load)|cannot load library '(lib(?:gobject|pango)[\w.-]*)'/,
    packages: 'libpango-1.0-0 libpangoft2-1.0-0',
  },
  {
    says: /cannot load library '(libcairo[\w.-]*)'|(libcairo\.so\.2): cannot open|no library called "(cairo)-2"/,
    packages: 'libcairo2',
  },
  { says: /(libpq\.so\.5): cannot open/, packages: 'libpq5' },
  { says: /(libmariadb\.so\.3|libmysqlclient\.so\.\d+): cannot open/, packages: 'libmariadb3' },
  { says: /(libxmlsec1[\w.-]*\.so\.\d+): cannot open/, packages: 'libxmlsec1-openssl' },
  { says: /(libldap[\w.-]*\.so\.\d+|liblber[\w.-]*\.so\.\d+): cannot open/, packages: 'libldap-2.5-0' },
  { says: /failed to find (libmagic)/, packages: 'libmagic1' },
  { says: /Could not find the (GDAL) library/, packages: 'gdal-bin' },
  { says: /Could not find the (GEOS) library/, packages: 'libgeos-dev' },
  { says: /(libzbar\.so\.0): cannot open|Unable to find (zbar) shared library/, packages: 'libzbar0' },
  { says: /(libodbc\.so\.2): cannot open/, packages: 'unixodbc' },
  {
    says: /(libspatialite|mod_spatialite)[\w.]*: cannot open|Unable to load the (SpatiaLite) library/,
    packages: 'libsqlite3-mod-spatialite',
  },
  { says: /(libgomp\.so\.1): cannot open/, packages: 'libgomp1' },
  {
    says: /(libsndfile)(?:\.so)?.{0,10} (?:not found|cannot open)|cannot load library '(libsndfile\.so)'/,
    packages: 'libsndfile1',
  },
]
