import { hoursText } from '../calendar/clock.ts';
import type { HallConfig, Item } from '../catalogue/types.ts';
import { paperMessages } from '../messages/paper.ts';
import type { PaperDocument } from './document.ts';
import { defaultMaterialsTemplate, MATERIALS, materialsPaper } from './materials.ts';
import type { Slip } from './slip-names.ts';
import type { PaperTemplate, TemplateKind } from './template.ts';
import { defaultTicketTemplate, TICKET, ticketPaper } from './ticket.ts';

export const SLIP_KINDS: Readonly<Record<Slip, TemplateKind>> = { ticket: TICKET, materials: MATERIALS };
export const SHIPPED: Readonly<Record<Slip, PaperTemplate>> = {
  ticket: defaultTicketTemplate,
  materials: defaultMaterialsTemplate,
};

/** What fits with these fits with all: the longest name of an item, and a person whose name printers lack. */
function longestItem(config: HallConfig): Item | undefined {
  return [...config.items].sort((a, b) => b.name.length - a.name.length)[0];
}

/** A slip nobody holds, in a layout of this hall: for a preview and for a proof on paper. `template` has been checked. */
export function sampleSlip(slip: Slip, config: HallConfig, template: PaperTemplate | undefined): PaperDocument {
  return slip === 'ticket' ? sampleTicket(config, template) : sampleMaterials(config, template);
}

function sampleTicket(config: HallConfig, template: PaperTemplate | undefined): PaperDocument {
  const t = paperMessages.in('zh-CN');
  const { name, areas, queues, rules } = config;
  const item = longestItem(config);
  const facts = {
    hall: name,
    number: `${queues[0]?.prefix ?? 'A'}012`,
    queue: queues[0]?.name ?? '',
    ...(item ? { item: item.name } : {}),
    ahead: 3,
    wait: { from: 8, to: 15 },
    area: areas[0]?.name ?? '',
    windows: t('proofWindows'),
    takenAt: '2026-01-01 09:00',
    maskedName: '㛃*',
    progressUrl: 'OW1:proof:48219037',
    progressCode: '48219037',
    missed: { calls: rules.missedCallsAllowed, desk: rules.missedDesk },
  };
  return ticketPaper(facts, 'zh-CN', template);
}

function sampleMaterials(config: HallConfig, template: PaperTemplate | undefined): PaperDocument {
  const item = longestItem(config);
  const list = {
    hall: config.name,
    item: item?.name ?? '',
    materials: item?.materials ?? [],
    ...(item ? { fee: item.fee } : {}),
    hours: [hoursText(config.openingHours[1] ?? [])],
    place: config.address,
    phone: config.phone,
    printedAt: '2026-01-01 09:00',
    guideUrl: 'OW1:proof:item',
  };
  return materialsPaper(list, 'zh-CN', template);
}
