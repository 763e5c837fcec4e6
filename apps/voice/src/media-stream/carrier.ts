/** What a carrier tells a call session, in our words. Twilio is one carrier; a browser's microphone another. */
export interface CarrierListener {
  /** HOT: the caller's audio in order and without holes. Base64 of µ-law, 8 kHz, mono. */
  callerAudio(audio: string, byteLength: number): void;
  digitPressed(digit: string): void;
  /** A mark came back: everything sent before it was played, or cleared. */
  markReturned(name: string): void;
  /** Once: the caller hung up, or the connection to the carrier broke. Not after our own `close`. */
  ended(cause: 'caller-hung-up' | 'connection-lost'): void;
}

/** One call's media at the carrier. Everything sent is played in order, at real time, until `clear`. */
export interface CarrierLeg extends Disposable {
  /** Audio that arrived before is handed over first. */
  attach(listener: CarrierListener): void;
  /** HOT: base64 of µ-law, 8 kHz, mono. False when the peer reads too slowly and the audio was dropped. */
  sendAudio(audio: string): boolean;
  sendMark(name: string): void;
  /** The carrier forgets what it has not played yet. */
  clear(): void;
  /** Ends the media; the carrier then asks its webhook what comes next. */
  close(): void;
}
