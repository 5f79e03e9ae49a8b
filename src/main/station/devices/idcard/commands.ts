import { CARD_TEXT_BYTES } from '../../../../shared/identity/card.ts';
import { request } from './frame.ts';

export const SAM_STATUS = request(0x11, 0xff);
export const FIND_CARD = request(0x20, 0x01);
export const SELECT_CARD = request(0x20, 0x02);
export const READ_TEXT_AND_PHOTO = request(0x30, 0x01);
export const READ_APPENDED_ADDRESS = request(0x30, 0x03);

export interface Reply {
  /** The third status byte; it alone is the same on all readers. */
  readonly sw3: number;
  readonly data: Uint8Array;
}

/** Null for a frame too short to be a reply. */
export function parseReply(body: Uint8Array): Reply | null {
  const sw3 = body[2];
  return sw3 === undefined ? null : { sw3, data: body.subarray(3) };
}

/** Text and photo out of a read reply: two lengths, then the two parts. Null when they do not add up. */
export function parseReadData(data: Uint8Array): { text: Uint8Array; photo: Uint8Array } | null {
  if (data.length < 4) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const textLength = view.getUint16(0);
  const photoLength = view.getUint16(2);
  if (textLength !== CARD_TEXT_BYTES || data.length !== 4 + textLength + photoLength) return null;
  return { text: data.slice(4, 4 + textLength), photo: data.slice(4 + textLength) };
}

const APPENDED_BYTES = 70;

/** Up to four addresses of 70 bytes each, UTF-16LE, padded with spaces. */
export function parseAppendedAddresses(data: Uint8Array): string[] {
  const addresses: string[] = [];
  for (let at = 0; at + APPENDED_BYTES <= data.length; at += APPENDED_BYTES) {
    const text = new TextDecoder('utf-16le')
      .decode(data.subarray(at, at + APPENDED_BYTES))
      .replaceAll('\0', '')
      .trim();
    if (text !== '') addresses.push(text);
  }
  return addresses;
}
