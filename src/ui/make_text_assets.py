#!/usr/bin/env python3
"""Makes what the site needs of its texts: fonts with exactly their characters, and the page's own messages.

usage: make_text_assets.py STRINGS.DEF LESSONS_FOLDER PAGE.HTML.IN REGULAR_FONT BOLD_FONT OUT_FOLDER

Writes index.html, boot_strings.js, link_strings.js and two pairs of fonts into OUT_FOLDER: regular.otf and bold.otf for English,
regular.zh.otf and bold.zh.otf with what Chinese needs beside them.
"""

import html
import json
import pathlib
import re
import sys

from fontTools import subset

# In Debian's collection files, this face has the forms of Simplified Chinese.
FACE = 2
ASCII = {chr(code) for code in range(0x20, 0x7F)}
ENTRY = re.compile(r'STRING\((\w+),\s*("(?:[^"\\]|\\.)*"),\s*("(?:[^"\\]|\\.)*")\)')


def read_table(path):
    """The table as {id: (english, chinese)}."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    table = {key: (json.loads(en), json.loads(zh)) for key, en, zh in ENTRY.findall(text)}
    if len(table) != text.count("\nSTRING("):
        sys.exit(f"{path}: an entry does not have the form STRING(id, \"...\", \"...\")")
    return table


def write_font(source, characters, target):
    options = subset.Options()
    options.font_number = FACE
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 13, 14]  # They say whose it is, and its licence.
    options.hinting = False
    options.notdef_outline = True
    font = subset.load_font(source, options)
    missing = {c for c in characters if ord(c) not in font.getBestCmap()}
    if missing:
        sys.exit(f"{source} lacks {''.join(sorted(missing))}")
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(characters))
    subsetter.subset(font)
    subset.save_font(font, target, options)


def characters_of(lessons):
    """The characters that a page of lessons shows: its tags and formulas are none, and have fonts of their own."""
    text = pathlib.Path(lessons).read_text(encoding="utf-8")
    text = re.sub(r"<math.*?</math>|<[^>]*>", " ", text, flags=re.DOTALL)
    return {character for character in html.unescape(text) if character >= " "}


def fill_in(template, table):
    """A page in which @id.en@ and @id.zh@ stand for texts of the table."""
    return re.sub(r"@(\w+)\.(en|zh)@", lambda found: html.escape(table[found[1]][found[2] == "zh"]), template)


def write_module(path, name, prefix, table):
    """Gives the page's scripts the entries that begin with a prefix."""
    words = {key: {"en": en, "zh": zh} for key, (en, zh) in table.items() if key.startswith(prefix)}
    path.write_text(f"// Made from src/ui/strings.def.\nexport const {name} = "
                    + json.dumps(words, ensure_ascii=False, indent=2) + ";\n", encoding="utf-8")


def main():
    strings, lessons, page, regular, bold, out = sys.argv[1:]
    table = read_table(strings)
    english = ASCII.union(characters_of(f"{lessons}/en.html"), *(set(english) for english, _ in table.values()))
    chinese = characters_of(f"{lessons}/zh.html").union(*(set(chinese) for _, chinese in table.values())) - english
    folder = pathlib.Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for source, name in ((regular, "regular"), (bold, "bold")):
        write_font(source, english, folder / f"{name}.otf")
        write_font(source, chinese, folder / f"{name}.zh.otf")
    page_text = fill_in(pathlib.Path(page).read_text(encoding="utf-8"), table)
    (folder / "index.html").write_text(page_text, encoding="utf-8")
    write_module(folder / "boot_strings.js", "bootStrings", "kBoot", table)
    write_module(folder / "link_strings.js", "linkStrings", "kLinkPanel", table)


if __name__ == "__main__":
    main()
