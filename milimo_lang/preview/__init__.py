"""The preview: a film on one page, as a file beside it and live from a local server.

`film` and `remarks` say what there is to show, as data; `markup` makes the page of it, with the styles and scripts in
`page/`. `report` is the page as a file; `live` serves it (`server`, `resources`, `hub`), and tells it of a build as it
goes (`progress`).
Everything that comes from a film is text: it is escaped in markup, and set as text by the script.
"""
