/** Groups of words that the claims of an English-speaking agent are built from. */
export const ADVERBS =
  '(?:(?:now|all|just|already|officially|successfully|gone ahead and|went ahead and|also|both|actually|got|in fact) )*';
export const I_HAVE = `(?:i|we)(?:'ve| have|'ve got| have got)? ${ADVERBS}`;
export const VISIT = '(?:visit|appointment|window|slot|booking|time|technician|reservation|spot|opening)';
export const WORKER = '(?:technician|tech|plumber|electrician|locksmith|team|crew|guy|truck|van|pro|person)';
export const SOMEBODY = `(?:he|she|they|somebody|someone|help|(?:the|a|our|your|one of our)(?: (?!of\\b)\\w+)? ${WORKER}s?|(?:two|three|both|our) ${WORKER}s)`;
/** Days and hours that make a visit of what else would be small talk. */
export const WHEN =
  '(?:tomorrow|tonight|today|this (?:morning|afternoon|evening)|monday|tuesday|wednesday|thursday|friday|saturday|sunday|the \\w+|between|at|from|\\d|noon|eight|nine|ten|eleven|twelve|one|two|three|four|five|six|seven)';
/** "Okay, great, ..." */
export const OPENING =
  '^\\W*(?:(?:okay|ok|great|perfect|alright|all right|good news|done|sure|so|awesome|excellent|wonderful|yep|yes|and)\\W+)*';
