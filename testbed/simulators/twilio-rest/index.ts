export type { StoredMessage } from './messages.ts';
export type { OwnedNumber, PhoneNumberRow } from './phone-numbers.ts';
export type { RestFault } from './rest-faults.ts';
export { startTwilioRestSimulator, type TwilioRestSimulator } from './twilio-rest-simulator.ts';
