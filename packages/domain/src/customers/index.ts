export { canChangeVisit } from './can-change-visit.ts';
export {
  type ConsentRecord,
  type ContactChannel,
  type ContactConsent,
  type ContactPurpose,
  findContactConsent,
  heedTextReply,
  mayCallByVoice,
  recordContactConsent,
  setContactConsent,
} from './contact-consent.ts';
export type { CustomerAddress } from './customer-addresses.ts';
export type { CustomerHistory, CustomerVisit } from './customer-history.ts';
export { type EraseCustomerInput, type EraseCustomerResult, eraseCustomer } from './erase-customer.ts';
export { type CustomerExport, exportCustomer } from './export-customer.ts';
export { findMembership } from './find-membership.ts';
export {
  type CustomerView,
  findVerifiedCustomer,
  type LookupCustomerInput,
  type LookupCustomerResult,
  lookupCustomer,
} from './lookup-customer.ts';
export { type MergeCustomersResult, type MergeInput, mergeCustomers, undoMerge } from './merge-customers.ts';
export {
  InvoiceRecord,
  listPrivacyRequests,
  OfficeRecord,
  type RecordInvoiceResult,
  recordInvoice,
  saveOfficeRecord,
} from './office-records.ts';
export { listOpenInvoices, type OpenInvoice } from './open-invoices.ts';
export {
  createPrivacyRequest,
  type PrivacyRequest,
  type PrivacyRequestInput,
  type PrivacyRequestKind,
} from './privacy-requests.ts';
export { compareNames, type NameMatch } from './rules/compare-names.ts';
export { type ContactWish, readContactWish } from './rules/read-contact-wish.ts';
export { type UpdateCustomerInput, type UpdateCustomerResult, updateCustomer } from './update-customer.ts';
export { type CustomerDetails, upsertCustomer } from './upsert-customer.ts';
