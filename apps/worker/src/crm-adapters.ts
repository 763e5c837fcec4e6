import type { OpenAdapter } from '@afterhourfix/domain';
import { assertNever, type Clock } from '@afterhourfix/foundation';
import { createHubSpot } from '@afterhourfix/integrations/hubspot';
import { createSignedWebhook } from '@afterhourfix/integrations/signed-webhook';
import type { WorkerConfig } from './config.ts';

/** The adapter of each kind of system that a business may connect. */
export function createCrmAdapters(settings: WorkerConfig['crm'], clock: Clock): OpenAdapter {
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
