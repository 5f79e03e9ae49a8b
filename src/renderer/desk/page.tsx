import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { type ReactNode, useEffect, useState } from 'react';
import { deskMessages } from '../../shared/messages/desk.ts';
import { useLocale } from '../ui/locale.tsx';
import { useTextScale } from '../ui/staff/text-scale.ts';
import { staffTheme } from '../ui/staff/theme.ts';
import { Live } from './live.tsx';
import { Login } from './login.tsx';

/** 管理台: the hall as it is now, for whoever knows the keeper's code. */
export function DeskPage(): ReactNode {
  const { locale } = useLocale();
  const scale = useTextScale();
  const [locked, setLocked] = useState(false);
  const t = deskMessages.in(locale);
  useEffect(() => {
    document.title = t('title');
  }, [t]);
  return (
    <ConfigProvider
      locale={locale === 'en' ? enUS : zhCN}
      theme={staffTheme(scale)}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      {locked ? <Login /> : <Live onLocked={() => setLocked(true)} />}
    </ConfigProvider>
  );
}
