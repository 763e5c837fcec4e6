/** What `/route/v1` answers; see project-osrm.org/docs/v5.24.0/api (read 2026-11-23). */
export type OsrmAnswer =
  | { kind: 'route'; durationSeconds: number; distanceMeters: number }
  /** There is no road, or none near one of the points. */
  | { kind: 'no-route' }
  | { kind: 'fault'; code: string; message: string };

const NO_ROUTE_CODES = ['NoRoute', 'NoSegment'];

/** Null when it is no answer of such a server. */
export function readRoute(body: unknown): OsrmAnswer | null {
  const code = fieldOf(body, 'code');
  if (typeof code !== 'string') return null;
  if (NO_ROUTE_CODES.includes(code)) return { kind: 'no-route' };
  const message = fieldOf(body, 'message');
  if (code !== 'Ok') return { kind: 'fault', code, message: typeof message === 'string' ? message : '' };
  const routes = fieldOf(body, 'routes');
  const [route] = Array.isArray(routes) ? routes : [];
  const durationSeconds = readAmount(fieldOf(route, 'duration'));
  const distanceMeters = readAmount(fieldOf(route, 'distance'));
  if (durationSeconds === null || distanceMeters === null) return null;
  return { kind: 'route', durationSeconds, distanceMeters };
}

function readAmount(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : null;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
