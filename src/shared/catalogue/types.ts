import { z } from 'zod';
import { PaperTemplate } from '../paper/template.ts';

/**
 * What a hall offers and how it is laid out: items (事项) with their materials, the six classes they are grouped in,
 * queues, areas, windows and opening hours. One `HallConfig` is one record of the hall; stations hold a copy.
 * Kinds and handling follow GB/T 39046-2020 A.1.
 */

/** How a material is handed in and how many. */
export const MaterialForm = z.object({
  form: z.enum(['original', 'copy', 'electronic']),
  count: z.number().int().min(1),
});

export const Material = z.object({
  /** Stable within its item, e.g. `m1`. */
  id: z.string().min(1),
  name: z.string().min(1),
  forms: z.array(MaterialForm).min(1),
  /** 必要 / 可容缺 / 在说明的情形下免交 */
  need: z.enum(['necessary', 'may-follow', 'conditional']),
  /** 来源: the applicant, another department, or an e-licence the hall can look up itself */
  source: z.enum(['applicant', 'department', 'e-licence']),
  /** What makes it acceptable, in one short sentence (验收标准). */
  standard: z.string().optional(),
  /** For `conditional`: when it is not needed; otherwise a hint for the citizen. */
  remark: z.string().optional(),
});

export const Item = z.object({
  /** Opaque code; the sample hall uses 31-character implementation codes. */
  id: z.string().min(1),
  name: z.string().min(1),
  /** For who reads no Chinese; where it is missing the Chinese name stands. */
  nameEn: z.string().min(1).optional(),
  /** What people call it; search finds these too. */
  aliases: z.array(z.string()),
  classId: z.string().min(1),
  department: z.string().min(1),
  /** GB/T 39046-2020 A.1 */
  kind: z.enum(['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '20']),
  /** 即办 | 承诺 */
  handling: z.enum(['at-once', 'promised']),
  /** Working days. */
  legalLimitDays: z.number().int().min(0),
  /** Working days; 0 = 当场. Never longer than the legal limit. */
  promisedLimitDays: z.number().int().min(0),
  conditions: z.string().min(1),
  /** 免费 or the fee in words. */
  fee: z.string().min(1),
  /** Name of the law or rule and the article. */
  basis: z.string().min(1),
  /** How many times a person must come; 0 = wholly online, 1 = 最多跑一次. */
  visits: z.number().int().min(0).max(3),
  selfService: z.boolean(),
  courier: z.boolean(),
  materials: z.array(Material).min(1),
  /** Lists show the most used first; roughly times a month. */
  popularity: z.number().int().min(0),
  version: z.string().min(1),
});

/** A class of items (事项分类), what the dispenser shows as a tile; each has its queue. */
export const ItemClass = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  /** Two to four words of what is inside, for the tile. */
  hint: z.string().min(1),
  nameEn: z.string().min(1),
  hintEn: z.string().min(1),
  queueId: z.string().min(1),
});

export const Queue = z.object({
  id: z.string().min(1),
  /** One capital letter; printed before the number. */
  prefix: z.string().regex(/^[A-Z]$/),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  areaId: z.string().min(1),
  /** Minutes one service usually takes; the first estimate before there is history. */
  usualMinutes: z.number().positive(),
});

export const Area = z.object({ id: z.string().min(1), name: z.string().min(1), nameEn: z.string().min(1) });

export const WindowDef = z.object({
  id: z.string().min(1),
  number: z.number().int().min(1),
  areaId: z.string().min(1),
  /** Queues it may call from; a comprehensive window (综合窗口) lists all. */
  queueIds: z.array(z.string()).min(1),
  comprehensive: z.boolean(),
});

/** Minutes since midnight, hall's time. */
export const OpenInterval = z.object({ from: z.number().int().min(0), to: z.number().int().max(1440) });

export const HallConfig = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  address: z.string().min(1),
  phone: z.string().min(1),
  /** Minutes east of UTC; China keeps one offset all year. */
  utcOffsetMinutes: z.number().int(),
  /** Index 0 = Sunday … 6 = Saturday. */
  openingHours: z.array(z.array(OpenInterval)).length(7),
  areas: z.array(Area).min(1),
  queues: z.array(Queue).min(1),
  classes: z.array(ItemClass).min(1),
  windows: z.array(WindowDef).min(1),
  items: z.array(Item).min(1),
  /** People who may sign on at a window. */
  staff: z
    .array(
      z.object({
        id: z.string().min(1),
        name: z.string().min(1),
        post: z.string().min(1),
        /** What the post is for: 受理 (with 不予受理 and 补正) and 审批 of cases. Left out: both. */
        may: z.array(z.enum(['accept', 'decide'])).optional(),
      }),
    )
    .optional(),
  rules: z.object({
    /** A ticket is void after this many calls nobody answered. */
    missedCallsAllowed: z.number().int().min(1),
    /** Calls of one ticket at one window before it must be set to not present. */
    maxCalls: z.number().int().min(1),
    /** Minutes of head start that a priority ticket has over an ordinary one. */
    priorityHeadStartMinutes: z.number().min(0),
    /** Seconds the pad waits for a rating; after it the service counts as not rated. */
    ratingSeconds: z.number().int().min(10),
    /** How many numbers a dispenser holds beforehand per queue and day for the time without the hall. */
    offlineBlock: z.number().int().min(5),
    /** Where a missed ticket is taken up again. */
    missedDesk: z.string().min(1),
    /**
     * 工号密码. `required`: everybody signs on with one, and the first is set with a code of the desk; `own-choice` (also
     * when nothing is said): whoever has set one signs on with it.
     */
    staffPin: z.enum(['required', 'own-choice']).optional(),
    /** A counter nobody touches locks itself after so many minutes, where its clerk has a PIN; 0: never. 10 when nothing is said. */
    counterLockMinutes: z.number().int().min(0).max(480).optional(),
    /** How loud calls are said, from each time of day on (minutes since midnight); full when nothing is said here. */
    callVolume: z
      .array(z.object({ from: z.number().int().min(0).max(1439), percent: z.number().int().min(0).max(100) }))
      .optional(),
  }),
  /** Layouts of slips where the hall wants its own; what is left out prints as shipped. */
  paper: z.strictObject({ ticket: PaperTemplate.optional(), materials: PaperTemplate.optional() }).optional(),
  /** 放假与调休 as published each year; without it Saturdays and Sundays are free. Limits are counted by it. */
  calendar: z.object({ holidays: z.array(z.iso.date()), workdays: z.array(z.iso.date()) }).optional(),
  cases: z
    .object({
      /** This hall's two digits in case numbers; differs between the halls of a district. */
      hallNumber: z.string().regex(/^\d{2}$/),
      /** From {item}, {date}, {hall}, {station} and {running}; see case/number.ts. */
      numberPattern: z.string().max(100).optional(),
      /** Days after its end for which stations keep a case. */
      keptDays: z.number().int().min(1),
      /** 通办: halls where a result of this one may be collected, reached through the district. */
      partners: z.array(z.object({ id: z.string().min(1), name: z.string().min(1) })).optional(),
    })
    .optional(),
});

export type MaterialForm = z.infer<typeof MaterialForm>;
export type Material = z.infer<typeof Material>;
export type Item = z.infer<typeof Item>;
export type ItemClass = z.infer<typeof ItemClass>;
export type Queue = z.infer<typeof Queue>;
export type Area = z.infer<typeof Area>;
export type WindowDef = z.infer<typeof WindowDef>;
export type OpenInterval = z.infer<typeof OpenInterval>;
export type HallConfig = z.infer<typeof HallConfig>;
