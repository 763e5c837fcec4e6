import type { DomainContext } from '../context.ts';
import { findDrives } from './find-drives.ts';
import { loadArea } from './load-area.ts';
import { keepLocated, type LocatedStreet, locateStreet } from './locate-street.ts';
import {
  type AskedPlace,
  decideZone,
  haveSameTerms,
  type ZoneDecision,
  type ZoneQuestion,
} from './rules/decide-zone.ts';
import { readPostalCode } from './rules/read-postal-code.ts';
import type { ZoneRule } from './rules/zone-rule.ts';
import type { ServiceAreaQuestion, ServiceAreaResult, UnclearArea } from './service-area-answer.ts';
import { toServiceArea } from './to-service-area.ts';
import { findZip, type ZipPlace } from './zip-codes/zip-table.ts';
import { listPlacesOfCity } from './zip-codes/zips-of-city.ts';

/** Within which the holder of a post box lives, mostly. */
const POST_BOX_REACH_KM = 15;

/**
 * Whether the business goes to an address, at which extra fee, or who does. A street that was told once in a call
 * answers later questions about its ZIP too. Needs no network: where nobody can find a street, the middle of its ZIP
 * decides and the answer says so.
 */
export async function checkServiceArea(
  ctx: DomainContext,
  question: ServiceAreaQuestion,
): Promise<ServiceAreaResult> {
  const read = readPostalCode(question.zip);
  if (!read) return { zone: 'invalid-zip' };
  const zip = read.code;
  const { zones, known } = await ctx.db.transaction((tx) => loadArea(tx, { ctx, zip }));
  const search: Search = { ctx, question, zip, zones, known };
  if (read.country === 'CA' && !zones.some(listsCanada)) return { zone: 'not-a-us-zip' };
  const place = read.country === 'US' ? findZip(zip) : null;
  const isListed = zones.some(({ shape }) => shape.kind === 'zips' && shape.zips.includes(zip));
  const decision = await decideByRoad(search, toAskedPlace(zip, place));
  const isClear = decision.isCertain && (place !== null || isListed || read.country === 'CA');
  if (isClear) return toServiceArea(ctx, { question, zip, decision });
  const located = await locate(search, place);
  if (!located) return askMore(search, place);
  const { locatedZip: code, point, isApproximate } = located;
  const isCodeOfHouse = findZip(code)?.hasArea ?? true;
  const found = await decideByRoad(search, { code, isCodeOfHouse, point, uncertaintyKm: 0 });
  return toServiceArea(ctx, { question, zip, decision: found, isApproximate });
}

interface Search {
  ctx: DomainContext;
  question: ServiceAreaQuestion;
  zip: string;
  zones: readonly ZoneRule[];
  /** Where the street was found earlier in the call. */
  known: LocatedStreet | null;
}

const listsCanada = ({ shape }: ZoneRule) =>
  shape.kind === 'zips' && shape.zips.some((code) => !/^\d/.test(code));

function toAskedPlace(zip: string, place: ZipPlace | null): AskedPlace {
  if (!place) return { code: zip, isCodeOfHouse: true, point: null, uncertaintyKm: 0 };
  const uncertaintyKm = place.hasArea ? place.radiusKm : POST_BOX_REACH_KM;
  return { code: zip, isCodeOfHouse: place.hasArea, point: place, uncertaintyKm };
}

/** Zones in minutes by the router, as far as there is one and it answers in time. */
async function decideByRoad(search: Search, place: AskedPlace): Promise<ZoneDecision> {
  const drives = await findDrives(search.ctx, { zones: search.zones, point: place.point });
  return decide(search, place, (center) => drives.get(center) ?? null);
}

function decide(
  { zones, question }: Search,
  place: AskedPlace,
  findDriveMinutes?: ZoneQuestion['findDriveMinutes'],
): ZoneDecision {
  const trade = question.trade ?? null;
  return decideZone({ rules: zones, place, trade, findArea: findZip, findDriveMinutes });
}

/** By the street that was told now, by the city alone when all of it is served alike, or as it was found before. */
async function locate(search: Search, place: ZipPlace | null): Promise<LocatedStreet | null> {
  const { ctx, question, zip, known } = search;
  const { street, city } = question;
  const cityPlaces =
    city && !place?.hasArea ? listPlacesOfCity(city, place?.state ?? ctx.business.state) : [];
  const [first, ...others] = cityPlaces.length > 0 ? cityPlaces : place ? [place] : [];
  if (street && first)
    return locateStreet(ctx, { zip, street, city: city ?? null, around: [first, ...others] });
  if (!first || cityPlaces.length === 0 || !isServedAlike(search, cityPlaces)) return known;
  const located = { locatedZip: first.zip, point: first, isApproximate: false };
  await keepLocated(ctx, { zip, located });
  return located;
}

function isServedAlike(search: Search, places: readonly ZipPlace[]): boolean {
  const decisions = places.map((place) => decide(search, toAskedPlace(place.zip, place)));
  return haveSameTerms(decisions.map(({ rule }) => rule)) && decisions.every(({ isCertain }) => isCertain);
}

function askMore({ question, ctx, zip }: Search, place: ZipPlace | null): UnclearArea {
  if (place) return { zone: 'needs-street', zip, reason: place.hasArea ? 'border' : 'post-box' };
  const isCityKnown = question.city && listPlacesOfCity(question.city, ctx.business.state).length > 0;
  return isCityKnown ? { zone: 'needs-street', zip, reason: 'border' } : { zone: 'unknown-zip', zip };
}
