import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useEffect } from 'react';
import { counterMessages } from '../../shared/messages/counter.ts';
import type { StationContract } from '../../shared/protocol/station-contract.ts';
import type { Client } from '../ui/connect.ts';
import { useLocale } from '../ui/locale.tsx';
import { useHallClock, useService, useWatch } from '../ui/service.ts';
import { useTextScale } from '../ui/staff/text-scale.ts';
import { staffTheme } from '../ui/staff/theme.ts';
import { CounterContext, NowContext } from './context.ts';
import { Starting } from './starting.tsx';
import { useDeeds } from './use-deeds.ts';
import { Workplace } from './workplace.tsx';

type Station = Client<StationContract>;

/** Joins the workplace to its station: the view it watches, the hall's catalogue, and the acts. */
export function CounterPage(): ReactNode {
  const { locale } = useLocale();
  const scale = useTextScale();
  const service = useService<StationContract>();
  const { view, connection } = useWatch((s: Station) => s.counter.watch());
  const { view: catalogue } = useWatch((s: Station) => s.session.catalogue());
  const situation = view ? `${view.window.status} ${view.current?.ticketId} ${view.current?.status}` : '';
  const deeds = useDeeds(service, situation);
  const now = useHallClock(view?.hallTime ?? 0);
  const t = counterMessages.in(locale);

  useEffect(() => {
    document.title = view ? `${t('window', { number: view.window.number })} · ${t('title')}` : t('title');
  }, [view, t]);

  return (
    <ConfigProvider
      locale={locale === 'en' ? enUS : zhCN}
      theme={staffTheme(scale)}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      {view ? (
        <CounterContext value={{ view, catalogue, connection, locale, t, ...deeds }}>
          <NowContext value={now}>
            <Workplace />
          </NowContext>
        </CounterContext>
      ) : (
        <Starting />
      )}
    </ConfigProvider>
  );
}
