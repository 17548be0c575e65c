/** What a column is in the database, as far as that matters to code which was written for another one. */
export const columns = `\
from django.conf import settings
from django.db import connection, router
from django.db.models import AutoField
from django.db.models.fields import NOT_PROVIDED
from django.db.models.options import normalize_together


def label_of(app, name):
    return '%s.%s' % (app, name.lower())


def has_own_table(meta):
    if hasattr(meta, 'can_migrate'):
        return meta.can_migrate(connection)
    return meta.managed and not meta.proxy and not meta.swapped


def relation_of(field):
    # Django 1.8 calls it otherwise.
    return getattr(field, 'remote_field', None) or getattr(field, 'rel', None)


def related(field, app):
    model = getattr(relation_of(field), 'model', None)
    if model is None:
        return None
    if not isinstance(model, str):
        return label_of(model._meta.app_label, model.__name__)
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
        known[field.column] = column(field, field.name, meta.app_label, label_of(meta.app_label, model.__name__))
answer(tables)
`
