"""Which file a preset was saved from or served last, and when."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_presets")]

    operations = [
        migrations.AddField("importpreset", "source", models.CharField(blank=True, default="", max_length=255)),
        migrations.AddField("importpreset", "last_used_at", models.DateTimeField(blank=True, null=True)),
    ]
