"""Numbers as Indonesians write them: the one place where a number enters and leaves.

The secret kept here: which spelling is safe to read. Nothing is guessed: a spelling that two people could read
as two numbers is not read but asked about.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from babel.numbers import NumberFormatError, parse_decimal

from sheets_sync.submission import Reading

ROOM = Context(prec=200)  # for more digits than the archive takes in
FIFTEEN_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
SWAP_SEPARATORS = str.maketrans(",.", ".,")
PLACEHOLDERS = frozenset(
    ("-", "--", "---", "–", "—", "nihil", "n/a", "na", "tidak ada", "belum ada", "kosong", ".", "?", "xxx")
)
RUPIAH_WORDS = frozenset(("rp", "rupiah"))
PERCENT_WORDS = frozenset(("%", "persen", "prosen", "pct", "percent"))
TOO_LARGE = Decimal(10) ** 15  # 16 digits: more than a spreadsheet keeps, and what NIP, NIK and accounts have
IDENTITY = re.compile(
    r"""
    (?:nip|nik|nuptk|npwp|rekening|rek\.)\b.*\d  # named as what it is
    | .*(?<![\d,])(?:\d[ .-]?){16,}.*  # 16 digits or more, in whatever groups
    | (?:\+62|\+?0)[\d -]{9,}  # a telephone number, or a number of ten digits that begins with zero
    | (?=(?:\D*\d){10})\d+(?:-\d+){2,}  # an account
    | (?!\d{1,3}(?:\.\d{3})+$)(?=.*\.0\d)\d{1,2}(?:\.\d{1,4}){2,}  # 7.01.02: the code of a programme
    """,
    re.VERBOSE | re.IGNORECASE,
)
POINT_DECIMAL = re.compile(r"[+-]?\d{1,15}\.\d+")
MONTH = (
    "jan(?:uari|uary)?|feb(?:ruari|ruary)?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ei]?|jul[iy]?|agu(?:stus)?|agt|aug(?:ust)?"
    "|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nop(?:ember)?|nov(?:ember)?|des(?:ember)?|dec(?:ember)?"
)
DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1\d{4}|\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    rf"|\d{{1,2}}[\s./-]*(?:{MONTH})(?:[\s./-]*\d{{2,4}})?|(?:{MONTH})[\s./-]*\d{{1,4}}",
    re.IGNORECASE,
)
RATIO_MEASURE = re.compile(r"(?:rasio\s+)?1\s*:\s*n", re.IGNORECASE)
RATIO = re.compile(r"1\s*:\s*(\S.*)")
LOOKALIKE = re.compile(r"[+-]?(?=.*\d)(?=.*[A-Za-z])(?:[\dOo.,]|[lI](?!$))+")
FROM_LOOKALIKE = str.maketrans("OolI", "0011")


def enter(value: float | Decimal | str) -> Decimal:
    """The number as every store must enter it: a Decimal of at most 15 significant digits, no trailing zeros.

    15 digits are what Excel and Google Sheets keep of a double. ValueError for infinity and not-a-number.
    """
    try:
        rounded = FIFTEEN_DIGITS.plus(value if isinstance(value, Decimal) else Decimal(str(value)))
    except ArithmeticError as problem:
        raise ValueError(f"bukan angka: {value}") from problem
    if not rounded.is_finite():
        raise ValueError(f"bukan angka: {value}")
    return (
        rounded.quantize(Decimal(1))
        if rounded == rounded.to_integral() and rounded.adjusted() < 15
        else rounded.normalize()
    )


def tidy(value: Decimal) -> Decimal:
    """The same number without zeros behind its point, and never as `1E+2`; it must be finite."""
    plainest = value.normalize(ROOM)
    exponent = plainest.as_tuple().exponent
    return plainest.quantize(Decimal(1), context=ROOM) if isinstance(exponent, int) and exponent > 0 else plainest


def shows_percent(number_format: str) -> bool:
    """Whether a cell of that number format shows its fraction as percent; quoted and escaped signs are text."""
    return "%" in re.sub(r'"[^"]*"|[\\_*].', "", number_format)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a text was read: the value where it is safe, else a number to suggest."""

    reading: Reading
    value: Decimal | None = None
    hint: Decimal | None = None


def read(text: str, measure: str = "") -> Spelling:
    """How the text of a number cell reads, given the satuan (`measure`) asked for.

    `1.234,5`, `12,5 %` and `Rp1.250.000` are read; `4.250` (4,25 or 4250?), `1.5`, `12 kali` and `3 dari 10`
    are not, and carry the likeliest number as `hint` where there is one. Nothing that looks like somebody's number
    or like a code has a value or a hint. A ratio `1:17,9` is read as 17,9 where the satuan is one, and nowhere else.
    """
    plain = " ".join(_wide_to_plain(text).replace("\u2212", "-").split())
    if is_ratio(measure) and (ratio := RATIO.fullmatch(plain)):
        plain = ratio[1]
    if not plain:
        return Spelling(Reading.EMPTY)
    if plain.casefold() in PLACEHOLDERS:
        return Spelling(Reading.PLACEHOLDER)
    if DATE.fullmatch(plain):
        return Spelling(Reading.DATE)
    if IDENTITY.fullmatch(plain) and not POINT_DECIMAL.fullmatch(plain):
        return Spelling(Reading.IDENTITY)
    spelling = _read_figure(plain, measure)
    figure = spelling.hint if spelling.value is None else spelling.value
    return spelling if figure is None or abs(figure) < TOO_LARGE else Spelling(Reading.IDENTITY)


