"""Who may decide what, with what ships of it."""

from django.db import migrations, models


def ship_powers(apps, schema_editor):
    from layers.access.powers import shipped_powers

    power = apps.get_model("access", "DecisionPower")
    power.objects.bulk_create(power(**row) for row in shipped_powers())


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_roles_and_version"),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionPower",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=40)),
                ("plan_level", models.CharField(blank=True, max_length=20)),
                ("works_grade", models.CharField(blank=True, max_length=10)),
                ("works", models.CharField(blank=True, max_length=20)),
                ("authority", models.CharField(max_length=40)),
                ("condition_vi", models.CharField(blank=True, max_length=300)),
                ("condition_en", models.CharField(blank=True, max_length=300)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("source", models.CharField(max_length=300)),
                ("verified", models.BooleanField(default=False)),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["subject", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True), ("valid_to__gt", models.F("valid_from")), _connector="OR"
                        ),
                        name="power_ends_after_start",
                    )
                ],
            },
        ),
        migrations.RunPython(ship_powers, migrations.RunPython.noop),
    ]
