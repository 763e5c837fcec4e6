import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  cruiseProject,
  listBlindWorkspaces,
  listRelativeCrossings,
  listUnreadFiles,
  readImportLaw,
} from './check-imports.ts';

type Row = readonly [rule: string, from: string, statement: string];

const NPM_PACKAGES = ['zod', 'fastify', 'ws', 'pg', 'drizzle-orm', 'twilio', 'luxon'];

const LAWFUL_FILES: Record<string, string> = {
  'packages/vocabulary/src/index.ts': "import 'zod'; export type Word = string;",
  'packages/foundation/src/index.ts': "import '@afterhourfix/vocabulary';",
  'packages/audio/src/index.ts': "import '@afterhourfix/vocabulary';",
  // A cycle is told once, at the first of its files: packages/audio/src/day.ts, below.
  'packages/audio/src/night.ts': "import type { Day } from './day.ts';",
  'packages/database/src/index.ts': "import 'drizzle-orm'; import '@afterhourfix/foundation'; import 'pg';",
  'packages/database/src/schema/index.ts': "import 'drizzle-orm';",
  'packages/database/src/testing/index.ts': "import '../index.ts';",
  'packages/domain/src/index.ts': "export * from './booking/index.ts'; export * from './calls/index.ts';",
  'packages/domain/src/customers/index.ts': "import '@afterhourfix/database';",
  'packages/domain/src/customers/find-customer.ts': 'export const x = 1;',
  'packages/domain/src/booking/index.ts': "import './rules/calendar.ts'; import '../customers/index.ts';",
  'packages/domain/src/booking/rules/calendar.ts': "import '@afterhourfix/vocabulary'; import 'luxon';",
  'packages/domain/src/booking/port.ts': 'export interface Calendar {}',
  'packages/domain/src/testing/demo-world.ts': "import '../customers/find-customer.ts';",
  'packages/domain/src/booking/book-slot.test.ts': "import '../testing/demo-world.ts';",
  'packages/domain/src/calls/index.ts': "import '../booking/index.ts';",
  'packages/domain/src/demo/index.ts': "import '../calls/index.ts';",
  'packages/integrations/src/index.ts': "import './twilio/index.ts';",
  'packages/integrations/src/twilio/index.ts':
    "import 'twilio'; import type { Calendar } from '@afterhourfix/domain'; import '@afterhourfix/foundation';",
  'packages/vapi-migration/src/index.ts':
    "import '@afterhourfix/integrations'; import '@afterhourfix/domain';",
  'apps/voice/src/main.ts':
    "import '@afterhourfix/database'; import '@afterhourfix/domain'; import '@afterhourfix/audio'; import 'fastify';",
  'apps/api/src/contract/index.ts': "import 'zod'; import '@afterhourfix/vocabulary';",
  'apps/api/src/server.ts': "import './contract/index.ts';",
  'apps/dashboard/src/app.ts': "import '@afterhourfix/api/contract';",
  'apps/dashboard/src/app.test.ts': "import './app.ts';",
  'testbed/world/start.ts': "import '@afterhourfix/integrations'; import '../simulators/carrier/index.ts';",
  'testbed/simulators/carrier/index.ts': "import 'ws'; import '@afterhourfix/vocabulary';",
  'testbed/simulators/carrier/wire.test.ts': "import '@afterhourfix/integrations'; import './index.ts';",
  'testbed/simulators/calcom/index.ts': "import 'ws';",
  'scripts/check.ts': "import 'node:fs';",
};