def _read_figure(plain: str, measure: str) -> Spelling:
    money = re.sub(r"^rp\.?\s*", "", plain, flags=re.IGNORECASE)
    body, words = _split_words(re.sub(r",-+$", "", money))
    if money != plain:
        words = words or "rp"
    if LOOKALIKE.fullmatch(money) and not _same_measure(words, measure):
        return Spelling(Reading.WORDS, hint=_value(money.translate(FROM_LOOKALIKE))[0])
    if body is None:
        return Spelling(
            Reading.SEVERAL if len(re.findall(r"\d+", plain)) > 1 else Reading.WORDS, hint=_only_number(plain)
        )
    value, spelled = _value(body)
    if words and words != "%" and not any(map(str.isalpha, words)):
        return Spelling(Reading.WORDS, hint=value)
    if words and not _same_measure(words, measure):
        return Spelling(Reading.OTHER_UNIT, hint=value)
    if value is None:
        return Spelling(Reading.WORDS)
    if not spelled:
        return Spelling(Reading.AMBIGUOUS, hint=value)
    if words and words not in ("%", "rp"):
        return Spelling(Reading.WITH_UNIT, hint=value)
    return Spelling(Reading.TEXT_NUMBER, value=value)


def _wide_to_plain(text: str) -> str:
    """Fullwidth digits and signs as plain ones, without characters of no width that are pasted along.

    A footnote's mark stays what it is, and is no digit.
    """
    return "".join(
        unicodedata.normalize("NFKC", char) if unicodedata.decomposition(char).startswith("<wide>") else char
        for char in text
        if unicodedata.category(char) != "Cf"
    )


def _split_words(text: str) -> tuple[str | None, str]:
    """The digits in front and the words behind; None where the text is not of that shape."""
    match = re.fullmatch(r"([+-]?\d[\d.,]*)\s*([^\d]*)", text)
    return (match[1], match[2].strip(" .")) if match else (None, "")


def _value(body: str) -> tuple[Decimal | None, bool]:
    """The number spelled by digits and separators, and whether no other reading is possible."""
    if re.fullmatch(r"[+-]?\d{1,3}\.\d{3}", body) and not re.match(r"[+-]?0", body):
        return enter(body.replace(".", "")), False  # 4.250: 4250 in Indonesia, 4,25 on many a keyboard
    if re.fullmatch(r"[+-]?\d+\.\d+", body):
        return enter(body), False  # 1.5: no grouping has two digits, yet a point is no decimal sign here
    try:
        return enter(parse_decimal(body, locale="id", strict=True)), True
    except NumberFormatError:
        return None, False


def _only_number(text: str) -> Decimal | None:
    numbers = re.findall(r"(?<![\d.,])(?:\d[\d.,]*\d|\d)", text)
    return _value(numbers[0])[0] if len(numbers) == 1 else None


def masked(text: str) -> str:
    """The text with all its digits but the last four hidden."""
    left = sum(map(str.isdigit, text)) - 4
    shown = []
    for char in text:
        hidden = char.isdigit() and left > 0
        left -= char.isdigit()
        shown.append("•" if hidden else char)
    return "".join(shown)


def is_percent(measure: str) -> bool:
    return measure.casefold() in PERCENT_WORDS


def is_ratio(measure: str) -> bool:
    """Whether the satuan is `1:n`, as of pupils to a teacher; its figure is n."""
    return bool(RATIO_MEASURE.fullmatch(measure.strip()))


def may_be_a_time(value: Decimal, measure: str) -> bool:
    """Whether it may be what a spreadsheet made of a ratio: of 1:17 the time of day, 0,0534 of a day."""
    return is_ratio(measure) and 0 < value < 1


def _same_measure(words: str, measure: str) -> bool:
    if words.casefold() in PERCENT_WORDS:
        return is_percent(measure)
    if words.casefold() in RUPIAH_WORDS:
        return measure.casefold() in RUPIAH_WORDS
    return words.casefold() == measure.casefold()


def plain(value: Decimal) -> str:
    """The number with all its digits, Indonesian: `1.234,5`."""
    return f"{value:,f}".translate(SWAP_SEPARATORS)


def told(value: Decimal, measure: str) -> str:
    """The figure as people write it in that satuan: `17,9`, of a ratio `1:17,9`."""
    return f"1:{plain(value)}" if is_ratio(measure) else plain(value)


def shortened(value: Decimal, measure: str = "") -> str:
    """As `told`; a mean with a long tail is rounded to four decimals."""
    plainest = tidy(value)
    exponent = plainest.as_tuple().exponent
    return fixed(plainest, 4) if isinstance(exponent, int) and exponent < -4 else told(plainest, measure)


def ungrouped(value: Decimal) -> str:
    """The number as it is typed into a cell, without points between thousands: `1234,5`."""
    return format(enter(value), "f").replace(".", ",")


def fixed(value: Decimal, decimals: int) -> str:
    """Rounded half-up to that many decimals, which are all shown: `94,60`."""
    return plain(rounded(value, decimals))


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Half-up; with room for every digit that the value has before its point."""
    room = Context(prec=max(value.adjusted(), 0) + decimals + 2, rounding=ROUND_HALF_UP)
    return value.quantize(Decimal(1).scaleb(-decimals), context=room)


def rupiah(value: Decimal) -> str:
    """`Rp1.250.000`, cents only where there are some."""
    whole = value == value.to_integral()
    text = fixed(abs(value), 0 if whole else 2)
    return f"-Rp{text}" if value < 0 else f"Rp{text}"
