import {
  forBusiness,
  listStoppedTechnicians,
  listTextFaults,
  type SystemContext,
} from '@afterhourfix/domain';
import type { Secret } from '@afterhourfix/foundation';
import { BusinessId } from '@afterhourfix/vocabulary';
import type { FastifyInstance } from 'fastify';
import { nullWhenNotFound } from '../http-errors.ts';
import { isSameSignature, signAddress } from '../signed-address.ts';

export interface TextHealthParts {
  system: SystemContext;
  secret: Secret | null;
}

/** Where an owner's monitoring sees whether texts arrive. Until there is sign-in the address is the key. */
export function toTextHealthPath(businessId: string, secret: Secret): string {
  return `/businesses/${businessId}/texts/${sign(businessId, secret)}`;
}

export async function textHealthRoutes(
  app: FastifyInstance,
  { system, secret }: TextHealthParts,
): Promise<void> {
  app.get<{ Params: { businessId: string; signature: string } }>(
    '/businesses/:businessId/texts/:signature',
    async (request, reply) => {
      const { businessId, signature } = request.params;
      const isSigned = secret !== null && isSameSignature(signature, sign(businessId, secret));
      const health = isSigned ? await readTextHealth(system, businessId) : null;
      if (!health) return reply.code(404).send({ error: 'unknown-address' });
      return reply.header('cache-control', 'no-store').send(health);
    },
  );
}

/** What hinders all texts of the business, and who takes none: names of technicians, no numbers and no callers. */
async function readTextHealth(system: SystemContext, given: string) {
  const businessId = BusinessId.safeParse(given);
  if (!businessId.success) return null;
  try {
    const ctx = await forBusiness(system, businessId.data, { kind: 'job', name: 'messages.health' });
    const faults = await listTextFaults(ctx);
    const stopped = await listStoppedTechnicians(ctx);
    return {
      status: faults.length === 0 ? 'arriving' : 'failing',
      faults,
      stoppedTechnicians: stopped.map(({ name, since }) => ({ name, since })),
    };
  } catch (error) {
    return nullWhenNotFound(error);
  }
}

/** The purpose is signed too: an address of a feed opens nothing here. */
const sign = (businessId: string, secret: Secret) => signAddress(`texts/${businessId}`, secret);
