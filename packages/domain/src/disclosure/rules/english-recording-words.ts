// Patterns over the words of `toPlainWords`.

const RECORD = '(?:record(?:ed|ing|ings)?)';
const RECORDING = '(?:recording|recorder)';
const BE_RECORDED = `(?:be|being|get|getting) ${RECORD}`;
/** Words between, never over a mark. */
const UP_TO = (count: number) => `(?: \\w+){0,${count}}`;
const NOT_BEFORE = (...words: readonly string[]) => words.map((word) => `(?<!\\b${word} )`).join('');
const MACHINES = '(?:camera|cameras|doorbell|dvr|machine|thermostat|system|phone|alarm|recorder)';

/** "I don't agree to that": a sentence that ends there, and not with "price". */
const ENDS = '(?= (?:please|thanks|thank you|sir|maam|at all|either)\\b|(?: \\||$))';

/** The caller refuses to be recorded. */
export const ENGLISH_REFUSALS: readonly RegExp[] = [
  // "please don't record this", and not "you don't record calls, do you"
  `${NOT_BEFORE('you', 'we', 'they', 'i', 'why', 'it', 'that', 'companies', 'people', MACHINES)}\\bdo not (?:you )?(?:dare |ever |even |be )?${RECORD}\\b(?! heat| high| low| cold)`,
  `\\b(?:can|could|would|will) (?:you|we) (?:please |just )?(?:not|stop|quit) (?:be )?${RECORD}\\b`,
  `\\b(?:please|kindly|just|and|or) not (?:be )?${RECORD}\\b`,
  `(?<!\\bwhat |\\bhow )\\byou (?:can|may|must|should) not (?:be )?${RECORD}\\b`,
  `\\byou (?:are|were) not (?:allowed|permitted|authorized|supposed) to (?:be )?${RECORD}\\b`,
  `\\b(?:prefer|rather|wish|want|like|appreciate|hope|ask|asked|asking|better|grateful)${UP_TO(4)} you (?:do not|did not|would not|not|stop|stopped) ${RECORD}\\b`,
  // "I don't want to be recorded", "I do not want this recorded"
  `\\bnot (?:want|wish|like|need|agree|consent|accept|allow|authorize|permit|approve|appreciate)(?: (?!not\\b|talk|speak|stop|turn|to leave)\\w+){0,6} ${BE_RECORDED}\\b`,
  `\\bnot (?:want|wish|like|agree to|consent to|accept|allow|authorize|permit|approve|appreciate)(?: (?:for|this|that|the|my|any|it|me|us|you|anyone|anybody|to|call|calls|phone|conversation|voice|of|with|being|be|getting|have|having|all|a)){0,6} ${RECORD}\\b(?! to talk)`,
  `\\bi (?:really )?(?:do not|am not|will not|would not|can not|never|did not)(?: \\w+)? (?:consent|consented|consenting)\\b(?! to (?:the|a|any|that|this|your) (?!call|record|tap))`,
  `\\b(?:no|without|not)(?: \\w+){0,3} (?:consent|permission|authorization)(?: for you)? (?:to|for|of|on) (?:be |being |this |the |any |my )*${RECORD}\\b`,
  `\\b${RECORD}${UP_TO(4)} without (?:my|our) (?:consent|permission|ok|knowledge)\\b`,
  `\\bi (?:refuse|decline|object|am opposed|do object|am against) (?:to )?(?:this |the |any |your )?(?:being |be |get )?(?:me |us )?${RECORD}\\b`,
  `\\b(?:rather|prefer|prefer to) not (?:to )?(?:be|get|have)(?: \\w+){0,3} ${RECORD}\\b`,
  `\\b(?:rather|prefer)(?: \\w+){0,4} not (?:be )?${RECORD}\\b`,
  `\\bnot (?:ok|comfortable|fine|happy|cool|alright|good|keen)(?: \\w+)? (?:with |about |to |if |that |being |having )(?:\\w+ ){0,4}?${RECORD}\\b`,
  `\\buncomfortable (?:with |about |being |to )(?:\\w+ ){0,3}?${RECORD}\\b`,
  `\\b(?:am|are) not (?:going to|gonna|willing to|agreeing to|letting you|consenting to)(?: \\w+){0,2} ${RECORD}\\b`,
  `\\bnot possible to (?:be )?${RECORD}\\b|\\b(?:possible|way) (?:for me |for us )?(?:to )?not (?:to )?(?:be|get|have)(?: \\w+){0,3} ${RECORD}\\b`,
  `\\bnobody (?:may |can |is going to |gets to )?${RECORD}s? me\\b`,
  `\\b(?:not|never) (?:agreed|consented) to(?: \\w+){0,2} ${RECORD}\\b`,
  `\\b(?:this|call|conversation|i|we) (?:can|may|must|should|will) not be ${RECORD}\\b`,
  `\\b(?:possible|like|want|prefer|ask|asking|wish)(?: you)? (?:to not|not to) (?:be )?${RECORD}\\b`,
  `\\b(?:want|like|prefer|need) (?:this|it|that|the call|this call|my call) not (?:to be )?${RECORD}\\b`,
  `\\b(?:like|want|need|have|get) (?:the |that |this |your )?(?:call )?recording (?:to be )?(?:turned |switched |shut )?off\\b`,
  `(?:^|\\| )recording off\\b`,
  `\\bi (?:really |do |really do )?mind (?:(?:being|if|you|the|this|that|your|are|is|me) )+${RECORD}\\b`,
  `\\bhave (?:a|an|some|a big) (?:problem|issue|objection)s? (?:with|to) (?:(?:being|you|the|this|your|me) )*${RECORD}\\b`,
  `\\b(?:do not|stop) (?:tape|taping) (?:me|us|this call|the call|our call)\\b|\\bnot want to be taped\\b`,
  // "stop recording", "turn the recording off"; not "don't stop recording", not a camera that stops
  `(?<!\\bnot want you to )${NOT_BEFORE('not', 'never', 'did you', 'i', 'it', 'will', 'to not', MACHINES, 'would')}\\b(?:stop|quit|cease|end|pause|halt|cancel|disable|kill|cut|delete|erase)(?: (?:with|the|this|that|your|any|all|of|my|me|us|call|audio))* ${RECORD}\\b`,
  `${NOT_BEFORE('not', 'never', 'will', 'i', 'you to')}\\b(?:turn|switch|shut|click) (?:off )?(?:the |that |this |your |any )?(?:call |voice |audio )?${RECORDING}(?: \\w+)? off\\b`,
  `${NOT_BEFORE('not', 'never', 'will')}\\b(?:turn|switch|shut|click)(?:ing)? off (?:the |that |this |your |any |of )*(?:call |voice |audio )?${RECORDING}\\b`,
  `\\b(?:opt|opting|opted|take me|leave me) (?:out|off)(?: of| from)?(?: \\w+){0,2} ${RECORD}\\b`,
  `\\bwithout (?:the |a |any |it |this |you |me |us |being |be |getting )*${RECORD}\\b(?! (?:device|studio))`,
  `(?<!\\bnot )\\boff the record\\b`,
  `\\bnot (?:(?:want|wish|like|need|agree|consent|put|have|get|going|to|me|us|my|voice|be|being|this|anything|it) ){0,5}on (?:the |a |your )?tape\\b`,
  `(?<!\\bnot )(?<!\\bnever )\\b(?:stop|pause|kill|cut|end) (?:the|that|this|your) tape\\b(?! (?:from|on|measure))`,
  `\\b(?:turn|switch|shut) (?:off )?(?:the|that|this|your) tape(?: recorder)?(?: off)?${ENDS}`,
  `\\bi (?:do|did|will|would|can) not (?:agree|consent|agreed) to (?:that|this|it)${ENDS}`,
  `\\bi (?:do|did|will|would|can) not (?:authorize|permit)(?: (?:that|this|it))?${ENDS}`,
  `\\b(?:not|never) (?:have|had|got|get|give you|given you) (?:my|our) (?:permission|consent|authorization)${ENDS}`,
  `\\b(?:rather|prefer|wish|want)(?: \\w+){0,4} not (?:be )?taped\\b`,
  `\\bnot (?:ok|comfortable|fine|happy|cool|keen)(?: \\w+){0,4} (?:on tape|taped)\\b`,
  `\\bnot (?:want|like)(?: \\w+){0,2} my voice (?:saved|kept|stored|taped|on file)\\b`,
  `\\bnot (?:keep|save|store)(?: \\w+){0,3} (?:my voice|this call|this conversation)\\b`,
  `\\bnot have (?:my |our )?(?:permission|consent|authorization) to tape\\b`,
  `(?<!\\b(?:there|is|was|are|have|has|had|see|find|got|with|show|shows|hear|heard|get|says|say) )\\bno (?:call |audio |voice )?(?:recording|recordings|taping)\\b(?! (?:device|studio|equipment|problem))`,
].map((pattern) => new RegExp(pattern, 'u'));

