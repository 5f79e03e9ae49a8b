/** Why a card that lies on the reader gave nothing, in the three ways a person can do something about. */
export type CardTrouble = 'unreadable' | 'unsupported' | 'refused';

export type ReplyMeaning =
  | { kind: 'ok' }
  | { kind: 'found' }
  | { kind: 'nothing-found' }
  | { kind: 'trouble'; trouble: CardTrouble }
  /** The request or the line, not the card: ask again. */
  | { kind: 'line' }
  /** The security module itself; only a technician helps. */
  | { kind: 'fault' };

/** The third status byte decides; the first two vary between makers for 31 and 41. */
export function replyMeaning(sw3: number): ReplyMeaning {
  switch (sw3) {
    case 0x90:
      return { kind: 'ok' };
    case 0x9f:
      return { kind: 'found' };
    case 0x80:
      return { kind: 'nothing-found' };
    case 0x81: // select failed
    case 0x41: // read failed
    case 0x47: // random number failed
    case 0x91: // no such item on this card
      return { kind: 'trouble', trouble: 'unreadable' };
    case 0x40: // unknown card type
      return { kind: 'trouble', trouble: 'unsupported' };
    case 0x31: // card did not accept SAM
    case 0x32: // SAM did not accept card
    case 0x33: // information check failed
      return { kind: 'trouble', trouble: 'refused' };
    case 0x10: // checksum
    case 0x11: // length
    case 0x21: // command
    case 0x24: // unknown
      return { kind: 'line' };
    case 0x23: // not authorised
    case 0x60: // self-test failed
    case 0x66: // SAM not authorised
      return { kind: 'fault' };
    default:
      return { kind: 'line' };
  }
}
