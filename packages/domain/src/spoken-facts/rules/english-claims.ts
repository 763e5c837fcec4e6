import type { ClaimAction } from './finding.ts';

/** The source of a regular expression, and what it claims when it matches. */
export type ClaimSource = [action: ClaimAction, source: string];

const ADVERBS =
  '(?:(?:now|all|just|already|officially|successfully|gone ahead and|went ahead and|also|both|actually|got|in fact) )*';
const I_HAVE = `(?:i|we)(?:'ve| have|'ve got| have got)? ${ADVERBS}`;
const VISIT = '(?:visit|appointment|window|slot|booking|time|technician|reservation|spot)';
const SOMEBODY =
  '(?:he|she|they|somebody|someone|help|(?:the|a|our|your)(?: \\w+)? (?:technician|tech|plumber|electrician|locksmith|team|crew|guy)|(?:the|a|our|your) (?:technician|tech|plumber|electrician|locksmith|team|crew|guy))';

/** What an agent says in English when something is done. Over plain text: lower case, no accents. */
export const ENGLISH_CLAIMS: ClaimSource[] = [
  [
    'booked',
    '^\\W*(?:(?:great|okay|ok|perfect|good news|done)\\W+)?(?:your )?(?:booking|appointment|visit) (?:confirmed|booked|scheduled)\\b',
  ],
  [
    'booked',
    '(?:^|[,.!] *|and )see you (?:then|on |at |tomorrow|tonight|between|monday|tuesday|wednesday|thursday|friday|saturday|sunday)',
  ],
  [
    'will-come',
    "\\b(?:i|we)(?:'ve| have)(?: got)? (?:a |an |our |the )?(?:technician|tech|plumber|electrician|locksmith|crew|team|someone|somebody) (?:coming|headed|heading)\\b",
  ],
  [
    'callback',
    `\\b${SOMEBODY}(?:'ll| will| is going to|'s going to) (?:call|phone|ring) (?:you|back)\\b(?! (?:before|when|about|thirty|\\d+))`,
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
    'booked',
    `\\byou(?:'re| are) ${ADVERBS}(?:booked|confirmed|scheduled|set|good to go|on the schedule|on the calendar|locked in|reserved|down for)(?! up\\b| a reminder)`,
  ],
  [
    'booked',
    `\\b${I_HAVE}(?:booked|scheduled|reserved|confirmed|locked in|put you (?:down|in(?! the system| as)|on)|got you (?=down|in|on|booked|set)|set (?:you|it|that) up)\\b`,
  ],
  [
    'booked',
    "\\b(?:i|we)(?:'ve| have)(?: got)? you (?:all )?(?:down|booked|scheduled|set|in|on|confirmed)\\b(?! the line| my| hold| as)",
  ],
  [
    'booked',
    `\\b(?:it's|it is|that's|that is|(?:your|the) ${VISIT} is|(?:your|the|that) ${VISIT}(?:'s| has been| was)) ${ADVERBS}(?:booked|confirmed|scheduled|set|reserved|locked in|secured|yours)\\b(?! up)`,
  ],
  [
    'booked',
    '^\\W*(?:(?:okay|ok|great|perfect|alright|all right|done|good news)\\W+)*(?:all set|booked|all booked|confirmed|you booked)\\s*[,.!]',
  ],
  [
    'booked',
    "\\b(?:we'll|we will|i'll|he'll|she'll|they'll) see you (?:then|on |at |tomorrow|tonight|between|monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
  ],
  ['moved', `\\b${I_HAVE}(?:moved|rescheduled|changed) (?:you|your|it|that|the)\\b`],
  ['moved', `\\b(?:your|the) ${VISIT} (?:has been|is|was) ${ADVERBS}(?:moved|rescheduled|changed)\\b`],
  ['cancelled', `\\b${I_HAVE}cancell?ed\\b`],
  ['cancelled', `\\b(?:your|the) ${VISIT} (?:has been|is|was) ${ADVERBS}cancell?ed\\b`],
  [
    'on-the-way',
    '\\b(?:on (?:the|his|her|their|its) way|en route|headed (?:your way|over|to you|there)|heading (?:your way|over|to you|there|out)|coming (?:right )?(?:over|out) (?:now|right)|rolling (?:now|to you|your way)|driving (?:over|to you))\\b',
  ],
  [
    'on-the-way',
    `\\b${I_HAVE}(?:dispatched|sent (?:a |our |the |your |an |)(?:\\w+ )?(?:technician|tech|plumber|electrician|locksmith|crew|team|truck|someone|somebody)|sent (?:him|her|them)(?: out)?)\\b`,
  ],
  ['on-the-way', "\\b(?:has|have|'s|'ve) been (?:dispatched|sent out)\\b"],
  [
    'on-the-way',
    "\\b(?:i'm|i am|we're|we are) (?:now )?(?:dispatching|sending)(?! you (?:a|the|an) (?:text|link|message|sms)| (?:a|the|an) (?:text|link|message|sms|confirmation))\\b",
  ],
  [
    'will-come',
    `\\b${SOMEBODY}(?:'ll| will| is going to|'s going to| are going to|'re going to) (?:be (?:there|out|with you|by|over|at)|come|arrive|see you|meet you|get (?:there|to you)|head)\\b`,
  ],
  ['will-come', `\\b${SOMEBODY}(?:'s| is|'re| are) (?:now )?(?:coming|arriving)\\b`],
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
];
