"""The table of Django's database cache, as `createcachetable` makes it: what all workers have to know for a while."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_people_services_and_passwords")]
    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE accounts_cache (
                cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
            );
            CREATE INDEX accounts_cache_expires ON accounts_cache (expires);
            """,
            "DROP TABLE accounts_cache",
        )
    ]
