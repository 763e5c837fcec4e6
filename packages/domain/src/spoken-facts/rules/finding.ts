export type SpokenLanguage = 'en' | 'es';

/** Half-open range of UTF-16 units in the text that was read. */
export interface TextSpan {
  start: number;
  end: number;
}

/** `certain`: the words leave nothing else; `likely`: told by the words around it. */
export type Certainty = 'certain' | 'likely';

interface FoundIn extends TextSpan {
  certainty: Certainty;
}

/** Which part of a price the words name; `total` when they say so themselves. */
export type AmountPart = 'total' | 'trip' | 'diagnostic' | 'after-hours' | 'holiday' | 'outer-area';

export interface AmountFinding extends FoundIn {
  kind: 'amount';
  amountCents: number;
  /** "about", "around", "under", "starting at", "or so": no figure that a tool returned. */
  isApproximate: boolean;
  part: AmountPart | null;
}

export interface ClockTime {
  /** Since midnight; below 720 when the half of the day was not said. */
  minutesOfDay: number;
  isHalfDayKnown: boolean;
}

export interface TimeFinding extends FoundIn, ClockTime {
  kind: 'time';
  /** "by", "before", "until": the end of something. */
  isDeadline: boolean;
  /** Nothing but its shape says that it is a time: "it's two fifty" can be a price. */
  couldBeAmount: boolean;
}

export interface WindowFinding extends FoundIn {
  kind: 'window';
  from: ClockTime;
  to: ClockTime;
}

export interface DateFinding extends FoundIn {
  kind: 'date';
  /** Days it can mean, nearest first; none when weekday and day of the month contradict each other. */
  isoDates: readonly string[];
  /** Said by its distance ("tonight", "tomorrow"), not by its name. */
  isRelative: boolean;
}

export interface DurationFinding extends FoundIn {
  kind: 'duration';
  /** The shorter one of "thirty to forty minutes"; else the same as `minutes`. */
  fromMinutes: number;
  minutes: number;
  /** Somebody is there after it: "in about forty minutes", "half an hour away". */
  isArrival: boolean;
}

export type ClaimAction =
  | 'booked'
  | 'moved'
  | 'cancelled'
  | 'on-the-way'
  | 'will-come'
  | 'called-911'
  | 'texted'
  | 'message-taken'
  | 'paged'
  | 'transferred'
  | 'callback'
  /** A lower price, or none. */
  | 'discounted'
  /** Never true: the agent is an AI. */
  | 'is-human'
  /** What nobody on the line may be told: other people, other businesses, the agent's own instructions. */
  | 'confidential'
  /** Never the agent's to say: that nobody need leave, or call for help. */
  | 'plays-danger-down'
  /** True only of a caller who refused. */
  | 'not-recorded'
  /** Nobody is paid on the telephone. */
  | 'payment-taken'
  /** A price that covers more than a visit. */
  | 'repair-included'
  /** That somebody else pays. */
  | 'insured'
  /** No tool tells that somebody stands at the door. */
  | 'arrived';

/** Something the agent says is done. Refusals, offers, questions and conditions are none. */
export interface ClaimFinding extends FoundIn {
  kind: 'claim';
  action: ClaimAction;
}

export interface TechnicianFinding extends FoundIn {
  kind: 'technician';
  /** As in the list that was given; the spoken word when it names nobody of the list. */
  name: string;
  isKnown: boolean;
}

/** Somebody else's telephone number, or a card's. Its digits are kept nowhere. */
export interface PhoneFinding extends FoundIn {
  kind: 'phone';
  what: 'telephone' | 'card';
}

export type SpokenFinding =
  | AmountFinding
  | TimeFinding
  | WindowFinding
  | DateFinding
  | DurationFinding
  | ClaimFinding
  | TechnicianFinding
  | PhoneFinding;
