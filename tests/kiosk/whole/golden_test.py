#!/usr/bin/env python3
"""Draws every screen in English and Arabic, what the content says in five more languages, and Article 1 in one language of every script, and compares the pictures with
those of the tree. Text is as high as Pango's minor version makes it, so there is one set for each; where there is none for
this Pango, the test is skipped. --update takes the pictures just drawn as the new golden ones: look at them first."""

import pathlib
import shutil
import struct
import sys
import zlib

import kiosk

PANEL = kiosk.Panel("1280x800", 10.1)
TALL_PANEL = kiosk.Panel("600x1066", 21.5)  # upright, in few pixels: a whole page of words at once
COARSE_PANEL = kiosk.Panel("800x500", 10.1)  # the same panel in fewer pixels, enough for a text

# One text for each script, most of them of many readers. Nastaliq is Arabic script in another hand.
SCRIPTS = {
    "adlam": "fuf_adlm", "arabic": "arb", "armenian": "hye", "bengali": "ben", "canadian-syllabics": "ike", "chakma": "ccp",
    "cherokee": "chr_cased", "cyrillic": "rus", "devanagari": "hin", "ethiopic": "amh", "georgian": "kat", "greek": "ell_polytonic",
    "gujarati": "guj", "gurmukhi": "pan", "han-simplified": "cmn_hans", "han-traditional": "cmn_hant", "hebrew": "heb",
    "japanese": "jpn", "javanese": "jav_java", "kannada": "kan", "khmer": "khm", "korean": "kor", "lao": "lao", "latin": "vie",
    "malayalam": "mal", "mongolian": "khk_mong", "myanmar": "mya", "nastaliq": "urd", "sinhala": "sin", "syriac": "aii",
    "tai-tham": "kkh_lana", "tamil": "tam", "telugu": "tel", "thaana": "div", "thai": "tha", "tibetan": "bod",
    "tifinagh": "zgh", "vai": "vai", "yi": "iii",
}

SCREENS = """wait attract
shot attract
tap attract.start
wait language
shot language
tap language.all
expect id language.search
shot language-all
tap language.search
expect id keyboard.space
shot language-search
tap language.clear
tap nav.back
tap language.{language}
wait home
shot home
tap home.articles
wait articles
shot articles
tap articles.1
wait article
shot article-1
tap article.compare
wait language
tap text.fra
wait article
shot article-compare
tap nav.home
tap home.themes
wait themes
shot themes
tap themes.9
wait theme
shot theme-9
tap nav.home
tap nav.contrast
shot home-contrast-2
tap nav.contrast
tap nav.contrast
tap nav.text_size
tap nav.text_size
shot home-largest
tap nav.text_size
tap nav.text_size
tap home.commit
wait commitment
shot commitment-choose
tap commitment.theme.9
expect id commitment.own
shot commitment-ready
tap commitment.own
expect id keyboard.space
tap keyboard.key.1.0
tap keyboard.key.1.3
shot commitment-own
tap commitment.next
shot commitment-kind
tap commitment.kind.B
tap commitment.next
shot commitment-when
tap commitment.next
tap commitment.who.teacher
shot commitment-who
tap commitment.next
shot commitment-wall
tap commitment.wall.yes
expect id commitment.confirm
shot commitment-review
advance 65
wait idle
shot idle
tap idle.stay
tap commitment.confirm
wait thanks
expect id thanks.code
shot thanks
tap thanks.done
wait attract
key Ctrl+Alt+S
wait staff
shot staff-pin
tap staff.pin.2
tap staff.pin.4
tap staff.pin.6
tap staff.pin.8
tap staff.pin.ok
expect id staff.export
shot staff-open
tap staff.export
expect id staff.result
shot staff-exported
tap staff.leave
wait attract
quit
"""

# What the content says, where a visitor meets it, in languages of other hands than English and Arabic.
CONTENT_LANGUAGES = ("bn", "de", "ja", "ur", "zh")
CONTENT = """wait attract
tap attract.start
wait language
tap language.{language}
wait home
tap home.articles
wait articles
shot articles
tap articles.3
wait article
shot article-3
tap nav.home
tap home.themes
tap themes.9
wait theme
shot theme-9
tap nav.home
tap home.commit
tap commitment.theme.9
expect id commitment.own
shot commitment-ready
tap commitment.ready.help-with-homework
tap commitment.next
tap commitment.next
tap commitment.wall.no
expect id commitment.confirm
shot commitment-review
quit
"""

# The text stands as the second one, so that the interface stays English whatever it learns to speak.
TO_ARTICLE = "wait attract\ntap attract.start\nwait language\ntap nav.text_size\ntap nav.text_size\ntap nav.text_size\ntap language.en\nwait home\ntap home.articles\nwait articles\ntap articles.1\nwait article\n"
ONE_SCRIPT = "tap article.compare\nwait language\ntap language.script.{script}\ntap text.{code}\nwait article\nexpect id article.text.second.paragraph1\nshot script-{name}\ntap article.compare\nabsent article.text.second.paragraph1\n"


