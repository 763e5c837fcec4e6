import { readFileSync } from 'node:fs';
import type { GeoPoint } from '../rules/geo-point.ts';

/** What is known of a ZIP of the United States without asking anybody. */
export interface ZipPlace extends GeoPoint {
  zip: string;
  /** Within which an address of the ZIP most likely lies. */
  radiusKm: number;
  /** False for post boxes and single buildings: nobody lives in the ZIP itself. */
  hasArea: boolean;
  /** IANA. */
  timeZone: string;
  /** Two letters. */
  state: string;
  city: string;
}

interface ZipTable {
  /** By the ZIP as a number; 0 is none, else the row and one. */
  rowOf: Uint16Array;
  places: readonly ZipPlace[];
}

const ZIP = /^\d{5}$/;
const HEADER_LINES = 2;

let table: ZipTable | null = null;

/** Reads the table of 42,000 ZIPs (some 50 ms) unless that was done: a server does it before its first call. */
export function loadZipTable(): ZipTable {
  table ??= readTable(readFileSync(new URL('./zip-codes.tsv', import.meta.url), 'utf8'));
  return table;
}

/** Null for a ZIP that does not exist, or not yet when the table was made. */
export function findZip(zip: string): ZipPlace | null {
  if (!ZIP.test(zip)) return null;
  const { rowOf, places } = loadZipTable();
  return places[(rowOf[Number(zip)] ?? 0) - 1] ?? null;
}

/** The middle of a ZIP, or null when nobody knows it. */
export function pointOfZip(zip: string): GeoPoint | null {
  const place = findZip(zip);
  return place && { latitude: place.latitude, longitude: place.longitude };
}

/** The IANA zone of the clocks in a ZIP, or null when nobody knows it. */
export function timeZoneOfZip(zip: string): string | null {
  return findZip(zip)?.timeZone ?? null;
}

/** The two letters of the state that a ZIP lies in, or null when nobody knows it. */
export function stateOfZip(zip: string): string | null {
  return findZip(zip)?.state ?? null;
}

function readTable(text: string): ZipTable {
  const lines = text.trimEnd().split('\n');
  const zones = lines[HEADER_LINES - 1]?.split('\t') ?? [];
  const rowOf = new Uint16Array(100_000);
  const places = lines.slice(HEADER_LINES).map((line, index) => {
    const place = readPlace(line, zones);
    rowOf[Number(place.zip)] = index + 1;
    return place;
  });
  return { rowOf, places };
}

function readPlace(line: string, zones: readonly string[]): ZipPlace {
  const [zip, latitude, longitude, radiusKm, kind, zone, state, city] = line.split('\t');
  const timeZone = zones[Number(zone)];
  if (!zip || !timeZone || !state || !city) throw new Error(`Not a row of the table of ZIPs: ${line}`);
  return {
    zip,
    latitude: Number(latitude),
    longitude: Number(longitude),
    radiusKm: Number(radiusKm),
    hasArea: kind === 'area',
    timeZone,
    state,
    city,
  };
}
