export { advanceDueLadders, advanceLadder } from './advance-ladder.ts';
export {
  type DispatchPolicy,
  DispatchPolicyChange,
  getDispatchPolicy,
  getProgressSeconds,
  setDispatchPolicy,
} from './dispatch-policy.ts';
export { type DispatchTechnicianResult, dispatchTechnician } from './dispatch-technician.ts';
export type { DispatchTechnicianInput } from './dispatch-technician-input.ts';
export { type DispatchEnding, findDispatchEnding } from './find-dispatch-ending.ts';
export { type DispatchArrival, type DispatchStatus, getDispatchStatus } from './get-dispatch-status.ts';
export { hearTechnicianText } from './hear-technician-text.ts';
export { heedTechnicianAnswer } from './heed-technician-answer.ts';
export { listStoppedTechnicians, type StoppedTechnician } from './list-stopped-technicians.ts';
export { type PageReport, recordPageStatus } from './page-reception.ts';
export { putOffForEmergency } from './put-off-for-emergency.ts';
export { queueNewsOfCall } from './queue-caller-news.ts';
export { readDispatchFigures, type TechnicianWakes } from './read-dispatch-figures.ts';
export { type RecordTechnicianReplyResult, recordTechnicianReply } from './record-technician-reply.ts';
export {
  type MissedEmergencyReport,
  type ReportMissedEmergencyResult,
  reportMissedEmergency,
} from './report-missed-emergency.ts';
export type { CallerRole } from './rules/approval.ts';
export { RESIDENCE_PROOFS, type ResidenceProof } from './rules/residence-proof.ts';
export { findStandingNews, type Standing, type StandingNews } from './rules/standing-news.ts';
export { readKeyedMinutes } from './rules/technician-call-answer.ts';
export { type PagePorts, sendDispatchPage } from './send-dispatch-page.ts';
export { shareOutSurge } from './share-out-surge.ts';
export {
  type OnTechnicianAnswer,
  recordTechnicianAnswer,
  type TechnicianAnswer,
} from './technician-call-answers.ts';
export {
  getTechnicianCall,
  noteTechnicianCallSid,
  openTechnicianCall,
} from './technician-call-rows.ts';
export type { TechnicianCallRequest, TechnicianCalls } from './technician-calls.ts';
export { tellDispatchCallers, watchLateDispatches } from './tell-callers.ts';
export { warnOfWakes } from './warn-of-wakes.ts';
export { watchSurge } from './watch-surge.ts';
export { watchTexts } from './watch-texts.ts';
