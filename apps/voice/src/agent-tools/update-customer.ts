import {
  toDigitWords,
  toSpeakableAddress,
  toSpeakableEmail,
  toSpeakableName,
  toSpelledEmail,
  toSpelledName,
  updateCustomer,
} from '@afterhourfix/domain';
import { z } from 'zod';
import { defineTool } from './agent-tool.ts';
import { ZipCode } from './inputs.ts';

export const updateCustomerTool = defineTool({
  name: 'update_customer',
  description:
    'Keeps a name, e-mail or address of the caller, under the number they call from. Read back `readBack` once, in its words; use `spelled` or `digitCheck` when the caller says that it is wrong or you are not sure. Refused with `not-verified`: ask lookup_customer first.',
  isWrite: true,
  input: z.object({
    name: z.string().min(1).max(120).optional(),
    email: z.string().min(3).max(254).optional(),
    addressLine: z.string().min(3).max(200).optional().describe('Street address, with unit if any'),
    city: z.string().max(80).optional(),
    zip: ZipCode.optional().describe('Goes with addressLine'),
    language: z.enum(['en', 'es']).default('en').describe('In which it is read back'),
  }),
  async run({ name, email, addressLine, city, zip, language }, { domain, callId }) {
    if ((addressLine === undefined) !== (zip === undefined))
      return { result: { refusal: 'address-incomplete' }, effect: null };
    const address = addressLine !== undefined && zip !== undefined ? { addressLine, city, zip } : undefined;
    const updated = await updateCustomer(domain, { callId, name, email, address });
    if (!updated.ok) return { result: { refusal: updated.refusal }, effect: null };
    const readBack = {
      ...(name && { name: { speakable: toSpeakableName(name), spelled: toSpelledName(name, language) } }),
      ...(email && {
        email: { speakable: toSpeakableEmail(email, language), spelled: toSpelledEmail(email, language) },
      }),
      ...(address && {
        address: toSpeakableAddress(address.addressLine, language),
        zip: toDigitWords(address.zip, language),
      }),
    };
    return { result: { updated: true, readBack }, effect: null };
  },
});
