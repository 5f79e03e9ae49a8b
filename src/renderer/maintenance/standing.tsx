import type { ReactNode } from 'react';
import { maintenanceMessages } from '../../shared/messages/maintenance.ts';
import type { StationView } from '../../shared/protocol/desk-view.ts';
import { staffMarks } from '../../shared/views/staff-sign.ts';
import { useLocale } from '../ui/locale.tsx';

/** How this machine stands with the hall, and what it warns of. */
export function Standing({ view }: { readonly view: StationView }): ReactNode {
  const { locale } = useLocale();
  const t = maintenanceMessages.in(locale);
  // The devices have a place of their own.
  const marks = staffMarks({ ...view, devices: [] }, locale);
  return (
    <ul className="standing">
      {view.link.state === 'online' && (
        <li>
          <i className="dot" aria-hidden="true" /> {t('online')}
        </li>
      )}
      {marks.map(({ letter, tone, name, todo }) => (
        <li key={`${letter} ${name}`}>
          <i className={tone === 'down' ? 'dot bad' : 'dot warn'} aria-hidden="true" /> <b>{name}</b>
          <p className="sub">{todo}</p>
        </li>
      ))}
      <li>
        <i className={view.pendingCount > 0 ? 'dot warn' : 'dot'} aria-hidden="true" />{' '}
        {view.pendingCount > 0 ? t('pending', { count: view.pendingCount }) : t('settled')}
      </li>
    </ul>
  );
}
