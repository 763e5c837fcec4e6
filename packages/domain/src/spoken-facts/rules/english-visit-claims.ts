import type { ClaimSource } from './claim-source.ts';
import { ADVERBS, I_HAVE, OPENING, VISIT, WHEN } from './english-words.ts';

const SEE_YOU =
  'see you (?:then|on |at |tomorrow|tonight|between|monday|tuesday|wednesday|thursday|friday|saturday|sunday)';
const NO_VISIT =
  '(?! (?:\\w+ )?(?:message|note|notes|details|number|address|information|info|request|call|picture|place)\\b)';

/** That a visit is booked, moved or cancelled. */
export const ENGLISH_VISIT_CLAIMS: ClaimSource[] = [
  ['booked', `${OPENING}(?:your )?(?:booking|appointment|visit) (?:confirmed|booked|scheduled)\\b`],
  ['booked', `(?:^|[,.!] *|and )${SEE_YOU}`],
  ['booked', `\\b(?:we'll|we will|i'll|he'll|she'll|they'll) ${SEE_YOU}`],
  [
    'booked',
    `\\byou(?:'re| are) ${ADVERBS}(?:booked|confirmed|scheduled|set(?! on\\b)|good to go|(?:in|on) (?:the|our) (?:schedule|calendar|books?|board)|locked in|reserved|slotted in|penciled in|taken care of|down for|(?:on|in|good) for (?=${WHEN}))(?! up\\b| a reminder)`,
  ],
  [
    'booked',
    `\\b${I_HAVE}(?:booked|scheduled|reserved|confirmed|locked (?:in|(?:you|it|that|this) (?:in|down))|put you (?:down|in(?! the system| as)|on)|put (?:it|that) (?:on|in) the (?:calendar|schedule|books?)|got you (?:down|in(?! the system)|on(?! the line| my)|booked|set)|set (?:you|it|that) up(?! as\\b| to\\b)|pencil(?:l)?ed you in|slotted you in|squeezed you in|fit you in)\\b(?! as\\b)`,
  ],
  [
    'booked',
    `\\b${I_HAVE}(?:saved|grabbed|secured|nabbed|snagged|claimed|blocked(?: off| out)?|taken|nailed down|set aside) (?:that|the|this|it|you|your)\\b${NO_VISIT}`,
  ],
  [
    'booked',
    "\\b(?:i|we)(?:'ve| have)(?: got)? you (?:all )?(?:down|booked|scheduled|set|in|on|confirmed)\\b(?! the line| the phone| my| hold| as| the system| speaker)",
  ],
  [
    'booked',
    `\\b(?:it's|it is|that's|that is|(?:your|the|that|this) ${VISIT} is|(?:your|the|that|this) ${VISIT}(?:'s| has been| was)) ${ADVERBS}(?:booked|confirmed|scheduled|set(?! for (?:you )?to)|reserved|locked in|secured|yours|a done deal|a go|taken care of|(?:in|on) (?:the|our) (?:calendar|schedule|books?|system))\\b(?! up)`,
  ],
  ['booked', `${OPENING}(?:all set|booked|all booked|confirmed|you booked)\\s*[,.!]`],
  ['booked', `^\\W*(?:okay\\W+|ok\\W+|all right\\W+|alright\\W+)?(?:done(?: deal)?|deal)\\W+(?:so )?${WHEN}`],
  ['booked', `${OPENING}(?:i )?(?:got|have) you (?:down|in|booked|set|on) (?:for|at)\\b`],
  ['booked', `${OPENING}(?:booked|got) you (?:in )?(?:for|at|on|tomorrow|tonight)\\b`],
  [
    'booked',
    `\\b${I_HAVE}(?:made|created|entered|placed|added|put|got|gotten|arranged|logged|signed|filled|fixed|sorted(?: out)?|set up)(?: [\\w']+){0,4}? (?:appointment|visit|booking|reservation|slot|spot|schedule|calendar|route|books)\\b`,
  ],
  [
    'booked',
    `\\b(?:you(?:'re| are)|that's you|that is you) ${ADVERBS}(?!not|free|home|available|asking|looking|hoping|calling|waiting|around|there|open|okay|ok|fine|going|able|still|on|in|good|at|paying|only|really|more|the|a|an|ready|thinking|talking|saying)(?:\\w+|lined up|squared away|signed up|put down|written in) (?:in )?(?:for|on|at|between) (?:tomorrow|tonight|today|this (?:morning|afternoon|evening)|monday|tuesday|wednesday|thursday|friday|saturday|sunday|eight|nine|ten|eleven|noon|one|two|three|four|five|six|seven|\\d)`,
  ],
  ['booked', "\\b(?:that's|that is) you (?:all )?(?:sorted|set|booked|done|in|confirmed)\\b"],
  ['booked', '\\bbooked in (?:for|at|on|tomorrow|tonight)\\b'],
  [
    'booked',
    "\\b(?:it's|it is|that's|that is|everything's|everything is|we're|we are) (?:now |all |already |officially )*(?:settled|arranged|sorted|official|finalized|squared away|in place|penciled in|in the bag|lined up)\\b",
  ],
  [
    'booked',
    "\\byou(?:'ve got|'ve| have|'ll have) (?:an?|your) (?:appointment|visit|booking|technician|plumber|electrician|locksmith|reservation) (?:for|on|at|tomorrow|tonight|today|between|from|monday|tuesday|wednesday|thursday|friday|saturday|sunday|coming)\\b",
  ],
  ['booked', '\\bconsider (?:it|that|yourself) (?:booked|done|scheduled|confirmed|taken care of|set)\\b'],
  ['booked', "\\byour name(?: is|'s) (?:on (?:it|the|that)|down)\\b(?! (?:account|bill|lease|order))"],
  [
    'booked',
    "\\byou(?:'ve got| got|'ve| have) (?:the|that|your) (?:[\\w']+ ){0,4}(?:o'clock|slot|spot|window|opening)\\b",
  ],
  [
    'booked',
    "\\b(?:i|we) (?:just )?(?:took|have taken|'ve taken) care of (?:the|your|that|it)(?: (?:booking|appointment|visit|scheduling|reservation))?\\b",
  ],
  [
    'moved',
    `\\b${I_HAVE}(?:moved|rescheduled|changed|pushed|bumped|switched|shifted|swapped) (?:you|your|it|that|the)\\b`,
  ],
  [
    'booked',
    "\\byour (?:appointment|visit|booking|slot)(?:'s| is) (?:for |on |set for )?(?:tomorrow|tonight|today|this (?:morning|afternoon|evening)|monday|tuesday|wednesday|thursday|friday|saturday|sunday|at|between|from)\\b",
  ],
  [
    'moved',
    `\\b(?:your|the) ${VISIT}(?: has been| is| was|'s been|'s) ${ADVERBS}(?:moved|rescheduled|changed)\\b`,
  ],
  ['cancelled', `\\b${I_HAVE}cancell?ed\\b`],
  ['cancelled', `\\b(?:your|the) ${VISIT}(?: has been| is| was|'s been|'s) ${ADVERBS}cancell?ed\\b`],
  ['cancelled', `\\b${I_HAVE}(?:taken you off|removed you from) the (?:schedule|calendar|books?)\\b`],
  ['booked', "(?<!\\b(?:choice|decision|call) )\\b(?:is|it's|that's) (?:all )?yours\\b"],
  [
    'booked',
    `\\b(?:your|the|that|this) ${VISIT}(?:'s| has| is|'s been| has been) (?:been )?(?:taken|saved|held|blocked(?: off)?|set aside) for you\\b`,
  ],
];
