import pytest
from django.core.management import CommandError, call_command

from monitor.sources.models import Document
from tests.cast import reader


@pytest.mark.django_db
def test_it_is_refused_where_anything_else_stands() -> None:
    reader()
    with pytest.raises(CommandError, match="database of its own"):
        call_command("demo_record")
    assert not Document.objects.exists()
