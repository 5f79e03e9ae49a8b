import type { ReactNode } from 'react';
import { AsideList } from './aside-list.tsx';
import { useCounter } from './context.ts';
import { HelpCalls } from './help-calls.tsx';
import { RatingCard } from './rating-card.tsx';
import { TicketSteps } from './ticket-steps.tsx';

/** What happens around the ticket: its steps, the last rating, who may come back, who asks for help. */
export function Right(): ReactNode {
  const { view } = useCounter();
  return (
    <aside className="right">
      {view.help.length > 0 && <HelpCalls />}
      {view.rating && <RatingCard rating={view.rating} />}
      {view.current && <TicketSteps current={view.current} />}
      <AsideList />
    </aside>
  );
}
