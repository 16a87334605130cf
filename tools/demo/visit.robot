# A whole visit in Arabic, then the staff's evening: what tools/run shows where there is no display.
wait attract
shot 01-attract
tap attract.start
wait language
shot 02-language
tap language.ar
wait home
shot 03-home

# Read a right.
tap home.articles
wait articles
shot 04-articles
tap articles.1
wait article
expect id article.text
shot 05-article
tap nav.home
wait home

# Make a commitment.
tap home.commit
wait commitment
shot 06-choose-a-theme
tap commitment.theme.11
shot 07-choose-a-commitment
tap commitment.ready.*
tap commitment.next
tap commitment.next
tap commitment.wall.no
shot 08-read-it-over
tap commitment.confirm
wait thanks
expect id thanks.code
shot 09-thanks
tap thanks.done
wait attract

# Export to the stick.
key Ctrl+Alt+S
wait staff
shot 10-staff-pin
tap staff.pin.2
tap staff.pin.4
tap staff.pin.6
tap staff.pin.8
tap staff.pin.ok
expect id staff.export
shot 11-staff
tap staff.export
expect id staff.result
shot 12-staff-exported
tap staff.leave
wait attract
quit
