import type { IdCard } from '../../shared/identity/card.ts';
import type { CardTrait, DockPerson } from '../../shared/protocol/demo-contract.ts';

/**
 * Made-up people. Their numbers pass the check of GB 11643 and are nobody's: serial numbers 000 to 009 of round birth
 * days, beside the example that every document prints.
 */
export interface Person extends DockPerson {
  readonly card: IdCard;
}

const VALID = { from: '2018-06-01', to: '2038-06-01' };

export const people: readonly Person[] = [
  citizen('li-jianguo', '李建国', '110105196001010017', 'male', '1960-01-01', { to: 'long-term' }, 'long-term'),
  citizen('li-xiuying', '李秀英', '11010519491231002X', 'female', '1949-12-31', { to: 'long-term' }, 'aged'),
  citizen('wang-fang', '王芳', '110105198503030041', 'female', '1985-03-03', {}, 'ordinary'),
  citizen('zhang-wei', '张伟', '110105199007070030', 'male', '1990-07-07', {}, 'ordinary'),
  citizen(
    'zhao-lei',
    '赵磊',
    '110105197805050019',
    'male',
    '1978-05-05',
    { from: '2004-03-01', to: '2024-03-01' },
    'expired',
  ),
  citizen('chen-gaer', '陈㛃儿', '110105200002020021', 'female', '2000-02-02', {}, 'rare-character'),
  citizen('yusufu', '玉素甫·阿卜杜热西提', '110105198809090012', 'male', '1988-09-09', {}, 'long-name', {
    code: '05',
    name: '维吾尔',
  }),
  citizen('ouyang-na', '欧阳娜', '110105201005050028', 'female', '2010-05-05', { to: '2028-06-01' }, 'minor'),
  {
    id: 'chen-dawen',
    name: '陈大文',
    cardKind: 'hk-macau-taiwan',
    trait: 'ordinary',
    card: {
      kind: 'residence-permit',
      number: '810000199001010019',
      sex: 'male',
      birth: '1990-01-01',
      validity: VALID,
      name: '陈大文',
      region: 'hongkong',
      address: '广东省深圳市示例区示例街 8 号',
      issuer: '深圳市公安局',
      travelPermit: 'H00000000',
      issueCount: '01',
    },
  },
  {
    id: 'example-john',
    name: 'EXAMPLE, JOHN QUINCY',
    cardKind: 'foreign-2017',
    trait: 'ordinary',
    card: {
      kind: 'foreign-2017',
      number: 'XXX000000000000',
      sex: 'male',
      birth: '1985-06-15',
      validity: { from: '2018-03-01', to: '2028-02-29' },
      name: 'EXAMPLE, JOHN QUINCY',
      englishName: 'EXAMPLE, JOHN QUINCY',
      chineseName: '',
      nationality: 'XXX',
      cardVersion: '01',
      authorityCode: '0000',
    },
  },
  {
    id: 'example-marguerite',
    name: 'EXAMPLE, MARGUERITE ANNA',
    cardKind: 'foreign-2023',
    trait: 'ordinary',
    card: {
      kind: 'foreign-2023',
      number: '931124198102200022',
      sex: 'female',
      birth: '1981-02-20',
      validity: { from: '2024-01-01', to: '2034-01-01' },
      name: 'EXAMPLE, MARGUERITE ANNA',
      englishName: 'EXAMPLE, MARGUERITE ANNA',
      chineseName: '',
      nationality: 'CAN',
      renewals: '00',
      oldNumberLink: '000',
    },
  },
];

function citizen(
  id: string,
  name: string,
  number: string,
  sex: 'male' | 'female',
  birth: string,
  validity: { from?: string; to?: string },
  trait: CardTrait,
  nation = { code: '01', name: '汉' },
): Person {
  return {
    id,
    name,
    cardKind: 'citizen',
    trait,
    card: {
      kind: 'citizen',
      number,
      sex,
      birth,
      validity: { ...VALID, ...validity },
      name,
      nation,
      address: '北京市朝阳区示例路 1 号院 2 号楼 301 室',
      issuer: '北京市公安局朝阳分局',
    },
  };
}
