import {
  type CalcomSettings,
  type DomainContext,
  forBusiness,
  listAgentCalendars,
  listBusinessIds,
  type SystemContext,
} from '@afterhourfix/domain';
import { CalcomClient, ensureCalcomWebhook, findSetupFaults } from '@afterhourfix/integrations/calcom';
import type { CalendarAccess } from '@afterhourfix/integrations/external-calendars';
import type { BusinessId } from '@afterhourfix/vocabulary';

export interface CalcomConnection {
  businessId: BusinessId;
  account: string;
  webhook: 'created' | 'changed' | 'unchanged' | 'failed';
  /** Why news would not come, or bookings be refused; empty when all is well. */
  faults: string[];
}

/**
 * Has Cal.com post the news of every account that an agent names, and says what of its event types would refuse
 * bookings. May be run again at any time. `apiUrl` is where our API is reached from outside.
 */
export async function connectCalcom(
  system: SystemContext,
  { apiUrl, calcom }: { apiUrl: string; calcom: CalendarAccess['calcom'] },
): Promise<CalcomConnection[]> {
  const connections: CalcomConnection[] = [];
  for (const businessId of await listBusinessIds(system)) {
    const ctx = await forBusiness(system, businessId, { kind: 'operator' });
    for (const [account, settings] of await listAccounts(ctx)) {
      const url = `${apiUrl.replace(/\/+$/, '')}/calendars/calcom/${businessId}`;
      const connected = await connectAccount(ctx, { account, settings, calcom, url }).catch(
        (error: unknown) => ({ webhook: 'failed' as const, faults: [toReason(error)] }),
      );
      connections.push({ businessId, account, ...connected });
    }
  }
  return connections;
}

async function listAccounts(ctx: DomainContext): Promise<Map<string, CalcomSettings[]>> {
  const calendars = await listAgentCalendars(ctx);
  const ofCalcom = calendars.filter((calendar) => calendar.kind === 'calcom');
  return Map.groupBy(ofCalcom, ({ account }) => account);
}

async function connectAccount(
  ctx: DomainContext,
  connection: {
    account: string;
    settings: readonly CalcomSettings[];
    calcom: CalendarAccess['calcom'];
    url: string;
  },
): Promise<Pick<CalcomConnection, 'webhook' | 'faults'>> {
  const { account, settings, calcom, url } = connection;
  const access = calcom.accounts[account];
  if (!access) return { webhook: 'failed', faults: [`CALCOM_ACCOUNTS has no account ${account}`] };
  const { apiKey, webhookSecret } = access;
  if (!webhookSecret) return { webhook: 'failed', faults: [`The account ${account} has no webhookSecret`] };
  const client = new CalcomClient({ apiUrl: calcom.apiUrl, apiKey: apiKey.reveal(), clock: ctx.clock });
  const webhook = await ensureCalcomWebhook(client, { url, secret: webhookSecret.reveal() });
  const faults = [];
  for (const one of settings) faults.push(...(await findSetupFaults(client, one)));
  return { webhook, faults };
}

const toReason = (error: unknown) => (error instanceof Error ? error.message : String(error));
