/** With all that is within it. */
export const reversible = `
def is_reversible(operation):
    inner = getattr(operation, 'database_operations', [])
    return bool(operation.reversible) and all(is_reversible(each) for each in inner)

`

/** What a migration's operations do to the database: each is described before the state of the models goes on. */
export const operations = `${reversible}
def kind_of(operation):
    for each in type(operation).__mro__:
        if each.__module__.startswith('django.'):
            return each.__name__


def model_in(state, app, name):
    return state.models.get((app, name.lower())) if name else None


def table_of(app, model, name=None):
    return model.options.get('db_table') or '%s_%s' % (app, (name or model.name).lower())


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


def statements(sql):
    if isinstance(sql, str):
        return sql
    return ';\\n'.join(each if isinstance(each, str) else str(each[0]) for each in sql)


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
        'sql': '',
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
        sql = statements(operation.sql)
        return {'subject': ' '.join(sql.split())[:160], 'sql': sql[:100000]}
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
