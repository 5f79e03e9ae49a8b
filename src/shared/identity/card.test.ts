import { describe, expect, test } from 'vitest';
import { IdCard, isCardExpired, nations, parseCardDate, parseCardText } from './card.ts';

/** Fields put by hand at the byte offsets of the standard's table; made-up people only. */
function cardText(fields: readonly (readonly [at: number, text: string])[]): Uint8Array {
  const text = Buffer.from(' '.repeat(128), 'utf16le');
  for (const [at, value] of fields) Buffer.from(value, 'utf16le').copy(text, at);
  return text;
}

const citizen = [
  [0, '李秀英'],
  [30, '2'],
  [32, '01'],
  [36, '19491231'],
  [52, '北京市朝阳区示例路1号'],
  [122, '11010519491231002X'],
  [158, '北京市公安局朝阳分局'],
  [188, '20190101'],
  [204, '长期'],
] as const;

const permit = [
  [0, '陈大文'],
  [30, '1'],
  [36, '19900101'],
  [52, '广东省深圳市示例街8号'],
  [122, '810000199001010019'],
  [158, '深圳市公安局'],
  [188, '20230501'],
  [204, '20280501'],
  [220, 'H00000000'],
  [238, '01'],
  [248, 'J'],
] as const;

const foreign2017 = [
  [0, 'EXAMPLE, JOHN'],
  [120, '1'],
  [122, 'XXX000000000000'],
  [152, 'XXX'],
  [158, '示例'],
  [188, '20180301'],
  [204, '20280229'],
  [220, '19850615'],
  [236, '01'],
  [240, '0000'],
  [248, 'I'],
] as const;

const foreign2023 = [
  [30, '2'],
  [32, '01'],
  [36, '19810220'],
  [52, 'EXAMPLE-LONGSURNAME, MARGUERITE ANN'],
  [122, '931124198102200022'],
  [188, '20240101'],
  [204, '20340101'],
  [220, 'A MARIA'],
  [242, 'CAN'],
  [248, 'Y'],
  [250, '001'],
] as const;

describe('the four kinds of card', () => {
  test.each([
    [
      'citizen',
      citizen,
      {
        kind: 'citizen',
        name: '李秀英',
        sex: 'female',
        nation: { code: '01', name: '汉' },
        birth: '1949-12-31',
        number: '11010519491231002X',
        issuer: '北京市公安局朝阳分局',
        validity: { from: '2019-01-01', to: 'long-term' },
      },
    ],
    [
      'residence permit',
      permit,
      {
        kind: 'residence-permit',
        name: '陈大文',
        region: 'hongkong',
        travelPermit: 'H00000000',
        issueCount: '01',
        validity: { from: '2023-05-01', to: '2028-05-01' },
      },
    ],
    [
      'foreign 2017',
      foreign2017,
      {
        kind: 'foreign-2017',
        name: '示例',
        englishName: 'EXAMPLE, JOHN',
        nationality: 'XXX',
        birth: '1985-06-15',
        cardVersion: '01',
        authorityCode: '0000',
      },
    ],
    [
      'foreign 2023',
      foreign2023,
      {
        kind: 'foreign-2023',
        name: 'EXAMPLE-LONGSURNAME, MARGUERITE ANNA MARIA',
        chineseName: '',
        nationality: 'CAN',
        renewals: '01',
        oldNumberLink: '001',
      },
    ],
  ] as const)('%s', (_, fields, expected) => {
    const result = parseCardText(cardText(fields));
    expect(result).toMatchObject({ ok: true, card: expected });
    if (result.ok) expect(IdCard.parse(result.card)).toEqual(result.card);
  });

  test.each([
    ['820000199001010019', 'macau'],
    ['830000199001010019', 'taiwan'],
    ['990000199001010019', null],
  ])('a permit number %s is of %s', (number, region) => {
    expect(parseCardText(cardText([...permit, [122, number]]))).toMatchObject({ card: { region } });
  });
});

describe('a text that cannot be right is refused with the field, not shown half', () => {
  test.each([
    ['kind', [...citizen, [248, 'Q']]],
    ['birth', [...citizen, [36, '19490231']]],
    ['number', [...citizen, [122, '1101051949123100AB']]],
    ['validity', [...citizen, [204, '20191301']]],
    ['validity', [...citizen, [188, '        ']]],
    ['name', [...citizen, [0, '   ']]],
    ['number', [...foreign2017, [122, '000000000000000']]],
  ] as const)('%s', (problem, fields) => {
    expect(parseCardText(cardText(fields))).toEqual({ ok: false, problem });
  });

  test('length', () => {
    expect(parseCardText(new Uint8Array(255))).toEqual({ ok: false, problem: 'length' });
    expect(parseCardText(new Uint8Array(0))).toEqual({ ok: false, problem: 'length' });
  });

  test('a text of zeros, as some readers give for an empty card', () => {
    expect(parseCardText(new Uint8Array(256)).ok).toBe(false);
  });
});

test('nations are the 56 of GB/T 3304 and the two others', () => {
  expect(Object.keys(nations)).toHaveLength(58);
  expect([nations['01'], nations['05'], nations['29'], nations['56'], nations['98']]).toEqual([
    '汉',
    '维吾尔',
    '柯尔克孜',
    '基诺',
    '外国血统',
  ]);
});

test.each([
  ['19491231', '1949-12-31'],
  ['20240229', '2024-02-29'],
  ['20230229', null],
  ['2023 229', null],
  ['', null],
  ['00000000', null],
])('date %s', (text, iso) => {
  expect(parseCardDate(text)).toBe(iso);
});

test.each([
  ['2028-05-01', '2028-05-01', false],
  ['2028-05-01', '2028-05-02', true],
  ['long-term', '2999-01-01', false],
] as const)('valid to %s, today %s: expired %s', (to, today, expired) => {
  expect(isCardExpired({ from: '2020-01-01', to }, today)).toBe(expired);
});