const BREACHES: readonly Row[] = [
  ['no-cycles', 'packages/audio/src/day.ts', "import './night.ts';"],
  ['no-unresolved-imports', 'apps/voice/src/lost.ts', "import './nowhere.ts';"],
  ['nothing-imports-testbed', 'apps/voice/src/play.ts', "import '../../../testbed/world/start.ts';"],
  ['nothing-imports-scripts', 'packages/audio/src/script.ts', "import '../../../scripts/check.ts';"],
  ['nothing-shipped-imports-tests', 'apps/voice/src/tested.ts', "import '@afterhourfix/database/testing';"],
  ['nothing-shipped-imports-tests', 'apps/dashboard/src/tested.ts', "import './app.test.ts';"],
  ['vendor-libraries-only-in-integrations', 'apps/voice/src/vendor.ts', "import 'twilio';"],
  ['vocabulary-knows-only-zod', 'packages/vocabulary/src/node.ts', "import 'node:fs';"],
  ['vocabulary-knows-only-zod', 'packages/vocabulary/src/ours.ts', "import '@afterhourfix/foundation';"],
  ['vocabulary-knows-only-zod', 'packages/vocabulary/src/library.ts', "import 'luxon';"],
  ['foundation-knows-only-vocabulary', 'packages/foundation/src/up.ts', "import '@afterhourfix/database';"],
  ['audio-stands-alone', 'packages/audio/src/up.ts', "import '@afterhourfix/foundation';"],
  ['foundation-and-audio-know-no-vendors', 'packages/foundation/src/vendor.ts', "import 'twilio';"],
  ['foundation-and-audio-know-no-vendors', 'packages/audio/src/server.ts', "import 'ws';"],
  ['database-knows-no-features', 'packages/database/src/up.ts', "import '@afterhourfix/domain';"],
  [
    'database-knows-no-features',
    'packages/database/src/up-types.ts',
    "import type { C } from '@afterhourfix/domain';",
  ],
  [
    'domain-knows-database-foundation-vocabulary',
    'packages/domain/src/up.ts',
    "import '@afterhourfix/integrations';",
  ],
  [
    'domain-knows-database-foundation-vocabulary',
    'packages/domain/src/app.ts',
    "import '@afterhourfix/voice';",
  ],
  ['domain-knows-no-http', 'packages/domain/src/http.ts', "import 'node:http';"],
  ['domain-knows-no-http', 'packages/domain/src/socket.ts', "import 'ws';"],
  [
    'feature-only-by-its-index',
    'packages/domain/src/booking/window.ts',
    "import '../customers/find-customer.ts';",
  ],
  ['feature-has-its-place', 'packages/domain/src/gossip/index.ts', "import '../customers/index.ts';"],
  ['rules-are-pure', 'packages/domain/src/booking/rules/rows.ts', "import '@afterhourfix/database';"],
  ['rules-are-pure', 'packages/domain/src/booking/rules/machine.ts', "import 'node:crypto';"],
  [
    'rules-are-pure',
    'packages/domain/src/booking/rules/parent.ts',
    "import type { Calendar } from '../port.ts';",
  ],
  ['rules-are-pure', 'packages/domain/src/customers/rules/library.ts', "import 'zod';"],
  [
    'integrations-know-vocabulary-and-foundation',
    'packages/integrations/src/twilio/app.ts',
    "import '@afterhourfix/voice';",
  ],
  [
    'integrations-know-vocabulary-and-foundation',
    'packages/integrations/src/twilio/rows.ts',
    "import '@afterhourfix/database';",
  ],
  [
    'integrations-know-vocabulary-and-foundation',
    'packages/integrations/src/twilio/audio.ts',
    "import '@afterhourfix/audio';",
  ],
  [
    'integrations-know-only-types-of-domain',
    'packages/integrations/src/twilio/verb.ts',
    "import { x } from '@afterhourfix/domain';",
  ],
  [
    'integrations-know-only-types-of-domain',
    'packages/integrations/src/twilio/again.ts',
    "export * from '@afterhourfix/domain';",
  ],
  [
    'integrations-know-only-types-of-domain',
    'packages/integrations/src/twilio/late.ts',
    "await import('@afterhourfix/domain');",
  ],
  [
    'integrations-know-only-types-of-domain',
    'packages/integrations/src/twilio/disposed.ts',
    "export const run = async () => { await using verb = (await import('@afterhourfix/domain')).x; return verb; };",
  ],
  ['integrations-know-no-database', 'packages/integrations/src/twilio/driver.ts', "import 'pg';"],
  [
    'vendor-knows-no-other-vendor',
    'packages/integrations/src/calcom/other.ts',
    "import '../twilio/index.ts';",
  ],
  [
    'vapi-migration-is-deletable',
    'packages/integrations/src/vapi/lean.ts',
    "import '@afterhourfix/vapi-migration';",
  ],
  [
    'vapi-migration-knows-no-database',
    'packages/vapi-migration/src/rows.ts',
    "import '@afterhourfix/database';",
  ],
  ['apps-never-another-app', 'apps/worker/src/other.ts', "import '@afterhourfix/voice';"],
  ['contract-is-for-the-dashboard', 'apps/voice/src/contract.ts', "import '@afterhourfix/api/contract';"],
  ['contract-is-browser-safe', 'apps/api/src/contract/node.ts', "import 'node:path';"],
  ['contract-is-browser-safe', 'apps/api/src/contract/rows.ts', "import '@afterhourfix/domain';"],
  ['apps-call-verbs-not-tables', 'apps/voice/src/table.ts', "import '@afterhourfix/database/schema';"],
  ['apps-call-verbs-not-tables', 'apps/voice/src/sql.ts', "import 'drizzle-orm';"],
  ['dashboard-knows-only-the-contract', 'apps/dashboard/src/verb.ts', "import '@afterhourfix/domain';"],
  [
    'simulators-do-not-know-our-clients',
    'testbed/simulators/carrier/parser.ts',
    "import '@afterhourfix/integrations';",
  ],
  [
    'simulators-do-not-know-our-clients',
    'testbed/simulators/carrier/codec.ts',
    "import '@afterhourfix/audio';",
  ],
  ['simulators-do-not-know-each-other', 'testbed/simulators/calcom/call.ts', "import '../carrier/index.ts';"],
  [
    'twilio-rest-knows-the-carrier-only',
    'testbed/simulators/twilio-rest/call.ts',
    "import '../calcom/call.ts';",
  ],
  // One for each feature that has something to its right.
  ...listFeatureRules().map((rule): Row => {
    const feature = rule.replace('-calls-only-to-its-left', '');
    return [rule, `packages/domain/src/${feature}/ask-right.ts`, "import '../demo/index.ts';"];
  }),
];

