import { z } from 'zod';

/** What HubSpot answers, as far as we read it (developers.hubspot.com/docs/api-reference, 2026-11). */
export const CreatedObject = z.object({ id: z.string() });

export const FoundObjects = z.object({
  results: z.array(
    z.object({ id: z.string(), properties: z.record(z.string(), z.string().nullable()).default({}) }),
  ),
});

export const Fault = z.object({
  message: z.string().default(''),
  category: z.string().optional(),
  errorType: z.string().optional(),
  policyName: z.string().optional(),
});

export type Properties = Readonly<Record<string, string>>;

/** Types that HubSpot itself defines (docs: associations, type ids). */
export const CALL_TO_CONTACT = 194;
export const MEETING_TO_CONTACT = 200;

export function toAssociation(contactRef: string, typeId: number): object {
  return {
    to: { id: contactRef },
    types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: typeId }],
  };
}
