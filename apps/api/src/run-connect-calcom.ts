import { parseArgs } from 'node:util';
import { openConfiguredDatabase } from '@afterhourfix/database';
import { createLogger, systemClock } from '@afterhourfix/foundation';
import { readApiConfig } from './config.ts';
import { connectCalcom } from './connect-calcom.ts';

const USAGE = 'Usage: npm run connect-calcom -- --url https://<where Cal.com reaches the API>';

const { values } = parseArgs({ options: { url: { type: 'string' } } });
if (!values.url || !URL.canParse(values.url)) {
  console.error(USAGE);
  process.exit(2);
}
const { database: settings, calcom, logLevel } = readApiConfig();
const log = createLogger({ name: 'connect-calcom', level: logLevel });
await using database = await openConfiguredDatabase(settings, { poolSize: 1, log });
const system = { db: database.system, clock: systemClock, log };
const connections = await connectCalcom(system, { apiUrl: values.url, calcom });
for (const { businessId, account, webhook, faults } of connections) {
  console.log(`${businessId} ${account}: webhook ${webhook}`);
  for (const fault of faults) console.log(`  ${fault}`);
}
if (connections.length === 0) console.log('No agent names Cal.com as its calendar.');
if (connections.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
