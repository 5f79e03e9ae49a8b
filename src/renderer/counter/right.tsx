import type { ReactNode } from 'react';
import { AsideList } from './aside-list.tsx';
import { useCounter } from './context.ts';
import { RatingCard } from './rating-card.tsx';
import { TicketSteps } from './ticket-steps.tsx';

/** What happens around the ticket: its steps, the last rating and who may come back. */
export function Right(): ReactNode {
  const { view } = useCounter();
  return (
    <aside className="right">
      {view.rating && <RatingCard rating={view.rating} />}
      {view.current && <TicketSteps current={view.current} />}
      <AsideList />
    </aside>
  );
}
