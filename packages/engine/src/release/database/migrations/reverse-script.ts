import { reversible } from './operations-script.ts'

/**
 * How to take migrations back: for each application, where its own are to end. `asked`: their names. What depends on
 * them in other applications goes along, as Django does it.
 */
export const reverseScript = `\
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

${reversible}
def end_of(app):
    """The last one of the application that stays; none where all go."""
    for key in going:
        if key[0] == app:
            for parent in loader.graph.node_map[key].parents:
                if parent.key[0] == app and parent.key not in going:
                    return parent.key[1]
    return None


try:
    connection.ensure_connection()
except Exception as error:
    place = str(connection.settings_dict['NAME'])
    answer({'unreachable': str(error), 'vendor': connection.vendor, 'database': place})

executor = MigrationExecutor(connection)
loader = executor.loader
applied = [key for key in (tuple(name.split('.', 1)) for name in asked) if key in loader.applied_migrations]
going = [key for key in applied if key in loader.graph.nodes]
ends = []
for app, _ in going:
    if app not in [each for each, _ in ends]:
        ends.append((app, end_of(app)))
plan = [migration for migration, _ in executor.migration_plan(ends)] if ends else []
answer({
    'ends': [[app, name or 'zero'] for app, name in ends],
    'plan': [{
        'name': '%s.%s' % (migration.app_label, migration.name),
        'reversible': all(is_reversible(each) for each in migration.operations),
    } for migration in plan],
    'lost': ['%s.%s' % key for key in applied if key not in going],
    'vendor': connection.vendor,
    'database': str(connection.settings_dict['NAME']),
})
`
