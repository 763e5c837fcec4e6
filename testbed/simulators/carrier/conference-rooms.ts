import { newSid } from './sids.ts';

export interface Member {
  callSid: string;
  startsOnEnter: boolean;
  endsOnExit: boolean;
}

/** One conference from its first member to its end. */
export class ConferenceRoom {
  readonly sid = newSid('CF');
  readonly started = Promise.withResolvers<void>();
  readonly ended = Promise.withResolvers<void>();
  readonly #members = new Set<Member>();

  get size(): number {
    return this.#members.size;
  }

  enter(member: Member): void {
    this.#members.add(member);
    const isStartable = [...this.#members].some(({ startsOnEnter }) => startsOnEnter);
    if (isStartable && this.#members.size > 1) this.started.resolve();
  }

  leave(member: Member): void {
    if (!this.#members.delete(member)) return;
    if (member.endsOnExit) this.ended.resolve();
  }
}

/** The conferences of one account that are going on, by name. */
export class ConferenceRooms {
  readonly #rooms = new Map<string, ConferenceRoom>();

  open(name: string): ConferenceRoom {
    const room = this.#rooms.get(name) ?? new ConferenceRoom();
    if (!this.#rooms.has(name)) void room.ended.promise.then(() => this.#close(name, room));
    this.#rooms.set(name, room);
    return room;
  }

  closeIfEmpty(name: string, room: ConferenceRoom): void {
    if (room.size === 0) this.#close(name, room);
  }

  #close(name: string, room: ConferenceRoom): void {
    if (this.#rooms.get(name) === room) this.#rooms.delete(name);
  }
}
