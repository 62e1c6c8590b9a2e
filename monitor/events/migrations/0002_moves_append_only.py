"""A trigger on both databases: a move of an event's status never changes.

SQLite drops the triggers of a table that a later migration rebuilds: such a migration ends by
running this again (CONTRIBUTING.md, "Triggers").
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = """
    CREATE TRIGGER events_move_append_only BEFORE UPDATE ON events_eventmove
    BEGIN SELECT RAISE(ABORT, 'events_move_append_only'); END
"""
POSTGRESQL = """
    CREATE FUNCTION events_move_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'events_move_append_only'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'events_move_append_only';
    END $$;
    CREATE TRIGGER events_move_append_only BEFORE UPDATE ON events_eventmove
        FOR EACH ROW EXECUTE FUNCTION events_move_append_only();
"""
POSTGRESQL_BACK = """
    DROP TRIGGER events_move_append_only ON events_eventmove;
    DROP FUNCTION events_move_append_only();
"""


def forwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(POSTGRESQL if postgresql else SQLITE, params=None)


def backwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(
        POSTGRESQL_BACK if postgresql else "DROP TRIGGER events_move_append_only", params=None
    )


class Migration(migrations.Migration):
    dependencies = [("events", "0001_events_claims_moves")]
    operations = [migrations.RunPython(forwards, backwards, elidable=False)]
