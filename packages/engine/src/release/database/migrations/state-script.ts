import { columns } from './models-script.ts'
import { operations } from './operations-script.ts'
import { unmade } from './unmade-script.ts'

const state = `
from functools import partial

from django.apps import apps
from django.core.cache import caches
from django.core.cache.backends.db import BaseDatabaseCache
from django.db.migrations import executor as executors
from django.db.migrations.state import ProjectState


def name_of(key):
    return '%s.%s' % key


def described(migration, state):
    found = []
    for operation in migration.operations:
        found.extend(describe(operation, migration.app_label, state))
        operation.state_forwards(migration.app_label, state)
    return {
        'name': name_of((migration.app_label, migration.name)),
        'atomic': bool(getattr(migration, 'atomic', True)) and connection.features.can_rollback_ddl,
        'operations': found,
    }


def applied_state(executor):
    """What the models were when the migrations that are applied were done: Django 1.8 has no word for it."""
    if hasattr(executor, '_create_project_state'):
        return executor._create_project_state(with_applied_migrations=True)
    loader = executor.loader
    project = ProjectState(real_apps=list(loader.unmigrated_apps))
    for migration, _ in executor.migration_plan(loader.graph.leaf_nodes(), clean_start=True):
        if (migration.app_label, migration.name) in loader.applied_migrations:
            project = migration.mutate_state(project)
    return project


def without_table(loader, tables):
    count = 0
    for label in loader.unmigrated_apps:
        config = apps.get_app_config(label)
        for model in router.get_migratable_models(config, connection.alias, include_auto_created=False):
            if has_own_table(model._meta) and model._meta.db_table not in tables:
                count += 1
    return count


def cache_tables(tables):
    """Those that createcachetable would make: no migration does."""
    missing = []
    for alias in settings.CACHES:
        try:
            cache = caches[alias]
        except Exception:
            # The site has no use for it either.
            continue
        if isinstance(cache, BaseDatabaseCache) and cache._table not in tables:
            if router.allow_migrate_model(connection.alias, cache.cache_model_class):
                missing.append(cache._table)
    return sorted(set(missing))


def unknown(loader):
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update(migration.replaces)
    return sorted(name_of(key) for key in set(loader.applied_migrations) - known)


def place_of(label):
    try:
        return apps.get_app_config(label).path
    except LookupError:
        return None


try:
    connection.ensure_connection()
    tables = connection.introspection.table_names()
except Exception as error:
    place = str(connection.settings_dict['NAME'])
    answer({'unreachable': str(error), 'vendor': connection.vendor, 'database': place})

base = {
    'vendor': connection.vendor,
    'database': str(connection.settings_dict['NAME']),
    'history': 'django_migrations' in tables,
    'filled': bool(set(tables) - {'django_migrations', 'spatial_ref_sys'}),
    'places': {label: place_of(label) for label in asked},
}

try:
    if asked:
        # Those that are to be made are not there yet, and what depends on them (admin on the users) must not stop here.
        executors.MigrationLoader = partial(executors.MigrationLoader, ignore_no_migrations=True)
    executor = executors.MigrationExecutor(connection)
    loader = executor.loader
    if hasattr(loader, 'check_consistent_history'):
        loader.check_consistent_history(connection)
    conflicts = loader.detect_conflicts()
    if conflicts:
        answer(dict(base, conflicts={app: sorted(names) for app, names in conflicts.items()}))
    plan = [migration for migration, _ in executor.migration_plan(loader.graph.leaf_nodes())]
    project = applied_state(executor) if plan else None
    pending = [described(migration, project) for migration in plan]
    models = unmade(loader, tables, lambda: project or applied_state(executor), asked)
except Exception as error:
    import traceback

    answer(dict(base, inconsistent=str(error), traceback=traceback.format_exc()))

answer(dict(
    base,
    applied=sorted(name_of(key) for key in loader.applied_migrations),
    unknown=unknown(loader),
    pending=pending,
    withoutTable=without_table(loader, tables),
    unmade=models,
    cacheTables=cache_tables(tables),
))
`

/** How a database and the migrations of a release stand to each other. `asked`: applications whose place is wanted. */
export const stateScript = `${columns}${operations}${unmade}${state}`
