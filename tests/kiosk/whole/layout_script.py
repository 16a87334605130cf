"""The robot's way through every screen and every step of one visit, with a tree of each."""

WAY = """wait attract
tree {size}-attract
tap attract.start
wait language
{larger}
tree {size}-language
tap language.all
expect id language.search
tree {size}-language-all
tap language.search
expect id keyboard.space
tree {size}-language-all-keyboard
tap language.clear
tap nav.back
expect id language.all
tap language.{language}
wait home
tree {size}-home
tap home.articles
wait articles
tree {size}-articles
tap articles.26
wait article
tree {size}-article-26
tap nav.back
tap articles.0
wait article
tree {size}-article-preamble
tap article.compare
wait language
tree {size}-article-compare-choose
tap text.{second}
wait article
tree {size}-article-compare
tap nav.home
wait home
tap home.themes
wait themes
tree {size}-themes
tap themes.9
wait theme
tree {size}-theme-9
tap nav.home
tap home.commit
wait commitment
tree {size}-commitment-choose
tap commitment.theme.9
expect id commitment.own
tree {size}-commitment-ready
tap commitment.own
expect id keyboard.space
tree {size}-commitment-own
tap keyboard.shift
tree {size}-commitment-own-shift
tap keyboard.symbols
tree {size}-commitment-own-symbols
tap keyboard.symbols
tap keyboard.key.1.0
tree {size}-commitment-own-typed
tap keyboard.space
{globe}
tap keyboard.key.1.0
tree {size}-commitment-own-globe
tap commitment.next
expect id commitment.kind.A
tree {size}-commitment-kind
tap commitment.kind.B
tap commitment.next
expect id commitment.when.today
tree {size}-commitment-when
tap commitment.next
tap commitment.who.group
tap commitment.age.*
tree {size}-commitment-who
tap commitment.next
expect id commitment.wall.no
tree {size}-commitment-wall
tap commitment.wall.yes
expect id commitment.confirm
tree {size}-commitment-review
advance 61
wait idle
tree {size}-idle
tap idle.stay
wait commitment
tap commitment.confirm
wait thanks
expect id thanks.code
tree {size}-thanks
tap thanks.done
wait attract
"""

STAFF = """key Ctrl+Alt+S
wait staff
tree staff-pin
tap staff.pin.2
tap staff.pin.ok
tree staff-pin-short
tap staff.pin.2
tap staff.pin.4
tap staff.pin.6
tap staff.pin.8
tap staff.pin.ok
expect id staff.export
tree staff-open
tap staff.clock.set
expect id staff.clock.save
tree staff-clock
tap staff.clock.cancel
expect id staff.clean
tap staff.clean
wait cleaning
tree staff-cleaning
advance 31
wait staff
tap staff.touch
wait touch
tree staff-cross
tap staff.touch.cross
tap staff.touch.cross
tap staff.touch.cross
tap staff.touch.cross
expect id staff.touch.keep
tree staff-trial
tap staff.touch.undo
wait staff
tap staff.export
expect id staff.result
tree staff-exported
media remove
tap staff.export
expect id staff.result
tree staff-no-stick
tap staff.leave
wait attract
quit
"""

NORMAL_SIZE = 2  # of four, as a visit begins
ENGLISH_LETTERS = ("en", "id", "sw")


def trees_of(script):
    return [line.split()[1] for line in script.splitlines() if line.startswith("tree ")]


def visit_at(language, size, lowered=False):
    """One visit at a text size from 1 to 4; the button goes round. `lowered`: all in the lower part of the screen."""
    taps = ["tap nav.text_size"] * ((size - NORMAL_SIZE) % 4) + ["tap nav.reach"] * lowered
    return WAY.format(
        size=f"{size}-lowered" if lowered else size,
        larger="\n".join(taps) or "# as a visit begins",
        language=language,
        second="spa" if language == "en" else "eng",
        globe="# written in the English letters, which is one layout" if language in ENGLISH_LETTERS else "tap keyboard.globe",
    )


def whole_script(language, sizes, lowers):
    """`lowers`: the panel is so tall that it has a button that brings everything within reach."""
    visits = [visit_at(language, size) for size in sizes]
    if lowers:
        visits.append(visit_at(language, NORMAL_SIZE, lowered=True))
    return "".join(visits) + STAFF
