import type { ReactNode } from 'react';
import { Icon, type IconName, Working } from './icon.tsx';
import './state-view.css';

export interface StateViewProps {
  /** What kind of state it is: decides sign and colour, the words say it. */
  readonly state: 'empty' | 'offline' | 'broken' | 'refused' | 'starting' | 'closed';
  readonly title: string;
  /** What to do now. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

const SIGN: Readonly<Record<Exclude<StateViewProps['state'], 'starting'>, IconName>> = {
  empty: 'search',
  offline: 'warn',
  broken: 'warn',
  refused: 'bad',
  closed: 'clock',
};

/** A whole screen that has nothing to choose from: what is the matter, and the way on. */
export function StateView({ state, title, children, actions }: StateViewProps): ReactNode {
  return (
    <div className={`state-view ${state}`} role="status">
      <span className="state-sign">{state === 'starting' ? <Working /> : <Icon name={SIGN[state]} />}</span>
      <h1>{title}</h1>
      {children ? <div className="state-text">{children}</div> : null}
      {actions ? <div className="actions">{actions}</div> : null}
    </div>
  );
}
