/** One line of a feed: `NAME;PARAMETER=x:value`, names in capitals. */
export interface ContentLine {
  name: string;
  parameters: Readonly<Record<string, string>>;
  value: string;
}

export interface Component {
  name: string;
  lines: ContentLine[];
  components: Component[];
}

const MAX_DEPTH = 8;

/** The calendar of a feed (RFC 5545), leniently: lines that make no sense are left out. Null when it is none. */
export function readCalendar(text: string): Component | null {
  const root: Component = { name: '', lines: [], components: [] };
  const open = [root];
  for (const line of unfold(text)) {
    const read = readLine(line);
    const within = open.at(-1) ?? root;
    if (!read) continue;
    if (read.name === 'BEGIN' && open.length < MAX_DEPTH) {
      const component = { name: read.value.toUpperCase(), lines: [], components: [] };
      within.components.push(component);
      open.push(component);
    } else if (read.name === 'END') {
      if (open.length > 1) open.pop();
    } else {
      within.lines.push(read);
    }
  }
  return root.components.find(({ name }) => name === 'VCALENDAR') ?? null;
}

export function findLine({ lines }: Component, name: string): ContentLine | null {
  return lines.find((line) => line.name === name) ?? null;
}

/** A line that begins with a space or a tab goes on from the one before. */
function unfold(text: string): string[] {
  return text.replace(/\r?\n[ \t]/g, '').split(/\r?\n/);
}

function readLine(line: string): ContentLine | null {
  const colon = findOutsideQuotes(line, ':');
  if (colon <= 0) return null;
  const [name = '', ...parts] = splitOutsideQuotes(line.slice(0, colon), ';');
  const parameters = parts.map((part) => {
    const equals = part.indexOf('=');
    return [part.slice(0, equals).toUpperCase(), part.slice(equals + 1).replaceAll('"', '')];
  });
  return {
    name: name.toUpperCase(),
    parameters: Object.fromEntries(parameters),
    value: line.slice(colon + 1).trim(),
  };
}

function findOutsideQuotes(text: string, mark: string): number {
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === mark && !isQuoted) return at;
  }
  return -1;
}

function splitOutsideQuotes(text: string, mark: string): string[] {
  const parts: string[] = [];
  let rest = text;
  for (let at = findOutsideQuotes(rest, mark); at >= 0; at = findOutsideQuotes(rest, mark)) {
    parts.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  return [...parts, rest];
}