def draw(findings, place, name, script, panel, language, into):
    """Plays `script`; its pictures land in `into`, their names with `name` before them."""
    data, stick, shots = place.folder("data"), place.folder("stick") / "USB", place.folder("shots")
    stick.mkdir()
    options = [*panel.options, "--language", language, "--media", stick, "--now", kiosk.NOW, "--seed", kiosk.SEED]
    run = place.play(script, data, *options, shots=shots)
    findings.check(run.status == 0, f"{name or 'scripts'}: status {run.status}: {run.err.strip()}")
    for picture in shots.glob("*.png"):
        shutil.move(picture, into / (name + picture.name))


def draw_all(findings, place, into):
    scripts = sorted(SCRIPTS.items())
    filters = place.text_scripts()
    halves = [scripts[::2], scripts[1::2]]
    jobs = [(f"{tag}-", SCREENS.format(language=tag), PANEL, tag) for tag in ("en", "ar")]
    jobs += [(f"{tag}-content-", CONTENT.format(language=tag), TALL_PANEL, tag) for tag in CONTENT_LANGUAGES]
    for half in halves:
        ways = "".join(ONE_SCRIPT.format(script=filters[code], code=code, name=name) for name, code in half)
        jobs.append(("", TO_ARTICLE + ways + "quit\n", COARSE_PANEL, "en"))
    kiosk.in_parallel(lambda job: draw(findings, place, *job, into), jobs)


def chunks(png):
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


# Six bits a channel are kept: at most 2 of 255 off, well within what the comparison allows.
COARSER = bytes(min(255, (value + 2) // 4 * 4) for value in range(256))


def paeth(left, up, corner):
    guess = left + up - corner
    to_left, to_up, to_corner = abs(guess - left), abs(guess - up), abs(guess - corner)
    if to_left <= to_up and to_left <= to_corner:
        return left
    return up if to_up <= to_corner else corner


def plain_row(kind, row, above):
    """One row of RGB bytes without PNG's filter of that kind."""
    row = bytearray(row)
    if kind == 1:
        for i in range(3, len(row)):
            row[i] = (row[i] + row[i - 3]) & 255
    elif kind == 2:
        for i, up in enumerate(above):
            row[i] = (row[i] + up) & 255
    elif kind in (3, 4):
        for i, up in enumerate(above):
            left, corner = (row[i - 3], above[i - 3]) if i >= 3 else (0, 0)
            row[i] = (row[i] + ((left + up) >> 1 if kind == 3 else paeth(left, up, corner))) & 255
    return bytes(row)


def squeezed(png):
    """The same picture, a little coarser, in a third fewer bytes: flat rows deflate best unfiltered."""
    parts = list(chunks(png))
    header = next(data for kind, data in parts if kind == b"IHDR")
    width, height, depth, colours = struct.unpack(">IIBB", header[:10])
    assert (depth, colours) == (8, 2), "a robot's picture has eight bits of red, green and blue"
    packed = zlib.decompress(b"".join(data for kind, data in parts if kind == b"IDAT"))
    length = 3 * width + 1
    above, rows = bytes(3 * width), []
    for at in range(0, height * length, length):
        above = plain_row(packed[at], packed[at + 1 : at + length], above)
        rows.append(b"\0" + above.translate(COARSER))
    out = png[:8]
    for kind, data in ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b"")):
        out += struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return out


def update(drawn, golden):
    golden.mkdir(parents=True, exist_ok=True)
    for old in golden.glob("*.png"):
        old.unlink()
    for picture in sorted(drawn.glob("*.png")):
        (golden / picture.name).write_bytes(squeezed(picture.read_bytes()))
    files = list(golden.glob("*.png"))
    print(f"{golden}: {len(files)} pictures, {sum(file.stat().st_size for file in files) / 1e6:.1f} MB")


def compare(findings, place, golden, drawn, failures):
    shutil.rmtree(failures, ignore_errors=True)
    done = place.run([place.bin / "compare_pictures", golden, drawn, failures])
    print(done.out, end="")
    findings.check(done.status == 0, f"pictures differ: those drawn and the differences are in {failures} {done.err.strip()}")


def main():
    parser = kiosk.arguments(__doc__)
    parser.add_argument("--golden", type=pathlib.Path, required=True, help="folder of the sets of golden pictures")
    parser.add_argument("--failures", type=pathlib.Path, required=True, help="where what differs is put")
    parser.add_argument("--update", action="store_true", help="take the pictures drawn now as the golden ones")
    options = parser.parse_args()
    golden = options.golden / f"pango-{kiosk.pango_minor()}"
    findings = kiosk.Findings()
    if not options.update and not any(golden.glob("*.png")):
        findings.skip(f"there are no golden pictures for Pango {kiosk.pango_minor()}: make them with tools/golden --update")
        return findings.done("golden")
    with kiosk.place(options) as place:
        drawn = place.folder("drawn")
        draw_all(findings, place, drawn)
        if options.update and not findings.wrong:
            update(drawn, golden)
        else:
            compare(findings, place, golden, drawn, options.failures)
    return findings.done("golden")


if __name__ == "__main__":
    sys.exit(main())
