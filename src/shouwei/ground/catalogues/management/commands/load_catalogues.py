"""``./run manage load_catalogues``: fill the code lists that come with the product. Doing it twice changes nothing more."""

from django.core.management.base import BaseCommand

from shouwei.core.clock import today

from ...workflows.load_shipped import load_shipped


class Command(BaseCommand):
    help = "Load regions, occupations and the sample codes; editions already there stay as they are."

    def handle(self, *args: object, **options: object) -> None:
        made = load_shipped(by=None, today=today())
        for edition in made:
            self.stdout.write(f"{edition}: {edition.codes.count()}")
        if not made:
            self.stdout.write("Everything was there already.")
