import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const PROJECT_ROOT = join(import.meta.dirname, '..');

const NOT_OURS = new Set(['node_modules', '.git', '.data', 'dist', 'coverage']);

export interface ProjectFile {
  /** Relative to the root, with forward slashes. */
  path: string;
  readText(): string;
}

/** All files of the project below `root` that are neither installed, built nor data, sorted by path. */
export function listProjectFiles(root: string = PROJECT_ROOT): ProjectFile[] {
  return listPaths(root)
    .map((path) => ({ path: relative(root, path), readText: () => readFileSync(path, 'utf8') }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function listPaths(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_OURS.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return listPaths(path);
    return entry.isFile() ? [path] : [];
  });
}

export const isCode = (path: string) => /\.(ts|tsx|mts|mjs|cjs|js)$/.test(path);
export const isTest = (path: string) => /\.test\.tsx?$/.test(path);
export const isMarkdown = (path: string) => path.endsWith('.md');
