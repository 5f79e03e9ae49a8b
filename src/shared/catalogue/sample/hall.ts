import type { HallConfig, OpenInterval, Queue, WindowDef } from '../types.ts';
import { cityManagementItems } from './items/city-management.ts';
import { civilAffairsItems } from './items/civil-affairs.ts';
import { disabilityItems } from './items/disability.ts';
import { employmentItems } from './items/employment.ts';
import { familyPlanningItems } from './items/family-planning.ts';
import { rentalItems } from './items/rental.ts';

/**
 * 桂园街道政务服务大厅, the hall of demo and tests: six classes, six queues, three areas, twelve windows.
 * Made up, with the shape of a real street hall: evenings on weekdays, open at weekends.
 */

const queues: Queue[] = [
  queue('employment', 'A', '就业社保', 'Jobs and social insurance', 'area-a', 8),
  queue('civil-affairs', 'B', '民政', 'Civil affairs', 'area-b', 12),
  queue('rental', 'C', '房屋租赁', 'Housing and residence', 'area-c', 9),
  queue('family-planning', 'D', '计划生育', 'Births and family', 'area-b', 7),
  queue('disability', 'E', '残联', 'Disability services', 'area-b', 12),
  queue('city-management', 'F', '城市管理', 'City management', 'area-c', 11),
];

const all = queues.map((each) => each.prefix).join('');

/** Windows 1 and 2 take everything, so that a hall with only a few windows staffed still serves every queue. */
const windows: WindowDef[] = [
  window(1, 'area-a', all),
  window(2, 'area-a', all),
  window(3, 'area-a', 'ABC'),
  window(4, 'area-a', 'A'),
  window(5, 'area-a', 'AD'),
  window(6, 'area-b', all),
  window(7, 'area-b', 'BE'),
  window(8, 'area-b', 'BDE'),
  window(9, 'area-b', 'DE'),
  window(10, 'area-c', all),
  window(11, 'area-c', 'CF'),
  window(12, 'area-c', 'CF'),
];

const weekday: OpenInterval[] = [{ from: 9 * 60, to: 20 * 60 }];
const weekend: OpenInterval[] = [{ from: 9 * 60, to: 17 * 60 }];

export const sampleHall: HallConfig = {
  id: 'hall-guiyuan',
  name: '桂园街道政务服务大厅',
  nameEn: 'Guiyuan Sub-district Service Hall',
  address: '罗湖区桂园街道示范路 100 号一楼',
  phone: '0755-0000-1234',
  utcOffsetMinutes: 480,
  openingHours: [weekend, weekday, weekday, weekday, weekday, weekday, weekend],
  areas: [
    { id: 'area-a', name: 'A 区', nameEn: 'Area A' },
    { id: 'area-b', name: 'B 区', nameEn: 'Area B' },
    { id: 'area-c', name: 'C 区', nameEn: 'Area C' },
  ],
  queues,
  classes: [
    {
      id: 'employment',
      name: '就业社保',
      hint: '失业登记 · 灵活就业 · 待遇资格',
      nameEn: 'Jobs and social insurance',
      hintEn: 'Unemployment · Freelance work · Benefits',
      queueId: 'queue-employment',
    },
    {
      id: 'family-planning',
      name: '计划生育',
      hint: '生育登记 · 独生子女 · 奖励扶助',
      nameEn: 'Births and family',
      hintEn: 'Birth registration · Only child · Support',
      queueId: 'queue-family-planning',
    },
    {
      id: 'civil-affairs',
      name: '民政',
      hint: '低保 · 高龄津贴 · 临时救助',
      nameEn: 'Civil affairs',
      hintEn: 'Minimum income · Old-age allowance · Relief',
      queueId: 'queue-civil-affairs',
    },
    {
      id: 'disability',
      name: '残联',
      hint: '残疾人证 · 护理补贴 · 康复',
      nameEn: 'Disability services',
      hintEn: 'Disability card · Care allowance · Rehabilitation',
      queueId: 'queue-disability',
    },
    {
      id: 'rental',
      name: '房屋租赁',
      hint: '租赁备案 · 居住登记 · 凭证',
      nameEn: 'Housing and residence',
      hintEn: 'Lease filing · Residence · Certificates',
      queueId: 'queue-rental',
    },
    {
      id: 'city-management',
      name: '城市管理',
      hint: '占道 · 招牌 · 养犬登记',
      nameEn: 'City management',
      hintEn: 'Street use · Shop signs · Dogs',
      queueId: 'queue-city-management',
    },
  ],
  windows,
  items: [
    ...employmentItems,
    ...civilAffairsItems,
    ...rentalItems,
    ...familyPlanningItems,
    ...disabilityItems,
    ...cityManagementItems,
  ],
  staff: [
    { id: 'staff-chen', name: '陈静', post: '受理岗', may: ['accept'] },
    { id: 'staff-lin', name: '林晓梅', post: '受理岗', may: ['accept'] },
    { id: 'staff-huang', name: '黄志强', post: '受理岗', may: ['accept'] },
    { id: 'staff-zhou', name: '周敏', post: '受理岗', may: ['accept'] },
    { id: 'staff-wu', name: '吴伟', post: '审批岗', may: ['decide'] },
    { id: 'staff-he', name: '何佳', post: '导办岗', may: [] },
  ],
  rules: {
    missedCallsAllowed: 3,
    maxCalls: 3,
    priorityHeadStartMinutes: 15,
    ratingSeconds: 60,
    offlineBlock: 40,
    missedDesk: '导办台',
  },
  cases: { hallNumber: '01', keptDays: 30 },
};

/** The sample as a real hall begins with it: everybody proves who they are, and a counter that was left locks itself. */
export const realHall: HallConfig = {
  ...sampleHall,
  rules: { ...sampleHall.rules, staffPin: 'required', counterLockMinutes: 10 },
};

function queue(
  classId: string,
  prefix: string,
  name: string,
  nameEn: string,
  areaId: string,
  usualMinutes: number,
): Queue {
  return { id: `queue-${classId}`, prefix, name, nameEn, areaId, usualMinutes };
}

function window(number: number, areaId: string, prefixes: string): WindowDef {
  const served = queues.filter((each) => prefixes.includes(each.prefix));
  return {
    id: `window-${number}`,
    number,
    areaId,
    queueIds: served.map((each) => each.id),
    comprehensive: served.length === queues.length,
  };
}
