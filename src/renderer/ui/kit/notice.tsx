import type { ReactNode } from 'react';
import { touchMessages } from '../../../shared/messages/touch.ts';
import { useMessages } from '../locale.tsx';
import { Icon } from './icon.tsx';
import './notice.css';

export type NoticeState = 'good' | 'warn' | 'bad' | 'guide';

export interface NoticeProps {
  readonly state: NoticeState;
  /** What happened. */
  readonly title: ReactNode;
  /** What to do. */
  readonly children?: ReactNode;
  /** Instead of the state's sign: the letter of an area, for instance. */
  readonly sign?: string;
  /** Said to screen readers as soon as it appears. */
  readonly live?: boolean;
}

/** What happened and what to do; colour, sign and words say the same. */
export function Notice({ state, title, children, sign, live = false }: NoticeProps): ReactNode {
  const t = useMessages(touchMessages);
  return (
    <section className={`notice ${state}`} role={live ? 'alert' : undefined}>
      <span className="notice-sign">
        {sign ?? <Icon name={state} />}
        {sign ? null : <span className="visually-hidden">{t(`sign.${state}`)}</span>}
      </span>
      <div>
        <p className="notice-title">{title}</p>
        {children ? <div className="notice-text">{children}</div> : null}
      </div>
    </section>
  );
}
