"""Files that people hand in: recognised by what they hold, and cleaned of what they give away about who made them.

`kinds.recognise` says what a file is, `places.place_in` reads where a photo was taken, `cleaning.clean` writes a clean
copy, `apart.clean` does so in a process of its own, `names.safe_name` makes a name that may be shown.
All of them raise `refusals.Refused` and nothing else for a bad file. Knows neither complaints nor Flask nor a database.
"""
