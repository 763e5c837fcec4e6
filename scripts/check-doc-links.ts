import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { type Finding, failure, reportFindings } from './findings.ts';
import { isMarkdown, listProjectFiles, PROJECT_ROOT } from './project-files.ts';

const LINK = /!?\[(?:[^\][]|\[[^\]]*\])*\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g;
const REFERENCE = /^\s{0,3}\[[^\]]+\]:\s*<?(\S+?)>?(?:\s+"[^"]*")?\s*$/;
const CODE_SPAN = /`([^`]+)`/g;
const PROJECT_PATH = /^\.?(apps|packages|testbed|docs|scripts|deploy)\/[\w./@-]*$/;
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i;

interface DocumentLine {
  text: string;
  line: number;
}

/** The lines outside fenced code, which quotes and does not link. */
function listProse(text: string): DocumentLine[] {
  let fence: string | null = null;
  return text.split('\n').flatMap((line, index) => {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1];
    if (mark && fence === null) fence = mark;
    else if (mark && fence !== null && line.trim().startsWith(fence)) fence = null;
    else if (fence === null) return [{ text: line, line: index + 1 }];
    return [];
  });
}

/** The anchors that GitHub gives to the headings of a document, and those set by hand. */
export function listAnchors(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const { text: line } of listProse(text)) {
    for (const match of line.matchAll(/<a\s+(?:id|name)="([^"]+)"/g)) anchors.add(match[1] ?? '');
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1];
    if (heading !== undefined) anchors.add(firstFree(anchors, toSlug(heading)));
  }
  return anchors;
}

function firstFree(taken: ReadonlySet<string>, slug: string): string {
  if (!taken.has(slug)) return slug;
  let number = 1;
  while (taken.has(`${slug}-${number}`)) number += 1;
  return `${slug}-${number}`;
}

function toSlug(heading: string): string {
  const withoutLinks = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[`*]/g, '');
  return withoutLinks
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

function findBrokenLink(root: string, from: string, link: string): string | null {
  if (HAS_SCHEME.test(link) || link.startsWith('//')) return null;
  const [rawPath = '', anchor] = link.split('#');
  const path = decodeURIComponent(rawPath.split('?')[0] ?? '');
  const target = path === '' ? from : normalize(join(path.startsWith('/') ? '' : dirname(from), path));
  const absolute = join(root, target);
  if (target.startsWith('..') || !existsSync(absolute)) return `link to ${link}: no such file`;
  if (anchor === undefined || !isMarkdown(target) || statSync(absolute).isDirectory()) return null;
  return listAnchors(readFileSync(absolute, 'utf8')).has(anchor) ? null : `link to ${link}: no such heading`;
}

/** A code span that names a place in the project, without `:12` of a line; null for any other. */
function readProjectPath(span: string): string | null {
  const path = span.replace(/:\d+(-\d+)?$/, '').replace(/#.*$/, '');
  return PROJECT_PATH.test(path) && !path.includes('...') ? path : null;
}

/** Links, anchors and named paths of one document that lead nowhere. `path` is relative to `root`. */
export function findDeadReferences(root: string, path: string, text: string): Finding[] {
  return listProse(text).flatMap(({ text: line, line: number }) => {
    const outsideSpans = line.replace(CODE_SPAN, (span) => '`'.padEnd(span.length, '`'));
    const links = [...outsideSpans.matchAll(LINK)].map((match) => match[1] ?? '');
    const reference = REFERENCE.exec(line)?.[1];
    const dead = [...links, ...(reference === undefined ? [] : [reference])]
      .map((link) => findBrokenLink(root, path, link))
      .filter((problem) => problem !== null);
    const missing = [...line.matchAll(CODE_SPAN)]
      .map((match) => readProjectPath(match[1] ?? ''))
      .filter((named) => named !== null && !existsSync(join(root, named)))
      .map((named) => `\`${named}\` does not exist`);
    return [...dead, ...missing].map((problem) => failure(path, problem, number));
  });
}

if (import.meta.main) {
  const documents = listProjectFiles().filter(({ path }) => isMarkdown(path));
  reportFindings(
    documents.flatMap((file) => findDeadReferences(PROJECT_ROOT, file.path, file.readText())),
    `references of ${documents.length} documents`,
  );
}
