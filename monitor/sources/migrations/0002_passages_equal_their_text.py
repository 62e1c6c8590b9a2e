"""Triggers on both databases: a passage equals its text, and a text never changes.

SQLite drops the triggers of a table that a later migration rebuilds: such a migration ends by
running these again (CONTRIBUTING.md, "Triggers").
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE_PASSAGE = """
    CREATE TRIGGER sources_passage_equals_text_{when} BEFORE {event} ON sources_passage
    WHEN NEW.exact IS NOT (
        SELECT substr(text, NEW."start" + 1, NEW."end" - NEW."start")
        FROM sources_documentversion WHERE id = NEW.version_id)
    BEGIN SELECT RAISE(ABORT, 'sources_passage_equals_text'); END
"""
SQLITE_TEXT = """
    CREATE TRIGGER sources_version_never_changes BEFORE UPDATE ON sources_documentversion
    WHEN NEW.text IS NOT OLD.text OR NEW.sha256 IS NOT OLD.sha256
    BEGIN SELECT RAISE(ABORT, 'sources_version_never_changes'); END
"""
POSTGRESQL = """
    CREATE FUNCTION sources_passage_equals_text() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.exact IS DISTINCT FROM (
            SELECT substr(text, NEW.start + 1, NEW."end" - NEW.start)
            FROM sources_documentversion WHERE id = NEW.version_id)
        THEN RAISE EXCEPTION 'sources_passage_equals_text'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sources_passage_equals_text';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER sources_passage_equals_text BEFORE INSERT OR UPDATE ON sources_passage
        FOR EACH ROW EXECUTE FUNCTION sources_passage_equals_text();
    CREATE FUNCTION sources_version_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.text IS DISTINCT FROM OLD.text OR NEW.sha256 IS DISTINCT FROM OLD.sha256
        THEN RAISE EXCEPTION 'sources_version_never_changes'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sources_version_never_changes';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER sources_version_never_changes BEFORE UPDATE ON sources_documentversion
        FOR EACH ROW EXECUTE FUNCTION sources_version_never_changes();
"""
POSTGRESQL_BACK = """
    DROP TRIGGER sources_passage_equals_text ON sources_passage;
    DROP FUNCTION sources_passage_equals_text();
    DROP TRIGGER sources_version_never_changes ON sources_documentversion;
    DROP FUNCTION sources_version_never_changes();
"""


def forwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
        return
    for when, event in (("insert", "INSERT"), ("update", "UPDATE")):
        schema_editor.execute(SQLITE_PASSAGE.format(when=when, event=event), params=None)
    schema_editor.execute(SQLITE_TEXT, params=None)


def backwards(_apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_BACK, params=None)
        return
    for name in (
        "sources_passage_equals_text_insert",
        "sources_passage_equals_text_update",
        "sources_version_never_changes",
    ):
        schema_editor.execute(f"DROP TRIGGER {name}", params=None)


class Migration(migrations.Migration):
    dependencies = [("sources", "0001_documents_versions_passages")]
    operations = [migrations.RunPython(forwards, backwards, elidable=False)]
