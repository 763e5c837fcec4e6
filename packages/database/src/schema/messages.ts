import type { MessageId, PhoneNumber } from '@afterhourfix/vocabulary';
import { foreignKey, pgTable, text, unique } from 'drizzle-orm/pg-core';
import { calls } from './calls.ts';
import {
  businessIdColumn,
  callIdColumn,
  createdAtColumn,
  idColumn,
  instant,
  wordCheck,
  words,
} from './columns.ts';

const MESSAGE_SOURCES = ['keypad', 'voicemail', 'refusal', 'agent'] as const;

export const messages = pgTable(
  'messages',
  {
    id: idColumn<MessageId>(),
    businessId: businessIdColumn(),
    callId: callIdColumn().notNull(),
    source: words('source', MESSAGE_SOURCES).notNull(),
    callerName: text('caller_name'),
    callerPhone: text('caller_phone').$type<PhoneNumber>(),
    problem: text('problem'),
    recordingUrl: text('recording_url'),
    nameRecordingUrl: text('name_recording_url'),
    createdAt: createdAtColumn(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    completedAt: instant('completed_at'),
    pagedAt: instant('paged_at'),
  },
  (table) => [
    unique('messages_tenant_key').on(table.businessId, table.id),
    unique('messages_call_key').on(table.callId),
    foreignKey({
      name: 'messages_call_fk',
      columns: [table.businessId, table.callId],
      foreignColumns: [calls.businessId, calls.id],
    }),
    wordCheck('messages', 'source', MESSAGE_SOURCES),
  ],
);

/** Messages left on a number that no business owns: the only table of callers without a tenant. */
export const unroutedMessages = pgTable('unrouted_messages', {
  id: idColumn<MessageId>(),
  callSid: text('call_sid').notNull().unique(),
  fromRaw: text('from_raw').notNull(),
  toRaw: text('to_raw').notNull(),
  callerPhone: text('caller_phone').$type<PhoneNumber>(),
  nameRecordingUrl: text('name_recording_url'),
  recordingUrl: text('recording_url'),
  problem: text('problem'),
  createdAt: createdAtColumn(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});
