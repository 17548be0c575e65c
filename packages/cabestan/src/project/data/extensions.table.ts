/** Extensions that come with PostgreSQL itself, in Debian and Ubuntu with the package `postgresql-N`. */
export const withPostgres: ReadonlySet<string> = new Set(
  [
    'adminpack amcheck autoinc bloom btree_gin btree_gist citext cube dblink dict_int dict_xsyn earthdistance',
    'file_fdw fuzzystrmatch hstore insert_username intagg intarray isn lo ltree moddatetime old_snapshot pageinspect',
    'pg_buffercache pg_freespacemap pg_prewarm pg_stat_statements pg_surgery pg_trgm pg_visibility pg_walinspect',
    'pgcrypto pgrowlocks pgstattuple plpgsql postgres_fdw refint seg sslinfo tablefunc tcn tsm_system_rows',
    'tsm_system_time unaccent uuid-ossp xml2',
  ].flatMap((names) => names.split(' ')),
)

/** Extensions that have a package of their own, by the ending of its name: `postgresql-15-pgvector`. */
export const inPackages: Readonly<Record<string, string>> = {
  postgis: 'postgis-3',
  postgis_raster: 'postgis-3',
  postgis_sfcgal: 'postgis-3',
  postgis_topology: 'postgis-3',
  postgis_tiger_geocoder: 'postgis-3',
  address_standardizer: 'postgis-3',
  pgrouting: 'pgrouting',
  pointcloud: 'pointcloud',
  ogr_fdw: 'ogr-fdw',
  mysql_fdw: 'mysql-fdw',
  tds_fdw: 'tds-fdw',
  pg_partman: 'partman',
  vector: 'pgvector',
  hll: 'hll',
  hypopg: 'hypopg',
  ip4r: 'ip4r',
  periods: 'periods',
  prefix: 'prefix',
  q3c: 'q3c',
  rdkit: 'rdkit',
  rum: 'rum',
  semver: 'semver',
  similarity: 'similarity',
}
