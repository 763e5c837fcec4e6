const HUMAN =
  /\b(human|real person|a person|actual person|someone real|somebody real|representative|operator|manager|dispatcher|(?:speak|talk) (?:to|with) (?:a |an |some)\w*|live agent|transfer me|connect me)\b/i;
const GOODBYE =
  /\b(bye|goodbye|good night|never ?mind|that's all|that is all|that'll be all|that's it|nothing else|no thanks?(?! (?:on|to|for|about)\b)|no thank you(?! (?:on|to|for|about)\b)|all set|hang up)\b/i;
const NOT_GOODBYE = /\b(don't|do not) hang up\b/i;
const THANKS =
  /^\W*(?:(?:ok|okay|great|perfect|good|wonderful|alright)\W+)*(?:thanks?|thank you)\b[\w\s,.!]*$/i;
const NO =
  /^\W*(?:no|nope|nah)\b|\bnot\b|\b(?:isn't|wasn't|doesn't|don't|can't|cannot|won't|neither|none of|wrong|incorrect)\b/i;
const NO_REALLY = /\b(?:why not|not bad|no problem|no worries|don't worry|doesn't matter|don't mind)\b/gi;
const UNSURE = /\b(?:not (?:so |really |quite )?sure|don't know|no idea)\b/i;
const YES =
  /\b(?:yes|yeah|yep|yup|sure|ok|okay|fine|works?|perfect|sounds good|great|good|book|go ahead|do it|take|please|let's do|either|any|correct|right|exactly|absolutely|of course|alright|agreed|uh-huh)\b/i;
const PRESENCE =
  /^(?:(?:yes|yeah|hello|hi|hey|yo|um|uh|i'm|i am|still|here|there|is|are|you|can|hear|me|anybody|anyone|somebody|someone)\b[ ,.?!]*)+$/i;
const CALLS_OUT = /\b(?:hello|hi|hey|there|hear me)\b/i;
const QUESTION = /\?\s*$|^\s*(?:do|does|did|are|is|can|could|will|would|what|how|when|where|who|why) \b/i;
const ABOUT_THE_JOB =
  /\b(?:send|come|comes|coming|fix|anyone who|look at|help|somebody|someone|technician|plumber|electrician)\b/i;
const PRICE = /\b(?:how much|costs?|price|pricing|charge|expensive|fees?|quote)\b/i;
const PRICE_ACCEPTED = /\b(?:price|fee|cost|charge)(?: is|'s)? (?:ok|okay|fine|good|alright)\b/gi;
const TOO_EXPENSIVE = /\btoo (?:much|expensive|high|steep)\b/i;
const WHAT_PRICE_IS =
  /\b(?:firm|final|fixed|whole job|entire job|everything included|all in|with everything|includes?|guaranteed?)\b/i;
const WAITING = /\b(?:waits?|what if|tomorrow|tonight|later)\b.*\?/i;
const PRICE_AT_TIME = /\bwhat (?:would|will) it be\b|\bwhat if\b/i;
const CANCEL = /\bcancel\b/i;
const MOVE =
  /\b(?:move|reschedul\w*|change|push back)\b.{0,30}\b(?:appointment|visit|booking|tune-?up|tomorrow|time|day|it)\b/i;
const TIME = /\b(?:when|how soon|what time|which day|what day)\b/i;

const ARE_YOU_HUMAN =
  /\b(?:are you|is this|am i (?:talking|speaking) (?:to|with)|you(?:'re| are)(?: not)?) (?:an? |the )?(?:real |actual |live )?(?:human|person|robot|bot|machine|computer|ai|recording|someone real)\b/i;
const NO_RECORDING =
  /\b(?:don't|do not|stop|not) (?:want (?:to be|this|you to) )?(?:recorded|recording|record)\b|\bno recording\b|\bturn (?:off )?(?:the )?recording(?: off)?\b/i;
const ABUSE =
  /\b(?:stupid|idiots?|moron|dumb|shut up|fuck\w*|bitch|asshole|bastard|piece of (?:shit|crap|junk))\b/i;
const RELAY =
  /\b(?:relay (?:operator|service|call|assistant)|communications? assistant|tty|ip relay|video relay)\b/i;
const CALL_BACK =
  /\b(?:call me (?:back)?|somebody better call|callback|ring me back|leave a message|take a message)\b/i;
const EXISTING =
  /\bmy (?:\w+ ){0,2}(?:appointment|visit|booking|tune-?up)\b|\b(?:nobody (?:showed|came)|no[- ]show|pay my bill|my (?:bill|invoice|balance))\b/i;

/** Who else could come. */
export const asksForOthers = (text: string): boolean =>
  /\b(?:anyone|anybody|someone|somebody|who) (?:else |who |that )?(?:does|do|can|could|would|comes?)\b|\bknow (?:of )?(?:anyone|anybody|someone|somebody)\b|\brecommend\b/i.test(
    text,
  );
export const asksIfHuman = (text: string): boolean => ARE_YOU_HUMAN.test(text);
export const refusesRecording = (text: string): boolean => NO_RECORDING.test(text);
export const isAbusive = (text: string): boolean => ABUSE.test(text);
export const isRelayed = (text: string): boolean => RELAY.test(text);
export const wantsCallback = (text: string): boolean => CALL_BACK.test(text);
export const isAboutExistingJob = (text: string): boolean => EXISTING.test(text);
export const wantsHuman = (text: string): boolean => {
  const rest = text.replace(ARE_YOU_HUMAN, ' ').replace(RELAY, ' ');
  return HUMAN.test(rest) || /^0$/.test(text.trim());
};
export const saysGoodbye = (text: string): boolean => GOODBYE.test(text) && !NOT_GOODBYE.test(text);
export const saysThanks = (text: string): boolean => THANKS.test(text);
export const saysNo = (text: string): boolean => {
  const plain = text.replaceAll(NO_REALLY, 'yes');
  return NO.test(plain) && !UNSURE.test(plain);
};
export const saysYes = (text: string): boolean =>
  YES.test(text.replaceAll(NO_REALLY, 'yes')) && !saysNo(text) && !UNSURE.test(text);
export const asksPrice = (text: string): boolean => PRICE.test(text.replaceAll(PRICE_ACCEPTED, ''));
/** Whether the price that was named is all there is to pay. */
export const asksWhatPriceIs = (text: string): boolean => WHAT_PRICE_IS.test(text) && QUESTION.test(text);
/** What it would be at another time. */
export const asksOfWaiting = (text: string): boolean => WAITING.test(text);
export const asksPriceAtTime = (text: string): boolean => PRICE_AT_TIME.test(text);
export const wantsCancel = (text: string): boolean => CANCEL.test(text);
export const wantsMove = (text: string): boolean => MOVE.test(text);
export const isTooExpensive = (text: string): boolean => TOO_EXPENSIVE.test(text);
export const asksTime = (text: string): boolean => TIME.test(text) && QUESTION.test(text);

/** `hello?`: is anybody there; it answers nothing. */
export const callsOut = (text: string): boolean => PRESENCE.test(text.trim()) && CALLS_OUT.test(text);
/** What people say to `Are you still there?`: it answers that and nothing else. */
export const isPresence = (text: string): boolean => PRESENCE.test(text.trim());

/** A question about the business itself, which its articles may answer; not about the job or the offer. */
export function isGeneralQuestion(text: string): boolean {
  const isOfTheOffer = PRICE.test(text) || TIME.test(text) || WHAT_PRICE_IS.test(text) || WAITING.test(text);
  return QUESTION.test(text) && !ABOUT_THE_JOB.test(text) && !isOfTheOffer;
}
