export { findMembership } from './find-membership.ts';
export { type CustomerDetails, upsertCustomer } from './upsert-customer.ts';
