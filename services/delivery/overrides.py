"""The operator's own templates: copied out to begin with, and tried before anything starts. Sends nothing."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

from services.delivery.message import NotDelivered
from services.delivery.rendering import BUILT_IN, VALUES, Renderer, Values, channel_of
from services.texts import DEFAULT, LANGUAGES

# Whatever an account, a request or an organisation may lack.
_ABSENT = frozenset({"name", "device", "ip_address", "inviter_name"})


def faults(folder: Path) -> Iterator[str]:
    """What is wrong with the templates in the folder: files that replace nothing, and messages that fail for them."""
    if not folder.is_dir():
        yield f"{folder} is not a folder."
        return
    for _, file in sorted(_files(folder)):
        if len(file.parts) > 1 and not (BUILT_IN / file).is_file():
            yield f"{file.as_posix()} replaces nothing: `ostiary templates list` names the templates."
    renderer = Renderer("Ostiary", template_dir=folder)
    for language in sorted({language for language, _ in _files(folder)}):
        yield from _failing(renderer, language)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Each file with the language that it is for, and its path without it. Hidden ones are no templates."""
    for path in folder.rglob("*"):
        place = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in place.parts):
            language, rest = place.parts[0], place.parts[1:]
            yield (language, Path(*rest)) if language in LANGUAGES and rest else (DEFAULT, place)


def _failing(renderer: Renderer, language: str) -> Iterator[str]:
    """A sentence for each template that cannot be filled in."""
    for template, names in VALUES.items():
        for values in _examples(names):
            try:
                renderer.render(channel_of(template), template, values, language)
            except NotDelivered as fault:
                yield f"{fault}."
                break


def _examples(names: frozenset[str]) -> Iterator[Values]:
    """A message with everything, and one without what may be absent."""
    given = dict.fromkeys(names, "12345678")
    yield {**given, "link": "https://app.example.com/"}
    yield {**given, **dict.fromkeys(names & _ABSENT)}


def exported(folder: Path, names: list[str]) -> dict[Path, Path]:
    """Which built-in file goes where: of the named templates, or of all with the parts that they share."""
    files = [path.relative_to(BUILT_IN) for path in sorted(BUILT_IN.rglob("*")) if path.is_file()]
    return {BUILT_IN / file: folder / file for file in files if not names or file.parts[0] in names}


def export(files: dict[Path, Path]) -> None:
    for source, target in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        copyfile(source, target)
