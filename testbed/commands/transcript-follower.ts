import type { Client } from 'pg';

const PERIOD_MS = 400;
const FINISHED_TURNS = `select t.item_id, t.speaker, t.text, t.is_interrupted, c.media_started_at,
    extract(epoch from t.started_at - coalesce(c.media_started_at, c.started_at)) * 1000 as at_ms
  from transcript_turns t join calls c on c.id = t.call_id
  where c.call_sid = $1 order by t.started_at, t.id`;

export interface FollowedTurn {
  speaker: 'caller' | 'agent';
  text: string;
  isInterrupted: boolean;
  /** From the start of the media, by the clock of the server. */
  atMs: number;
}

interface TurnRow {
  item_id: string;
  speaker: 'caller' | 'agent';
  text: string;
  is_interrupted: boolean;
  at_ms: string;
}

/** Reads along in the transcript of a live call: for an engine whose words cannot be decoded from its audio. */
export class TranscriptFollower implements AsyncDisposable {
  readonly #database: Client;
  readonly #callSid: string;
  readonly #onTurn: (turn: FollowedTurn) => void;
  readonly #told = new Set<string>();
  #isReading = false;
  #failure: Error | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(database: Client, callSid: string, onTurn: (turn: FollowedTurn) => void) {
    this.#database = database;
    this.#callSid = callSid;
    this.#onTurn = onTurn;
  }

  /** Resolves when what is written so far has been told; from then on every 400 ms. */
  async start(): Promise<void> {
    await this.#read();
    this.#timer = setInterval(() => void this.#readWhenFree(), PERIOD_MS);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop();
    if (this.#failure) throw this.#failure;
    await this.#read();
  }

  #stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  async #readWhenFree(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      await this.#read();
    } catch (error) {
      this.#stop();
      this.#failure = new Error('The transcript can no longer be read', { cause: error });
    } finally {
      this.#isReading = false;
    }
  }

  async #read(): Promise<void> {
    const { rows } = await this.#database.query<TurnRow>(FINISHED_TURNS, [this.#callSid]);
    for (const row of rows) {
      if (this.#told.has(row.item_id) || row.text === '') continue;
      this.#told.add(row.item_id);
      const { speaker, text, is_interrupted: isInterrupted } = row;
      this.#onTurn({ speaker, text, isInterrupted, atMs: Number(row.at_ms) });
    }
  }
}
