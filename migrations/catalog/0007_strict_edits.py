from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0006_run_person_and_preset"),
    ]

    operations = [
        migrations.AddField(
            model_name="layer",
            name="strict_edits",
            field=models.BooleanField(default=False),
        ),
    ]
