/** What a column is in the database, as far as that matters to code which was written for another one. */
const columns = `\
from django.conf import settings
from django.db import connection, router
from django.db.models import AutoField
from django.db.models.fields import NOT_PROVIDED
from django.db.models.options import normalize_together


def related(field, app):
    model = getattr(getattr(field, 'remote_field', None), 'model', None)
    if model is None:
        return None
    if not isinstance(model, str):
        return model._meta.label_lower
    return (model if '.' in model else app + '.' + model).lower()


def database_type(field, app, model):
    if field.many_to_many:
        return None
    if field.is_relation:
        to = related(field, app)
        return 'reference to ' + str(model if to == app + '.self' else to)
    try:
        return field.db_type(connection)
    except Exception:
        return field.get_internal_type()


def column(field, name, app, model):
    try:
        field = field.clone()
        field.set_attributes_from_name(name)
    except Exception:
        pass
    return {
        'column': getattr(field, 'column', None) or name,
        'null': bool(field.null),
        'type': database_type(field, app, model),
        'unique': bool(field.unique),
        'filled': getattr(field, 'db_default', NOT_PROVIDED) is not NOT_PROVIDED
        or bool(getattr(field, 'generated', False))
        or isinstance(field, AutoField)
        or 'AutoField' in field.get_internal_type(),
        'positive': field.get_internal_type().startswith('Positive'),
        'table': bool(field.many_to_many),
    }

`

/** What the models of a release use: tables and their columns. */
export const modelsScript = `${columns}
from django.apps import apps

tables = {}
for model in apps.get_models(include_auto_created=True):
    meta = model._meta
    known = tables.setdefault(meta.db_table, {})
    for field in meta.local_fields:
        known[field.column] = column(field, field.name, meta.app_label, meta.label_lower)
answer(tables)
`

const operations = `
def kind_of(operation):
    for each in type(operation).__mro__:
        if each.__module__.startswith('django.'):
            return each.__name__


def is_reversible(operation):
    inner = getattr(operation, 'database_operations', [])
    return bool(operation.reversible) and all(is_reversible(each) for each in inner)


def model_in(state, app, name):
    return state.models.get((app, name.lower())) if name else None


def table_of(app, model, name=None):
    return model.options.get('db_table') or '%s_%s' % (app, (name or model.name).lower())


def label_of(app, name):
    return '%s.%s' % (app, name.lower())


def has_table(app, model):
    """As Django's own can_migrate and the project's routers have it."""
    options = model.options
    swappable = options.get('swappable')
    if swappable and getattr(settings, swappable, '').lower() != label_of(app, model.name):
        return False
    if options.get('proxy') or not options.get('managed', True):
        return False
    return router.allow_migrate(connection.alias, app, model_name=model.name.lower())


def is_in_many(state, label):
    """Whether a table of its own keeps which of them belong together: it is renamed with the model."""
    for (app, name), model in state.models.items():
        for _, field in dict(model.fields).items():
            if field.many_to_many and label in (label_of(app, name), related(field, app)):
                return True
    return False


def statement(sql):
    if not isinstance(sql, str):
        sql = '; '.join(each if isinstance(each, str) else str(each[0]) for each in sql)
    return ' '.join(sql.split())[:160]


def describe(operation, app, state):
    kind = kind_of(operation)
    if kind == 'SeparateDatabaseAndState':
        found, inner = [], state.clone()
        for each in operation.database_operations:
            found.extend(describe(each, app, inner))
            each.state_forwards(app, inner)
        return found
    facts = {
        'type': kind,
        'name': type(operation).__name__,
        'subject': '',
        'reversible': is_reversible(operation),
        'applies': True,
        'table': None,
        'after': None,
        'column': None,
        'before': None,
        'many': False,
    }
    facts.update(particulars(kind, operation, app, state))
    return [facts]


def particulars(kind, operation, app, state):
    if kind == 'RunSQL':
        return {'subject': statement(operation.sql)}
    if kind == 'RunPython':
        return {'subject': getattr(operation.code, '__name__', 'code')}
    if kind == 'CreateModel':
        return of_new_model(operation, app, state)
    name = getattr(operation, 'model_name', None) or getattr(operation, 'old_name', None)
    name = name or getattr(operation, 'name', None)
    model = model_in(state, app, name)
    if model is None:
        return {'subject': str(name or '')}
    facts = {'subject': model.name.lower(), 'table': table_of(app, model), 'applies': has_table(app, model)}
    if kind == 'RenameModel':
        facts['after'] = table_of(app, model, operation.new_name)
        facts['many'] = is_in_many(state, label_of(app, model.name))
    elif kind == 'AlterModelTable':
        facts['after'] = operation.table or '%s_%s' % (app, model.name.lower())
        facts['many'] = is_in_many(state, label_of(app, model.name))
    elif kind in ('AddField', 'RemoveField', 'AlterField', 'RenameField'):
        facts.update(of_field(kind, operation, app, model))
    elif kind == 'AlterOrderWithRespectTo':
        facts['many'] = operation.order_with_respect_to is not None
    elif kind == 'AlterUniqueTogether':
        before = together(model.options.get('unique_together'))
        facts['many'] = bool(together(operation.unique_together) - before)
    elif kind == 'AddConstraint':
        facts['subject'] += '.' + operation.constraint.name
    return facts


def together(fields):
    """Written as tuples, as lists, or as one of them alone."""
    return set(normalize_together(fields or ()))


def of_new_model(operation, app, state):
    state = state.clone()
    operation.state_forwards(app, state)
    model = model_in(state, app, operation.name)
    return {'subject': model.name.lower(), 'table': table_of(app, model), 'applies': has_table(app, model)}


def of_field(kind, operation, app, model):
    label = label_of(app, model.name)
    name = operation.old_name if kind == 'RenameField' else operation.name
    former = dict(model.fields).get(name)
    facts = {'subject': '%s.%s' % (model.name.lower(), name)}
    if former is not None:
        facts['before'] = column(former, name, app, label)
    if kind in ('AddField', 'AlterField'):
        facts['column'] = column(operation.field, name, app, label)
    elif kind == 'RenameField' and former is not None:
        facts['column'] = column(former, operation.new_name, app, label)
    return facts

`

