import type { ReactNode } from 'react';
import { linkMessages, linkTroubleKey } from '../../shared/messages/link.ts';
import { maintenanceMessages } from '../../shared/messages/maintenance.ts';
import type { StationView } from '../../shared/protocol/views.ts';
import { useLocale } from '../ui/locale.tsx';

/** How this machine stands with the hall, and what it warns of. */
export function Standing({ view }: { readonly view: StationView }): ReactNode {
  const { locale } = useLocale();
  const t = maintenanceMessages.in(locale);
  const trouble = view.link.state === 'refused' ? linkTroubleKey(view.link.refused) : null;
  return (
    <ul className="standing">
      <li>
        <i className={view.link.state === 'online' ? 'dot' : 'dot warn'} aria-hidden="true" />{' '}
        {t(`link.${view.link.state}`)}
        {trouble !== null && <p className="sub">{linkMessages.in(locale)(trouble)}</p>}
      </li>
      <li>
        <i className={view.pendingCount > 0 ? 'dot warn' : 'dot'} aria-hidden="true" />{' '}
        {view.pendingCount > 0 ? t('pending', { count: view.pendingCount }) : t('settled')}
      </li>
      {view.warnings.map((warning) => (
        <li key={warning}>
          <i className="dot warn" aria-hidden="true" /> {t(`warning.${warning}`)}
        </li>
      ))}
    </ul>
  );
}