/** What these mean depends on what was just said: at their start, for "my faucet runs, can I turn it off" is none. */
const FIRST =
  '^(?:\\| )?(?:(?:hi|hello|hey|um|oh|ok|well|yeah|yes|no|wait|sorry|excuse me|actually|so|first|please)(?: \\|)* )*';

/** The caller has just been told of the recording, and refuses it. */
export const ENGLISH_REFUSALS_OF_NOTICE: readonly RegExp[] = [
  `${FIRST}(?:(?:can|could|would|will) (?:you|we) )?(?:please |just )*(?:turn|switch|shut|stop) (?:off )?(?:that|it|this)(?: thing)?(?: off)?${ENDS}`,
  `${FIRST}(?:do not|i (?:would|do) (?:not like|not want|rather not)|i would (?:rather|prefer) (?:if )?you (?:did|do|would) not)(?: (?:do|doing|to do))? (?:that|this|it)${ENDS}`,
  `${FIRST}(?:i am |that is |it is )?not (?:ok|comfortable|fine|happy|cool|alright) with (?:that|this|it)${ENDS}`,
].map((pattern) => new RegExp(pattern, 'u'));

/** Sentences that hold a refusal's words and are none; they are taken out before it is looked for. */
export const ENGLISH_FALSE_FRIENDS: readonly RegExp[] = [
  `\\b(?:do|does|would|did|will) not (?:really |even )?(?:mind|care|bother|matter|object|worry)\\b[^|]*?${RECORD}\\b`,
  `\\b(?:never|not) (?:a )?(?:mind|minded|problem|issue|opposed|against|objecting)\\b[^|]*?${RECORD}\\b`,
  `\\b(?:no|not an?|zero|any) (?:problem|problems|issue|issues|objection|objections|worries|concern|concerns|big deal)\\b[^|]*?${RECORD}\\b`,
  `\\b(?:talk|talking|speak|speaking|spoke|listen|listening|leave|leaving|get|got|hear|heard|reach) (?:to |with |on )?(?:a |an |another |the |your |some )?(?:machine or )?(?:a )?(?:recording|recorder|recorded (?:voice|message|line|menu))\\b`,
  `\\b(?:broken|track|service|public|medical|criminal|maintenance|world|hot|for the|on the|vinyl|paper) records?\\b`,
  `\\brecord (?:player|heat|high|low|cold|time|number|snow|rain|label|store|temperatures?)\\b`,
  `(?<!\\b(?:rather|prefer|appreciate|wish|hope|like)\\b[^|]*)\\b(?:did|does|was|were|has|had|have|could) not(?: \\w+)? ${RECORD}\\b`,
  `\\b(?:didn|couldn|not|never) (?:turn|stop)(?:ing)?(?: \\w+){0,3} ${RECORD}(?: off)?\\b`,
  `\\b(?:do not|not to|never|not) (?:stop|quit|pause|end|delete|erase|turn off|shut off|switch off)(?: \\w+){0,2} ${RECORD}\\b`,
  `\\bdo not (?:turn|switch|shut) (?:the |that )?${RECORD} off\\b`,
  `\\bnot want (?:you |it )to (?:stop|quit|pause|turn off|delete)(?: \\w+){0,2} ${RECORD}\\b`,
  `\\b(?:the|my|our|this|that|a) (?:\\w+ )?${MACHINES}(?: \\w+){0,5} ${RECORD}\\b`,
  `\\b(?:on|from|with|for) (?:my|our|the) (?:\\w+ )?${MACHINES}\\b`,
].map((pattern) => new RegExp(pattern, 'gu'));

