"""A trigger on both databases: the log of changes is never rewritten.

SQLite drops the triggers of a table that a later migration rebuilds: such a migration ends by
running this again (CONTRIBUTING.md, "Triggers").
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = """
    CREATE TRIGGER changes_change_append_only BEFORE UPDATE ON changes_change
    BEGIN SELECT RAISE(ABORT, 'changes_change_append_only'); END
"""
POSTGRESQL = """
    CREATE FUNCTION changes_change_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'changes_change_append_only'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'changes_change_append_only';
    END $$;
    CREATE TRIGGER changes_change_append_only BEFORE UPDATE ON changes_change
        FOR EACH ROW EXECUTE FUNCTION changes_change_append_only();
"""
POSTGRESQL_BACK = """
    DROP TRIGGER changes_change_append_only ON changes_change;
    DROP FUNCTION changes_change_append_only();
"""


def forwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(POSTGRESQL if postgresql else SQLITE, params=None)


def backwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(
        POSTGRESQL_BACK if postgresql else "DROP TRIGGER changes_change_append_only", params=None
    )


class Migration(migrations.Migration):
    dependencies = [("changes", "0001_log_and_counters")]
    operations = [migrations.RunPython(forwards, backwards, elidable=False)]
