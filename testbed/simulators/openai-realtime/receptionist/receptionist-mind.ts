import type { Mind, MindContext, MindReply } from '../mind.ts';
import { bookOffer, findEndReason, lookUpOffer, settlePlace } from './booking-steps.ts';
import { type CallSoFar, hasTool, lastCall, reviewCall } from './call-so-far.ts';
import { findTrade } from './caller-facts.ts';
import { findExactWords, findGreeting } from './exact-words.ts';
import { chooseSlot, isGeneralQuestion, saysGoodbye, wantsHuman } from './intents.ts';
import { lines } from './lines.ts';
import { tellNews } from './news.ts';
import { ask, callTool, farewell, giveUp, transfer } from './replies.ts';
import { readRefusal, readSlots } from './tool-memory.ts';

const MAX_AGENT_TURNS = 60;

/** Words that the instructions dictate; null when there are none. */
function recite(context: MindContext): MindReply | null {
  const dictated = context.responseInstructions ? findExactWords(context.responseInstructions) : null;
  if (dictated) return [{ say: dictated }];
  if (context.conversation.some((item) => item.kind !== 'system')) return null;
  return [{ say: findGreeting(context.instructions) ?? 'Thanks for calling. How can I help?' }];
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
  const isAboutThisJob = findTrade(call.latest) !== null || chooseSlot(slots, call.latest) !== null;
  return isGeneralQuestion(call.latest) && !isAboutThisJob;
}

/** What the caller wants besides a booking: a repetition, a person, an end, an answer. */
function followCaller(call: CallSoFar): MindReply | null {
  if (call.isUnintelligible) return ask(call, lines.repeat);
  if (call.context.trigger === 'caller-silent') return ask(call, lines.stillThere);
  if (call.latest === '') return null;
  if (wantsHuman(call.latest) && hasTool(call, 'transfer_call') && !lastCall(call, 'transfer_call'))
    return transfer(call, 'The caller asked for a person');
  if (saysGoodbye(call.latest)) return farewell(call, findEndReason(call), tellNews(call));
  if (asksAboutBusiness(call) && hasTool(call, 'get_knowledge'))
    return callTool(call, 'get_knowledge', { question: call.latest });
  return null;
}

function decide(context: MindContext): MindReply {
  const recited = recite(context);
  if (recited) return recited;
  if (!context.isInConversation) return answerOutOfBand(context);
  const call = reviewCall(context);
  if (context.conversation.filter((item) => item.kind === 'agent').length > MAX_AGENT_TURNS)
    return giveUp(call);
  return (
    waitInSilence(call) ?? followCaller(call) ?? settlePlace(call) ?? lookUpOffer(call) ?? bookOffer(call)
  );
}

/**
 * A mind of rules that carries a plain booking end to end with whatever of the known tools a session offers.
 * It keeps no state: all it knows is in the conversation, so it also survives a re-seeded session.
 */
export function receptionistMind(): Mind {
  return { respond: decide };
}
