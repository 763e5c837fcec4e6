const WIDEST_CELL = 58;
const GAP = '  ';

export type TableRow = Readonly<Record<string, unknown>>;

/** Rows as aligned columns under their names, long cells cut; one line says so when there are none. */
export function toTextTable(title: string, rows: readonly TableRow[]): string {
  const [first] = rows;
  if (!first) return `${title}: none`;
  const names = Object.keys(first);
  const cells = rows.map((row) => names.map((name) => toCell(row[name])));
  const widths = names.map((name, column) =>
    Math.max(name.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const lines = [names, ...cells].map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(GAP)}`.trimEnd(),
  );
  return [title, ...lines].join('\n');
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '–';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > WIDEST_CELL ? `${line.slice(0, WIDEST_CELL - 1)}…` : line;
}
