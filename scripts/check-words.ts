import { basename } from 'node:path';
import { type Finding, failure, reportFindings } from './findings.ts';
import { isCode, isMarkdown, isTest, listProjectFiles } from './project-files.ts';

const EMPTY_NAMES =
  'util|utils|utility|utilities|helper|helpers|common|shared|misc|manager|handler|handlers|processor|service|services|base|core|impl';
const EMPTY_FILE_NAME = new RegExp(`^(.*-)?(${EMPTY_NAMES})$`);
const EMPTY_DECLARED_NAME = new RegExp(
  `^export (?:declare )?(?:abstract )?(?:async )?(?:class|function|interface|type|const|let) (\\w*?(?:${capitalized(EMPTY_NAMES)})|${EMPTY_NAMES})\\b`,
);

function capitalized(alternatives: string): string {
  return alternatives.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

interface WordLaw {
  pattern: RegExp;
  text: string;
  appliesTo(path: string): boolean;
}

const isText = (path: string) =>
  isCode(path) ||
  isMarkdown(path) ||
  /\.(json|jsonc|ya?ml|sql|sh|html|css|example)$|Dockerfile|^\.ci\//.test(path);
const isShippedCode = (path: string) => isCode(path) && !isTest(path) && /^(apps|packages)\//.test(path);
const readsEnvironment = (path: string) => /\/config(\.|\/)|^packages\/database\//.test(path);

const LAWS: WordLaw[] = [
  { pattern: /\b(TODO|FIXME|XXX)\b/, text: 'unfinished work is an issue, not a comment', appliesTo: isText },
  {
    pattern: /(?<![\w.-])\/(work|root|home\/\w+|Users\/\w+)\//,
    text: 'a path of one machine',
    appliesTo: isText,
  },
  {
    pattern: /registry\.npmjs|https?:\/\/[^\s"'`)]*(registry|artifactory|verdaccio|nexus)/i,
    text: 'the address of a package registry',
    appliesTo: isText,
  },
  { pattern: /\bas unknown as\b/, text: 'a cast through unknown proves nothing', appliesTo: isCode },
  {
    pattern: /(?<!await\s)(?<![\w.])import\(['"]/,
    text: 'a type inside import() hides from the import law: write `import type`',
    appliesTo: (path) => /\.tsx?$/.test(path),
  },
  { pattern: /\bvi\.(do)?mock\(/, text: 'no module mocks', appliesTo: isCode },
  {
    pattern: /\b(test|it|describe|suite|bench)(\.\w+)*\.(only|skip|todo)\b/,
    text: 'a test that does not run',
    appliesTo: isCode,
  },
  {
    pattern: /\bprocess\.env\b/,
    text: 'only config.ts reads the environment',
    appliesTo: (path) => isShippedCode(path) && !readsEnvironment(path),
  },
  {
    pattern: /\b(Date\.now\(|new Date\(\)|performance\.now\(|\w+\.now\()/,
    text: 'a rule is told the time',
    appliesTo: (path) => isCode(path) && !isTest(path) && path.includes('/rules/'),
  },
];

/** Folder and file names that say nothing of what they hold. `service-area` passes: the last word counts. */
export function findEmptyNames(path: string): Finding[] {
  const folders = path.split('/').slice(0, -1);
  const stems = basename(path).split('.').slice(0, -1);
  return [...folders, ...stems]
    .filter((name) => EMPTY_FILE_NAME.test(name))
    .map((name) => failure(path, `"${name}" says nothing of what it holds`));
}

/** Words and names that the house forbids, line by line. */
export function findForbiddenWords(path: string, text: string): Finding[] {
  const laws = LAWS.filter((law) => law.appliesTo(path));
  return text.split('\n').flatMap((line, index) => {
    const broken = laws
      .filter((law) => law.pattern.test(line))
      .map((law) => failure(path, law.text, index + 1));
    const emptyName = isCode(path) ? EMPTY_DECLARED_NAME.exec(line)?.[1] : undefined;
    if (emptyName === undefined) return broken;
    return [...broken, failure(path, `"${emptyName}" says nothing of what it does`, index + 1)];
  });
}

/** The lock file names no registry either: integrity hashes are enough to know a package by. */
export function findRegistryAddresses(path: string, text: string): Finding[] {
  return /"resolved": "https?:/.test(text) ? [failure(path, 'names the registry it was made with')] : [];
}

/** These two have to write down what they look for. */
const SPEAKS_OF_WORDS = new Set(['scripts/check-words.ts', 'scripts/checks.test.ts']);

function main() {
  const findings = listProjectFiles().flatMap((file) => {
    if (file.path === 'package-lock.json') return findRegistryAddresses(file.path, file.readText());
    const isRead = isText(file.path) && !SPEAKS_OF_WORDS.has(file.path);
    return [...findEmptyNames(file.path), ...(isRead ? findForbiddenWords(file.path, file.readText()) : [])];
  });
  reportFindings(findings, 'words');
}

if (import.meta.main) main();
