from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0005_runs"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrun",
            name="preset",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="importrun",
            name="started_as",
            field=models.CharField(blank=True, max_length=300),
        ),
    ]
