"""A trigger on both databases: an assessment never changes after it was inserted.

SQLite drops the triggers of a table that a later migration rebuilds: such a migration ends by
running this again (CONTRIBUTING.md, "Triggers").
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = """
    CREATE TRIGGER commitments_assessment_append_only BEFORE UPDATE ON commitments_assessment
    BEGIN SELECT RAISE(ABORT, 'commitments_assessment_append_only'); END
"""
POSTGRESQL = """
    CREATE FUNCTION commitments_assessment_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'commitments_assessment_append_only'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'commitments_assessment_append_only';
    END $$;
    CREATE TRIGGER commitments_assessment_append_only BEFORE UPDATE ON commitments_assessment
        FOR EACH ROW EXECUTE FUNCTION commitments_assessment_append_only();
"""
POSTGRESQL_BACK = """
    DROP TRIGGER commitments_assessment_append_only ON commitments_assessment;
    DROP FUNCTION commitments_assessment_append_only();
"""


def forwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(POSTGRESQL if postgresql else SQLITE, params=None)


def backwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(
        POSTGRESQL_BACK if postgresql else "DROP TRIGGER commitments_assessment_append_only",
        params=None,
    )


class Migration(migrations.Migration):
    dependencies = [("commitments", "0001_commitments_and_assessments")]
    operations = [migrations.RunPython(forwards, backwards, elidable=False)]
