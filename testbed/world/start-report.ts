import { DEMO_LINES } from '@afterhourfix/domain';
import type { LocalWorld } from './local-world.ts';
import type { VendorStanding } from './simulated-vendors.ts';

const FIRST_WORDS = 'my basement is flooding';

/** What a person wants to know who has just typed `npm start`. */
export function toStartReport(world: LocalWorld): string {
  return ['', ...toVendorLines(world), '', ...toAddressLines(world), '', ...toNextLines(world)].join('\n');
}

function toVendorLines({ standings, databaseHost, dataDir }: LocalWorld): string[] {
  const note = databaseHost ? `at ${databaseHost}` : `embedded, in ${dataDir}/postgres`;
  const database: VendorStanding = { name: 'PostgreSQL', isSimulated: false, note };
  const rows = [...standings, database].map((vendor) => [
    vendor.name,
    vendor.isSimulated ? 'SIMULATED' : 'real',
    vendor.note,
  ]);
  return ['What is real and what is not', ...toColumns(rows)];
}

function toAddressLines({ publicUrl, voicePort, apiPort }: LocalWorld): string[] {
  const local = `http://127.0.0.1:${voicePort}`;
  const rows = [
    ['voice', local, publicUrl === local ? 'GET /health/ready' : `the carrier reaches it at ${publicUrl}`],
    ['API', `http://127.0.0.1:${apiPort}`, 'GET /health/ready'],
    ['worker', 'in this process', ''],
  ];
  return ['Addresses', ...toColumns(rows)];
}

function toNextLines({ standings, publicUrl, ownLines }: LocalWorld): string[] {
  const isSimulated = standings.some((vendor) => vendor.name === 'telephone' && vendor.isSimulated);
  // The demo businesses' numbers are fictional: a real carrier rings none of them.
  const numbers = (isSimulated ? DEMO_LINES : (ownLines ?? [])).map(({ phoneNumber, name }) => [
    phoneNumber,
    name,
  ]);
  const lines = numbers.length > 0 ? ['Numbers', ...toColumns(numbers), ''] : [];
  const [ownLine] = ownLines ?? [];
  if (isSimulated) lines.push('Next, in another terminal', `  npm run call -- --say "${FIRST_WORDS}"`);
  else if (ownLine) lines.push(`Next: ring ${ownLine.phoneNumber}`);
  else if (ownLines === null)
    lines.push(
      'Next: Twilio could not be asked which of your numbers point here. Check TWILIO_ACCOUNT_SID,',
      '  TWILIO_AUTH_TOKEN and the way to Twilio, and start again.',
    );
  else
    lines.push(
      'Next: none of your Twilio numbers points here yet. Set at one of them, and start again',
      `  a call comes in   ${publicUrl}/twilio/voice`,
      `  status changes    ${publicUrl}/twilio/status`,
    );
  return [...lines, '', 'Ctrl-C stops everything.'];
}

function toColumns(rows: readonly (readonly string[])[]): string[] {
  const widthOf = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widthOf(column))).join('   ')}`.trimEnd(),
  );
}
