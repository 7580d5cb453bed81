"""What formulas come to."""

from __future__ import annotations

import pytest

from tests.fake_google.sheets.value import Value
from tests.fake_google_tests.tabs import SAMPLE, error, result


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+1", 2.0),
        ("= 1 / 1024", 1 / 1024),
        ("=-2^2", 4.0),
        ("=2^3^2", 64.0),
        ("=2^-1", 0.5),
        ("=1+2*3-4/2", 5.0),
        ("=(1+2)*3", 9.0),
        ("=50%", 0.5),
        ("=+A1", 1.0),
        ("=-A3", -3.5),
        ('="a"&1.5&TRUE', "a1.5TRUE"),
        ('=1/3&""', "0.333333333333333"),
        ('="di ""sini"""', 'di "sini"'),
        ('="a"="A"', True),
        ("=1<>2", True),
        ('=1<"a"', True),
        ('="a"<TRUE', True),
        ('=Z1=""', True),
        ("=Z1=0", True),
        ("=Z1", None),
        ('="12"+1', 13.0),
        ("=1e3", 1000.0),
        ("=TRUE", True),
        ("=true+1", 2.0),
    ],
)
def test_operators(formula: str, value: Value) -> None:
    """Operators bind, join and compare as in a sheet."""
    assert result(formula) == value


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=A1", 1.0),
        ("=$A$2", 2.0),
        ("=sheet1!A3", 3.5),
        ("='Tab name'!A1", "di sana"),
        ("=SUM(A:A)", 6.5),
        ("=SUM(3:3)", 33.5),
        ("=SUM(A2:A)", 5.5),
        ("=SUM(A3:A1)", 6.5),
        ("=SUM(A1:A99999)", 6.5),
        ("=SUM(Angka)", 6.5),
        ("=SUM({1,2;3,4})", 10.0),
        ("=A1:A3", 1.0),
        ("=COUNTA('Tab name'!A:Z)", 2.0),
    ],
)
def test_references(formula: str, value: Value) -> None:
    """References reach cells, areas, open ends, other tabs and named ranges."""
    assert result(formula) == value


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('=IF(A1,"ya","tidak")', "ya"),
        ("=IF(A1,,2)", None),
        ("=IF(FALSE,1)", False),
        ("=IF(A1;1;2)", 1.0),
        ("=IF(TRUE,1,1/0)", 1.0),
        ('=IFS(A1>1,"x",A1=1,"y")', "y"),
        ('=SWITCH(A2,1,"x",2,"y","z")', "y"),
        ('=IFERROR(D1,"galat")', "galat"),
        ("=IFERROR(A1,0)", 1.0),
        ('=IFNA(D2,"tak ada")', "tak ada"),
        ("=AND(A1>0,A2>5)", False),
        ("=OR(A1>0,A2>5)", True),
        ("=NOT(A1=2)", True),
        ("=ISBLANK(Z1)", True),
        ('=ISBLANK("")', False),
        ("=ISERROR(D1)", True),
        ("=ISERROR(FOO())", True),
        ("=ISNA(D1)", False),
        ("=ISNUMBER(A1)", True),
        ("=ISNUMBER(A4)", False),
        ("=ISTEXT(A4)", True),
        ("=N(A4)", 0.0),
        ("=T(A4)", "teks"),
        ("=T(NOW())", ""),
        ('=CHOOSE(2,"a","b")', "b"),
    ],
)
def test_conditions(formula: str, value: Value) -> None:
    """Conditions work out only the branch that holds, and errors can be caught."""
    assert result(formula) == value


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(A1:A5,10)", 16.5),
        ("=AVERAGE(A1:A4)", 6.5 / 3),
        ("=MIN(A1:A3)", 1.0),
        ("=MAX(A1:A3)", 3.5),
        ("=MEDIAN(A1:A3)", 2.0),
        ("=COUNT(A1:A5)", 3.0),
        ("=COUNTA(A1:A9)", 5.0),
        ("=COUNTA(D1:D2)", 2.0),
        ("=COUNTBLANK(A1:A9)", 4.0),
        ('=COUNTA($A$1:$A$5)&" dari 30"&T(NOW())', "5 dari 30"),
        ("=LARGE(A1:A3,1)", 3.5),
        ("=SMALL(A1:A3,2)", 2.0),
        ("=RANK(2,A1:A3)", 2.0),
        ("=ROUND(2.675,2)", 2.68),
        ("=ROUND(-2.5)", -3.0),
        ("=ROUND(1234,-2)", 1200.0),
        ("=ROUNDUP(2.01)", 3.0),
        ("=ROUNDDOWN(-2.99)", -2.0),
        ("=INT(-1.5)", -2.0),
        ("=MOD(-3,5)", 2.0),
        ("=POWER(2,10)", 1024.0),
        ("=SQRT(9)", 3.0),
        ("=ABS(-4)", 4.0),
        ("=CEILING(2.1,0.5)", 2.5),
        ("=SUMPRODUCT(A1:A3,C1:C3)", 155.0),
        ("=SUMPRODUCT((A1:A3>1)*C1:C3)", 50.0),
        ("=SUMPRODUCT(LEN(B1:B3))", 34.0),
        ("=SUMPRODUCT(--ISNUMBER(A1:A5))", 3.0),
        ("=LOG10(100)", 2.0),
    ],
)
def test_figures(formula: str, value: Value) -> None:
    """Sums, counts and rounding; text in cells does not count."""
    assert result(formula) == pytest.approx(value)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('=LEFT(B1,FIND(" ",B1&" ")-1)', "PEM-01"),
        ("=RIGHT(A4,2)", "ks"),
        ("=RIGHT(A4,0)", ""),
        ("=MID(A4,2,2)", "ek"),
        ("=LEN(A4)", 4.0),
        ("=UPPER(A4)", "TEKS"),
        ("=LOWER(B1)", "pem-01 · nama"),
        ('=TRIM("  a   b ")', "a b"),
        ('=CONCATENATE("a",1.5,TRUE)', "a1.5TRUE"),
        ('=CONCAT("a","b")', "ab"),
        ('=TEXTJOIN(", ",TRUE,A1:A6)', "1, 2, 3.5, teks, TRUE"),
        ('=SUBSTITUTE("a-b-c","-","+")', "a+b+c"),
        ('=SUBSTITUTE("a-b-c","-","+",2)', "a-b+c"),
        ('=SEARCH("NA*A",B1)', 10.0),
        ('=VALUE("1,234.5")', 1234.5),
        ('=TEXT(1234.5,"#,##0.00")', "1,234.50"),
        ('=TEXT(NOW(),"yyyy-mm-dd hh:mm")', "2026-09-30 10:30"),
        ('=HYPERLINK("https://x.id","situs")', "situs"),
        ('=REGEXEXTRACT(B1,"[A-Z]+-(\\d+)")', "01"),
    ],
)
def test_texts(formula: str, value: Value) -> None:
    """Text is cut, joined, searched and written."""
    assert result(formula) == value


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('=VLOOKUP("pem-02 · lain",B1:C3,2,FALSE)', 20.0),
        ('=VLOOKUP("PEM-03*",B1:C3,2,FALSE)', 30.0),
        ("=VLOOKUP(2.9,A1:C3,3,TRUE)", 20.0),
        ("=VLOOKUP(2.9,A1:C3,3)", 20.0),
        ("=HLOOKUP(1,A1:C2,2,FALSE)", 2.0),
        ('=MATCH("PEM-02 *",B1:B3,0)', 2.0),
        ('=MATCH("PEM-0? ~* lain",{"PEM-02 x lain";"PEM-02 * lain"},0)', 2.0),
        ("=MATCH(3,A1:A3)", 2.0),
        ("=MATCH(25,{30,20,10},-1)", 1.0),
        ("=MATCH(10,A1:C1,0)", 3.0),
        ('=INDEX(C1:C3,MATCH("PEM-02 *",B1:B3,0))', 20.0),
        ("=INDEX(A1:C3,2,3)", 20.0),
        ("=SUM(INDEX(A1:C3,0,3))", 60.0),
        ("=INDEX(A1:C1,3)", 10.0),
        ('=XLOOKUP("x",B1:B3,C1:C3,"tidak ada")', "tidak ada"),
        ("=ROW(A7)", 7.0),
        ("=ROW()", 1.0),
        ("=COLUMN()", 6.0),
        ("=ROWS(A1:B3)", 3.0),
        ('=COUNTIF(A1:A5,">1")', 2.0),
        ('=COUNTIF(B1:B3,"pem-0?*")', 3.0),
        ('=COUNTIF(A1:A9,"")', 4.0),
        ('=COUNTIF(A1:A9,"<>")', 5.0),
        ('=COUNTIF(A1:A9,"<>teks")', 8.0),
        ('=COUNTIFS(A1:A3,">1",C1:C3,"<30")', 1.0),
        ('=SUMIF(A1:A3,">1",C1)', 50.0),
        ('=SUMIFS(C1:C3,A1:A3,">1",B1:B3,"*lain")', 20.0),
        ('=AVERAGEIF(A1:A3,">1",C1:C3)', 25.0),
    ],
)
def test_looking_up(formula: str, value: Value) -> None:
    """Lookups find whole texts whatever their capitals, wildcards, and places in sorted columns."""
    assert result(formula) == value


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=TODAY()", 46295.0),
        ("=NOW()", 46295.4375),
        ("=DATE(2026,9,30)", 46295.0),
        ("=DATE(2026,13,1)", 46388.0),
        ("=YEAR(TODAY())", 2026.0),
        ("=MONTH(TODAY())", 9.0),
        ("=DAY(TODAY())", 30.0),
        ("=WEEKDAY(TODAY(),2)", 3.0),
        ("=EOMONTH(DATE(2026,1,15),1)", 46081.0),
        ('=DATEDIF(DATE(2026,1,15),TODAY(),"M")', 8.0),
        ("=NETWORKDAYS(DATE(2026,9,28),TODAY())", 3.0),
    ],
)
def test_dates(formula: str, value: Value) -> None:
    """Dates are days since the end of 1899, on the spreadsheet's clock."""
    assert result(formula) == value


