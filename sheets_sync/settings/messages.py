"""The texts of reminders, from templates/pesan/: each tried out when it is read, all mistakes at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from sheets_sync.messages import LONGEST, PLACEHOLDERS, REQUIRED, longest
from sheets_sync.reminder_words import ReminderWords
from sheets_sync.settings.rows import Mistakes

MESSAGE_FILES = {"unit": "unit.txt", "secretary": "sekretaris.txt", "camat": "camat.txt", "group": "grup.txt"}


def read_messages(folder: Path, mistakes: Mistakes) -> ReminderWords:
    """The office's texts; one is empty where the office has no such file (`remind` then says so)."""
    texts = {name: _read(folder / file, name, mistakes) for name, file in MESSAGE_FILES.items()}
    return ReminderWords(texts["unit"], texts["secretary"], texts["camat"], texts["group"])


def _read(path: Path, name: str, mistakes: Mistakes) -> str:
    try:
        words = path.read_text("utf-8-sig").replace("\r\n", "\n").strip()
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        mistakes.add(f"pesan/{path.name}", 0, "bukan teks UTF-8; simpan ulang dengan pengodean UTF-8")
        return ""
    except OSError as failure:
        mistakes.add(f"pesan/{path.name}", 0, f"tidak dapat dibaca ({failure.strerror})")
        return ""
    found = list(_mistakes(words, name))
    for line, text in found:
        mistakes.add(f"pesan/{path.name}", line, text)
    if not found and (length := longest(words, name)) > LONGEST:
        text = f"dengan nama terpanjang menjadi {length} huruf, paling banyak {LONGEST}; singkatkan kalimatnya"
        mistakes.add(f"pesan/{path.name}", 0, text)
    return words


def _mistakes(words: str, template: str) -> Iterator[tuple[int, str]]:
    """Placeholders that are not ours, with their line, and those that must be there and are not."""
    named = set()
    allowed = ", ".join(f"{{{known}}}" for known in PLACEHOLDERS[template])
    for number, line in enumerate(words.splitlines(), 1):
        try:
            parts = list(Formatter().parse(line))
        except ValueError:
            yield number, "kurung kurawalnya tidak berpasangan"
            continue
        for _, name, form, conversion in parts:
            named.add(name)
            if name is not None and name not in PLACEHOLDERS[template]:
                yield number, f"{{{name}}} tidak dikenal; yang ada: {allowed}"
            elif form or conversion:
                yield number, f"tulis {{{name}}} saja, tanpa titik dua atau tanda seru di dalam kurungnya"
    for name in REQUIRED[template]:
        if name not in named:
            yield 0, f"{{{name}}} belum disebut; tanpa itu pesannya tidak lengkap"
