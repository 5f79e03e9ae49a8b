import { z } from 'zod';

/**
 * What stands in the 256 bytes of text of a second-generation card: citizens (GA 448), residents from Hong Kong, Macau
 * and Taiwan, foreign permanent residents of the 2017 and the 2023 kind. UTF-16LE, space-padded; the character at byte
 * 248 tells the kind. A card's content is personal data: it is handed on, never logged.
 */
const IsoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const Sex = z.enum(['unknown', 'male', 'female', 'unstated']);

/** Both days included; a card may be valid for good (长期). */
export const CardValidity = z.object({ from: IsoDate, to: z.union([IsoDate, z.literal('long-term')]) });

const common = { number: z.string().min(1), sex: Sex, birth: IsoDate, validity: CardValidity };

export const CitizenCard = z.object({
  kind: z.literal('citizen'),
  ...common,
  name: z.string().min(1),
  /** GB/T 3304, e.g. 01 汉 */
  nation: z.object({ code: z.string(), name: z.string() }),
  address: z.string(),
  issuer: z.string(),
});

export const ResidencePermit = z.object({
  kind: z.literal('residence-permit'),
  ...common,
  name: z.string().min(1),
  /** By the number's first six digits; null for one that is not known. */
  region: z.enum(['hongkong', 'macau', 'taiwan']).nullable(),
  address: z.string(),
  issuer: z.string(),
  travelPermit: z.string(),
  issueCount: z.string(),
});

export const ForeignCard2017 = z.object({
  kind: z.literal('foreign-2017'),
  ...common,
  /** The Chinese name where there is one, else the English. */
  name: z.string().min(1),
  englishName: z.string(),
  chineseName: z.string(),
  /** ISO 3166-1 alpha-3 */
  nationality: z.string(),
  cardVersion: z.string(),
  authorityCode: z.string(),
});

export const ForeignCard2023 = z.object({
  kind: z.literal('foreign-2023'),
  ...common,
  name: z.string().min(1),
  englishName: z.string(),
  chineseName: z.string(),
  nationality: z.string(),
  renewals: z.string(),
  oldNumberLink: z.string(),
});

export const IdCard = z.discriminatedUnion('kind', [CitizenCard, ResidencePermit, ForeignCard2017, ForeignCard2023]);

export type Sex = z.infer<typeof Sex>;
export type CardValidity = z.infer<typeof CardValidity>;
export type IdCard = z.infer<typeof IdCard>;

/** Which part of the text cannot be what it should; never the text itself. */
export type CardTextProblem = 'length' | 'kind' | 'name' | 'number' | 'birth' | 'validity';
export type CardTextResult = { ok: true; card: IdCard } | { ok: false; problem: CardTextProblem };

export const CARD_TEXT_BYTES = 256;

/** GB/T 3304, two digits to the name as printed on the card. */
export const nations: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '01汉 02蒙古 03回 04藏 05维吾尔 06苗 07彝 08壮 09布依 10朝鲜 11满 12侗 13瑶 14白 15土家 16哈尼 17哈萨克 18傣 19黎 ' +
    '20傈僳 21佤 22畲 23高山 24拉祜 25水 26东乡 27纳西 28景颇 29柯尔克孜 30土 31达斡尔 32仫佬 33羌 34布朗 35撒拉 ' +
    '36毛南 37仡佬 38锡伯 39阿昌 40普米 41塔吉克 42怒 43乌孜别克 44俄罗斯 45鄂温克 46德昂 47保安 48裕固 49京 50塔塔尔 ' +
    '51独龙 52鄂伦春 53赫哲 54门巴 55珞巴 56基诺 97其他 98外国血统'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), entry.slice(2)]),
);

const sexes: Readonly<Record<string, Sex>> = { '0': 'unknown', '1': 'male', '2': 'female', '9': 'unstated' };
const regions = { '810000': 'hongkong', '820000': 'macau', '830000': 'taiwan' } as const;

