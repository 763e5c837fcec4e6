import type { EngineTool } from '../speech-engine/speech-engine.ts';
import type { AgentTool } from './agent-tool.ts';
import { bookSlotTool } from './book-slot.ts';
import { cancelBookingTool, rescheduleBookingTool } from './change-booking.ts';
import { checkServiceAreaTool } from './check-service-area.ts';
import { createPrivacyRequestTool } from './create-privacy-request.ts';
import { dispatchTechnicianTool } from './dispatch-technician.ts';
import { endCallTool } from './end-call.ts';
import { getDispatchStatusTool } from './get-dispatch-status.ts';
import { getKnowledgeTool } from './get-knowledge.ts';
import { getPricingTool } from './get-pricing.ts';
import { getSlotsTool } from './get-slots.ts';
import { holdSlotTool, releaseHoldTool } from './hold-slot.ts';
import { lookupCustomerTool } from './lookup-customer.ts';
import { requestCallbackTool } from './request-callback.ts';
import { sendPaymentLinkTool } from './send-payment-link.ts';
import { sendSmsTool } from './send-sms.ts';
import { setContactConsentTool } from './set-contact-consent.ts';
import { takeMessageTool } from './take-message.ts';
import { transferCallTool } from './transfer-call.ts';
import { triageCallTool } from './triage-call.ts';
import { updateCustomerTool } from './update-customer.ts';

/** Everything an agent may do, in an order that never changes: it is part of the cached prompt. */
export const AGENT_TOOLS: readonly AgentTool[] = [
  triageCallTool,
  lookupCustomerTool,
  checkServiceAreaTool,
  getPricingTool,
  getSlotsTool,
  holdSlotTool,
  releaseHoldTool,
  bookSlotTool,
  rescheduleBookingTool,
  cancelBookingTool,
  dispatchTechnicianTool,
  getDispatchStatusTool,
  getKnowledgeTool,
  takeMessageTool,
  requestCallbackTool,
  updateCustomerTool,
  setContactConsentTool,
  sendSmsTool,
  sendPaymentLinkTool,
  createPrivacyRequestTool,
  transferCallTool,
  endCallTool,
];

export const ENGINE_TOOLS: readonly EngineTool[] = AGENT_TOOLS.map(({ name, description, parameters }) => ({
  name,
  description,
  parameters,
}));
