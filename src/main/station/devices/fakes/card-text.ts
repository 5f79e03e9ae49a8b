import { CARD_TEXT_BYTES, type CardValidity, type IdCard, type Sex } from '../../../../shared/identity/card.ts';

/** The 256 bytes a card of any of the four kinds holds: the standard's table, written out for a fake to lay down. */
export function buildCardText(card: IdCard): Uint8Array {
  // U+0020 everywhere: text is space-padded.
  const text = new Uint8Array(CARD_TEXT_BYTES);
  for (let at = 0; at < text.length; at += 2) text[at] = 0x20;
  const put = (value: string, length: number, at: number) => {
    for (let index = 0; index < Math.min(value.length, length / 2); index += 1) {
      const unit = value.charCodeAt(index);
      text[at + 2 * index] = unit & 0xff;
      text[at + 2 * index + 1] = unit >> 8;
    }
  };
  const common = () => {
    put(sexCode(card.sex), 2, 30);
    put(compact(card.birth), 16, 36);
    put(card.number, 36, 122);
    putValidity(card.validity, put);
  };
  switch (card.kind) {
    case 'citizen':
      common();
      put(card.name, 30, 0);
      put(card.nation.code, 4, 32);
      put(card.address, 70, 52);
      put(card.issuer, 30, 158);
      break;
    case 'residence-permit':
      common();
      put(card.name, 30, 0);
      put(card.address, 70, 52);
      put(card.issuer, 30, 158);
      put(card.travelPermit, 18, 220);
      put(card.issueCount, 4, 238);
      put('J', 2, 248);
      break;
    case 'foreign-2017':
      put(card.englishName, 120, 0);
      put(sexCode(card.sex), 2, 120);
      put(card.number, 30, 122);
      put(card.nationality, 6, 152);
      put(card.chineseName, 30, 158);
      putValidity(card.validity, put);
      put(compact(card.birth), 16, 220);
      put(card.cardVersion, 4, 236);
      put(card.authorityCode, 8, 240);
      put('I', 2, 248);
      break;
    case 'foreign-2023':
      common();
      put(card.chineseName, 30, 0);
      put(card.renewals, 4, 32);
      put(card.englishName, 70, 52);
      put(card.englishName.slice(35), 22, 220);
      put(card.nationality, 6, 242);
      put('Y', 2, 248);
      put(card.oldNumberLink, 6, 250);
      break;
  }
  return text;
}

function putValidity(validity: CardValidity, put: (value: string, length: number, at: number) => void): void {
  put(compact(validity.from), 16, 188);
  put(validity.to === 'long-term' ? '长期' : compact(validity.to), 16, 204);
}

function compact(iso: string): string {
  return iso.replaceAll('-', '');
}

function sexCode(sex: Sex): string {
  return { unknown: '0', male: '1', female: '2', unstated: '9' }[sex];
}
