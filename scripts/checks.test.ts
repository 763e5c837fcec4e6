import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findDeadReferences, listAnchors } from './check-doc-links.ts';
import { completePackages, listMissingPackages } from './check-lock.ts';
import { findOversize } from './check-sizes.ts';
import { findEmptyNames, findForbiddenWords, findRegistryAddresses } from './check-words.ts';
import { measureFunctions } from './function-sizes.ts';

const lines = (count: number) => 'x();\n'.repeat(count);

describe('sizes', () => {
  test.each([
    ['apps/voice/src/a.ts', 250, []],
    ['apps/voice/src/a.ts', 251, ['warning']],
    ['apps/voice/src/a.ts', 401, ['failure']],
    ['apps/voice/src/a.test.ts', 500, []],
    ['apps/voice/src/a.test.ts', 800, ['warning']],
    ['apps/voice/src/a.test.ts', 801, ['failure']],
    ['apps/voice/src/main.ts', 41, ['failure']],
    ['apps/voice/src/call-session/call-session.ts', 251, ['failure']],
  ])('%s of %i lines gives %j', (path, count, severities) => {
    expect(findOversize(path, lines(count)).map((finding) => finding.severity)).toEqual(severities);
  });

  test.each([
    [50, []],
    [51, ['warning']],
    [80, ['warning']],
    [81, ['failure']],
  ])('a function of %i lines gives %j', (count, severities) => {
    const text = `export function act() {\n${lines(count - 2)}}\n`;
    expect(findOversize('a.ts', text).map((finding) => finding.severity)).toEqual(severities);
  });

  test.each([
    ['const act = (a, b) => a', []],
    ['const act = (a, b, c) => a', ['warning']],
    ['class A { act(a, b, c, d, e) {} }', ['failure']],
    ['class A { constructor(a, b, c, d, e) {} }', ['failure']],
    ['class A { #act(a, b, c, d, e) {} }', ['failure']],
    ['const a = { act(a, b, c, d, e) {} }', ['failure']],
    ['function act(this: Window, a: string, b: string) {}', []],
  ])('%s gives %j', (text, severities) => {
    expect(findOversize('a.ts', text).map((finding) => finding.severity)).toEqual(severities);
  });

  test('functions are told by name, line and lines that are not blank, whatever stands before them', () => {
    const text = '// naïve “comment” 🙂\n\nconst act = () => {\n\n  const inner = function () {};\n};\n';
    measureFunctions('other.ts', 'function before() {}');
    expect(measureFunctions('a.ts', text)).toEqual([
      { name: 'act', line: 3, lines: 3, parameters: 0 },
      { name: 'inner', line: 5, lines: 1, parameters: 0 },
    ]);
  });
});

describe('words', () => {
  const textsOf = (path: string, text: string) =>
    findForbiddenWords(path, text).map((finding) => finding.text);

  test.each([
    ['packages/domain/src/utils/day.ts', 1],
    ['packages/domain/src/call-manager.ts', 1],
    ['packages/domain/src/call-helpers.test.ts', 1],
    ['packages/shared/core.ts', 2],
    ['packages/domain/src/service-area/index.ts', 0],
    ['packages/audio/src/base64.ts', 0],
    ['packages/database/src/client.ts', 0],
  ])('the name %s has %i words that say nothing', (path, count) => {
    expect(findEmptyNames(path)).toHaveLength(count);
  });

  test.each([
    ['a.ts', '// TODO later'],
    ['a.md', 'FIXME'],
    ['a.md', 'see /work/notes.txt and /work/main/a.ts'],
    ['.ci/run', 'cd /root/project'],
    ['a.json', '"https://registry.example.com/x"'],
    ['a.ts', 'x as unknown as Y'],
    ['a.ts', "let x: import('./y.ts').Y;"],
    ['a.test.ts', "vi.mock('./y.ts')"],
    ['a.test.ts', "test.only('x', run)"],
    ['a.test.ts', "describe.skip('x', run)"],
    ['a.test.ts', "test.concurrent.skip('x', run)"],
    ['apps/voice/src/voice-server.ts', 'process.env.PORT'],
    ['packages/domain/src/booking/rules/calendar.ts', 'const now = new Date();'],
    ['packages/domain/src/booking/rules/calendar.ts', 'const now = DateTime.now();'],
    ['a.ts', 'export class CallManager {'],
    ['a.ts', 'export function frameHandler() {'],
    ['a.ts', 'export const utils = {'],
  ])('%s may not say: %s', (path, text) => {
    expect(textsOf(path, `\n${text}\n`)).toHaveLength(1);
  });

  test.each([
    ['a.ts', "const { x } = await import('./y.ts');"],
    ['a.ts', 'export const database = 1; export const core2 = 1;'],
    ['a.md', 'the folder `network/` and packages/work/src'],
    ['a.test.ts', "test.skipIf(isOffline)('x', run)"],
    ['apps/voice/src/config.ts', 'process.env.PORT'],
    ['apps/voice/src/a.test.ts', 'process.env.PORT'],
    ['packages/domain/src/booking/rules/calendar.ts', 'new Date(startsAt)'],
  ])('%s may say: %s', (path, text) => {
    expect(textsOf(path, text)).toEqual([]);
  });

  test('a lock file that names its registry is found', () => {
    expect(findRegistryAddresses('package-lock.json', '"resolved": "https://x/zod.tgz"')).toHaveLength(1);
    expect(findRegistryAddresses('package-lock.json', '"resolved": "packages/audio"')).toEqual([]);
  });
});

