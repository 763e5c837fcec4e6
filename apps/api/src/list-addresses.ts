import { type DomainContext, listDepartments, listTechnicians } from '@afterhourfix/domain';
import type { Secret } from '@afterhourfix/foundation';
import { toRotaFeedPath, toRotaKey } from './routes/rota-calendar.ts';
import { toTextHealthPath } from './routes/text-health.ts';
import { toFeedPath } from './routes/visit-feed.ts';

/** What is told to whoever subscribes: each address opens what it names, so it is told like a key. */
export interface SignedAddresses {
  business: string;
  /** Whether texts arrive, for monitoring. */
  texts: string;
  /** Visits by technician, as feeds. */
  visits: { technician: string; url: string }[];
  /** Rotas by department: a feed to subscribe to, where a calendar is put, and the bearer key for that. */
  rotas: { department: string; url: string; putUrl: string; key: string }[];
}

/** `apiUrl` is where our API is reached from outside. */
export async function listAddresses(
  ctx: DomainContext,
  { apiUrl, secret }: { apiUrl: string; secret: Secret },
): Promise<SignedAddresses> {
  const base = apiUrl.replace(/\/+$/, '');
  const businessId = ctx.business.id;
  const technicians = (await listTechnicians(ctx)).filter(({ isActive }) => isActive);
  const departments = await listDepartments(ctx);
  return {
    business: ctx.business.slug,
    texts: base + toTextHealthPath(businessId, secret),
    visits: technicians.map(({ id: technicianId, slug }) => ({
      technician: slug,
      url: base + toFeedPath({ businessId, technicianId }, secret),
    })),
    rotas: departments.map(({ id: departmentId, name }) => ({
      department: name,
      url: base + toRotaFeedPath({ businessId, departmentId }, secret),
      putUrl: `${base}/calendars/rotas/${businessId}/${departmentId}`,
      key: toRotaKey({ businessId, departmentId }, secret),
    })),
  };
}