const state = `
from functools import partial

from django.apps import apps
from django.core.cache import caches
from django.core.cache.backends.db import BaseDatabaseCache
from django.db.migrations import executor as executors


def name_of(key):
    return '%s.%s' % key


def described(migration, state):
    found = []
    for operation in migration.operations:
        found.extend(describe(operation, migration.app_label, state))
        operation.state_forwards(migration.app_label, state)
    return {
        'name': name_of((migration.app_label, migration.name)),
        'atomic': bool(migration.atomic) and connection.features.can_rollback_ddl,
        'operations': found,
    }


def without_table(loader, tables):
    count = 0
    for label in loader.unmigrated_apps:
        config = apps.get_app_config(label)
        for model in router.get_migratable_models(config, connection.alias, include_auto_created=False):
            if model._meta.can_migrate(connection) and model._meta.db_table not in tables:
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
    answer({'unreachable': str(error)})

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
    loader.check_consistent_history(connection)
    conflicts = loader.detect_conflicts()
    if conflicts:
        answer(dict(base, conflicts={app: sorted(names) for app, names in conflicts.items()}))
    plan = [migration for migration, _ in executor.migration_plan(loader.graph.leaf_nodes())]
    project = executor._create_project_state(with_applied_migrations=True) if plan else None
    pending = [described(migration, project) for migration in plan]
except Exception as error:
    import traceback

    answer(dict(base, inconsistent=str(error), traceback=traceback.format_exc()))

answer(dict(
    base,
    applied=sorted(name_of(key) for key in loader.applied_migrations),
    unknown=unknown(loader),
    pending=pending,
    withoutTable=without_table(loader, tables),
    cacheTables=cache_tables(tables),
))
`

/** How a database and the migrations of a release stand to each other. `asked`: applications whose place is wanted. */
export const stateScript = `${columns}${operations}${state}`
