/** Sentences the agent says word for word; code decides when. */
export const SPOKEN_LINES = {
  silencePrompt: 'Are you still there?',
  silenceGoodbye: "I can't hear you, so I'll hang up now. Please call again any time. Goodbye.",
  maxDurationGoodbye: 'I have to end this call now. Please call again if you need anything else. Goodbye.',
  goodbye: 'Thank you for calling. Goodbye.',
  stillLooking: 'One moment, please, I am checking that.',
  transferring: 'One moment, please. I am trying to reach a person for you.',
} as const;
