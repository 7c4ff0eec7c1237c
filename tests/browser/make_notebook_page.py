"""Makes the page of a notebook, as nbconvert does, whose two cells show what they end with.

Usage: make_notebook_page.py LINK LINES. Without nbconvert and IPython it says so, and ends with 3.
"""
import sys

try:
    import nbformat
    from IPython.display import HTML, IFrame
    from nbconvert import HTMLExporter
except ImportError as missing:
    print(missing, file=sys.stderr)
    sys.exit(3)


def cell(source, shown):
    """Returns a cell that has been run: its output is what a notebook keeps of it."""
    output = nbformat.v4.new_output("execute_result", {"text/html": shown._repr_html_()}, execution_count=1)
    return nbformat.v4.new_code_cell(source, execution_count=1, outputs=[output])


def main(link, lines):
    notebook = nbformat.v4.new_notebook(cells=[
        nbformat.v4.new_markdown_cell("# A lesson"),
        cell("IFrame(...)", IFrame(link, "100%", 500)),
        cell("HTML(...)", HTML(lines)),
    ])
    page, _ = HTMLExporter().from_notebook_node(notebook)
    sys.stdout.buffer.write(page.encode())


main(*sys.argv[1:])