/** Said after a refusal, they take it back. */
export const ENGLISH_PERMISSIONS: readonly RegExp[] = [
  `\\byou (?:can|may|could|are allowed to|have my (?:ok|permission|consent) to)(?: (?:go ahead and|start|keep|now|also|just|totally|of course|still|all))* (?:be )?${RECORD}\\b`,
  `\\b(?:go ahead|feel free|please|ok to|fine to|start|resume|continue|keep)(?: (?:and|to|now|again))* ${RECORD}\\b(?! (?:my|the) (?:address|number|name))`,
  `\\b(?:turn|switch|put) (?:the |that |your )?${RECORDING} (?:back )?on\\b|\\b(?:turn|switch) (?:back )?on (?:the |that |your )?${RECORDING}\\b`,
  `(?<!\\bnot )\\b(?:ok|fine|cool|good|alright|all right|comfortable|happy) (?:with |if |that |to |for |about )(?:\\w+ ){0,4}?${RECORD}\\b`,
  `\\bi (?:do |now )?(?:consent|agree|give (?:you )?(?:my )?(?:permission|consent))(?: \\w+){0,4} ${RECORD}\\b`,
  `\\b(?:do|would) not (?:mind|care|object)\\b[^|]*?${RECORD}\\b`,
  `\\bno (?:problem|issue|objection)s?\\b[^|]*?${RECORD}\\b`,
].map((pattern) => new RegExp(pattern, 'u'));
