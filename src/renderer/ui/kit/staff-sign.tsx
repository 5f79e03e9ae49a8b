import { type ReactNode, useEffect, useState } from 'react';
import { clockTime } from '../../../shared/calendar/clock.ts';
import { staffMessages } from '../../../shared/messages/staff.ts';
import { staffSignMessages } from '../../../shared/messages/staff-sign.ts';
import type { HealthView } from '../../../shared/protocol/desk-view.ts';
import type { StationContract } from '../../../shared/protocol/station-contract.ts';
import { type StaffMark, staffMarks, workingDevices } from '../../../shared/views/staff-sign.ts';
import type { Client } from '../connect.ts';
import { useLocale, useMessages } from '../locale.tsx';
import { useLongTouch } from '../long-touch.ts';
import { useWatch } from '../service.ts';
import { BigButton } from './button.tsx';
import { Dialog } from './dialog.tsx';
import './staff-sign.css';

const MARKS_SHOWN = 2;
/** What staff opened and walked away from closes by itself. */
const OPEN_MS = 60_000;

/**
 * What ails this station, small at the upper edge: a dot, a letter and two words the staff know. A long touch in that
 * corner opens what to do. It takes no touch itself, so that it is in nobody's way.
 */
export function StaffSign(): ReactNode {
  const { view, connection } = useWatch((s: Client<StationContract>) => s.session.health());
  const { locale } = useLocale();
  const t = useMessages(staffSignMessages);
  const [open, setOpen] = useState(false);
  useLongTouch(() => setOpen(true));
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(() => setOpen(false), OPEN_MS);
    return () => clearTimeout(timer);
  }, [open]);
  const marks = view ? staffMarks(view, locale) : [];
  const more = marks.length - MARKS_SHOWN;
  const close = (): void => setOpen(false);
  return (
    <>
      {marks.length > 0 ? (
        <aside className="staff-sign" aria-label={t('label')}>
          {marks.slice(0, MARKS_SHOWN).map((mark) => (
            <span key={`${mark.letter} ${mark.name}`} className="staff-mark" data-tone={mark.tone}>
              <i aria-hidden="true" />
              {mark.letter} {mark.short}
            </span>
          ))}
          {more > 0 ? <span>+{more}</span> : null}
        </aside>
      ) : null}
      <Dialog
        open={open}
        title={t('title')}
        onClose={close}
        actions={<BigButton onPress={close}>{t('close')}</BigButton>}
      >
        <div className="staff-words">
          {connection === 'up' ? null : <p>{t('restarting')}</p>}
          {view ? <Words view={view} marks={marks} /> : null}
        </div>
      </Dialog>
    </>
  );
}

function Words({ view, marks }: { view: HealthView; marks: readonly StaffMark[] }): ReactNode {
  const { locale } = useLocale();
  const t = useMessages(staffSignMessages);
  const say = useMessages(staffMessages);
  const working = workingDevices(view, locale);
  return (
    <>
      {marks.length === 0 ? <p>{t('fine')}</p> : null}
      <ul>
        {marks.map((mark) => (
          <li key={`${mark.letter} ${mark.name}`}>
            <h3 className="staff-mark" data-tone={mark.tone}>
              <i aria-hidden="true" />
              {mark.letter} {mark.name === mark.short ? mark.short : `${mark.name} · ${mark.short}`}
            </h3>
            <p>
              {mark.since === null ? null : say('since', { time: clockTime(mark.since, view.utcOffsetMinutes) })}
              {mark.since === null || locale !== 'en' ? null : ' '}
              {mark.todo}
            </p>
          </li>
        ))}
      </ul>
      {working.length > 0 ? (
        <p className="sub">{t('working', { devices: working.join(locale === 'en' ? ', ' : '、') })}</p>
      ) : null}
    </>
  );
}
