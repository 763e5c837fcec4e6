import type { Mind, MindContext, MindReply } from '../mind.ts';
import { bookOffer } from './booking-steps.ts';
import {
  type CallSoFar,
  findBooking,
  hasTool,
  lastAnswerTo,
  lastCall,
  lastCallHere,
  listCallsHere,
  reviewCall,
  sayFirst,
} from './call-so-far.ts';
import { hearCaller } from './caller-steps.ts';
import { isLinkSent, lookUpCustomer, serveCustomer } from './customer-steps.ts';
import { sendNow } from './dispatch-steps.ts';
import { findEndReason, wrapUp } from './ending-steps.ts';
import { findExactWords, findGreeting } from './exact-words.ts';
import * as intents from './intents.ts';
import { writeVerdict } from './judgement-steps.ts';
import { lines } from './lines.ts';
import { answerMischief } from './mischief-steps.ts';
import { isOutside, tellBooking, tellNews, tellPrice, tellReferral } from './news.ts';
import { readNote } from './notes.ts';
import { lookUpOffer, settlePlace } from './place-steps.ts';
import { ask, callTool, farewell, giveUp, transfer } from './replies.ts';
import { giveFirstAid, keepSafe, waitForSafety } from './safety-steps.ts';
import { hearSlotAnswer } from './slot-answers.ts';
import { respondInTheirLanguage } from './spanish/bilingual-mind.ts';
import type { Language } from './spanish/find-language.ts';
import { textAboutVisit } from './text-steps.ts';
import { readRefusal, readSlots } from './tool-memory.ts';
import { askForTrade } from './trade-questions.ts';
import { findTrade } from './trades.ts';
import { changeVisit, isChangeWished } from './visit-steps.ts';

const MAX_AGENT_TURNS = 60;
/** Words that the instructions dictate; null when there are none. */
function recite(context: MindContext): MindReply | null {
  const dictated = context.responseInstructions ? findExactWords(context.responseInstructions) : null;
  if (dictated) return [{ say: dictated }];
  const isUnderWay = context.conversation.some(
    (item) => item.kind !== 'system' || readNote(item.text) !== null,
  );
  if (isUnderWay) return null;
  return [{ say: findGreeting(context.instructions) ?? lines.welcome }];
}

function answerOutOfBand(context: MindContext): MindReply {
  const said = context.conversation.filter((item) => item.kind === 'caller').map((item) => item.text);
  return [{ say: said.length > 0 ? `The caller said: ${said.join(' ')}` : 'Nothing was said.' }];
}

/** Nothing to say: the call is over, or a tool is still running and the result will bring the next turn. */
function waitInSilence(call: CallSoFar): MindReply | null {
  if (lastCall(call, 'end_call')) return [];
  const transferred = lastCall(call, 'transfer_call');
  if (transferred?.isAnswered && !readRefusal(transferred.output) && call.latest === '') return [];
  const isRunning = call.calls.some((one) => !one.isAnswered);
  if (!isRunning) return null;
  return call.latest === '' ? [] : [{ say: lines.looking }];
}

function asksAboutBusiness(call: CallSoFar): boolean {
  const slots = readSlots(lastCall(call, 'get_slots')?.output);
  const isAboutThisJob =
    lastCall(call, 'dispatch_technician') !== null ||
    findTrade(call.latest) !== null ||
    (slots.length > 0 && hearSlotAnswer(slots, call.latest).kind !== 'unclear');
  return intents.isGeneralQuestion(call.latest) && !isAboutThisJob;
}

/** What the caller wants besides a booking: a person, an end, an answer. */
function followCaller(call: CallSoFar): MindReply | null {
  const { latest } = call;
  if (latest === '' || intents.callsOut(latest) || intents.asksIfHuman(latest)) return null;
  const isPersonOffered = lastAnswerTo(call, lines.offerPerson)?.text === latest;
  const wantsHuman = intents.wantsHuman(latest) || (isPersonOffered && intents.saysYes(latest));
  if (wantsHuman && hasTool(call, 'transfer_call') && !lastCall(call, 'transfer_call'))
    return transfer(call, 'The caller asked for a person');
  const isBookingConfirmed = intents.saysYes(latest) && lastAnswerTo(call, lines.confirm)?.text === latest;
  const isLeaving = intents.saysGoodbye(latest) || (findBooking(call) !== null && intents.saysThanks(latest));
  if (isLeaving && !isBookingConfirmed && !isPersonOffered) return farewell(call, findEndReason(call));
  if (asksAboutBusiness(call) && hasTool(call, 'get_knowledge'))
    return callTool(call, 'get_knowledge', { question: latest });
  return null;
}

