from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0002_heartbeats_and_queue"), ("audit", "0001_events")]
    operations = [migrations.AddField("job", "requested_as", models.JSONField(default=dict))]
