import { parseSync } from '@swc/core';

export interface FunctionSize {
  /** As written, or `function` when it has no name of its own. */
  name: string;
  /** Line of the file on which it begins, from 1. */
  line: number;
  /** Lines that are not blank, its signature and braces among them. */
  lines: number;
  parameters: number;
}

interface Span {
  start: number;
  end: number;
}

type SyntaxNode = Record<string, unknown> & { type: string; span?: Span };

const FUNCTION_TYPES = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'PrivateMethod',
  'MethodProperty',
  'Constructor',
]);

/** Measures every function of a TypeScript or JavaScript file, nested ones too. */
export function measureFunctions(path: string, text: string): FunctionSize[] {
  // swc counts in UTF-8 bytes from the first statement of the first file that the process ever parsed. The
  // semicolon is a statement at the very start, so that the module's span tells where this file begins.
  const source = Buffer.from(`;${text}`);
  const tree = parseSync(source.toString(), {
    syntax: 'typescript',
    tsx: path.endsWith('x'),
    decorators: true,
  });
  const sizes: FunctionSize[] = [];
  walk(tree, undefined, (node, name) => {
    const span = node.span;
    if (!span) return;
    const body = source.subarray(span.start - tree.span.start, span.end - tree.span.start).toString();
    const before = source.subarray(0, span.start - tree.span.start).toString();
    sizes.push({
      name: name ?? 'function',
      line: before.split('\n').length,
      lines: body.split('\n').filter((line) => line.trim() !== '').length,
      parameters: listParameters(node).length,
    });
  });
  return sizes;
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** TypeScript's `this` parameter is a type, not something to pass. */
function listParameters(node: SyntaxNode): unknown[] {
  const ofMethod = isNode(node.function) || typeof node.function === 'object' ? node.function : undefined;
  const holder = (ofMethod ?? node) as { params?: unknown[] };
  return (holder.params ?? []).filter((parameter) => nameOf(parameter) !== 'this');
}

function nameOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('value' in value && typeof value.value === 'string') return value.value;
  if ('pat' in value) return nameOf(value.pat);
  if ('id' in value) return nameOf(value.id);
  return undefined;
}

/** Visits functions with the nearest name: their own, or that of the variable, property or key they stand in. */
function walk(
  value: unknown,
  name: string | undefined,
  visit: (node: SyntaxNode, name?: string) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, name, visit);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  let innerName = name;
  if (isNode(value)) {
    const ownName = nameOf(value.identifier) ?? nameOf(value.key) ?? nameOf(value.id);
    if (FUNCTION_TYPES.has(value.type)) {
      visit(value, ownName ?? name);
      innerName = undefined;
    } else if (ownName !== undefined) innerName = ownName;
    else if (value.type === 'CallExpression') innerName = undefined;
  }
  for (const child of Object.values(value)) walk(child, innerName, visit);
}
