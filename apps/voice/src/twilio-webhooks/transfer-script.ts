import type { TransferUnderWay } from '@afterhourfix/domain';
import { toConference, toHangup, toKeyQuestion, toMusic } from '@afterhourfix/integrations/twilio/twiml';
import type { HoldRound } from './hold-round.ts';
import type { WebhookUrls } from './webhook-urls.ts';

const KEY_SECONDS = 10;

/** Whose way to a person it is, by the caller's call. */
interface Way {
  urls: WebhookUrls;
  callSid: string;
}

/** The owner's address, else their file, else our own. */
export function toMusicUrl(urls: WebhookUrls, transfer: TransferUnderWay | null): string {
  const own = transfer?.ownMusic;
  if (transfer?.holdMusicUrl) return transfer.holdMusicUrl;
  if (!own) return urls.http('hold-music.wav');
  return urls.http('hold-music', { business: own.businessId, since: String(own.since.getTime()) });
}

/** Music for the caller, then the question whether somebody has taken the call. */
export function toHold({ urls }: Way, hold: HoldRound & { musicUrl: string }): string {
  return toMusic({
    fileUrl: hold.musicUrl,
    nextUrl: urls.http('transfer/hold', { round: String(hold.round), since: String(hold.since) }),
  });
}

/** Read to the person alone. Who may be a machine hears of the caller only on a key. */
export function toBriefing(
  { urls, callSid }: Way,
  told: { businessName: string | null; briefing: string | null; isPersonCertain: boolean },
): string {
  const line = told.businessName ? `the after hours line of ${told.businessName}` : 'your after hours line';
  const caller = told.briefing ?? 'A caller needs a person.';
  const body = told.isPersonCertain ? caller : 'Press 9 to hear who is calling.';
  return toKeyQuestion({
    sentence: `This is ${line}. ${body} Press 1 to take the call. Press 2 to decline. Press 9 to hear this again.`,
    waitSeconds: KEY_SECONDS,
    answerUrl: urls.http('transfer/person-key', { call: callSid }),
  });
}

export function toDeclined(): string {
  return toHangup('Understood. Goodbye.');
}

/** Caller and person in one room; our line asks what comes next when the caller's side of it ends. */
export function toRoomOfCaller({ urls, callSid }: Way): string {
  return toConference({ room: toRoom(callSid), endedUrl: urls.http('dial-ended') });
}

export function toRoomOfPerson(callSid: string): string {
  return toConference({ room: toRoom(callSid), sentence: 'Connecting you now.' });
}

function toRoom(callSid: string): string {
  return `transfer-${callSid}`;
}
