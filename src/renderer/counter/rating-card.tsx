import type { ReactNode } from 'react';
import type { CounterView } from '../../shared/protocol/counter-view.ts';
import { useCounter, useNow } from './context.ts';

/** Whether the last applicant rates; never how. */
export function RatingCard({ rating }: { rating: NonNullable<CounterView['rating']> }): ReactNode {
  const { t } = useCounter();
  const left = Math.max(0, Math.ceil((rating.until - useNow()) / 1000));
  return (
    <section>
      <div className="head">
        <h3 className="quiet">{t('ratingTitle', { number: rating.number })}</h3>
        {rating.state === 'asked' && <span className="quiet num">{t('ratingLeft', { seconds: left })}</span>}
      </div>
      <p className="note">
        {t(rating.state === 'asked' ? 'ratingAsked' : rating.state === 'rated' ? 'ratingRated' : 'ratingNot')}
      </p>
    </section>
  );
}