describe('document references', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'doc-links-'));
    mkdirSync(join(root, 'docs/decisions'), { recursive: true });
    writeFileSync(join(root, 'docs/calls.md'), '# Calls\n\n## Ring, then row\n\n## Ring, then row\n');
    writeFileSync(join(root, 'docs/decisions/0001-no-build.md'), '# No build\n');
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function textsOf(text: string): string[] {
    writeFileSync(join(root, 'docs/here.md'), text);
    return findDeadReferences(root, 'docs/here.md', text).map((finding) => finding.text);
  }

  test.each([
    '[calls](calls.md)',
    '[calls](./calls.md#ring-then-row-1)',
    '[here](#top)\n\n# Top',
    '[root](/docs/calls.md)',
    '[away](https://example.com/nothing) and <mailto:a@example.com>',
    'see `docs/calls.md`, `docs/calls.md:3`, `docs/decisions/` and `apps/<name>/src`',
    '```\n[dead](dead.md) `docs/dead.md`\n```',
    'code `[dead](dead.md)` quotes',
    '[calls]: calls.md "the calls"',
  ])('%s leads somewhere', (text) => {
    expect(textsOf(text)).toEqual([]);
  });

  test.each([
    ['[dead](dead.md)', 'link to dead.md: no such file'],
    ['![picture](pictures/dead.png)', 'link to pictures/dead.png: no such file'],
    ['[calls](calls.md#no-ring)', 'link to calls.md#no-ring: no such heading'],
    ['[out](../../elsewhere.md)', 'link to ../../elsewhere.md: no such file'],
    ['[dead]: dead.md', 'link to dead.md: no such file'],
    ['see `docs/dead.md:7`', '`docs/dead.md` does not exist'],
    ['see `apps/voice/`', '`apps/voice/` does not exist'],
  ])('%s leads nowhere', (text, problem) => {
    expect(textsOf(text)).toEqual([problem]);
  });

  test('headings get the anchors that GitHub gives them', () => {
    const text = '# A `code` & [link](x.md)!\n## Ünder_score\n## Twice\n## Twice\n<a id="own"></a>\n';
    expect([...listAnchors(text)]).toEqual(['a-code--link', 'ünder_score', 'twice', 'twice-1', 'own']);
  });
});

describe('lock file', () => {
  const asking = {
    version: '2.0.0',
    dev: true,
    optionalDependencies: { '@x/cli-darwin-arm64': '2.0.0', '@x/cli-linux-x64': '2.0.0' },
  };
  const linux = { version: '2.0.0', os: ['linux'], cpu: ['x64'], optional: true };

  test('an optional package that the registry did not have is found and completed by its name', () => {
    const packages = { 'node_modules/@x/cli': asking, 'node_modules/@x/cli-linux-x64': linux };
    expect(listMissingPackages(packages).map(({ name }) => name)).toEqual(['@x/cli-darwin-arm64']);
    const completed = completePackages(packages);
    expect(listMissingPackages(completed)).toEqual([]);
    expect(Object.entries(completed)[1]).toEqual([
      'node_modules/@x/cli-darwin-arm64',
      { version: '2.0.0', os: ['darwin'], cpu: ['arm64'], optional: true, dev: true },
    ]);
  });

  test('a package locked beside the asking one or in a folder above is not missing', () => {
    const packages = {
      'node_modules/a/node_modules/@x/cli': asking,
      'node_modules/a/node_modules/@x/cli-linux-x64': linux,
      'node_modules/@x/cli-darwin-arm64': linux,
    };
    expect(listMissingPackages(packages)).toEqual([]);
  });

  test('a range or a name without a platform is told and not guessed at', () => {
    const optionalDependencies = { '@x/cli-darwin-x64': '^2.0.0', '@x/extra': '2.0.0' };
    const packages = { 'node_modules/@x/cli': { version: '2.0.0', optionalDependencies } };
    expect(listMissingPackages(completePackages(packages))).toHaveLength(2);
  });
});