@pytest.mark.parametrize(
    ("formula", "kind"),
    [
        ("=1/0", "DIVIDE_BY_ZERO"),
        ("=AVERAGE(Z1:Z9)", "DIVIDE_BY_ZERO"),
        ("=D1+1", "DIVIDE_BY_ZERO"),
        ("=SUM(D1:D2)", "DIVIDE_BY_ZERO"),
        ('=A1+"x"', "VALUE"),
        ('=FIND("z",A4)', "VALUE"),
        ("=A4*2", "VALUE"),
        ("=FOO(1)", "NAME"),
        ("=tidak_ada", "NAME"),
        ("=Nope!A1", "REF"),
        ("=A3000", "REF"),
        ("=#REF!+1", "REF"),
        ("=Sheet1!#REF!", "REF"),
        ('=VLOOKUP("a",A1:B3,3,FALSE)', "REF"),
        ("=F1", "REF"),
        ('=VLOOKUP("a",A1:B3,2,FALSE)', "N_A"),
        ('=MATCH("a",A1:A3,0)', "N_A"),
        ("=NA()", "N_A"),
        ("=IF(1)", "N_A"),
        ("=SQRT(-1)", "NUM"),
        ("=10^400", "NUM"),
        ("=INDEX(A1:B3,7,1)", "NUM"),
        ("=A1+", "ERROR"),
        ("=(1", "ERROR"),
        ("=1,5", "ERROR"),
        ("=SUM(1 2)", "ERROR"),
        ("=A1:", "ERROR"),
        ('="a', "ERROR"),
        ('=IMPORTRANGE("x","A1")', "LOADING"),
        ("=" + "(" * 500 + "1" + ")" * 500, "ERROR"),
    ],
)
def test_errors(formula: str, kind: str) -> None:
    """Each error has the API's type."""
    cells = {**SAMPLE, "F1": "=F1"}
    assert error(formula, cells) == kind


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=88,56+1", 89.56),
        ("=IF(A1;B1;C1)", "PEM-01 · nama"),
        ("=SUM(A1;2,5)", 3.5),
        ('=A3&""', "3,5"),
        ('="1,5"+1', 2.5),
        ("=INDEX({1\\2;3\\4};2;1)", 3.0),
        ('=COUNTIF(A1:A5;">=3,5")', 1.0),
        ('=TEXT(1234,5;"#,##0.00")', "1.234,50"),
        ("=ROUND(88,565;1)", 88.6),
    ],
)
def test_the_locale_with_a_decimal_comma(formula: str, value: Value) -> None:
    """Under id_ID a semicolon stands between arguments and a comma in numbers."""
    assert result(formula, locale="id_ID") == value


@pytest.mark.parametrize("formula", ["=IF(A1,B1)", "=SUM(A1,A2)", "=1.5+1", '=VLOOKUP("a",A1:B3,2,FALSE)'])
def test_a_comma_between_arguments_is_an_error_there(formula: str) -> None:
    """Formulas written for an American sheet do not read under id_ID."""
    assert error(formula, locale="id_ID") == "ERROR"