/** What is said before the conversation goes on where it was. */
function react(call: CallSoFar): CallSoFar {
  const { latest } = call;
  if (call.isUnintelligible) return sayFirst(call, lines.repeat);
  if (latest === '') return call;
  if (intents.asksIfHuman(latest)) return sayFirst(call, lines.aboutMe);
  if (intents.refusesRecording(latest)) return sayFirst(call, lines.noRecording);
  if (intents.callsOut(latest)) return sayFirst(call, lines.hello);
  const area = lastCallHere(call, 'check_service_area');
  if (area?.isAnswered && isOutside(area) && intents.asksForOthers(latest))
    return sayFirst(call, tellReferral(area));
  const wasPersonTried = lastCall(call, 'transfer_call') !== null;
  if (intents.wantsHuman(latest) && wasPersonTried) return sayFirst(call, lines.nobody);
  const booking = findBooking(call);
  if (booking && intents.asksTime(latest)) return sayFirst(call, tellBooking(booking));
  if (intents.isTooExpensive(latest) || isChangeWished(call)) return call;
  const pricing = lastCallHere(call, 'get_pricing');
  if (pricing?.isAnswered && intents.asksWhatPriceIs(latest)) return sayFirst(call, lines.firmPrice);
  const [forWindow, ...others] = listCallsHere(call, 'get_pricing');
  if (forWindow?.isAnswered && intents.asksOfWaiting(latest))
    return sayFirst(call, tellPrice(forWindow, [forWindow, ...others]));
  if (!intents.asksPrice(latest)) return call;
  if (pricing?.isAnswered) return sayFirst(call, tellPrice(pricing, listCallsHere(call, 'get_pricing')));
  return call.facts.trade && call.facts.zip ? call : sayFirst(call, lines.priceLater);
}

function decide(context: MindContext, language: Language): MindReply {
  const recited = recite(context);
  if (recited) return recited;
  if (!context.isInConversation) return answerOutOfBand(context);
  const review = reviewCall(context, language);
  const silent = waitInSilence(review);
  if (silent) return silent;
  const call = { ...review, before: tellNews(review) };
  if (context.conversation.filter((item) => item.kind === 'agent').length > MAX_AGENT_TURNS)
    return giveUp(call);
  if (context.trigger === 'caller-silent') return ask(call, lines.stillThere);
  return (
    waitForSafety(call) ??
    writeVerdict(call) ??
    keepSafe(call) ??
    answerMischief(call) ??
    lookUpCustomer(call) ??
    hearCaller(call) ??
    serveCustomer(call) ??
    followCaller(call) ??
    goOn(giveFirstAid(react(call)))
  );
}

function goOn(call: CallSoFar): MindReply {
  if (findBooking(call)) return textAboutVisit(call) ?? wrapUp(call);
  if (call.facts.trade === null && isLinkSent(call)) return wrapUp(call);
  const changed = changeVisit(call);
  if (changed) return changed;
  return askForTrade(call) ?? settlePlace(call) ?? lookUpOffer(call) ?? sendNow(call) ?? bookOffer(call);
}

/** Over a relay each turn ends with a `go ahead`, else the operator waits. */
function giveTheWord({ conversation, responseInstructions }: MindContext, reply: MindReply): MindReply {
  const isRelay = conversation.some((item) => item.kind === 'caller' && intents.isRelayed(item.text));
  if (!isRelay || responseInstructions !== null) return reply;
  return reply.map((part) =>
    'say' in part && part.say.endsWith('?') ? { say: `${part.say} Go ahead.` } : part,
  );
}

/**
 * A mind of rules that carries a plain booking end to end with whatever of the known tools a session offers.
 * It keeps no state: all it knows is in the conversation, so it also survives a re-seeded session.
 */
export function receptionistMind(): Mind {
  return {
    respond: (context) =>
      respondInTheirLanguage(context, (heard, language) => giveTheWord(heard, decide(heard, language))),
  };
}
