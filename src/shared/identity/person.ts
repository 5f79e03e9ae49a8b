/**
 * What may be shown of a person, and what an identity number tells. Everything a hall displays, prints or reads out
 * goes through the masks; the full values stay in the case.
 */

/** Compound surnames still met; the whole surname stays readable, as a single one does. */
const COMPOUND_SURNAMES = new Set(
  (
    '欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 长孙 宇文 端木 南宫 独孤 轩辕 闻人 澹台 ' +
    '淳于 申屠 太史 呼延 公冶 百里 东郭 西门 第五 拓跋 完颜 濮阳 钟离 鲜于 赫连 司空 闾丘 巫马 公羊 漆雕'
  ).split(' '),
);

/**
 * 张三 → 张*, 李建国 → 李*国, 欧阳建国 → 欧阳*国, 阿依古丽·买买提 → 阿***·**提, John Smith → J*** S****.
 * Counts by what a reader sees as one character, so that rare ones outside the basic plane are not cut in half.
 */
export function maskName(name: string): string {
  const trimmed = name.normalize('NFC').trim();
  if (!/\p{Script=Han}/u.test(trimmed)) return trimmed.replace(/[^\s.,'’·•・-]+/gu, keepFirst);
  const characters = charactersOf(trimmed.replace(/\s+/g, ''));
  if (characters.some(isDot)) return maskParts(characters);
  return maskHan(characters);
}

function maskHan(characters: readonly string[]): string {
  const surname = COMPOUND_SURNAMES.has(characters.slice(0, 2).join('')) && characters.length > 2 ? 2 : 1;
  if (characters.length <= 1) return '*';
  const given = characters.length - surname;
  const last = given > 1 ? characters.at(-1)! : '';
  return characters.slice(0, surname).join('') + '*'.repeat(given - (last ? 1 : 0)) + last;
}

/** Names written in parts with a dot (Uyghur, Mongolian, transcribed ones): first and last character of the whole. */
function maskParts(characters: readonly string[]): string {
  const end = characters.length - 1;
  return characters.map((each, index) => (index === 0 || index === end || isDot(each) ? each : '*')).join('');
}

function isDot(character: string): boolean {
  return '·•・．.'.includes(character);
}

function keepFirst(word: string): string {
  const characters = charactersOf(word);
  return characters.length === 1 ? '*' : characters[0] + '*'.repeat(characters.length - 1);
}

function charactersOf(text: string): string[] {
  return Array.from(new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text), (each) => each.segment);
}

/** First and last four of an identity number (11010519491231002X → 1101**********002X); shorter papers show less. */
export function maskIdNumber(number: string): string {
  const trimmed = number.trim();
  if (trimmed.length >= 15) return hideMiddle(trimmed, 4, 4);
  if (trimmed.length >= 7) return hideMiddle(trimmed, 1, 2);
  return '*'.repeat(trimmed.length);
}

/** 13800001234 → 138****1234; a country code is left out; other numbers keep their last four at most. */
export function maskPhone(phone: string): string {
  const digits = phone
    .replace(/[^\d+]/g, '')
    .replace(/^(\+|00)86/, '')
    .replace(/\+/g, '');
  if (digits.length === 11 && digits.startsWith('1')) return hideMiddle(digits, 3, 4);
  return hideMiddle(digits, 0, digits.length >= 7 ? 4 : Math.min(2, Math.max(0, digits.length - 2)));
}

function hideMiddle(text: string, head: number, tail: number): string {
  return text.slice(0, head) + '*'.repeat(text.length - head - tail) + text.slice(text.length - tail);
}

/** What is wrong with a number that is not one: a keyboard needs other words for each. */
export type IdNumberFault = 'length' | 'characters' | 'birth' | 'check-digit';

export type IdNumberReading =
  | { readonly ok: true; readonly birth: string; readonly sex: 'male' | 'female' }
  | { readonly ok: false; readonly fault: IdNumberFault };

/**
 * Reads an 18-character citizen identity number (GB 11643: six of region, eight of birth, three of sequence whose last
 * is odd for men, one check character by ISO 7064 MOD 11-2). `birth` is YYYY-MM-DD. A lower-case x is accepted.
 */
export function readIdNumber(number: string): IdNumberReading {
  const digits = number.trim().toUpperCase();
  if (digits.length !== 18) return { ok: false, fault: 'length' };
  if (!/^[1-9]\d{16}[\dX]$/.test(digits)) return { ok: false, fault: 'characters' };
  const birth = `${digits.slice(6, 10)}-${digits.slice(10, 12)}-${digits.slice(12, 14)}`;
  if (!isCalendarDay(birth)) return { ok: false, fault: 'birth' };
  if (checkCharacter(digits) !== digits[17]) return { ok: false, fault: 'check-digit' };
  return { ok: true, birth, sex: Number(digits[16]) % 2 === 1 ? 'male' : 'female' };
}

export function idNumberValid(number: string): boolean {
  return readIdNumber(number).ok;
}

function isCalendarDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) && date.getUTCFullYear() >= 1800;
}

/** Weight of place i from the right is 2^i mod 11. */
function checkCharacter(digits: string): string {
  let sum = 0;
  for (let place = 0; place < 17; place++) sum += Number(digits[place]) * (2 ** (17 - place) % 11);
  return '10X98765432'[sum % 11]!;
}
