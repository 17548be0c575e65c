/**
 * Columns and tables that the models want, that the database does not have and that no migration makes: whatever asks
 * for them fails. The database is asked first, because to go through all migrations takes long where there are many.
 */
export const unmade = `
def own_models(loader, without):
    for config in apps.get_app_configs():
        if config.label in loader.migrated_apps and config.label not in without:
            for model in router.get_migratable_models(config, connection.alias, include_auto_created=True):
                if has_own_table(model._meta):
                    yield model


def columns_of(table):
    with connection.cursor() as cursor:
        cursor.execute('SELECT * FROM %s WHERE 1 = 0' % connection.ops.quote_name(table))
        return {each[0] for each in cursor.description}


def lacking(models, tables):
    for model in models:
        table = model._meta.db_table
        there = columns_of(table) if table in tables else None
        for field in model._meta.local_concrete_fields:
            if there is None or field.column not in there:
                yield model, field, there is None


def is_made(model, field, project):
    source = model._meta.auto_created
    meta = source._meta if source else model._meta
    state = project.models.get((meta.app_label, meta.model_name))
    if state is None:
        return False
    names = set(dict(state.fields))
    if source:
        return any(each.name in names for each in meta.local_many_to_many if relation_of(each).through is model)
    return field.name in names


def unmade(loader, tables, project_of, without):
    found = {}
    project = None
    for model, field, is_new in lacking(own_models(loader, without), tables):
        project = project or project_of()
        # Of a table that nothing makes one column is enough to know it by.
        label = '%s.%s' % (model._meta.app_label, model.__name__)
        name = label if is_new else '%s.%s' % (label, field.name)
        if name not in found and not is_made(model, field, project):
            found[name] = {'name': name, 'table': model._meta.db_table, 'column': field.column}
    return [found[name] for name in sorted(found)]
`
