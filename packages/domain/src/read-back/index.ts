export {
  type FieldCommand,
  type FieldEvent,
  type FieldSource,
  type FieldState,
  isReadyToBook,
  stepField,
  UNKNOWN_FIELD,
} from './rules/field-state.ts';
export { type AddressReadBack, toSpeakableAddress } from './rules/speakable-address.ts';
export { toDigitWords } from './rules/speakable-digits.ts';
export { toSpeakableEmail, toSpelledEmail } from './rules/speakable-email.ts';
export { toSpeakableName, toSpelledName } from './rules/speakable-name.ts';
export { toSpanishWindow, toSpeakableTime } from './rules/speakable-time.ts';
