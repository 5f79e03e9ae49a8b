import { startSerialFake, startTcpFake, ticketText } from '../station/devices/fakes/index.ts';
import { people } from './people.ts';

export const FAKE_HELP = `A fake device by itself, to point a station or a driver at.

  npm run fake -- printer --port 9100            a receipt printer; prints what it gets
  npm run fake -- id-reader --port 9200          a card reader with a card on it
  npm run fake -- id-reader --card zhao-lei --port 9200
  npm run fake -- printer --serial /dev/pts/3    on a (virtual) serial port instead

Cards: ${people.map((person) => person.id).join(', ')}
`;

export interface FakePlan {
  readonly kind: 'printer' | 'id-reader';
  readonly on: { readonly port: number } | { readonly serial: string };
  readonly card: string;
}

/** Runs until the process ends. Resolves once the device can be reached, with a sentence that says where. */
export async function runSingleFake(plan: FakePlan, print: (text: string) => void): Promise<string> {
  const where = 'port' in plan.on ? undefined : `serial:${plan.on.serial}`;
  if (plan.kind === 'printer') {
    const fake = await ('port' in plan.on
      ? startTcpFake('printer', plan.on.port)
      : startSerialFake('printer', plan.on.serial));
    fake.device.onTicket((ticket) => print(`${ticketText(ticket)}\n────────────────────────\n`));
    return `printer on ${where ?? ('url' in fake ? fake.url : '')}`;
  }
  const person = people.find((each) => each.id === plan.card) ?? people[0];
  const fake = await ('port' in plan.on
    ? startTcpFake('id-reader', plan.on.port)
    : startSerialFake('id-reader', plan.on.serial));
  if (person) fake.device.lay(person.card);
  return `ID reader on ${where ?? ('url' in fake ? fake.url : '')}, card: ${person?.id ?? 'none'}`;
}
