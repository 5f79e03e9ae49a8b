import type { ReactNode } from 'react';
import { LEVELS } from '../../shared/evaluation/types.ts';
import { evaluationMessages } from '../../shared/messages/evaluation.ts';
import { useDesk } from './context.ts';

/** Five counts, equally drawn; never by clerk. */
export function Ratings(): ReactNode {
  const { view, locale, t } = useDesk();
  const { levels, notRated } = view.ratings;
  const words = evaluationMessages.in(locale);
  const all = levels.reduce((sum, count) => sum + count, 0);
  const most = Math.max(1, ...levels);
  return (
    <section className="card">
      <div className="line">
        <h2>{t('ratings', { count: all })}</h2>
        <span className="spacer" />
        <span className="mute small">{t('notRated', { count: notRated })}</span>
      </div>
      {all === 0 && <p className="sub">{t('ratingsNone')}</p>}
      <ul className="ratings">
        {LEVELS.map((level, index) => {
          const count = levels[index] ?? 0;
          return (
            <li key={level}>
              <span>{words(`level${level}`)}</span>
              <progress max={most} value={count} aria-label={words(`level${level}`)} />
              <span className="times num">{t('times', { count })}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
