import { noteTransferCall, readCallerNumber } from '@afterhourfix/domain';
import { withTimeLimit } from '@afterhourfix/foundation';
import { type PhoneNumber, readPhoneNumber } from '@afterhourfix/vocabulary';
import type { WebhookParts } from './answer-call.ts';
import { toPerson } from './call-script.ts';
import { beginHold } from './hold-round.ts';
import { type FormFields, field } from './signed-form.ts';
import { findTransfer, REST_LIMIT_MS } from './transfer-calls.ts';
import { toHold, toMusicUrl } from './transfer-script.ts';

/** Less than a mobile's voicemail takes to answer. */
const RING_SECONDS = 22;
const TALK_SECONDS = 2 * 60 * 60;
/** Half a second each, until a switchboard listens. */
const SWITCHBOARD_PAUSE = 'wwww';

/**
 * Rings a person on a call of their own, and gives the caller music meanwhile. When the carrier's REST API is away,
 * the caller's own leg rings them: without music, but they are rung.
 */
export async function startTransfer(
  parts: WebhookParts,
  { fields, to }: { fields: FormFields; to: PhoneNumber },
): Promise<string> {
  const callSid = field(fields, 'CallSid') ?? '';
  const from = readPhoneNumber(field(fields, 'To') ?? '');
  const known = await findTransfer(parts, callSid);
  const musicUrl = toMusicUrl(parts.urls, known);
  const hold = toHold({ urls: parts.urls, callSid }, { musicUrl, ...beginHold(parts.system.clock.now()) });
  if (known?.personCallSid) return hold;
  try {
    if (!from) throw new Error('the line that was called has no number');
    await ringPerson(parts, { callSid, to, from, extension: known?.extension ?? null });
    return hold;
  } catch (error) {
    parts.system.log.warn({ err: error, callSid }, 'a person is rung without music: REST is away');
    return toPerson(parts.urls, { callSid, to, callerId: toCallerId(fields) });
  }
}

interface Ringing {
  callSid: string;
  to: PhoneNumber;
  from: PhoneNumber;
  extension: string | null;
}

async function ringPerson(parts: WebhookParts, { callSid, to, from, extension }: Ringing): Promise<void> {
  const { urls, telephone, deferred, system } = parts;
  const made = telephone.makeCall({
    to,
    from,
    scriptUrl: urls.http('transfer/person', { call: callSid }),
    endedUrl: urls.http('transfer/person-ended', { call: callSid }),
    ringSeconds: RING_SECONDS,
    limitSeconds: TALK_SECONDS,
    // A switchboard is a machine too, with a person behind it.
    machineDetection: extension ? null : 'answer',
    digits: extension ? `${SWITCHBOARD_PAUSE}${extension}` : undefined,
  });
  const { callSid: personCallSid } = await withTimeLimit(made, REST_LIMIT_MS, 'Twilio is slow');
  await deferred.run('calls.note-transfer-call', () => noteTransferCall(system, { callSid, personCallSid }));
}

/** The caller's own number may be shown on a forwarded call; a withheld one is replaced by the number dialled. */
function toCallerId(fields: FormFields): string {
  return readCallerNumber(field(fields, 'From') ?? '') ?? field(fields, 'To') ?? '';
}
