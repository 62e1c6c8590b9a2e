"""manage.py verify: is the record what it says it is?"""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils.module_loading import module_has_submodule


class Command(BaseCommand):
    help = (
        "Check the record against itself. Each slice that has a module `integrity` is asked; its "
        "problems() gives one line for each fault. Ends with an error if there is any."
    )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - as Django calls it
        faults = 0
        for name, problems in checks().items():
            here = 0
            for line in problems():
                here += 1
                self.stdout.write(f"{name}: {line}")
            self.stdout.write(f"{name}: {'no fault' if not here else f'{here} faults'}")
            faults += here
        if faults:
            raise CommandError(f"{faults} faults. Restore what they name from a backup.")


def checks() -> dict[str, Callable[[], Iterator[str]]]:
    """The check of every installed slice that has one, by the slice's name, in their order."""
    return {
        app.label: import_module(f"{app.name}.integrity").problems
        for app in apps.get_app_configs()
        if app.name.startswith("monitor.") and module_has_submodule(app.module, "integrity")
    }
