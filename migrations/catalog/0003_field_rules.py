"""What a field's values must hold to, and fields that were dropped but whose columns still stand."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalog", "0002_vn2000_twins")]
    operations = [
        migrations.AddField(
            "field", "code_list", models.CharField(blank=True, default="", max_length=40), preserve_default=False
        ),
        migrations.AddField(
            "field", "target", models.CharField(blank=True, default="", max_length=40), preserve_default=False
        ),
        migrations.AddField("field", "default", models.JSONField(blank=True, null=True)),
        migrations.AddField("field", "minimum", models.JSONField(blank=True, null=True)),
        migrations.AddField("field", "maximum", models.JSONField(blank=True, null=True)),
        migrations.AddField(
            "field", "pattern", models.CharField(blank=True, default="", max_length=200), preserve_default=False
        ),
        migrations.AddField("field", "hidden_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "field", "former_name", models.CharField(blank=True, default="", max_length=40), preserve_default=False
        ),
    ]
