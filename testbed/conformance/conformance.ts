import { checkConformance, type EventCount } from './check-conformance.ts';
import { findRealtimeSchema } from './vendor-schema.ts';

const MAX_SHOWN_FAULTS = 20;

function toRow({ direction, type, seen, invalid, isExpected }: EventCount): string {
  const verdict = invalid > 0 ? `${invalid} INVALID` : seen === 0 ? 'NOT SEEN' : 'fits';
  return `${direction.padEnd(7)} ${type.padEnd(56)} ${String(seen).padStart(6)}  ${verdict}${isExpected ? '' : ' (not expected)'}`;
}

const schemaPath = findRealtimeSchema();
if (schemaPath === null) {
  console.log('Skipped: SPECS_DIR (default ../shared/specs) holds no openai-realtime.schema.json.');
} else {
  const { counts, faults, missing } = await checkConformance(schemaPath);
  for (const count of counts) console.log(toRow(count));
  for (const fault of faults.slice(0, MAX_SHOWN_FAULTS)) console.log(`\n${fault}`);
  const seen = counts.reduce((sum, count) => sum + count.seen, 0);
  const types = counts.filter((count) => count.seen > 0).length;
  console.log(
    `\n${seen} events of ${types} types, ${faults.length} invalid, ${missing.length} types not seen`,
  );
  process.exitCode = faults.length > 0 || missing.length > 0 ? 1 : 0;
}
