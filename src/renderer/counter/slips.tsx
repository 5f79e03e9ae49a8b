import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { slipMessages } from '../../shared/messages/slips.ts';
import { SlipList } from '../ui/staff/slip-list.tsx';
import { useCounter } from './context.ts';
import { TroubleAt } from './trouble.tsx';

export interface SlipsProps {
  readonly open: boolean;
  setOpen(open: boolean): void;
}

/** At the foot, only when there is one: a slip that did not come out, here or at any dispenser of the hall. */
export function Slips({ open, setOpen }: SlipsProps): ReactNode {
  const { view, connection, act, pending, locale, t } = useCounter();
  const words = slipMessages.in(locale);
  const { slips, printers, uncertain } = view;
  const listed = new Set(slips.map(({ ticketId }) => ticketId));
  const rest = uncertain.filter(({ ticketId }) => ticketId === null || !listed.has(ticketId));
  const wanting = slips.filter(({ state }) => state !== 'printed').length + rest.length;
  if (wanting === 0 && !open) return null;
  return (
    <>
      <button type="button" className="plain device" onClick={() => setOpen(true)}>
        <i className={wanting > 0 ? 'dot warn' : 'dot'} aria-hidden="true" /> {words('foot', { count: wanting })}
      </button>
      <Drawer
        title={words('title')}
        open={open}
        onClose={() => setOpen(false)}
        size="34rem"
        closable={{ 'aria-label': t('close') }}
      >
        <TroubleAt place="slips" />
        <SlipList
          slips={slips}
          printers={printers}
          uncertain={uncertain}
          utcOffsetMinutes={view.utcOffsetMinutes}
          pending={pending}
          disabled={connection !== 'up'}
          onPrint={(ticketId, stationId) =>
            void act('slips', `print ${ticketId}`, (s) => s.counter.printElsewhere({ ticketId, stationId }))
          }
          onResolve={(jobId, outcome) =>
            void act('slips', `${outcome} ${jobId}`, (s) => s.keeper.resolvePrint({ jobId, outcome }))
          }
        />
      </Drawer>
    </>
  );
}
