import { technicians } from '@afterhourfix/database/schema';
import type { TechnicianId } from '@afterhourfix/vocabulary';
import { eq } from 'drizzle-orm';
import type { DomainContext } from '../context.ts';

export interface ListedTechnician {
  id: TechnicianId;
  slug: string;
  name: string;
  phone: string | null;
  skills: string[];
  homeZip: string;
  onCall: 'primary' | 'secondary' | 'none';
  isActive: boolean;
}

/** All of the business, those who were removed too. */
export function listTechnicians(ctx: DomainContext): Promise<ListedTechnician[]> {
  const { id, slug, name, phone, skills, homeZip, onCall, isActive } = technicians;
  return ctx.db.transaction((tx) =>
    tx
      .select({ id, slug, name, phone, skills, homeZip, onCall, isActive })
      .from(technicians)
      .where(eq(technicians.businessId, ctx.business.id))
      .orderBy(slug),
  );
}
