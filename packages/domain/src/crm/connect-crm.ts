import { crmConnections } from '@afterhourfix/database/schema';
import type { Sealer, Secret } from '@afterhourfix/foundation';
import type { DomainContext } from '../context.ts';
import type { FieldServiceAdapter } from './field-service-adapter.ts';

export type CrmAdapterName = typeof crmConnections.$inferSelect.adapter;

export interface CrmConnection {
  id: string;
  adapter: CrmAdapterName;
  settings: Readonly<Record<string, unknown>>;
  secret: Secret;
}

/** Makes the adapter of a connection; throws `Invalid` for settings that it cannot read. */
export type OpenAdapter = (connection: CrmConnection) => FieldServiceAdapter;

/** From now on the system is told; `settings` are proved by opening the adapter and asking the vendor once. */
export async function connectCrm(
  ctx: DomainContext,
  input: {
    adapter: CrmAdapterName;
    settings: Readonly<Record<string, unknown>>;
    secret: Secret;
    sealer: Sealer;
    openAdapter: OpenAdapter;
  },
): Promise<{ connectionId: string }> {
  const { adapter, settings, secret, sealer, openAdapter } = input;
  await openAdapter({ id: 'new', adapter, settings, secret }).checkHealth();
  const businessId = ctx.business.id;
  const [row] = await ctx.db.transaction((tx) =>
    tx
      .insert(crmConnections)
      .values({ businessId, adapter, settings, sealedSecret: sealer.seal(secret, businessId) })
      .returning({ id: crmConnections.id }),
  );
  if (!row) throw new Error('An insert returned no row');
  return { connectionId: row.id };
}