/** `text` is the 256 bytes as the reader gives them. */
export function parseCardText(text: Uint8Array): CardTextResult {
  if (text.length !== CARD_TEXT_BYTES) return { ok: false, problem: 'length' };
  // A byte-order mark taken off would move every field by one character.
  const whole = new TextDecoder('utf-16le', { ignoreBOM: true }).decode(text);
  // Offsets and lengths are bytes, as in the standard's table; a character is two of them.
  const raw = (length: number, at: number) => whole.slice(at / 2, (at + length) / 2);
  const field = (length: number, at: number) => trimPadding(raw(length, at));

  const kind = trimPadding(raw(2, 248));
  if (kind === 'I') return foreign2017(field);
  if (kind !== '' && kind !== 'J' && kind !== 'Y') return { ok: false, problem: 'kind' };

  const shared = readCommon(field(36, 122), field(2, 30), field(16, 36), field(16, 188), field(16, 204));
  if (!shared.ok) return shared;
  if (!/^\d{17}[\dX]$/.test(shared.number)) return { ok: false, problem: 'number' };
  const { ok: _, ...base } = shared;
  const name = field(30, 0);

  if (kind === 'Y') {
    // The English name runs on in a second field; joined before trimming so that a space at the seam survives.
    const englishName = trimPadding(raw(70, 52) + raw(22, 220));
    const shown = name || englishName;
    if (!shown) return { ok: false, problem: 'name' };
    return card({
      kind: 'foreign-2023',
      ...base,
      name: shown,
      englishName,
      chineseName: name,
      nationality: field(6, 242),
      renewals: field(4, 32),
      oldNumberLink: field(6, 250),
    });
  }
  if (!name) return { ok: false, problem: 'name' };
  if (kind === 'J') {
    const prefix = base.number.slice(0, 6);
    return card({
      kind: 'residence-permit',
      ...base,
      name,
      region: prefix in regions ? regions[prefix as keyof typeof regions] : null,
      address: field(70, 52),
      issuer: field(30, 158),
      travelPermit: field(18, 220),
      issueCount: field(4, 238),
    });
  }
  const nation = field(4, 32);
  return card({
    kind: 'citizen',
    ...base,
    name,
    nation: { code: nation, name: nations[nation] ?? '其他' },
    address: field(70, 52),
    issuer: field(30, 158),
  });
}

function foreign2017(field: (length: number, at: number) => string): CardTextResult {
  const shared = readCommon(field(30, 122), field(2, 120), field(16, 220), field(16, 188), field(16, 204));
  if (!shared.ok) return shared;
  if (!/^[A-Z]{3}\d{12}$/.test(shared.number)) return { ok: false, problem: 'number' };
  const { ok: _, ...base } = shared;
  const englishName = field(120, 0);
  const chineseName = field(30, 158);
  const name = chineseName || englishName;
  if (!name) return { ok: false, problem: 'name' };
  return card({
    kind: 'foreign-2017',
    ...base,
    name,
    englishName,
    chineseName,
    nationality: field(6, 152),
    cardVersion: field(4, 236),
    authorityCode: field(8, 240),
  });
}

type Common =
  | { ok: true; number: string; sex: Sex; birth: string; validity: CardValidity }
  | { ok: false; problem: CardTextProblem };

function readCommon(number: string, sex: string, birthText: string, fromText: string, toText: string): Common {
  const birth = parseCardDate(birthText);
  if (!birth) return { ok: false, problem: 'birth' };
  const from = parseCardDate(fromText);
  const to = toText === '长期' ? 'long-term' : parseCardDate(toText);
  if (!from || !to) return { ok: false, problem: 'validity' };
  return { ok: true, number: number.toUpperCase(), sex: sexes[sex] ?? 'unknown', birth, validity: { from, to } };
}

/** `19491231` → `1949-12-31`; null when it is not a day of the calendar. */
export function parseCardDate(text: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!match) return null;
  const iso = `${match[1]}-${match[2]}-${match[3]}`;
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === iso ? iso : null;
}

/** `today` is the hall's day as `YYYY-MM-DD`; the last day of validity still counts. */
export function isCardExpired(validity: CardValidity, today: string): boolean {
  return validity.to !== 'long-term' && validity.to < today;
}

function trimPadding(text: string): string {
  // Padding is U+0020; some readers leave U+0000 or the ideographic space.
  return text.replace(/^[\0\s\u3000]+|[\0\s\u3000]+$/g, '');
}

function card(value: IdCard): CardTextResult {
  return { ok: true, card: value };
}
