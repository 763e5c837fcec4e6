import type { ClaimSource } from './claim-source.ts';
import { ENGLISH_ARRIVAL_CLAIMS } from './english-arrival-claims.ts';
import { ENGLISH_VISIT_CLAIMS } from './english-visit-claims.ts';
import { I_HAVE, SOMEBODY } from './english-words.ts';

const ON_CALL =
  '(?:on[ -]call(?: \\w+)?|technician|tech|plumber|electrician|locksmith|owner|manager|boss|supervisor)';
const OFFICE = '(?:the|our|a|your) (?:\\w+ )?(?:manager|owner|office|dispatcher|supervisor|boss|team lead)';

/** What an agent says in English when something is done. Over plain text: lower case, no accents. */
export const ENGLISH_CLAIMS: ClaimSource[] = [
  ...ENGLISH_VISIT_CLAIMS,
  ...ENGLISH_ARRIVAL_CLAIMS,
  [
    'callback',
    `\\b(?:${SOMEBODY}|${OFFICE})(?:'ll| will| is going to|'s going to) (?:call|phone|ring) (?:you|back)\\b(?! (?:before|when|about|thirty|\\d+))`,
  ],
  ['callback', "\\byou(?:'ll| will) (?:get|receive|have) a (?:call back|callback|call)\\b"],
  [
    'callback',
    "\\b(?:i'll|we'll|i will|we will) (?:have (?:someone|somebody|them|him|her) )?call you(?: right)? back\\b",
  ],
  [
    'discounted',
    "\\b(?:\\w+ ?(?:percent|%) off|free of charge|no charge(?! for me\\b)|at no cost|on the house|waive[ds]?|waiving|(?:it's|that's|that is|(?:visit|assessment|diagnostic|trip|call) is) (?:totally |completely |all )?free(?! to)|(?:take|knock) [^.?!]{0,20}(?:\\d|ten|fifteen|twenty|thirty|forty|fifty|hundred|dollars?|bucks|percent|fee|charge|price|bill)[^.?!]{0,15} off|(?:giv(?:e|ing)|gave|get|getting|take|offer|apply|applied|applying|added)(?: you)? (?:a|the|your) (?:\\w+ )?discount)\\b",
  ],
  [
    'texted',
    `\\b${I_HAVE}(?:texted|messaged you|sent (?:you )?(?:a |an |the |your |that )?(?:\\w+ )?(?:text|link|sms|confirmation|payment link|message to your phone)(?: message)?)\\b`,
  ],
  [
    'texted',
    '\\b(?:a|the|your) (?:confirmation |payment )?(?:text|link|sms)(?: message)? (?:has been|was|is) (?:now |just |already )*(?:sent|on its way)\\b',
  ],
  [
    'texted',
    "\\b(?:i'm|i am|we're|we are) (?:now )?(?:texting you|sending you (?:a|the) (?:\\w+ )?(?:text|link))\\b",
  ],
  [
    'message-taken',
    `\\b${I_HAVE}(?:taken|left|saved|recorded|passed (?:on|along)|noted|logged|written down) (?:a |your |the |that |this |down )+(?:message|note|details|request|on|information)\\b`,
  ],
  [
    'message-taken',
    '\\b(?:your|the) (?:message|note|request) (?:has been|is|was) (?:now |just |already )*(?:taken|saved|left|kept|recorded|passed on|delivered)\\b',
  ],
  [
    'paged',
    `\\b${I_HAVE}(?:paged|alerted|notified|pinged|reached|let) (?:the |our |an? |your |him|her|them|on-call|everyone|everybody)`,
  ],
  [
    'paged',
    "\\b(?:on[ -]call (?:person|technician|tech|plumber|electrician|team)|technician|owner|team|manager|office|crew)(?:'s| has been| is being| have been| was|'s been) (?:now |just |already )*(?:paged|alerted|notified|texted|being texted)\\b",
  ],
  ['paged', "\\b(?:i'm|i am|we're|we are) (?:now )?(?:paging|alerting|notifying)\\b"],
  [
    'transferred',
    "\\b(?:i'm|i am|we're|we are|let me) (?:now )?(?:transferring|connecting|putting) (?:you|the call)\\b",
  ],
  ['transferred', `\\b${I_HAVE}(?:transferred|connected) you\\b`],
  ['paged', `\\b${I_HAVE}told (?:the|our) ${ON_CALL}\\b`],
  ['paged', '\\bon[ -]call \\w+ (?:has|got|knows|is aware)\\b'],
  ['texted', "\\b(?:text|link|sms|message)\\b[^.?!]{0,40}\\bi(?:'ve| have)?(?: just)? sent it\\b"],
  [
    'texted',
    "\\byou(?:'ll| will| should) (?:see|have|get) (?:a|the|that|my) (?:\\w+ )?(?:text|sms|link)\\b[^.?!]{0,30}\\b(?:now|any (?:second|minute|moment)|on your phone)\\b",
  ],
  [
    'paged',
    "\\b(?:our|the) (?:\\w+ )?(?:team|crew|office|dispatcher|people|guys|technician|plumber|owner|manager)(?:'s| has| have|'ve) (?:already |just |now )*been (?:informed|told|contacted|messaged|updated|called)\\b",
  ],
  [
    'callback',
    "\\byou(?:'ll| will|'re going to| should)(?: be)? (?:hear|hearing|get|getting|receive|receiving|expect)(?: back)? (?:from|a (?:phone )?call|a callback|a ring)\\b",
  ],
  ['callback', '\\bexpect (?:a|our|the|his|her) (?:phone )?(?:call|callback)\\b'],
  [
    'callback',
    "\\b(?:i'll|we'll|i will|we will|i'm|we're) (?:going to )?hav(?:e|ing) (?:someone|somebody|him|her|them|(?:the|our|a) (?:\\w+ )?\\w+) (?:call|phone|ring|reach out to|text) you\\b",
  ],
  [
    'paged',
    '\\b(?:the|our) (?:on[ -]call )?(?:owner|team|crew|technician|plumber|manager|boss|dispatcher) (?:already )?knows?\\b(?! (?:how|what|more|that|best|if|where|when|which|a|the))',
  ],
  [
    'callback',
    "\\b(?:and|who)(?: he| she| they)?(?:'ll| will|'s going to| is going to) (?:call|ring|phone) you\\b(?! (?:before|when|about|thirty|\\d))",
  ],
  [
    'discounted',
    "\\b(?:won't|don't|not going to|not gonna) (?:bill|charge) you\\b(?! (?:twice|until|before|for (?:calling|the call|asking)|if|unless|more|extra|anything (?:until|before)))",
  ],
  [
    'texted',
    `\\b${I_HAVE}(?:shot|dropped|emailed|e-mailed|forwarded) (?:you |over )?(?:a |an |the |your |that )?(?:\\w+ )?(?:text|link|sms|confirmation|email|invoice|receipt|details|message)\\b`,
  ],
  [
    'texted',
    "\\b(?:confirmation|link|text|sms|invoice|receipt)(?: is| should be|'s)(?: already| now)? (?:in your (?:inbox|email|messages)|on your (?:phone|cell))\\b",
  ],
  ['transferred', "\\byou(?:'ve| have) been (?:transferred|connected|put through)\\b"],
  [
    'paged',
    `\\b${I_HAVE}(?:woken(?: up)?|woke(?: up)?|gotten hold of|got hold of|reached out to|rung|rang|called(?: up)?) (?:the |our )?${ON_CALL}\\b`,
  ],
  [
    'discounted',
    "\\b(?:won't|don't|not going to|not gonna) (?:have to )?(?:pay|owe|cost you) (?:a (?:dime|cent|penny|thing)|anything)\\b(?! (?:until|before|if|unless|more|extra|for (?:calling|the call|asking)))",
  ],
  ['discounted', `\\b${I_HAVE}(?:refunded|credited|reimbursed)\\b`],
  ['discounted', '\\b(?:deposit|payment|money|fee) (?:went back|has been (?:refunded|returned|credited))\\b'],
  ['texted', `\\b${I_HAVE}sent [^.?!]{0,30}\\bto your (?:cell|phone|number|mobile|cellphone)\\b`],
];
