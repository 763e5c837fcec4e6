import { type CardUtterance, isCardInPieces, isWholeCard } from '@afterhourfix/domain';

/** Nobody reads a card in more pieces. */
const MAX_PIECES = 16;
/** So many utterances without a digit, "yes" and "are you ready" among them, end what was begun. */
const MAX_IDLE = 8;
/** "My card number is", and the digits come later. */
const ANNOUNCED_UTTERANCES = 4;
const LEAST_ANNOUNCED_DIGITS = 4;
const ZIP_DIGITS = 5;

export interface CardPiece {
  itemId: string;
  text: string;
}

type Piece = CardPiece & Pick<CardUtterance, 'groups' | 'isNothingElse'>;

/** A number that is read in several utterances or bursts of keys: remembers the pieces until they are a card's. */
export class CardReading {
  #pieces: Piece[] = [];
  #idle = 0;
  #announcedFor = 0;

  /** What is asked for now, or is said, has digits of its own. */
  forget(): void {
    this.#pieces = [];
    this.#idle = 0;
    this.#announcedFor = 0;
  }

  announce(): void {
    this.#announcedFor = ANNOUNCED_UTTERANCES;
  }

  /** Everything that was gathered; it is forgotten. */
  take(): CardPiece[] {
    const pieces = this.#pieces;
    this.forget();
    return pieces;
  }

  /** Whether all that was gathered is now a card, or most of one. */
  add({ itemId, text }: CardPiece, said: CardUtterance): boolean {
    if (said.isOfElse) this.forget();
    if (said.namesCard) this.announce();
    if (said.isOfElse || said.groups.length === 0) return this.#idleOn();
    const { groups, isNothingElse } = said;
    this.#pieces = [...this.#pieces, { itemId, text, groups, isNothingElse }].slice(-MAX_PIECES);
    this.#idle = 0;
    const isCard = this.#isCard() || this.#isAnnounced(said);
    this.#announcedFor = Math.max(0, this.#announcedFor - 1);
    return isCard;
  }

  #idleOn(): false {
    this.#announcedFor = Math.max(0, this.#announcedFor - 1);
    this.#idle += 1;
    if (this.#idle > MAX_IDLE) this.forget();
    return false;
  }

  /** The latest of them, however many: what came before may have been something else. */
  #isCard(): boolean {
    const read = this.#pieces.filter(({ isNothingElse }) => isNothingElse).map(({ groups }) => groups);
    const all = this.#pieces.map(({ groups }) => groups);
    return (
      read.some((_, from) => isCardInPieces(read.slice(from).flat())) ||
      all.some((_, from) => isWholeCard(all.slice(from).flat()))
    );
  }

  #isAnnounced({ groups, isNothingElse }: CardUtterance): boolean {
    const count = groups.reduce((sum, { digits }) => sum + digits.length, 0);
    return this.#announcedFor > 0 && isNothingElse && count >= LEAST_ANNOUNCED_DIGITS && count !== ZIP_DIGITS;
  }
}
