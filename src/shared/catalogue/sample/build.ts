import type { Item, Material, MaterialForm } from '../types.ts';

/**
 * Short words to write the sample hall's items with, so that the files in `items/` read like the hall's own list.
 * All codes, addresses and numbers are made up; names, conditions and laws are those of public life.
 */

/** A department and the 18-character credit code its items' codes begin with (made up: district 440399 is nobody's). */
export interface Department {
  readonly name: string;
  readonly creditCode: string;
}

export const departments = {
  humanResources: { name: '人力资源局', creditCode: '114403990000010011' },
  socialInsurance: { name: '社会保险基金管理局', creditCode: '114403990000010029' },
  medicalInsurance: { name: '医疗保障局', creditCode: '114403990000010037' },
  civilAffairs: { name: '民政局', creditCode: '114403990000010045' },
  veterans: { name: '退役军人事务局', creditCode: '114403990000010053' },
  housing: { name: '住房和建设局', creditCode: '114403990000010061' },
  police: { name: '公安分局', creditCode: '114403990000010079' },
  education: { name: '教育局', creditCode: '114403990000010087' },
  health: { name: '卫生健康局', creditCode: '114403990000010095' },
  disabledFederation: { name: '残疾人联合会', creditCode: '134403990000010108' },
  cityManagement: { name: '城市管理和综合执法局', creditCode: '114403990000010116' },
} as const satisfies Record<string, Department>;

export const original: readonly MaterialForm[] = [{ form: 'original', count: 1 }];
export const copy: readonly MaterialForm[] = [{ form: 'copy', count: 1 }];
export const electronic: readonly MaterialForm[] = [{ form: 'electronic', count: 1 }];
export const originalAndCopy: readonly MaterialForm[] = [
  { form: 'original', count: 1 },
  { form: 'copy', count: 1 },
];
export const twoOriginals: readonly MaterialForm[] = [{ form: 'original', count: 2 }];

/** A material before its place in the list has given it an id. */
export type MaterialDraft = Omit<Material, 'id'>;

/** 必要 */
export function must(name: string, forms: readonly MaterialForm[], standard: string, remark?: string): MaterialDraft {
  return { name, forms: [...forms], need: 'necessary', source: 'applicant', standard, ...(remark ? { remark } : {}) };
}

/** 可容缺 */
export function mayFollow(name: string, forms: readonly MaterialForm[], standard: string): MaterialDraft {
  const remark = '暂时没有的，可先受理，书面承诺后补交';
  return { name, forms: [...forms], need: 'may-follow', source: 'applicant', standard, remark };
}

/** 在说明的情形下免交 */
export function unless(
  name: string,
  forms: readonly MaterialForm[],
  remark: string,
  source: Material['source'] = 'applicant',
): MaterialDraft {
  return { name, forms: [...forms], need: 'conditional', source, remark };
}

/** An application form the station fills in beforehand and the applicant confirms on the screen. */
export function form(name: string): MaterialDraft {
  return must(name, electronic, '内容由系统预填，申请人核对后签名');
}

export const idCard = must('居民身份证', original, '在有效期内，本人与证件一致', '读卡核验，免复印');
export const agentLetter = unless('委托书和代办人身份证', original, '本人来办的免交');
export const socialCard = unless('社会保障卡', original, '大厅已有或能查到卡号的免交', 'e-licence');
export const household = unless('居民户口簿', originalAndCopy, '能调取电子户籍信息的免交', 'e-licence');
export const marriage = unless('结婚证', originalAndCopy, '能调取电子婚姻登记信息的免交', 'e-licence');
export const businessLicence = unless('营业执照', copy, '能调取电子营业执照的免交', 'e-licence');
export const disabilityCard = unless('残疾人证', original, '能调取电子残疾人证的免交', 'e-licence');
export const bankCard = must(
  '本人银行账户',
  copy,
  '户名与申请人一致，账户可正常收款',
  '已有社会保障卡金融账户的，填卡号即可',
);
export const photo = must('近期免冠证件照', electronic, '白底彩色，半年内拍摄', '大厅可免费拍');
export const deed = unless('房屋权属证明', originalAndCopy, '能调取不动产登记信息的免交', 'e-licence');
export const lease = must('房屋租赁合同', originalAndCopy, '写明房屋地址、租期和租金，双方签名');

export interface ItemDraft {
  /** The 13 digits after the department's credit code. */
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly aliases: readonly string[];
  readonly department: Department;
  readonly kind: Item['kind'];
  /** Legal and promised limit in working days; a promise of 0 makes it an at-once item. */
  readonly limits: readonly [legal: number, promised: number];
  readonly conditions: string;
  /** 免费 unless told. */
  readonly fee?: string;
  readonly basis: string;
  /** 1 unless told. */
  readonly visits?: number;
  readonly selfService?: boolean;
  readonly courier?: boolean;
  readonly materials: readonly MaterialDraft[];
  readonly popularity: number;
}

/** The version every sample item is published under. */
const VERSION = '2026-10';

export function itemsOf(classId: string, drafts: readonly ItemDraft[]): Item[] {
  return drafts.map((draft) => ({
    id: draft.department.creditCode + draft.code,
    name: draft.name,
    nameEn: draft.nameEn,
    aliases: [...draft.aliases],
    classId,
    department: draft.department.name,
    kind: draft.kind,
    handling: draft.limits[1] === 0 ? 'at-once' : 'promised',
    legalLimitDays: draft.limits[0],
    promisedLimitDays: draft.limits[1],
    conditions: draft.conditions,
    fee: draft.fee ?? '免费',
    basis: draft.basis,
    visits: draft.visits ?? 1,
    selfService: draft.selfService ?? false,
    courier: draft.courier ?? false,
    materials: draft.materials.map((material, index) => ({ id: `m${index + 1}`, ...material })),
    popularity: draft.popularity,
    version: VERSION,
  }));
}
