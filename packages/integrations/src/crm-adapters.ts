import type { OpenAdapter } from '@afterhourfix/domain';
import { assertNever, type Clock } from '@afterhourfix/foundation';
import { createHubSpot } from './hubspot/adapter.ts';
import { createSignedWebhook } from './signed-webhook/adapter.ts';

export interface CrmAdapterSettings {
  readonly hubSpotUrl: string;
  readonly isPrivateAllowed: boolean;
}

/** The adapter of each kind of system that a business may connect. */
export function createCrmAdapters(settings: CrmAdapterSettings, clock: Clock): OpenAdapter {
  const { hubSpotUrl, isPrivateAllowed } = settings;
  return ({ adapter, settings: own, secret }) => {
    switch (adapter) {
      case 'webhook':
        return createSignedWebhook({ settings: own, secret, clock, isPrivateAllowed });
      case 'hubspot':
        return createHubSpot({ token: secret, apiUrl: hubSpotUrl });
      default:
        return assertNever(adapter);
    }
  };
}
