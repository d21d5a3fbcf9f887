"""An account that ends takes what it lent to others with it: kept rights are read anew then."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0003_decision_powers"), ("accounts", "0003_cache")]
    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER access_version AFTER UPDATE OF is_active ON accounts_user"
            " FOR EACH STATEMENT EXECUTE FUNCTION raise_access_version()",
            "DROP TRIGGER access_version ON accounts_user",
        )
    ]