function listFeatureRules(): string[] {
  const names = readImportLaw().forbidden.map((rule) => rule.name ?? '');
  return names.filter((name) => name.endsWith('-calls-only-to-its-left'));
}

let root: string;
let result: ICruiseResult;

function write(path: string, text: string) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** A workspace whose entry, testing door, schema door and contract are what the real ones might open. */
function writeWorkspace(folder: string, entry: string) {
  const name = `@afterhourfix/${folder.split('/')[1]}`;
  const doors = {
    testing: './src/testing/index.ts',
    schema: './src/schema/index.ts',
    contract: './src/contract/index.ts',
  };
  const exports = {
    '.': entry,
    ...Object.fromEntries(Object.entries(doors).map(([door, path]) => [`./${door}`, path])),
  };
  write(`${folder}/package.json`, JSON.stringify({ name, type: 'module', exports }));
  mkdirSync(join(root, 'node_modules/@afterhourfix'), { recursive: true });
  symlinkSync(join(root, folder), join(root, 'node_modules', name));
}

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'import-law-')));
  write('package.json', JSON.stringify({ name: 'fixture', type: 'module' }));
  for (const name of NPM_PACKAGES) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  const packages = [
    'vocabulary',
    'foundation',
    'audio',
    'database',
    'domain',
    'integrations',
    'vapi-migration',
  ];
  for (const name of packages) writeWorkspace(`packages/${name}`, './src/index.ts');
  for (const name of ['voice', 'worker', 'api', 'dashboard']) writeWorkspace(`apps/${name}`, './src/main.ts');
  for (const [path, text] of Object.entries(LAWFUL_FILES)) write(path, text);
  for (const [, path, statement] of BREACHES) write(path, `${statement}\nexport const here = 1;\n`);
  result = await cruiseProject(root);
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

const listRulesBrokenBy = (path: string) =>
  result.summary.violations
    .filter((violation) => violation.from === path)
    .map((violation) => violation.rule.name);

test('every rule of the law has a breach to prove it on', () => {
  const proven = new Set(BREACHES.map(([rule]) => rule));
  const written = readImportLaw().forbidden.map((rule) => rule.name);
  expect([...proven].toSorted()).toEqual(written.toSorted());
});

test.each(BREACHES)('%s catches %s', (rule, from) => {
  expect(listRulesBrokenBy(from)).toContain(rule);
});

test.each(Object.keys(LAWFUL_FILES))('the law leaves %s in peace', (path) => {
  expect(result.modules.map((module) => module.source)).toContain(path);
  expect(listRulesBrokenBy(path)).toEqual([]);
});

describe('what the rules cannot say', () => {
  test('a relative path into another workspace is found', () => {
    const paths = listRelativeCrossings(result).map((finding) => finding.path);
    expect(paths.toSorted()).toEqual(['apps/voice/src/play.ts', 'packages/audio/src/script.ts']);
  });

  test('a file that the parser did not read is found', () => {
    const paths = listUnreadFiles(result, ['apps/voice/src/main.ts', 'apps/voice/src/unread.ts']);
    expect(paths.map((finding) => finding.path)).toEqual(['apps/voice/src/unread.ts']);
  });

  test('a workspace in which the parser saw no import is found', () => {
    const blind = { ...result, modules: result.modules.map((module) => ({ ...module, dependencies: [] })) };
    expect(listBlindWorkspaces(result, ['apps/voice', 'packages/domain'])).toEqual([]);
    expect(listBlindWorkspaces(blind, ['apps/voice']).map((finding) => finding.path)).toEqual(['apps/voice']);
  });
});
