import { z } from 'zod';

export const ZipCode = z.string().min(3).max(12).describe('Five-digit ZIP code of the service address');

export const EarliestAt = z.iso
  .datetime({ offset: true })
  .optional()
  .describe('Not before this instant, ISO 8601 with offset; leave out for as soon as possible');
