import {
  eraseCustomer,
  exportCustomer,
  InvoiceRecord,
  listPrivacyRequests,
  mergeCustomers,
  OfficeRecord,
  recordInvoice,
  saveOfficeRecord,
  undoMerge,
} from '@afterhourfix/domain';
import { CustomerId, PrivacyRequestId } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { defineCommand, NOTHING } from '../command.ts';

export const CUSTOMER_COMMANDS = {
  'save-customer': defineCommand({
    summary: 'name and membership of whoever has a number; tells their id',
    input: OfficeRecord,
    run: ({ ctx, input }) => saveOfficeRecord(ctx, input),
  }),
  'record-invoice': defineCommand({
    summary: 'what a customer owes, so that they can be texted where it is paid',
    input: InvoiceRecord,
    run: ({ ctx, input }) => recordInvoice(ctx, input),
  }),
  'merge-customers': defineCommand({
    summary: 'two numbers are one person',
    input: z.strictObject({ keptId: CustomerId, mergedId: CustomerId }),
    run: ({ ctx, input }) => mergeCustomers(ctx, input),
  }),
  'undo-merge': defineCommand({
    summary: 'they are two after all',
    input: z.strictObject({ mergeId: z.guid() }),
    async run({ ctx, input }) {
      await undoMerge(ctx, input);
      return { ok: true };
    },
  }),
  'list-privacy-requests': defineCommand({
    summary: 'wishes about one’s own data that are still to be fulfilled, and by when',
    input: NOTHING,
    run: ({ ctx }) => listPrivacyRequests(ctx),
  }),
  'export-customer': defineCommand({
    summary: 'all that is kept of a person',
    input: z.strictObject({ customerId: CustomerId }),
    run: ({ ctx, input }) => exportCustomer(ctx, input),
  }),
  'erase-customer': defineCommand({
    summary: 'forgets a person for good, and closes the request that asked for it',
    input: z.strictObject({ customerId: CustomerId, requestId: PrivacyRequestId.optional() }),
    run: ({ ctx, input }) => eraseCustomer(ctx, input),
  }),
};
