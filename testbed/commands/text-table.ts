const WIDEST_CELL = 48;
/** The last column takes what is left of so wide a line; it is long text, or JSON. */
const LINE_WIDTH = 150;
const NARROWEST_LAST = 40;
const GAP = '  ';

export type TableRow = Readonly<Record<string, unknown>>;

/** Rows as aligned columns under their names, long cells cut; one line says so when there are none. */
export function toTextTable(title: string, rows: readonly TableRow[]): string {
  const [first] = rows;
  if (!first) return `${title}: none`;
  const names = Object.keys(first);
  const cells = [names, ...rows.map((row) => names.map((name) => toCell(row[name])))];
  const longest = names.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const widths = longest.map((length) => Math.min(WIDEST_CELL, length));
  const lastWidth = LINE_WIDTH - widths.slice(0, -1).reduce((sum, one) => sum + one + GAP.length, 0);
  if (lastWidth < Math.min(NARROWEST_LAST, longest.at(-1) ?? 0))
    return [title, ...toBlocks(cells)].join('\n');
  const lines = cells.map((row) =>
    row.map((cell, column) => fit(cell, column === row.length - 1 ? lastWidth : (widths[column] ?? 0))),
  );
  return [title, ...lines.map((line) => `  ${line.join(GAP)}`.trimEnd())].join('\n');
}

/** Too many columns for a line: each row as a list of its own. */
function toBlocks([names = [], ...rows]: readonly (readonly string[])[]): string[] {
  const width = Math.max(...names.map((name) => name.length));
  const blocks = rows.map((row) =>
    row.map((cell, column) => `  ${(names[column] ?? '').padEnd(width)}${GAP}${cell}`).join('\n'),
  );
  return [blocks.join('\n\n')];
}

const fit = (cell: string, width: number): string =>
  cell.length > width ? `${cell.slice(0, width - 1)}…` : cell.padEnd(width);

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '–';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.replaceAll(/\s+/g, ' ');
}
