import { z } from 'zod';

/** A UUIDv7 made by PostgreSQL; the brand keeps one feature's id out of another's parameter. */
const brandedUuid = <Name extends string>(name: Name) => z.guid().brand(name);

export const BusinessId = brandedUuid('BusinessId');
export type BusinessId = z.infer<typeof BusinessId>;

export const AgentId = brandedUuid('AgentId');
export type AgentId = z.infer<typeof AgentId>;

export const AgentVersionId = brandedUuid('AgentVersionId');
export type AgentVersionId = z.infer<typeof AgentVersionId>;

export const PhoneNumberId = brandedUuid('PhoneNumberId');
export type PhoneNumberId = z.infer<typeof PhoneNumberId>;

export const CallId = brandedUuid('CallId');
export type CallId = z.infer<typeof CallId>;

export const CustomerId = brandedUuid('CustomerId');
export type CustomerId = z.infer<typeof CustomerId>;

export const TechnicianId = brandedUuid('TechnicianId');
export type TechnicianId = z.infer<typeof TechnicianId>;

export const BookingId = brandedUuid('BookingId');
export type BookingId = z.infer<typeof BookingId>;

export const HoldId = brandedUuid('HoldId');
export type HoldId = z.infer<typeof HoldId>;

export const QuoteId = brandedUuid('QuoteId');
export type QuoteId = z.infer<typeof QuoteId>;

export const MessageId = brandedUuid('MessageId');
export type MessageId = z.infer<typeof MessageId>;

export const ArticleId = brandedUuid('ArticleId');
export type ArticleId = z.infer<typeof ArticleId>;

export const PrivacyRequestId = brandedUuid('PrivacyRequestId');
export type PrivacyRequestId = z.infer<typeof PrivacyRequestId>;

export const IncidentId = brandedUuid('IncidentId');
export type IncidentId = z.infer<typeof IncidentId>;

export const WorkOrderId = brandedUuid('WorkOrderId');
export type WorkOrderId = z.infer<typeof WorkOrderId>;

export const TextMessageId = brandedUuid('TextMessageId');
export type TextMessageId = z.infer<typeof TextMessageId>;

export const InvoiceId = brandedUuid('InvoiceId');
export type InvoiceId = z.infer<typeof InvoiceId>;
