"""An operator's own templates: by name, by language, and never found broken in the night."""

from pathlib import Path

import pytest

from services.delivery import overrides
from services.delivery.rendering import BUILT_IN, VALUES, Renderer, channel_of
from tests.delivery.test_templates import EXAMPLES

SUBJECT = "verify_email/subject.txt"


def write(folder: Path, file: str, text: str) -> None:
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def subject_in(language: str, folder: Path) -> str:
    values = {name: EXAMPLES[name] for name in VALUES["verify_email"]}
    renderer = Renderer("Doorway", template_dir=folder)
    return renderer.render(channel_of("verify_email"), "verify_email", values, language)["subject"]


def test_a_template_for_every_language(tmp_path: Path):
    write(tmp_path, SUBJECT, "Welcome!")
    assert subject_in("en", tmp_path) == subject_in("de", tmp_path) == "Welcome!"


def test_a_template_for_one_language(tmp_path: Path):
    write(tmp_path, f"de/{SUBJECT}", "Willkommen!")
    assert subject_in("de", tmp_path) == "Willkommen!"
    assert subject_in("fr", tmp_path) == "Vérifiez votre adresse e-mail pour Doorway"


def test_the_one_for_the_language_counts_more(tmp_path: Path):
    write(tmp_path, SUBJECT, "Welcome!")
    write(tmp_path, f"de/{SUBJECT}", "Willkommen!")
    assert subject_in("de", tmp_path) == "Willkommen!"


def test_sentences_that_stay_ours_stay_translated(tmp_path: Path):
    write(tmp_path, SUBJECT, "[Door] {% trans %}Verify your email address for {{ brand }}{% endtrans %}")
    assert subject_in("es", tmp_path) == "[Door] Verifique su dirección de correo para Doorway"


def test_the_built_in_templates_have_no_fault():
    assert list(overrides.faults(BUILT_IN)) == []


def test_parts_of_the_operators_own(tmp_path: Path):
    write(tmp_path, "ours.txt", "Yours, the doorkeeper")
    write(tmp_path, "phone_code/body.txt", "{{ code }} {% include 'ours.txt' %}")
    write(tmp_path, ".git/config", "{% nonsense")
    assert list(overrides.faults(tmp_path)) == []


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("invite/subject.txt", "{% if %}", "invite/subject.txt (en): TemplateSyntaxError"),
        ("invite/subject.txt", "{{ nobody }}", "invite/subject.txt (en): UndefinedError: 'nobody' is undefined"),
        ("invite/subject.txt", "{{ inviter_name.upper() }}", "invite/subject.txt (en): UndefinedError"),
        ("invite/subject.txt", "{{ 1 // 0 }}", "invite/subject.txt (en): ZeroDivisionError"),
        ("invite/subject.txt", "{{ ''.__class__.__mro__ }}", "invite/subject.txt (en): SecurityError"),
        ("fr/phone_code/body.txt", "{{ nobody }}", "phone_code/body.txt (fr): UndefinedError"),
        ("base.html", "{{ nobody }}", "body.html (en): UndefinedError"),
        ("invte/subject.txt", "Hello", "invte/subject.txt replaces nothing"),
        ("invite/subject.html", "Hello", "invite/subject.html replaces nothing"),
        ("it/invite/subject.txt", "Ciao", "it/invite/subject.txt replaces nothing"),
    ],
)
def test_what_is_broken_is_named(tmp_path: Path, file: str, text: str, said: str):
    write(tmp_path, file, text)
    faults = list(overrides.faults(tmp_path))
    assert faults
    assert all(said in fault or "body.html" in fault for fault in faults)
    assert said in faults[0]


def test_what_is_not_text_is_named(tmp_path: Path):
    (tmp_path / "phone_code").mkdir()
    (tmp_path / "phone_code" / "body.txt").write_bytes(b"\xff\xfe\x00")
    assert list(overrides.faults(tmp_path)) == ["template phone_code/body.txt (en): UnicodeDecodeError."]


def test_a_folder_that_is_none(tmp_path: Path):
    assert list(overrides.faults(tmp_path / "nowhere")) == [f"{tmp_path / 'nowhere'} is not a folder."]
