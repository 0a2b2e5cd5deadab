"""The database itself refuses to change or delete a release, whoever asks."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER messaging_release_kept_{verb} BEFORE {verb} ON messaging_release
BEGIN SELECT RAISE(ABORT, 'A release cannot be changed or deleted.'); END
"""
POSTGRESQL = """
CREATE FUNCTION messaging_release_is_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'A release cannot be changed or deleted.' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER messaging_release_kept BEFORE UPDATE OR DELETE ON messaging_release
FOR EACH ROW EXECUTE FUNCTION messaging_release_is_kept();
"""


def keep(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(SQLITE.format(verb=verb))


def unkeep(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER messaging_release_kept ON messaging_release")
        schema_editor.execute("DROP FUNCTION messaging_release_is_kept()")
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER messaging_release_kept_{verb}")


class Migration(migrations.Migration):
    dependencies = [("messaging", "0002_initial")]
    operations = [migrations.RunPython(keep, unkeep)]
