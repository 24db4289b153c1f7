"""Every tolerance of the PDF reader (容差), with its unit and reason.

Points are 1/72 inch on the shown page; shares are of the size of the character at hand (字号), of
a page's side, or of 1.
"""

from __future__ import annotations

# --- what is seen ------------------------------------------------------------------------------
NO_OPACITY = 0.04  # share of ink: as good as none, as two colors that differ by it are one
OPAQUE = 0.95  # share of ink: what lies below cannot be made out
WHITE = 0.97  # lightness from which ink is none on white paper
BLACKENS = 0.3  # lightness below which a marker pen leaves nothing of black text
OUTLINE = 0.1  # share of the size: a white outline as wide makes other characters
MUCH_LARGER = 2.5  # times: characters so much larger stand over a cell's text, not in it
WATERMARK_LIGHT = 0.55  # lightness from which text is gray enough for a watermark
SAME_COLOR = 0.04  # share of each of red, green and blue: the eye tells no less apart
HAIRLINE = 0.2  # points: a white line no wider hides nothing of a character
BORDER = 1.5  # points: a border of a cell is no wider
INK_HIGH, INK_WIDE = 0.72, 0.9  # shares of the size, of the width: where a character's ink is
PARTLY, WHOLLY = 0.15, 0.85  # shares of that ink under white: another character, or none
TINY = 1.0  # points: text of a smaller size, high or wide, is not seen
CUT = 0.3  # share of a character's width: what is clipped of it leaves another, or none
MASKED_OVER = 0.9  # share of a picture's pixels over a character that cover it
MIDDLE = 0.35  # share of the size above the baseline where a character has its middle
SAME_PLACE = 0.35  # share of the smaller of two characters' widths: their middles are one place
SAME_LINE_PLACE = 0.2  # share of the size: their baselines are one as well
DOUBLE_STRIKE = 0.15  # share of the size, or points for small type: printed twice to look bold

# --- rules -------------------------------------------------------------------------------------
THIN = 3.0  # points: a filled area no wider is a line
STRAIGHT = 0.5  # points: a line that leans by no more is level
PAGE_GROUND = 0.9  # share of the page: a filled area as large is its ground, no frame
TOUCH = 3.0  # points: lines that come as near are joined
SHORTEST = 3.0  # points: a shorter line is a dot
STICKS_OUT = 4.0  # points: lines cross and reach out by so much
DOUBLE_RULE = 5.0  # points: two lines as near, with nothing between, are one drawn double

# --- lines and words ---------------------------------------------------------------------------
SAME_LINE = 0.45  # share of the size: baselines that differ by less are one line
PRINTED_SPACE = 0.08  # share of the size: a printed space as wide is one
GAP_LATIN = 0.2  # share of the size: a gap as wide parts Latin words
GAP_CHINESE = 0.6  # share of the size: one as wide parts Chinese ones, quarter ems do not
WHOLE_WIDTH = 0.9  # share of the size: as wide as a Chinese character, which no space is
GAP_FIGURES = 0.3  # share of the size: thin spaces part the thousands of one figure
SKEW = 0.05  # share: text that leans by less is level

ASCENT, DESCENT = 0.95, 0.3  # shares of the size: how far characters reach up and down

# --- struck out --------------------------------------------------------------------------------
STRIKE_LOW, STRIKE_HIGH = 0.15, 0.5  # shares of the size above the baseline: through the middle
STRIKE_ENDS = 0.2  # share of the size: a line that ends so near a character ends with it
BAR = 0.8  # share of the size: a filled bar no higher strikes out what it covers

# --- pictures and drawings ---------------------------------------------------------------------
SMALLEST_MARK = 2.5  # points: a smaller drawing is a dot or a line's end
SMALLEST_DOT = 0.7  # points: a smaller one is not seen
AT_FIGURE = 0.4  # share of the size: what is drawn so near a figure may be a part of it
IN_CELL = 1.5  # points: a drawing may reach out of its cell by so much
SCAN_SHARE = 0.5  # share of the page that a picture without text must cover to be a scan
LARGE_PICTURE = 0.03  # share of the page that a picture must cover to be more than a seal
STRAY_CHARACTERS = 30  # characters: a scan may bear a stamp or a page number of text
OUTLINED = 200  # drawn curves on a page without text: its letters are drawn

# --- text printed over text --------------------------------------------------------------------
COPY_DOWN = 0.3  # share of the size: a copy that makes bold, or a shadow, is no lower
COPY_OF_ONE, COPY_OF_SEVERAL = 0.45, 0.8  # shares of the width: one character, more, printed again
HUGE = 2.0  # times the page's usual size: as large as watermarks are
WATERMARK_GAP = 1.0  # share of the size: the characters of a watermark stand as near
OVERLAP = 0.45  # share of the width: another character so near a middle is printed over

# --- raised signs of notes ---------------------------------------------------------------------
RAISED_SMALLER = 0.87  # share of the size before it: a superscript is no larger
RAISED_LOWEST, RAISED_HIGHEST = 0.2, 0.75  # shares of the size before it: how far it is raised
RAISED_OVERLAP = 0.2  # share of the size: it may begin before the character before it ends
SIDE_BY_SIDE = 0.3  # share of the size: characters as near stand side by side
ONE_SIZE = 0.85  # share: sizes that differ by less are one
BETWEEN_WORDS = 1.0  # share of the size: a gap as wide parts the words of two cells
CROSSES_MIDDLE = 0.5  # share of the size: a slanting stroke so near a word's middle crosses it out

# --- running text ------------------------------------------------------------------------------
INDENT = 0.5  # share of the size: a line begins a paragraph if it begins so far in
TABULAR_GAP = 1.5  # shares of the size: gaps as wide are those of a table, no text goes on there
LINE_PITCH = 2.4  # shares of the size: lines farther apart are of two paragraphs

# --- page numbers, headers and footers ---------------------------------------------------------
EDGE_LINES = 2  # lines at the upper and at the lower edge that may be such
MARGIN = 0.14  # share of the page's height in which they stand
EVERY_PAGE = 6.0  # points: what stands so near the same place on pages is repeated
HEADER_OF_TWO = 0.07  # share of the height: two pages alike prove little but so near the edge
BODY_GAP = 1.9  # shares of the size: they stand as far from the text
PAPER_EDGE, EDGE_GAP = 0.04, 1.2  # the same where browsers print title and address of a page

# --- tables without rules ----------------------------------------------------------------------
COLUMNS, LINES = 3, 3  # words side by side and lines below one another that make a table
COLUMN_GAP = 0.8  # share of the size: white space as wide parts columns
LONGEST_GAP = 4.0  # shares of the size: lines farther apart are of two tables
SAME_HEIGHT = 0.35  # share of the size: lines as high are centered on one another
CLEARLY_MORE = 1.15  # times: a gap between rows is as much larger than one within a row
CLEARLY_NEARER = 0.2  # share of the size: a line is as much nearer to its row than to the next
BAND_LOW, BAND_HIGH = 0.6, 1.8  # shares of a shaded row's height: a white row between is as high
