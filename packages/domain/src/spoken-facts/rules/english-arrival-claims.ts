import type { ClaimSource } from './claim-source.ts';
import { I_HAVE, SOMEBODY, WORKER } from './english-words.ts';

const SENT = `(?:a |an |our |the |your |)(?:\\w+ )?(?:${WORKER}|someone|somebody)|(?:him|her|them)`;
const SOON =
  '(?:tomorrow|tonight|today|between|at|by|within|in|around|on|shortly|soon|any (?:minute|moment|time)|before|first thing)';

/** That somebody is on the way, or will come. */
export const ENGLISH_ARRIVAL_CLAIMS: ClaimSource[] = [
  [
    'on-the-way',
    "(?<!\\b(?:calls?|texts?|phones?|rings?)(?: you)? (?:when (?:he's|she's|they're) )?)\\bon (?:the|his|her|their|its) way\\b",
  ],
  [
    'on-the-way',
    '\\b(?:en route|headed (?:your way|over|out|to you|there)|heading (?:your way|over|to you|there|out)|coming (?:right )?(?:over|out) (?:now|right)|coming your way|rolling (?:now|to you|your way)|driving (?:over|to you|there)|out the door|almost there|around the corner)\\b',
  ],
  [
    'on-the-way',
    `\\b${SOMEBODY}(?:'s| has| have|'ve| is| are)? (?:(?:already|just|now) )*(?:left|taken off|set out|hit the road)\\b(?! (?:you|me|us|it|the (?:water|door|house|lights?)|a |your|their|his|her))`,
  ],
  [
    'on-the-way',
    `\\b${SOMEBODY}(?:'s| is|'re| are) (?:already |just |now |currently |literally )*(?:in (?:the|his|her|their) (?:truck|van|car)|on the road|driving|leaving|loading up|pulling out|close by|nearby|minutes away|moving)\\b(?! (?:you|it|a|the|water))`,
  ],
  ['on-the-way', `\\b${I_HAVE}(?:dispatched|sent (?:${SENT})(?: out)?)\\b`],
  ['on-the-way', "\\b(?:has|have|'s|'ve) been (?:dispatched|sent out)\\b"],
  [
    'on-the-way',
    "\\b(?:i'm|i am|we're|we are) (?:now )?(?:dispatching|sending)(?! (?:you )?(?:a|the|an|that) (?:\\w+ )?(?:text|link|message|sms|confirmation)| it\\b| that\\b)\\b",
  ],
  [
    'on-the-way',
    `\\b(?:i'm|i am|we're|we are) (?:now )?getting (?:${SENT}) (?:out|over|to you|on the road)\\b`,
  ],
  [
    'will-come',
    `\\b(?:i|we|there)(?:'ve| have|'s| is)(?: got)? (?:a |an |our |the |one of our )?(?:${WORKER}s?|someone|somebody|help) (?:coming|headed|heading|rolling|ready to (?:go|roll)|standing by|lined up)\\b`,
  ],
  [
    'will-come',
    `\\b${SOMEBODY}(?:'ll| will| is going to|'s going to| are going to|'re going to) (?:be (?:there|out|with you|by|over|at|here|right)|come|arrive|show up|stop by|swing by|see you|meet you|get (?:there|to you)|head)\\b`,
  ],
  [
    'will-come',
    `\\b${SOMEBODY}(?:'s| is|'re| are)? gonna (?:be (?:there|out|with you|by|over|at|here|right)|come|arrive|show up|stop by|swing by|head|get (?:there|to you))\\b`,
  ],
  [
    'will-come',
    `\\b(?:he|she|they|(?:the|a|our|your)(?: \\w+)? ${WORKER}) should (?:be (?:there|at|with you|over|out|pulling|knocking)|arrive|reach you|get there|show up)\\b`,
  ],
  [
    'will-come',
    `\\b${SOMEBODY}(?:'ll| will|'s gonna| is gonna) (?:knock|ring the bell|pull up|take care of (?:it|this|that|you)|be knocking|fix (?:it|this|that))\\b`,
  ],
  [
    'will-come',
    `\\b(?:i'll|we'll|i will|we will|i'm|we're|i am|we are) (?:going to |gonna )?(?:get|have|send|getting|having|sending) (?:${SENT}|people) (?:right |straight )?(?:out|over|there|to you|come|at your|by|tonight|tomorrow|your way|on (?:it|the way))\\b`,
  ],
  [
    'on-the-way',
    `\\b${SOMEBODY}(?:'s| has| have|'ve)? (?:(?:already|just|now) )*(?:accepted|taken|picked up|grabbed) (?:the|your|this) (?:job|call|work order|ticket)\\b`,
  ],
  [
    'on-the-way',
    `\\b${SOMEBODY}(?: has|'s got| got) your [^.?!,]{0,30} and(?:'s| is| are)? (?:already |now )*(?:driving|on the road|leaving|heading|coming|moving|rolling)\\b`,
  ],
  [
    'will-come',
    `\\b${SOMEBODY}(?:'ll| will| is going to|'s going to) take (?:it(?! (?:from|apart|out|off|down|away|to))|this one|your (?:call|job|case)|the (?:call|job))\\b`,
  ],
  ['will-come', `\\b${I_HAVE}(?:assigned|put) \\w+ (?:to|on) (?:your|this|the) (?:job|call|case)\\b`],
  [
    'will-come',
    "\\bwe(?:'ll| will) be (?:at your (?:door|house|place)|there|out (?:there|tonight|tomorrow))\\b(?! for you| to help)",
  ],
  ['will-come', `\\b${SOMEBODY}(?:'s| is|'re| are) (?:now |already )*(?:coming|arriving)\\b`],
  [
    'will-come',
    `\\b(?:expect|look for|watch for) (?:him|her|them|someone|somebody|us|(?:the|a|your|our) ${WORKER}) ${SOON}\\b`,
  ],
  [
    'will-come',
    `\\b${I_HAVE}(?:assigned|arranged(?: for)?|lined up|scheduled|found) (?:a |an |our |the |your |you a )?(?:\\w+ )?(?:${WORKER}|someone|somebody)\\b`,
  ],
];
