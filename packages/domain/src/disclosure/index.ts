export type { Notice } from './rules/notices.ts';
export { findMissingNotices, tellGreetingLanguage, toOpeningLine } from './rules/notices.ts';
export {
  type DisclosureLanguage,
  readRecordingAnswer,
  readRecordingPermission,
  readRecordingRefusal,
} from './rules/read-recording-wish.ts';
export { type RecordingLaw, recordingLawOf } from './rules/recording-law.ts';
export { assertNotices, toGreeting } from './to-greeting.ts';
