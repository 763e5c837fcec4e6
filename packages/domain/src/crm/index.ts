export { type CrmAdapterName, type CrmConnection, connectCrm, type OpenAdapter } from './connect-crm.ts';
export { deliverNews } from './deliver-news.ts';
export type {
  BookingNews,
  CallNews,
  Changed,
  ConsentNews,
  CrmEntity,
  CrmEvent,
  CustomerNews,
  ExternalCustomer,
  FieldServiceAdapter,
  FieldServiceCapability,
  News,
} from './field-service-adapter.ts';
export { queueNews } from './queue-news.ts';
