"""The database itself refuses to change or delete an entry of the activity log, whoever asks."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER people_activity_kept_{verb} BEFORE {verb} ON people_activity
BEGIN SELECT RAISE(ABORT, 'The activity log is append-only.'); END
"""
POSTGRESQL = """
CREATE FUNCTION people_activity_is_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'The activity log is append-only.' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER people_activity_kept BEFORE UPDATE OR DELETE ON people_activity
FOR EACH ROW EXECUTE FUNCTION people_activity_is_kept();
"""


def keep(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(SQLITE.format(verb=verb))


def unkeep(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER people_activity_kept ON people_activity")
        schema_editor.execute("DROP FUNCTION people_activity_is_kept()")
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER people_activity_kept_{verb}")


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(keep, unkeep)]
